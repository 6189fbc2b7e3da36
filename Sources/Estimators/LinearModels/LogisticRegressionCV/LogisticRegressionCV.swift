internal import Platform

/// Logistic regression that chooses its C, and its L1 ratio, by cross-validation. scikit-learn's
/// `LogisticRegressionCV`.
///
///     var clf = LogisticRegressionCV(LogisticRegression(), rule: .oneStandardError)
///     try clf.fit(x, y)
///     clf.model?.c                        // chosen
///     clf.model?.path.meanScores          // one per C
///
/// Every fold is fitted for all C from the smallest to the largest, each fit starting where the one before ended; the
/// folds run side by side on the one thread budget, read the caller's features without a copy, and share one Gram
/// matrix (of the features of all rows; labels of test rows are seen by no fit). Then the chosen C is fitted on all
/// rows.
///
/// `score`, of this and of its model, is that of `scoring`: the log-loss unless it says otherwise. A fold that cannot
/// be fitted or scored has the score NaN, is left out of the means, and is named in the model's `notes`; see
/// ``FoldFailure``.
///
/// `onIteration` hears of every fit of a fold (`number` counts them, `objective` is its score, `gradientNorm` that of
/// the fit), then of the iterations of the final fit. When it answers ``FitControl/stop``, the best C so far is fitted
/// on all rows; before all folds have done a C there is none to fit, and as when the task is cancelled a
/// ``FitInterrupted``, which names the cause, holds the scores so far and the best model of a fold.
///
/// - Complexity: (C × ratios × folds + 1) fits, with warm starts far cheaper than alone. Memory for the state of a
///   fit per fold and ratio; for the coefficients of all fits with `keepsCoefficientPaths`.
public struct LogisticRegressionCV<Label: ClassLabel>: Classifier {
  /// The settings of every fit; its `c` is not used, its `penalty` only without `l1Ratios`.
  public var classifier: LogisticRegression<Label>
  /// The C to try, each > 0. scikit-learn's `Cs`. Default: 10 from 1e-4 to 1e4, in equal ratios.
  public var cs: [Double]
  /// The L1 ratios to try, each in 0...1, or `nil` for the penalty of `classifier`. scikit-learn's `l1_ratios`.
  public var l1Ratios: [Double]?
  /// Which rows train and judge. scikit-learn's `cv`. Default: 5 stratified folds in the given order.
  public var splitter: any Splitter
  /// What to measure on the test rows, and what `score` is. scikit-learn's `scoring`. Default: log-loss.
  public var scoring: Scorer<Label>
  /// How C is chosen. Default `.best`.
  public var rule: SelectionRule
  /// Whether the model keeps the coefficients of every fit. scikit-learn's `coefs_paths_`. Default `false`.
  public var keepsCoefficientPaths: Bool
  public var model: Model?

  /// 10 values of C from 1e-4 to 1e4, in equal ratios: scikit-learn's.
  public static var usualGrid: [Double] { powersOfTen(10, from: -4, to: 4) }

  /// A cross-validation around `classifier`.
  public init(
    _ classifier: LogisticRegression<Label>, cs: [Double] = usualGrid, l1Ratios: [Double]? = nil,
    splitter: any Splitter = StratifiedKFold(5), scoring: Scorer<Label> = .logLoss, rule: SelectionRule = .best,
    keepsCoefficientPaths: Bool = false
  ) {
    self.classifier = classifier.unfitted
    self.cs = cs
    self.l1Ratios = l1Ratios
    self.splitter = splitter
    self.scoring = scoring
    self.rule = rule
    self.keepsCoefficientPaths = keepsCoefficientPaths
  }

  public func validate() throws {
    func require(_ holds: Bool, _ name: String, _ value: String, _ rule: String) throws {
      guard holds else { throw EstimatorError.invalidSetting(name: name, value: value, rule: rule) }
    }
    try require(!cs.isEmpty, "cs", "[]", "a list of at least one C")
    for c in cs { try require(c > 0 && c < .infinity, "cs", "\(c)", "finite and greater than 0") }
    try require(l1Ratios?.isEmpty != true, "l1Ratios", "[]", "a list of at least one ratio, or nil")
    for ratio in l1Ratios ?? [] { try require(ratio >= 0 && ratio <= 1, "l1Ratios", "\(ratio)", "in 0...1") }
    try require(
      classifier.penalty != .none || l1Ratios != nil, "classifier.penalty", "none", "a penalty, whose strength C is")
    for penalty in penalties {
      var candidate = classifier
      candidate.penalty = penalty
      try candidate.validate()
    }
  }

