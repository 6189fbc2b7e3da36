import Matrices

/// Tries random combinations of settings by cross-validation and keeps the best. scikit-learn's `RandomizedSearchCV`.
///
///     var search = RandomizedSearch(
///       pipeline, .init(\.classifier.c, logUniform: 1e-3...1e3), .init(\.classifier.multiClass, [.ovr, .multinomial]),
///       candidates: 20, randomState: 42)
///     try search.fit(x, y)
///
/// When every axis is a list, no combination comes twice, and a grid of at most `candidates` combinations is tried as a
/// whole. In everything else like ``GridSearch``.
///
/// - Complexity: (candidates × folds + 1) fits.
public struct RandomizedSearch<Base: SupervisedEstimator>: SupervisedEstimator {
  public typealias Target = Base.Target
  public typealias Input = Base.Input
  public typealias Model = SearchModel<Base.Model>

  /// The settings that no axis changes.
  public var base: Base
  /// The settings to draw.
  public var axes: [RandomAxis<Base>]
  /// How many combinations to try, in 1...1,000,000. scikit-learn's `n_iter`. Default 10.
  public var candidates: Int
  /// The seed of the draws. Default 0.
  public var randomState: UInt32
  /// Which rows train and judge. scikit-learn's `cv`. Default: 5 stratified folds in the given order.
  public var splitter: any Splitter
  /// What to measure; the first one ranks, and is what `score` is. Default: accuracy.
  public var scoring: [Scorer<Base.Target>]
  /// Whether training rows are scored too. scikit-learn's `return_train_score`. Default `false`.
  public var trainScores: Bool
  /// Whether progress is told on standard error: fits done, the newest score, and whose it is. Default `false`.
  public var verbose: Bool
  public var model: Model?
  /// Classes of the data around this search that its rows lack.
  private var lost: Set<Base.Target> = []

  /// A search around `base`. The default folds are 5 stratified ones for classes, 5 ``KFold`` for numbers; the default
  /// score is accuracy for classes, R² for numbers.
  public init(
    _ base: Base, _ axes: RandomAxis<Base>..., candidates: Int = 10, randomState: UInt32 = 0,
    splitter: any Splitter = Base.usualSplitter,
    scoring: [Scorer<Base.Target>] = Base.usualScoring, trainScores: Bool = false, verbose: Bool = false
  ) {
    self.base = base.unfitted
    self.axes = axes
    self.candidates = candidates
    self.randomState = randomState
    self.splitter = splitter
    self.scoring = scoring
    self.trainScores = trainScores
    self.verbose = verbose
  }

  /// A search that measures one thing.
  public init(
    _ base: Base, _ axes: RandomAxis<Base>..., candidates: Int = 10, randomState: UInt32 = 0,
    splitter: any Splitter = Base.usualSplitter,
    scoring scorer: Scorer<Base.Target>, trainScores: Bool = false, verbose: Bool = false
  ) {
    self.init(base, candidates: candidates, randomState: randomState, splitter: splitter, scoring: [scorer])
    self.axes = axes
    self.trainScores = trainScores
    self.verbose = verbose
  }

  /// - Throws: ``EstimatorError/invalidSetting(name:value:rule:)`` for a number of candidates or an axis out of range.
  public func validate() throws {
    guard (1...1_000_000).contains(candidates) else {
      throw EstimatorError.invalidSetting(name: "candidates", value: "\(candidates)", rule: "in 1...1,000,000")
    }
    for axis in axes {
      switch axis.source {
      case .drawn: continue
      case .listed(let settings):
        guard settings.isEmpty else { continue }
        throw EstimatorError.invalidSetting(name: axis.name, value: "[]", rule: "a list of at least one value")
      case .invalid(let value, let rule):
        throw EstimatorError.invalidSetting(name: axis.name, value: value, rule: rule)
      }
    }
  }

  public func fitted(
    to data: TrainingData<Input, Target>, startingFrom: Model?, onIteration: OnIteration
  ) throws -> Model {
    try search().model(of: data, onIteration)
  }

  public func lacking(_ classes: Set<Target>) -> Self {
    var copy = self
    copy.lost.formUnion(classes)
    return copy
  }

  /// The best candidate's model: what `fit` returns, of that ``SearchModel/best``.
  ///
  /// - Throws: ``EstimatorError/notFitted(_:)`` before `fit`.
  public var best: Base.Model { get throws { try requireModel().best } }

  /// The best candidate's settings with its model. scikit-learn's `best_estimator_`.
  ///
  ///     try search.bestEstimator.classifier.c
  ///
  /// - Throws: ``EstimatorError/notFitted(_:)`` before `fit`, and after the axes were changed so that the settings are
  ///   no longer among them.
  public var bestEstimator: Base { get throws { try search().best(requireModel()) } }

  private func search() throws -> CandidateSearch<Base> {
    try validate()
    return CandidateSearch(
      base: base.unfitted, names: axes.map(\.name), candidates: try drawn(), splitter: splitter, scoring: scoring,
      trainScores: trainScores, verbose: verbose, lost: lost)
  }

  private func drawn() throws -> [[AxisSetting<Base>]] {
    var random = RandomState(randomState)
    let lists = axes.compactMap { axis in
      if case .listed(let settings) = axis.source { settings } else { nil as [AxisSetting<Base>]? }
    }
    guard lists.count == axes.count else {
      return (0..<candidates).map { _ in axes.compactMap { $0.draw(&random) } }
    }
    return try places(lists.map(\.count), &random).map { place in zip(lists, place).map { $0[$1] } }
  }

  /// Distinct combinations of places, one in each list.
  private func places(_ counts: [Int], _ random: inout RandomState) throws -> [[Int]] {
    var total = 1
    for count in counts { total = total.multipliedReportingOverflow(by: count).overflow ? .max : total * count }
    var chosen: [Int]
    if total <= 2 * candidates {
      chosen = try random.choice(total, count: min(candidates, total), replacing: false)
      if total <= candidates { chosen.sort() }
    } else {
      // Most draws are new ones, so this ends soon.
      var seen: Set<Int> = []
      chosen = []
      while chosen.count < candidates {
        let draw = Int.random(in: 0..<total, using: &random)
        if seen.insert(draw).inserted { chosen.append(draw) }
      }
    }
    return chosen.map { number in
      var rest = number
      return counts.reversed().map { count in
        defer { rest /= count }
        return rest % count
      }.reversed()
    }
  }
}

extension RandomAxis {
  fileprivate func draw(_ random: inout RandomState) -> AxisSetting<Root>? {
    switch source {
    case .listed(let settings): settings.randomElement(using: &random)
    case .drawn(let draw): draw(&random)
    case .invalid: nil
    }
  }
}

extension RandomizedSearch: LabelEstimator where Base: LabelEstimator {
  public typealias Label = Base.Label
}

extension RandomizedSearch: NumberEstimator where Base: NumberEstimator {}
extension RandomizedSearch: Classifier where Base: Classifier {}
extension RandomizedSearch: TableClassifier where Base: TableClassifier {}
extension RandomizedSearch: Regressor where Base: Regressor {}
extension RandomizedSearch: TableRegressor where Base: TableRegressor {}
