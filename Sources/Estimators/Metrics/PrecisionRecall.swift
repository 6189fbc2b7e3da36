/// How scores of several classes become one. scikit-learn's `average`.
public struct Averaging<Label: ClassLabel>: OpenChoice, Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    case macro, weighted, micro
    case only(Label)
  }

  package let kind: Kind

  package init(_ kind: Kind) { self.kind = kind }

  /// The plain mean over classes: each counts alike.
  public static var macro: Self { Self(.macro) }
  /// The mean weighted by the rows of each class.
  public static var weighted: Self { Self(.weighted) }
  /// All decisions pooled; with one label per row, and no class left out, this is accuracy.
  public static var micro: Self { Self(.micro) }
  /// The score of this class alone. scikit-learn's `average="binary"` with `pos_label`.
  public static func only(_ label: Label) -> Self { Self(.only(label)) }

  /// The class of ``only(_:)``; `nil` where all classes count.
  @inline(never)
  public var only: Label? {
    if case .only(let label) = kind { label } else { nil }
  }

  fileprivate var name: String {
    switch kind {
    case .macro: "macro"
    case .weighted: "weighted"
    case .micro: "micro"
    case .only(let label): "\(label)"
    }
  }
}

/// How many of the rows that were given a class belong to it, in 0...1. scikit-learn's `precision_score`.
///
/// - Parameters:
///   - predicted: n labels.
///   - truth: n labels, in the same order.
///   - averaging: How classes are summed up.
///   - sampleWeight: n weights ≥ 0; all 1 when `nil`.
///   - zeroDivision: What stands for 0 / 0, for a class that was never predicted, and for `.only` of a label that
///     neither side has.
/// - Throws: As ``ConfusionMatrix/init(of:against:classes:sampleWeight:)``.
public func precisionScore<Label: ClassLabel>(
  of predicted: some Collection<Label>, against truth: some Collection<Label>, averaging: Averaging<Label> = .macro,
  sampleWeight: [Double]? = nil, zeroDivision: ClassificationReport<Label>.ZeroDivision = .zero
) throws -> Double {
  // F with β = 0 is precision.
  try fBetaScore(
    0, of: predicted, against: truth, averaging: averaging, sampleWeight: sampleWeight, zeroDivision: zeroDivision)
}

/// How many of the rows of a class were given it, in 0...1. scikit-learn's `recall_score`.
///
/// - Throws: As ``precisionScore(of:against:averaging:sampleWeight:zeroDivision:)``.
public func recallScore<Label: ClassLabel>(
  of predicted: some Collection<Label>, against truth: some Collection<Label>, averaging: Averaging<Label> = .macro,
  sampleWeight: [Double]? = nil, zeroDivision: ClassificationReport<Label>.ZeroDivision = .zero
) throws -> Double {
  try fBetaScore(
    .infinity, of: predicted, against: truth, averaging: averaging, sampleWeight: sampleWeight,
    zeroDivision: zeroDivision)
}

/// The harmonic mean of precision and recall, in 0...1. scikit-learn's `f1_score`.
///
/// - Throws: As ``precisionScore(of:against:averaging:sampleWeight:zeroDivision:)``.
public func f1Score<Label: ClassLabel>(
  of predicted: some Collection<Label>, against truth: some Collection<Label>, averaging: Averaging<Label> = .macro,
  sampleWeight: [Double]? = nil, zeroDivision: ClassificationReport<Label>.ZeroDivision = .zero
) throws -> Double {
  try fBetaScore(
    1, of: predicted, against: truth, averaging: averaging, sampleWeight: sampleWeight, zeroDivision: zeroDivision)
}

/// The weighted harmonic mean of precision and recall, recall counting β² times as much, in 0...1:
/// (1 + β²)·P·R / (β²·P + R). scikit-learn's `fbeta_score`.
///
/// - Parameters:
///   - beta: ≥ 0; 0 is precision, 1 is F1, `.infinity` is recall.
///   - predicted: n labels.
///   - truth: n labels, in the same order.
///   - averaging: How classes are summed up.
///   - sampleWeight: n weights ≥ 0; all 1 when `nil`.
///   - zeroDivision: What stands for 0 / 0, for a class that neither side has.
/// - Throws: ``EstimatorError/invalidSetting(name:value:rule:)`` for a negative β, and as
///   ``precisionScore(of:against:averaging:sampleWeight:zeroDivision:)``.
public func fBetaScore<Label: ClassLabel>(
  _ beta: Double, of predicted: some Collection<Label>, against truth: some Collection<Label>,
  averaging: Averaging<Label> = .macro, sampleWeight: [Double]? = nil,
  zeroDivision: ClassificationReport<Label>.ZeroDivision = .zero
) throws -> Double {
  try ConfusionMatrix(of: predicted, against: truth, sampleWeight: sampleWeight)
    .fBeta(beta, averaging: averaging, zeroDivision: zeroDivision)
}

