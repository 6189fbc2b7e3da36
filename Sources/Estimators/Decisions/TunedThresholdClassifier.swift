/// Predicts the positive class of two from the threshold on that scores best in cross-validation. scikit-learn's
/// `TunedThresholdClassifierCV`.
///
///     var clf = TunedThresholdClassifier(LogisticRegression<String>(), scoring: .balancedAccuracy)
///     try clf.fit(x, y)
///     print(try clf.requireModel().threshold)
///
/// On every fold the base is fitted to the training rows, and the test rows are scored at thresholds from the smallest
/// to the largest of their responses. The curves are interpolated between, averaged, and the threshold of the best mean
/// is kept for the base fitted to all rows. Weights count in fits and scores. A fold that cannot be fitted or scored is
/// left out and named in `failures` of the curve (see ``FoldFailure``); thresholds at which a score is not a number are
/// not chosen.
///
/// `score`, of this and of its model, is that of `scoring`. (scikit-learn's is accuracy.)
///
/// `onIteration` hears of every fold (`number` counts them, objective and gradient norm are NaN), then of the
/// iterations of the final fit. After ``FitControl/stop`` the folds that are done decide. When the task is cancelled,
/// the ``FitInterrupted`` holds the model of the first fold with the threshold of the folds so far; before the first
/// fold is done, ``FoldsInterrupted`` says so.
///
/// - Complexity: a fit for each fold and one more, and `thresholds` scores for each fold.
public struct TunedThresholdClassifier<Base: LabelEstimator>: LabelEstimator {
  public typealias Label = Base.Label
  public typealias Input = Base.Input
  public typealias Model = ThresholdModel<Base.Model>

  /// Which thresholds are tried.
  public struct Thresholds: CodedChoice, Sendable, Hashable, Codable {
    package enum Kind: Sendable, Hashable, Codable {
      case count(Int)
      case listed([Double])
    }

    package let kind: Kind

    package init(_ kind: Kind) { self.kind = kind }

    /// So many, ≥ 2, evenly from the smallest to the largest response.
    public static func count(_ count: Int) -> Self { Self(.count(count)) }
    /// These, ascending and finite, at least one.
    public static func listed(_ thresholds: [Double]) -> Self { Self(.listed(thresholds)) }

    /// How many; `nil` where they are listed.
    @inline(never)
    public var count: Int? {
      if case .count(let count) = kind { count } else { nil }
    }

    /// The listed ones; `nil` where only their number was given.
    @inline(never)
    public var listed: [Double]? {
      if case .listed(let thresholds) = kind { thresholds } else { nil }
    }
  }

  /// The classifier that gives probabilities and scores.
  public var base: Base
  /// What is to be best, and what `score` is: a score of labels. Default: balanced accuracy.
  public var scoring: Scorer<Label>
  /// Which thresholds are tried. Default: 100.
  public var thresholds: Thresholds
  /// Which rows train and which judge. scikit-learn's `cv`. Default: 5 stratified folds in the given order.
  public var splitter: any Splitter
  /// What is compared with the threshold. Default: the probability.
  public var response: ThresholdResponse
  /// The positive class; `classes[1]` when `nil`. scikit-learn's `pos_label`.
  public var positive: Label?
  public var model: Model?

  /// `base` with the best threshold.
  public init(
    _ base: Base, scoring: Scorer<Label> = .balancedAccuracy, thresholds: Thresholds = .count(100),
    splitter: any Splitter = StratifiedKFold(5), response: ThresholdResponse = .probability, positive: Label? = nil
  ) {
    self.base = base.unfitted
    self.scoring = scoring
    self.thresholds = thresholds
    self.splitter = splitter
    self.response = response
    self.positive = positive
  }

  public func lacking(_ classes: Set<Label>) -> Self {
    var copy = self
    copy.base = base.lacking(classes)
    return copy
  }

  public func validate() throws {
    func refuse(_ value: String, _ rule: String) -> EstimatorError {
      .invalidSetting(name: "thresholds", value: value, rule: rule)
    }
    switch thresholds.kind {
    case .count(let count) where !(2...1_000_000).contains(count): throw refuse("\(count)", "in 2...1000000")
    case .listed(let list)
    where list.isEmpty || !list.allSatisfy(\.isFinite) || zip(list, list.dropFirst()).contains { $0 >= $1 }:
      throw refuse("\(list)", "ascending finite numbers, at least one")
    default: break
    }
    guard case .predictions = scoring.measure else {
      throw EstimatorError.invalidSetting(
        name: "scoring", value: scoring.name, rule: "a score of labels, which a threshold can change")
    }
    try base.validate()
  }

