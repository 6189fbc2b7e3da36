import Matrices

/// A score, or why there is none.
struct Verdict: Sendable {
  /// NaN where there is none.
  let value: Double
  let failure: (any Error)?

  init(_ value: Double) {
    self.value = value
    failure = value.isNaN ? ScoreIsNoNumber() : nil
  }

  init(failed error: any Error) { (value, failure) = (.nan, error) }
}

/// What scorers ask of a model on some rows, each asked once.
struct ModelAnswers<Label: ClassLabel> {
  private let classes: [Label]
  private let predict: () throws -> [Label]
  private let predictProbabilities: () throws -> Matrix<Double>
  private let predictLogProbabilities: () throws -> Matrix<Double>
  private var labels: [Label]?
  private var probabilities: Matrix<Double>?
  private var logProbabilities: Matrix<Double>?

  init<Model: LabelModel<Label>>(_ model: Model, _ x: Model.Input) {
    classes = model.classes
    predict = { try model.predict(x) }
    predictProbabilities = { try model.predictProbabilities(x) }
    predictLogProbabilities = { try model.predictLogProbabilities(x) }
  }

  /// - Parameter all: All classes of the data; the model may have seen fewer of them.
  mutating func score(
    by scorer: Scorer<Label>, _ truth: [Label], classes all: [Label], weights: [Double]?
  ) throws -> Double {
    switch scorer.measure {
    case .labels(let score):
      let own = try labels ?? predict()
      labels = own
      return try score(own, truth, weights)
    case .probabilities(let score):
      let own =
        try probabilities ?? predictProbabilities().columns(of: classes, spreadOver: all, filling: 0)
      probabilities = own
      return try score(own, truth, all, weights)
    case .logProbabilities(let score):
      let own =
        try logProbabilities
        ?? predictLogProbabilities().columns(of: classes, spreadOver: all, filling: -.infinity)
      logProbabilities = own
      return try score(own, truth, all, weights)
    }
  }
}

extension Scorer {
  /// The verdict of each scorer on a model and rows. Predicts once for all that need the same.
  ///
  /// - Parameter classes: All classes of the data; the model may have seen fewer of them.
  /// - Throws: ``EstimatorError/invalidSetting(name:value:rule:)`` alone, which no rows cause.
  static func verdicts<Model: LabelModel<Label>>(
    _ scorers: [Scorer], of model: Model, on chosen: ChosenRows<Model.Input, Label>, classes: [Label]
  ) throws -> [Verdict] {
    let rows = chosen.data
    var answers = ModelAnswers(model, rows.input)
    return try scorers.map { scorer in
      do {
        return Verdict(
          try chosen.naming { try answers.score(by: scorer, $0.labels, classes: classes, weights: $0.weights) })
      } catch let error as EstimatorError {
        if error.code == .invalidSetting { throw error }
        return Verdict(failed: error)
      } catch {
        return Verdict(failed: error)
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
