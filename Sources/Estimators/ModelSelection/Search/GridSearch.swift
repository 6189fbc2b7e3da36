/// Tries every combination of settings by cross-validation and keeps the best. scikit-learn's `GridSearchCV`.
///
///     var search = GridSearch(
///       pipeline, .init(\.classifier.c, [0.1, 1, 10]), .init(\.classifier.multiClass, [.ovr, .multinomial]))
///     try search.fit(x, y)
///     print(search.model?.results)
///     try search.score(xTest, yTest)        // of the best candidate, fitted on all rows, by the scorer that chose
///
/// `score`, of the search and of its model, is the first of `scoring`: accuracy only where that chose. A loss keeps its
/// sign.
///
/// A fold that cannot be fitted or scored has the score NaN, is left out of the mean, and is named in the table (see
/// ``FoldFailure``). Candidates with a score on fewer folds than others rank behind these; when none has any, the first
/// reason is thrown.
///
/// A search is a classifier: it goes where one goes, into
/// ``crossValidate(_:_:_:groups:sampleWeight:splitter:scoring:trainScores:keepsModels:verbose:onFold:)-(_,_,_,_,_,_,[Scorer<C.Label>],_,_,_,_)``
/// too, which then judges the whole procedure. The last axis varies fastest. Every fit starts from `unfitted`, all of
/// them read the caller's features without a copy, and as many run at a time as there are threads.
///
/// Around a ``TablePipeline`` it learns from tables: `try search.fit(table, table.stringLabels("survived"))`.
///
/// `onIteration` hears of every fit of a fold (`number` counts them, `objective` is its score, `gradientNorm` is NaN),
/// then of the iterations of the final fit. When it answers ``FitControl/stop``, the best of the candidates that were
/// judged on all folds is fitted. When there is none yet, or the task is cancelled, the ``FitInterrupted`` holds the
/// table so far and the best model of a fold for want of a better one, and says so; before the first fit is done,
/// ``FoldsInterrupted`` does.
///
/// - Complexity: (candidates × folds + 1) fits.
public struct GridSearch<Base: SupervisedEstimator>: SupervisedEstimator {
  public typealias Target = Base.Target
  public typealias Input = Base.Input
  public typealias Model = SearchModel<Base.Model>

  /// The settings that no axis changes.
  public var base: Base
  /// The settings to try.
  public var axes: [SearchAxis<Base>]
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
    _ base: Base, _ axes: SearchAxis<Base>..., splitter: any Splitter = Base.usualSplitter,
    scoring: [Scorer<Base.Target>] = Base.usualScoring, trainScores: Bool = false, verbose: Bool = false
  ) {
    self.base = base.unfitted
    self.axes = axes
    self.splitter = splitter
    self.scoring = scoring
    self.trainScores = trainScores
    self.verbose = verbose
  }

  /// A search that measures one thing.
  public init(
    _ base: Base, _ axes: SearchAxis<Base>..., splitter: any Splitter = Base.usualSplitter,
    scoring scorer: Scorer<Base.Target>, trainScores: Bool = false, verbose: Bool = false
  ) {
    self.init(base, splitter: splitter, scoring: [scorer])
    self.axes = axes
    self.trainScores = trainScores
    self.verbose = verbose
  }

  /// - Throws: ``EstimatorError/invalidSetting(name:value:rule:)`` for an axis without values or more combinations than
  ///   can be counted.
  public func validate() throws { _ = try candidateCount() }

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

  private func candidateCount() throws -> Int {
    if let empty = axes.first(where: \.settings.isEmpty) {
      throw EstimatorError.invalidSetting(name: empty.name, value: "[]", rule: "a list of at least one value")
    }
    var count = 1
    for axis in axes {
      let (product, overflow) = count.multipliedReportingOverflow(by: axis.settings.count)
      guard !overflow, product <= 1_000_000 else {
        throw EstimatorError.invalidSetting(
          name: "axes", value: "\(axes.count) axes",
          rule: "at most 1,000,000 combinations (use RandomizedSearch for more)")
      }
      count = product
    }
    return count
  }

  private func search() throws -> CandidateSearch<Base> {
    CandidateSearch(
      base: base.unfitted, names: axes.map(\.name), candidates: try candidates(), splitter: splitter,
      scoring: scoring, trainScores: trainScores, verbose: verbose, lost: lost)
  }

  private func candidates() throws -> [[AxisSetting<Base>]] {
    _ = try candidateCount()
    return axes.reduce([[]]) { combinations, axis in
      combinations.flatMap { combination in axis.settings.map { combination + [$0] } }
    }
  }
}

extension GridSearch: LabelEstimator where Base: LabelEstimator {
  public typealias Label = Base.Label
}

extension GridSearch: NumberEstimator where Base: NumberEstimator {}
extension GridSearch: Classifier where Base: Classifier {}
extension GridSearch: TableClassifier where Base: TableClassifier {}
extension GridSearch: Regressor where Base: Regressor {}
extension GridSearch: TableRegressor where Base: TableRegressor {}
