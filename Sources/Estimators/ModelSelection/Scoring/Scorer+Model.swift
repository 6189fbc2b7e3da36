import Matrices

extension Scorer {
  /// Each score of a model on rows, in the order of `scorers`. Predicts once for all that need the same.
  ///
  /// - Parameter classes: All classes of the data; the model may have seen fewer of them.
  static func scores<Model: ClassifierModel<Label>>(
    _ scorers: [Scorer], of model: Model, on rows: LabelledRows<Label>, classes: [Label]
  ) throws -> [Double] {
    var predicted: [Label]?
    var probabilities: Matrix<Double>?
    var logProbabilities: Matrix<Double>?
    return try scorers.map { scorer in
      switch scorer.measure {
      case .labels(let score):
        let labels = try predicted ?? model.predict(rows.features)
        predicted = labels
        return try score(labels, rows.labels, rows.weights)
      case .probabilities(let score):
        let p =
          try probabilities
          ?? model.predictProbabilities(rows.features).columns(of: model.classes, spreadOver: classes, filling: 0)
        probabilities = p
        return try score(p, rows.labels, classes, rows.weights)
      case .logProbabilities(let score):
        let logs =
          try logProbabilities
          ?? model.predictLogProbabilities(rows.features)
          .columns(of: model.classes, spreadOver: classes, filling: -.infinity)
        logProbabilities = logs
        return try score(logs, rows.labels, classes, rows.weights)
      }
    }
  }
}

extension Matrix where Scalar == Double {
  /// The same columns at the places that their classes have among `all`; the columns of other classes hold `filler`.
  func columns<Label: ClassLabel>(of classes: [Label], spreadOver all: [Label], filling filler: Double) -> Matrix {
    guard classes != all else { return self }
    let places = Dictionary(zip(classes, classes.indices)) { first, _ in first }
    return Matrix(rows: rows, columns: all.count) { elements in
      for row in 0..<rows {
        for (column, label) in all.enumerated() {
          elements.initializeElement(
            at: row * all.count + column, to: places[label].map { self[row, $0] } ?? filler)
        }
      }
    }
  }
}