extension ConfusionMatrix {
  /// F_β of the counts; see ``fBetaScore(_:of:against:averaging:sampleWeight:zeroDivision:)``.
  public func fBeta(
    _ beta: Double = 1, averaging: Averaging<Label> = .macro,
    zeroDivision: ClassificationReport<Label>.ZeroDivision = .zero
  ) throws -> Double {
    guard beta >= 0 else {
      throw EstimatorError.invalidSetting(name: "beta", value: "\(beta)", rule: "at least 0")
    }
    let square = beta * beta
    func score(_ right: Double, predicted: Double, actual: Double) -> Double {
      // As a mean of the two supports, so that β may be infinite.
      let share = square.isInfinite ? 1 : square / (1 + square)
      let whole = share == 1 ? actual : share == 0 ? predicted : share * actual + (1 - share) * predicted
      return whole == 0 ? zeroDivision.value : right / whole
    }
    let perClass = classes.indices.map {
      score(counts[$0, $0], predicted: predictedSupport[$0], actual: support[$0])
    }
    switch averaging.kind {
    case .macro: return average(perClass, weights: support.map { _ in 1 })
    case .weighted: return average(perClass, weights: support)
    case .micro:
      let right = classes.indices.reduce(0) { $0 + counts[$1, $1] }
      return score(right, predicted: predictedSupport.reduce(0, +), actual: support.reduce(0, +))
    case .only(let label):
      // A label that neither side has is 0 / 0 too.
      return classes.firstIndex(of: label).map { perClass[$0] } ?? zeroDivision.value
    }
  }
}

extension Scorer where Target: ClassLabel {
  /// F1, by default the plain mean over classes. scikit-learn's `"f1_macro"` and its like.
  public static func f1(_ averaging: Averaging<Target> = .macro) -> Scorer {
    ofLabels("F1", averaging) { predicted, truth, weights in
      try f1Score(of: predicted, against: truth, averaging: averaging, sampleWeight: weights)
    }
  }

  /// Precision. scikit-learn's `"precision_macro"` and its like.
  public static func precision(_ averaging: Averaging<Target> = .macro) -> Scorer {
    ofLabels("precision", averaging) { predicted, truth, weights in
      try precisionScore(of: predicted, against: truth, averaging: averaging, sampleWeight: weights)
    }
  }

  /// Recall. scikit-learn's `"recall_macro"` and its like.
  public static func recall(_ averaging: Averaging<Target> = .macro) -> Scorer {
    ofLabels("recall", averaging) { predicted, truth, weights in
      try recallScore(of: predicted, against: truth, averaging: averaging, sampleWeight: weights)
    }
  }

  /// A file can hold it unless it is of one class.
  private static func ofLabels(
    _ name: String, _ averaging: Averaging<Target>,
    _ score: @escaping @Sendable ([Target], [Target], [Double]?) throws -> Double
  ) -> Scorer {
    let full = "\(name) (\(averaging.name))"
    let isOfOneClass = averaging.only != nil
    return Scorer(full, true, code: isOfOneClass ? nil : full, .predictions(score))
  }

  /// The mean recall of the classes. scikit-learn's `"balanced_accuracy"`.
  public static var balancedAccuracy: Scorer {
    Scorer(
      "balanced accuracy", true, code: "balanced accuracy",
      .predictions { predicted, truth, weights in
        try Estimators.balancedAccuracy(of: predicted, against: truth, sampleWeight: weights)
      })
  }

  /// Matthews' correlation. scikit-learn's `"matthews_corrcoef"`.
  public static var matthews: Scorer {
    Scorer(
      "Matthews' correlation", true, in: -1...1, code: "Matthews' correlation",
      .predictions { predicted, truth, weights in
        try matthewsCorrelation(of: predicted, against: truth, sampleWeight: weights)
      })
  }
}