  /// - Throws: What the base and the splitter throw; ``EstimatorError/unsupported(what:instead:)`` unless there are two
  ///   classes; the first reason when no fold has a curve, such as that the base says the same of every row, and
  ///   ``EstimatorError/invalidSetting(name:value:rule:)`` when the score is not a number at any threshold.
  public func fitted(
    to data: TrainingData<Input, Label>, startingFrom: Model?, onIteration: OnIteration
  ) throws -> Model {
    try validate()
    let rows = try ChosenRows(data)
    let classes = rows.data.encoding.classes
    guard classes.count >= 2 else { throw EstimatorError.tooFewClasses(found: classes.map { "\($0)" }) }
    let place = try DecisionThreshold.place(of: positive, among: classes)
    let folds = try curves(rows, classes, place, onIteration)
    let curve = try meanCurve(folds)
    let decision = DecisionThreshold(threshold: curve.bestThreshold, response: response, positive: place)
    return try wrappingModel(after: folds.count) {
      try rows.fitted(base) { try onIteration($0.following(fits: folds.count)) }
    } in: {
      Model(base: $0, decision: decision, curve: curve, scorer: ChosenScorer(scoring))
    }
  }

  private struct FoldCurve: Sendable {
    let model: Base.Model
    let curve: (thresholds: [Double], scores: [Double])
  }

  /// The curve of a fold with its number, or why it has none.
  private typealias FoldResult = (fold: Int, result: Result<FoldCurve, any Error>)

  /// The scores of the test rows of each fold, at thresholds of its own.
  private func curves(
    _ rows: ChosenRows<Input, Label>, _ classes: [Label], _ place: Int, _ onIteration: OnIteration
  ) throws -> [FoldResult] {
    let folds = try splitter.someFolds(of: rows.data.splitRows())
    let settings = unfitted
    var done = 0
    let run = try FitCrew.run(folds.count) { fold, proceed in
      let (training, test) = try (rows.selectingRows(folds[fold].train), rows.selectingRows(folds[fold].test))
      return try rows.data.ownResult(proceed) {
        let model = try training.fitted(settings.base, onIteration: proceed)
        return try test.naming { test in
          FoldCurve(model: model, curve: try settings.curve(of: model, test, fold: fold, classes, place, proceed))
        }
      }
    } keeping: {
      $0
    } onDone: { _, result in
      _ = try result.get()
      done += 1
      return try onIteration(Iteration(number: done, objective: .nan, gradientNorm: .nan, evaluations: done))
    }
    let fits: [FoldResult] = try run.results.enumerated().compactMap { fold, result in
      try result.map { (fold, try $0.get()) }
    }
    guard !fits.isEmpty else { throw FoldsInterrupted(partial: Model?.none, done: 0, total: folds.count) }
    guard run.end == .cancelled else { return fits }
    guard let first = fits.lazy.compactMap({ try? $0.result.get() }).first, let curve = try? meanCurve(fits) else {
      throw FoldsInterrupted(partial: Model?.none, done: done, total: folds.count)
    }
    let decision = DecisionThreshold(threshold: curve.bestThreshold, response: response, positive: place)
    let model = Model(base: first.model, decision: decision, curve: curve, scorer: ChosenScorer(scoring))
    throw FitInterrupted(model: model, iteration: done)
  }

  private func curve(
    of model: Base.Model, _ test: TrainingData<Input, Label>, fold: Int, _ classes: [Label], _ place: Int,
    _ proceed: OnIteration
  ) throws -> (thresholds: [Double], scores: [Double]) {
    guard case .predictions(let score) = scoring.measure else { return ([], []) }
    let responses = try DecisionThreshold.responses(of: model, to: test.input, response, positive: place)
    let tried: [Double]
    switch thresholds.kind {
    case .listed(let list): tried = list
    case .count(let count):
      let (low, high) = (responses.min() ?? 0, responses.max() ?? 0)
      guard high - low > 1e-8 + 1e-5 * high.magnitude else {
        throw EstimatorError.unsupported(
          what: "Tuning a threshold where all test rows of fold \(fold) have a response near \(high)",
          instead: "Choose a base that tells rows apart, or use FixedThresholdClassifier.")
      }
      tried = evenly(from: low, to: high, count: count)
    }
    let scores = try tried.map { threshold in
      // A stop is heard of between two thresholds.
      _ = try proceed(Iteration(number: 1, objective: .nan, gradientNorm: .nan, evaluations: 1))
      let decision = DecisionThreshold(threshold: threshold, response: response, positive: place)
      return try score(decision.labels(of: responses, classes), test.labels, test.weights)
    }
    guard scores.contains(where: { !$0.isNaN }) else { throw ScoreIsNoNumber() }
    return (tried, scores)
  }

