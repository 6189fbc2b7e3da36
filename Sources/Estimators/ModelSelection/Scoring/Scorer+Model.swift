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
struct ModelAnswers<Target: Hashable & Sendable> {
  private let predict: () throws -> [Target]
  /// `nil` for a model of numbers.
  private let ofClasses: ClassAnswers<Target>?
  private var predicted: [Target]?
  private var probabilities: Matrix<Double>?
  private var logProbabilities: Matrix<Double>?

  init<Model: SupervisedModel<Target>>(_ model: Model, _ x: Model.Input) {
    predict = { try model.predict(x) }
    ofClasses = (model as? any LabelModel).flatMap { classAnswers($0, x) }
  }

  /// The classes of the model and of the truth, ascending; none for numbers.
  func classes(with truth: [Target]) -> [Target] { ofClasses?.union(truth) ?? [] }

  /// - Parameter all: All classes of the data; the model may have seen fewer of them.
  mutating func score(
    by scorer: Scorer<Target>, _ truth: [Target], classes all: [Target], weights: [Double]?
  ) throws -> Double {
    switch scorer.measure {
    case .predictions(let score):
      let own = try predicted ?? predict()
      predicted = own
      return try score(own, truth, weights)
    case .probabilities(let score):
      let own = try probabilities ?? required().probabilities(all)
      probabilities = own
      return try score(own, truth, all, weights)
    case .logProbabilities(let score):
      let own = try logProbabilities ?? required().logProbabilities(all)
      logProbabilities = own
      return try score(own, truth, all, weights)
    }
  }

  private func required() throws -> ClassAnswers<Target> {
    guard let ofClasses else {
      throw EstimatorError.unsupported(what: "A score of probabilities for a regressor", instead: "Use .r2.")
    }
    return ofClasses
  }
}

/// What scorers ask of a model of classes.
private struct ClassAnswers<Target> {
  /// The classes of the model and these labels, ascending.
  let union: (_ labels: [Target]) -> [Target]
  /// n × K for K classes that may be more than those of the model.
  let probabilities: (_ all: [Target]) throws -> Matrix<Double>
  let logProbabilities: (_ all: [Target]) throws -> Matrix<Double>
}

/// - Returns: `nil` unless the labels of the model are the targets, and its rows those rows: that is so wherever the
///   model itself is asked for predictions.
private func classAnswers<Model: LabelModel, Target>(
  _ model: Model, _ x: some EstimatorInput
) -> ClassAnswers<Target>? {
  guard Model.Label.self == Target.self, let x = x as? Model.Input else { return nil }
  func labels(_ targets: [Target]) -> [Model.Label] { targets as? [Model.Label] ?? [] }
  return ClassAnswers(
    union: { targets in
      let unseen = Set(labels(targets)).subtracting(model.classes)
      let all = unseen.isEmpty ? model.classes : ClassEncoding(model.classes + unseen).classes
      return all as? [Target] ?? []
    },
    probabilities: {
      try model.predictProbabilities(x).columns(of: model.classes, spreadOver: labels($0), filling: 0)
    },
    logProbabilities: {
      try model.predictLogProbabilities(x).columns(of: model.classes, spreadOver: labels($0), filling: -.infinity)
    })
}

extension SupervisedModel {
  /// The classes that the model knows; none for numbers.
  var knownClasses: [Target] { (self as? any LabelModel)?.classes as? [Target] ?? [] }
}

extension Scorer {
  /// The verdict of each scorer on a model and rows. Predicts once for all that need the same.
  ///
  /// - Parameter classes: All classes of the data; the model may have seen fewer of them.
  /// - Throws: ``EstimatorError/invalidSetting(name:value:rule:)`` alone, which no rows cause.
  static func verdicts<Model: SupervisedModel<Target>>(
    _ scorers: [Scorer], of model: Model, on chosen: ChosenRows<Model.Input, Target>, classes: [Target]
  ) throws -> [Verdict] {
    let rows = chosen.data
    var answers = ModelAnswers(model, rows.input)
    return try scorers.map { scorer in
      do {
        return Verdict(
          try chosen.naming { try answers.score(by: scorer, $0.targets, classes: classes, weights: $0.weights) })
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
