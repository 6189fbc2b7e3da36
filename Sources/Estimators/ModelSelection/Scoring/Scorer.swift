import Matrices

/// How good predictions are, as one number: what cross-validation reports and a search ranks by.
///
///     try crossValidate(clf, x, y, scoring: [.accuracy, .logLoss])
///
///     let cost = Scorer<String>("cost", greaterIsBetter: false) { predicted, truth, weights in … }
///
/// scikit-learn's `scoring` strings, as values. A loss keeps its sign: where scikit-learn has `neg_log_loss`,
/// `.logLoss` is positive and says that less is better.
public struct Scorer<Target: Hashable & Sendable>: Sendable {
  /// What tables call it.
  public let name: String
  /// Whether more is better; `false` for a loss.
  public let greaterIsBetter: Bool
  /// The numbers that a score can be, which bound its intervals; `nil` for all.
  public let range: ClosedRange<Double>?
  /// What a file calls it; `nil` for a closure of a caller's, which no file holds.
  let code: String?
  let measure: Measure

  /// A score of predicted labels, or numbers.
  ///
  /// - Parameters:
  ///   - name: What tables call it.
  ///   - greaterIsBetter: `false` for a loss.
  ///   - range: The numbers that the score can be, `0...1` for a share; `nil` for all.
  ///   - score: Takes n predicted and n true targets and n weights, `nil` for all equal.
  public init(
    _ name: String, greaterIsBetter: Bool = true, range: ClosedRange<Double>? = nil,
    _ score: @escaping @Sendable (_ predicted: [Target], _ truth: [Target], _ weights: [Double]?) throws -> Double
  ) {
    self.init(name, greaterIsBetter, in: range, .predictions(score))
  }

  init(
    _ name: String, _ greaterIsBetter: Bool, in range: ClosedRange<Double>? = 0...1, code: String? = nil,
    _ measure: Measure
  ) {
    self.name = name
    self.greaterIsBetter = greaterIsBetter
    self.range = range
    self.code = code
    self.measure = measure
  }

  /// What a score is computed from.
  enum Measure: Sendable {
    typealias OfMatrix = @Sendable (Matrix<Double>, [Target], [Target], [Double]?) throws -> Double

    case predictions(@Sendable ([Target], [Target], [Double]?) throws -> Double)
    case probabilities(OfMatrix)
    /// Logarithms of probabilities: they order rows even where probabilities round to 1.
    case logProbabilities(OfMatrix)
  }
}

extension Scorer where Target: ClassLabel {
  /// A score of probabilities.
  ///
  /// - Parameters:
  ///   - name: What tables call it.
  ///   - greaterIsBetter: `false` for a loss.
  ///   - range: The numbers that the score can be, `0...1` for a share; `nil` for all.
  ///   - score: Takes n × K probabilities, n true labels, the K classes in the order of the columns, and n weights,
  ///     `nil` for all equal. A class that the model has not seen has probability 0.
  public init(
    _ name: String, greaterIsBetter: Bool = true, range: ClosedRange<Double>? = nil,
    ofProbabilities score:
      @escaping @Sendable (
        _ probabilities: Matrix<Double>, _ truth: [Target], _ classes: [Target], _ weights: [Double]?
      ) throws -> Double
  ) {
    self.init(name, greaterIsBetter, in: range, .probabilities(score))
  }

  /// The share of rows that are predicted right. scikit-learn's `"accuracy"`.
  public static var accuracy: Scorer {
    Scorer(
      "accuracy", true, code: "accuracy",
      .predictions { predicted, truth, weights in
        try Estimators.accuracy(of: predicted, against: truth, sampleWeight: weights)
      })
  }

  /// The mean surprise at the truth, in nats; less is better. scikit-learn's `"neg_log_loss"` without the sign.
  public static var logLoss: Scorer {
    Scorer(
      "log-loss", false, in: 0...(.infinity), code: "log-loss",
      .probabilities { probabilities, truth, classes, weights in
        try Estimators.logLoss(of: probabilities, against: truth, classes: classes, sampleWeight: weights)
      })
  }
}