  public func lacking(_ classes: Set<Label>) -> Self {
    var copy = self
    copy.classifier = classifier.lacking(classes)
    return copy
  }

  /// The penalties to try.
  var penalties: [Penalty] { l1Ratios?.map { .elasticNet(l1Ratio: $0) } ?? [classifier.penalty] }

  public func fitted(
    to data: TrainingData<Features, Label>, startingFrom: Model?, onIteration: OnIteration
  ) throws -> Model {
    try validate()
    return try CrossValidatedFit(settings: self, rows: ChosenRows(data)).model(onIteration)
  }
}

extension LogisticRegressionCV where Label == Int {
  /// A cross-validation around a classifier of `Int` labels.
  public init(
    cs: [Double] = usualGrid, l1Ratios: [Double]? = nil, splitter: any Splitter = StratifiedKFold(5),
    scoring: Scorer<Int> = .logLoss, rule: SelectionRule = .best, keepsCoefficientPaths: Bool = false
  ) {
    self.init(
      LogisticRegression(), cs: cs, l1Ratios: l1Ratios, splitter: splitter, scoring: scoring, rule: rule,
      keepsCoefficientPaths: keepsCoefficientPaths)
  }
}

/// Numbers in equal ratios from 10^`from` to 10^`to`. NumPy's `logspace`.
///
///     try logarithmicGrid(count: 3, from: -1, to: 1)  // [0.1, 1, 10]
///
/// - Parameters:
///   - count: How many, in 0...1,000,000. A single one is the first.
///   - from: The exponent of the first, in −307...308.
///   - to: The exponent of the last, in −307...308.
/// - Throws: ``EstimatorError/invalidSetting(name:value:rule:)``.
public func logarithmicGrid(count: Int = 10, from: Double = -4, to: Double = 4) throws -> [Double] {
  guard (0...1_000_000).contains(count) else {
    throw EstimatorError.invalidSetting(name: "count", value: "\(count)", rule: "in 0...1,000,000")
  }
  for (name, exponent) in [("from", from), ("to", to)] where !(-307...308).contains(exponent) {
    throw EstimatorError.invalidSetting(name: name, value: "\(exponent)", rule: "in -307...308")
  }
  return powersOfTen(count, from: from, to: to)
}

private func powersOfTen(_ count: Int, from: Double, to: Double) -> [Double] {
  (0..<count).map { place in
    let share = count > 1 ? Double(place) / Double(count - 1) : 0
    return pow(10, from + (to - from) * share)
  }
}

/// The settings, without a model.
extension LogisticRegressionCV: Codable {
  private enum CodingKeys: String, CodingKey {
    case classifier, cs, l1Ratios, splitter, scoring, rule, keepsCoefficientPaths
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      try container.decode(LogisticRegression<Label>.self, forKey: .classifier),
      cs: try container.decode([Double].self, forKey: .cs),
      l1Ratios: try container.decodeIfPresent([Double].self, forKey: .l1Ratios),
      splitter: try container.decode(CodedSplitter.self, forKey: .splitter).splitter,
      scoring: try container.decode(CodedScorer<Label>.self, forKey: .scoring).scorer,
      rule: try container.decode(SelectionRule.self, forKey: .rule),
      keepsCoefficientPaths: try container.decode(Bool.self, forKey: .keepsCoefficientPaths))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(classifier, forKey: .classifier)
    try container.encode(cs, forKey: .cs)
    try container.encodeIfPresent(l1Ratios, forKey: .l1Ratios)
    try container.encode(CodedSplitter(splitter), forKey: .splitter)
    try container.encode(CodedScorer(scoring), forKey: .scoring)
    try container.encode(rule, forKey: .rule)
    try container.encode(keepsCoefficientPaths, forKey: .keepsCoefficientPaths)
  }
}
