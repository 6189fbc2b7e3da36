import Estimators

/// An estimator of tables as one of features: the features are the numbers of rows of one table, as in
/// ``TableLawSample/rowNumbers``.
struct RowsByNumber<Base: Estimator>: Estimator {
  /// The model of the base, which looks its rows up in the table.
  struct Model: EstimatorModel {
    let base: Base.Model
    let table: Table
  }

  var base: Base
  let table: Table

  var model: Model? {
    get { base.model.map { Model(base: $0, table: table) } }
    set { base.model = newValue?.base }
  }

  func validate() throws { try base.validate() }
}

extension Table {
  /// The rows of these numbers. A third column, as ``LawSample/earlier`` has, stands for other columns of the table.
  fileprivate func rows(_ numbers: Features) throws -> Table {
    let numbers = try numbers.matrix()
    let chosen = try selecting(rows: (0..<numbers.rows).map { 256 * Int(numbers[$0, 0]) + Int(numbers[$0, 1]) })
    return numbers.columns == 2 ? chosen : try chosen.turned()
  }
}

// MARK: Transformers

extension RowsByNumber.Model: TransformerModel where Base.Model: TableTransformerModel {
  func transform(_ x: Features) throws -> Features { try base.transform(table.rows(x)) }
}

extension RowsByNumber: Transformer where Base: TableTransformer {
  func fitted(to x: Features, targets: ClassTargets?, weights: [Double]?) throws -> Model {
    Model(base: try base.fitted(to: table.rows(x), targets: targets, weights: weights), table: table)
  }
}

// MARK: Classifiers

extension RowsByNumber.Model: LabelModel where Base.Model: LabelModel {
  var classes: [Base.Model.Label] { base.classes }
}

extension RowsByNumber.Model: ClassifierModel where Base.Model: TableClassifierModel {
  func decisionFunction(_ x: Features) throws -> Matrix<Double> { try base.decisionFunction(table.rows(x)) }
  func predictLogProbabilities(_ x: Features) throws -> Matrix<Double> {
    try base.predictLogProbabilities(table.rows(x))
  }
  func predictProbabilities(_ x: Features) throws -> Matrix<Double> { try base.predictProbabilities(table.rows(x)) }
  func predict(_ x: Features) throws -> [Base.Model.Label] { try base.predict(table.rows(x)) }
}

extension RowsByNumber: LabelEstimator where Base: LabelEstimator {
  typealias Label = Base.Label
  var warmStart: Bool { base.warmStart }
}

extension RowsByNumber: Classifier where Base: TableClassifier {
  func fitted(
    to x: Features, _ y: [Base.Label], weights: [Double]?, startingFrom: Model?, onIteration: OnIteration
  ) throws -> Model {
    do {
      let model = try base.fitted(
        to: table.rows(x), y, weights: weights, groups: nil, startingFrom: startingFrom?.base, onIteration: onIteration)
      return Model(base: model, table: table)
    } catch let stop as FitInterrupted<Base.Model> {
      throw stop.map { Model(base: $0, table: table) }
    }
  }
}
