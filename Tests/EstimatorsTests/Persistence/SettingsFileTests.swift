import Estimators
import Foundation
import Testing
import _EstimatorTestSupport

/// Settings of every estimator in a file, with and without a model.
@Suite struct SettingsFileTests {
  /// Settings come back with the same bytes, and describe themselves as before.
  private func check<E: Estimator & Codable>(_ settings: E, from recipe: E) throws {
    let content = try settings.fileContent()
    let back = try recipe.restored(from: content)
    #expect(try back.fileContent() == content && back.model == nil)
    #expect("\(back)" == "\(settings)")
    #expect(ModelFileError.Code.noModel ~= thrown { try recipe.load(content) })
  }

  @Test func logisticRegression() throws {
    let everything = LogisticRegression<String>(
      multiClass: .ovr, solver: .sgd(batchSize: 3, schedule: .inverseScaling(), averagingAfter: 5, shuffle: false),
      penalty: .elasticNet(l1Ratio: 0.25), c: 0.1, penaltyFactors: [1, 0, 2.5],
      bounds: .perFeature(lower: [0, -.infinity, -1], upper: [.infinity, 0, 1]), tolerance: 1e-7, maxIterations: 12,
      fitIntercept: false, classWeight: .weights(["a": 2]), warmStart: true, randomState: 7,
      precision: .single, verbose: true)
    try check(everything, from: LogisticRegression())
    try check(LogisticRegression(solver: .gd(learningRate: .fixed(0.1)), c: .infinity), from: LogisticRegression())
    let back = try LogisticRegression<String>().restored(from: everything.fileContent())
    #expect(back.solver == everything.solver && back.bounds == everything.bounds && back.penalty == everything.penalty)
    #expect(back.classWeight == everything.classWeight && back.randomState == 7 && back.c == 0.1)
    #expect(
      try LogisticRegression().restored(from: LogisticRegression(c: .infinity).fileContent()).c == .infinity)
  }

  @Test func regressors() throws {
    let poisson = PoissonRegressor(
      alpha: 0.5, fitIntercept: false, solver: .newtonCG, tolerance: 1e-7, maxIterations: 12, warmStart: true,
      randomState: 7, precision: .double, verbose: true)
    try check(poisson, from: PoissonRegressor())
    try check(GammaRegressor(alpha: 0.25, solver: .lbfgs), from: GammaRegressor())
    try check(TweedieRegressor(power: 1.5, link: .identity, alpha: 0.25), from: TweedieRegressor())
    try check(LinearRegression(fitIntercept: false, nonNegative: true), from: LinearRegression())
    try check(Ridge(alpha: 0.25, fitIntercept: false), from: Ridge())
    try check(RidgeCV(alphas: [0.25, 4], fitIntercept: false), from: RidgeCV())
    try check(HuberRegressor(epsilon: 2, alpha: 0.25, warmStart: true), from: HuberRegressor())
    try check(QuantileRegressor(quantile: 0.75, alpha: 0.25, fitIntercept: false), from: QuantileRegressor())
    try check(SGDRegressor(loss: .huber(epsilon: 2), penalty: .l1, alpha: 0.25), from: SGDRegressor())
    let back = try PoissonRegressor().restored(from: poisson.fileContent())
    #expect(back.solver == .newtonCG && back.warmStart && !back.fitIntercept && back.randomState == 7)
  }

  @Test func classifiers() throws {
    try check(
      LogisticRegressionCV(
        LogisticRegression<String>(penalty: .l1), cs: [0.1, 3], l1Ratios: [0.5], splitter: GroupKFold(3),
        scoring: .logLoss, rule: .oneStandardError, keepsCoefficientPaths: true),
      from: LogisticRegressionCV(LogisticRegression<String>()))
    try check(RidgeClassifier<Int>(alpha: 3, classWeight: .balanced), from: RidgeClassifier())
    try check(LinearDiscriminantAnalysis<Int>(tolerance: 1e-3), from: LinearDiscriminantAnalysis())
    try check(GaussianNB<Bool>(varianceSmoothing: 1e-3), from: GaussianNB())
    try check(MultinomialNB<Int>(smoothing: 0.5, learnsPriors: false), from: MultinomialNB())
    try check(
      KNeighborsClassifier<Int>(neighbors: 2, weighting: .distance, metric: .minkowski(p: 3)),
      from: KNeighborsClassifier())
    for strategy in [
      DummyClassifier<Character>.Strategy.prior, .mostFrequent, .constant("é"), .stratified(randomState: 3),
      .uniform(randomState: 4),
    ] { try check(DummyClassifier(strategy: strategy), from: DummyClassifier()) }
    let bayes = GaussianNB<String>(varianceSmoothing: 0.1)
    try check(OneVsRest(GaussianNB<Bool>(), labels: Int.self), from: OneVsRest(GaussianNB<Bool>()))
    try check(OneVsOne(RidgeClassifier<Bool>(alpha: 2), labels: Int.self), from: OneVsOne(RidgeClassifier<Bool>()))
    try check(
      FixedThresholdClassifier(bayes, threshold: 0.3, response: .decisionFunction, positive: "b"),
      from: FixedThresholdClassifier(GaussianNB()))
    try check(
      TunedThresholdClassifier(
        bayes, scoring: .f1(.macro), thresholds: .listed([0.1, 0.5]), splitter: TimeSeriesSplit(3), positive: "b"),
      from: TunedThresholdClassifier(GaussianNB()))
    try check(
      CalibratedClassifier(bayes, method: .isotonic, splitter: LeaveOneOut(), ensemble: false),
      from: CalibratedClassifier(GaussianNB()))
  }

  @Test func transformers() throws {
    try check(StandardScaler(withMean: false), from: StandardScaler())
    try check(MinMaxScaler(range: -1...2.5), from: MinMaxScaler())
    try check(MaxAbsScaler(), from: MaxAbsScaler())
    try check(RobustScaler(withScaling: false, quantileRange: 0.1...0.9), from: RobustScaler())
    try check(Normalizer(norm: .l1), from: Normalizer())
    try check(Binarizer(threshold: 3), from: Binarizer())
    try check(PolynomialFeatures(degree: 3, interactionOnly: true), from: PolynomialFeatures())
    try check(PCA(components: .count(2), whiten: true), from: PCA())
    try check(VarianceThreshold(threshold: 0.5), from: VarianceThreshold())
    try check(SelectKBest(k: 3, score: .chiSquared), from: SelectKBest())
    try check(PowerTransformer(method: .boxCox, standardize: false), from: PowerTransformer())
    try check(SimpleImputer(strategy: .constant(-1), addsIndicator: true), from: SimpleImputer())
    try check(DateParts(["a"], [.secondsSince1970]), from: DateParts(["b"]))
    try check(OneHotEncoder(["a", "b"], unknown: .ignore, drop: .first), from: OneHotEncoder())
    try check(OrdinalEncoder(.at([1]), unknown: .code(-1), missingCode: -2), from: OrdinalEncoder())
    try check(LabelBinarizer<String>(low: -1, high: 2), from: LabelBinarizer())
    try check(LabelEncoder<Int>(), from: LabelEncoder())
  }

  @Test func compositions() throws {
    let pipeline = Pipeline {
      StandardScaler(withMean: false)
      OptionalStage(PCA?.none)
      LogisticRegression<String>(c: 0.5)
    }
    try check(pipeline, from: pipeline)
    let table = TablePipeline {
      ColumnTransformer(remainder: Passthrough()) {
        Columns("size") {
          SimpleImputer(strategy: .median)
          StandardScaler()
        }
        OneHotEncoder(["kind"], unknown: .ignore)
      }
      GaussianNB<String>(varianceSmoothing: 0.1)
    }
    try check(table, from: table)
  }

  @Test func modelsComeAlong() throws {
    var clf = LogisticRegression<String>(c: 0.5)
    let x = try Matrix(rows: 4, columns: 1, [0.0, 1, 2, 3])
    try clf.fit(x, ["a", "a", "b", "b"])
    let content = try clf.fileContent()
    let back = try LogisticRegression<String>().restored(from: content)
    #expect(back.c == 0.5 && back.model == clf.model)
    #expect(try back.predict(x) == clf.predict(x))
    #expect(try LogisticRegression<String>().load(content) == clf.model)
    let info = try ModelFileInfo(content)
    #expect(info.hasModel && info.hasSettings && info.classes == ["a", "b"])
    let modelAlone = try clf.requireModel().fileContent()
    #expect(ModelFileError.Code.noSettings ~= thrown { try LogisticRegression<String>().restored(from: modelAlone) })
  }

  // MARK: What no file holds

  private struct Halves: Splitter, CustomStringConvertible {
    let description = "Halves"
    func folds(of rows: SplitRows) throws -> [Fold] { try KFold(2).folds(of: rows) }
  }

  private struct Standing: Minimizer, Hashable {
    func minimize(
      _ problem: LinearProblem, from start: [Double], until rule: StoppingRule, onIteration: OnIteration
    ) throws -> MinimizerEnd { throw CancellationError() }
  }

  @Test func codeIsRefused() throws {
    let scorer = Scorer<String>("mine") { _, _, _ in 1 }
    let refused: [() throws -> Data] = [
      { try LogisticRegressionCV(LogisticRegression<String>(), splitter: Halves()).fileContent() },
      { try LogisticRegressionCV(LogisticRegression<String>(), scoring: scorer).fileContent() },
      { try LogisticRegression<String>(solver: .minimizer(Standing())).fileContent() },
    ]
    for write in refused {
      let error = thrown(write)
      #expect(ModelFileError.Code.notStorable ~= error && "\(error)".contains("code"), "\(error)")
    }
  }

  @Test func settingsOutOfRangeAreRefused() throws {
    let content = try LogisticRegression(c: -1).fileContent()
    let error = thrown { try LogisticRegression().restored(from: content) }
    #expect(ModelFileError.Code.malformed ~= error && "\(error)".contains("greater than 0"))
  }
}