  /// The mean of the curves at common thresholds, each interpolated linearly and constant beyond its ends.
  ///
  /// - Throws: When no fold has a curve, or no threshold a number.
  private func meanCurve(_ fits: [FoldResult]) throws -> ThresholdCurve {
    let curves = fits.compactMap { try? $0.result.get().curve }
    if curves.isEmpty, let error = fits.lazy.compactMap(\.result.failure).first(where: { !($0 is ScoreIsNoNumber) }) {
      throw error
    }
    let common: [Double]
    switch thresholds.kind {
    case .listed(let list): common = list
    case .count(let count):
      let (low, high) = (curves.map { $0.thresholds[0] }.min() ?? 0, curves.compactMap(\.thresholds.last).max() ?? 0)
      common = evenly(from: low, to: high, count: count)
    }
    var sums = [Double](repeating: 0, count: common.count)
    for curve in curves {
      for (place, threshold) in common.enumerated() {
        sums[place] += interpolated(curve.scores, at: threshold, of: curve.thresholds)
      }
    }
    guard sums.contains(where: { !$0.isNaN }), !curves.isEmpty else {
      throw EstimatorError.invalidSetting(
        name: "scoring", value: "\(scoring.name), which is NaN at every threshold",
        rule: "a scorer that gives a number at one threshold at least")
    }
    return ThresholdCurve(
      thresholds: common, scores: sums.map { $0 / Double(curves.count) }, greaterIsBetter: scoring.greaterIsBetter,
      failures: fits.compactMap { fit in fit.result.failure.map { FoldFailure(fold: fit.fold, $0) } })
  }
}

extension TunedThresholdClassifier: Classifier where Base: Classifier {}
extension TunedThresholdClassifier: TableClassifier where Base: TableClassifier {}

/// NumPy's `linspace`.
private func evenly(from low: Double, to high: Double, count: Int) -> [Double] {
  let step = (high - low) / Double(count - 1)
  return (0..<count).map { $0 == count - 1 ? high : Double($0) * step + low }
}

/// NumPy's `interp`: y at `point` between the two neighbours in `x`, which ascends.
private func interpolated(_ y: [Double], at point: Double, of x: [Double]) -> Double {
  let after = placeAfter(point, in: x)
  guard after < x.count else { return y[y.count - 1] }
  guard after > 0 else { return y[0] }
  let before = after - 1
  return (y[after] - y[before]) / (x[after] - x[before]) * (point - x[before]) + y[before]
}

/// The place of the first number above `point` in `x`, which ascends; `x.count` when there is none. O(log n).
private func placeAfter(_ point: Double, in x: [Double]) -> Int {
  var (low, high) = (0, x.count)
  while low < high {
    let middle = (low + high) / 2
    if x[middle] > point { high = middle } else { low = middle + 1 }
  }
  return low
}

/// The settings, without a model.
extension TunedThresholdClassifier: Codable where Base: Codable {
  private enum CodingKeys: String, CodingKey { case base, scoring, thresholds, splitter, response, positive }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      try container.decode(Base.self, forKey: .base),
      scoring: try container.decode(CodedScorer<Label>.self, forKey: .scoring).scorer,
      thresholds: try container.decode(Thresholds.self, forKey: .thresholds),
      splitter: try container.decode(CodedSplitter.self, forKey: .splitter).splitter,
      response: try container.decode(ThresholdResponse.self, forKey: .response),
      positive: try container.decodeIfPresent(CodedLabel<Label>.self, forKey: .positive)?.label)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(base, forKey: .base)
    try container.encode(CodedScorer(scoring), forKey: .scoring)
    try container.encode(thresholds, forKey: .thresholds)
    try container.encode(CodedSplitter(splitter), forKey: .splitter)
    try container.encode(response, forKey: .response)
    try container.encodeIfPresent(positive.map(CodedLabel.init), forKey: .positive)
  }
}
