/// A classifier of tables as one of features: the features are the numbers of the rows of one table, n × 1. So the code that
/// divides features divides tables too.
struct RowsOfTable<Base: TableClassifier>: Classifier {
  typealias Label = Base.Label

  /// A model that looks its rows up in the table.
  struct Model: ClassifierModel {
    let base: Base.Model
    let table: Table

    var classes: [Base.Label] { base.classes }
    func decisionFunction(_ x: Features) throws -> Matrix<Double> { try base.decisionFunction(table.rows(x)) }
    func predictLogProbabilities(_ x: Features) throws -> Matrix<Double> {
      try base.predictLogProbabilities(table.rows(x))
    }
    func predictProbabilities(_ x: Features) throws -> Matrix<Double> { try base.predictProbabilities(table.rows(x)) }
    func predict(_ x: Features) throws -> [Base.Label] { try base.predict(table.rows(x)) }
  }

  var base: Base
  let table: Table
  var model: Model?

  init(_ base: Base, _ table: Table) {
    self.base = base.unfitted
    self.table = table
  }

  func validate() throws { try base.validate() }

  func lacking(_ classes: Set<Label>) -> Self {
    var copy = self
    copy.base = base.lacking(classes)
    return copy
  }

  func fitted(
    to x: Features, _ y: [Label], weights: [Double]?, startingFrom: Model?, onIteration: OnIteration
  ) throws -> Model {
    try fitted(to: x, y, weights: weights, groups: nil, startingFrom: startingFrom, onIteration: onIteration)
  }

  func fitted(
    to x: Features, _ y: [Label], weights: [Double]?, groups: ClassTargets?, startingFrom: Model?,
    onIteration: OnIteration
  ) throws -> Model {
    try wrappingModel {
      try base.fitted(
        to: table.rows(x), y, weights: weights, groups: groups, startingFrom: startingFrom?.base,
        onIteration: onIteration)
    } in: {
      Model(base: $0, table: table)
    }
  }
}

extension Table {
  /// The numbers of all rows, as features.
  func rowNumbers() -> Features {
    Matrix<Double>(rows: rows, columns: 1) { elements in
      for row in 0..<rows { elements.initializeElement(at: row, to: Double(row)) }
    }.features
  }

  /// The rows of these numbers.
  fileprivate func rows(_ numbers: Features) throws -> Table {
    try selecting(rows: try numbers.matrix().elements.map(Int.init))
  }
}

extension CandidateSearch where Base: TableClassifier {
  /// The search among the rows of a table.
  func model(
    of table: Table, _ y: [Base.Label], weights: [Double]?, groups: ClassTargets?, _ onIteration: OnIteration
  ) throws -> SearchModel<Base.Model> {
    try requireFittingCounts(table, targets: y.count, weights: weights)
    let candidates = candidates.map { settings in settings.map { $0.within(\RowsOfTable<Base>.base) } }
    let search = CandidateSearch<RowsOfTable<Base>>(
      base: RowsOfTable(base, table), names: names, candidates: candidates, splitter: splitter, scoring: scoring,
      trainScores: trainScores, verbose: verbose, lost: lost)
    let rows = try LabelledRows(checking: table.rowNumbers(), y, weights: weights, groups: groups)
    return try wrappingModel {
      try search.model(of: rows, onIteration)
    } in: {
      SearchModel(best: $0.best.base, results: $0.results, scorer: $0.scorer)
    }
  }
}
