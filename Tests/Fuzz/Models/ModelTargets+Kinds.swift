import Estimators

/// Every kind of value that a fit leaves and that can be coded.
extension ModelTargets {
  mutating func addAll() throws {
    try addClassifiers()
    try addClassifiersOfTwo()
    try addLogistic()
    try addRegressors()
    try addTransformers()
    try addTables()
    try addResults()
  }

  private static let few = 18
  private static let names = ModelUses.places.prefix(few).map { ["ash", "birch", "cedar"][$0] }

  private static func features() throws -> Features {
    try ModelUses.bytes.features.selectingRows(Array(0..<few)).named(["a", "b", "c", "d"])
  }

  private mutating func add<C: Classifier>(_ name: String, _ classifier: C, _ labels: [C.Label]) throws {
    let model = try classifier.fitted(to: Self.features(), labels)
    try add(name, model) { model, random in try ModelUses.classify(model, &random) }
  }

  private mutating func add<R: Regressor>(_ name: String, regressor: R) throws {
    let targets = (0..<Self.few).map { 0.5 + Double(($0 * 5) % 7) }
    let model = try regressor.fitted(to: Self.features(), targets)
    try add(name, model) { model, input, random in try ModelUses.predict(model, input, &random) }
  }

  private mutating func add(_ name: String, _ transformer: some Transformer) throws {
    let targets = ClassEncoding(Self.names).targets
    let model = try transformer.fitted(to: Self.features(), targets: targets)
    try add(name, model) { model, input, random in
      try ModelUses.transform(model, input, &random)
    }
  }

  // MARK: Classifiers

  private mutating func addClassifiers() throws {
    let labels = Self.names
    try add("GaussianNB", GaussianNB<String>(), labels)
    try add("GaussianNB of integers", GaussianNB<Int>(), labels.map(\.count))
    try add("GaussianNB of truth values", GaussianNB<Bool>(), labels.map { $0 == "ash" })
    try add("MultinomialNB", MultinomialNB<String>(), labels)
    try add("RidgeClassifier", RidgeClassifier<String>(), labels)
    try add("LinearDiscriminantAnalysis", LinearDiscriminantAnalysis<String>(), labels)
    for metric in [NeighborMetric.euclidean, .manhattan, .minkowski(p: 3), .chebyshev] {
      try add("KNeighborsClassifier, \(metric)", KNeighborsClassifier<String>(neighbors: 3, metric: metric), labels)
    }
    let near = KNeighborsClassifier<String>(neighbors: 3, weighting: .distance)
    let sparse = try SparseMatrix(Self.features().matrix())
    let model = try near.fitted(to: sparse, labels, sampleWeight: labels.indices.map { Double($0 % 3) })
    try add("KNeighborsClassifier of sparse rows", model) { model, random in try ModelUses.classify(model, &random) }
    for strategy in [DummyClassifier<String>.Strategy.prior, .stratified(randomState: 1), .uniform(randomState: 1)] {
      try add("DummyClassifier, \(strategy)", DummyClassifier(strategy: strategy), labels)
    }
    try addCompositions(labels)
  }

  private mutating func addCompositions(_ labels: [String]) throws {
    try add("OneVsRest", OneVsRest(GaussianNB<Bool>()), labels)
    try add("OneVsOne", OneVsOne(GaussianNB<Bool>()), labels)
    try add("OneVsOne of ridges", OneVsOne(RidgeClassifier<Bool>()), labels)
    for method in [CalibrationMethod.temperature, .sigmoid, .isotonic] {
      let classifier = CalibratedClassifier(GaussianNB<String>(), method: method, splitter: StratifiedKFold(2))
      try add("CalibratedClassifier, \(method)", classifier, labels)
    }
    let axis = SearchAxis(\GaussianNB<String>.varianceSmoothing, [1e-9, 1])
    try add("GridSearch", GridSearch(GaussianNB<String>(), axis, splitter: StratifiedKFold(2)), labels)
    let pipeline = Pipeline {
      StandardScaler()
      PCA(components: .count(2))
      GaussianNB<String>()
    }
    try add("Pipeline", pipeline, labels)
    try add(
      "OneVsRest of pipelines",
      OneVsRest(
        Pipeline {
          StandardScaler(); RidgeClassifier<Bool>()
        }), labels)
  }

  private mutating func addClassifiersOfTwo() throws {
    let labels = Self.names.map { $0 == "ash" ? "yes" : "no" }
    let bayes = GaussianNB<String>()
    try add("FixedThresholdClassifier", FixedThresholdClassifier(bayes, threshold: 0.3), labels)
    let tuned = TunedThresholdClassifier(bayes, thresholds: .count(3), splitter: StratifiedKFold(2))
    try add("TunedThresholdClassifier", tuned, labels)
    let byScores = TunedThresholdClassifier(
      RidgeClassifier<String>(), thresholds: .count(3), splitter: StratifiedKFold(2), response: .decisionFunction)
    try add("TunedThresholdClassifier of scores", byScores, labels)
    try add("LogisticRegression of two", LogisticRegression<String>(maxIterations: 5), labels)
    try add("RidgeClassifier of two", RidgeClassifier<String>(), labels)
    try add("KNeighborsClassifier of two", KNeighborsClassifier<String>(neighbors: 3), labels)
    try add("MultinomialNB of two", MultinomialNB<String>(), labels)
    try add("OneVsOne of two", OneVsOne(GaussianNB<Bool>()), labels)
    try add("OneVsRest of two", OneVsRest(GaussianNB<Bool>()), labels)
    try add("LinearDiscriminantAnalysis of two", LinearDiscriminantAnalysis<String>(), labels)
    let calibrated = CalibratedClassifier(RidgeClassifier<String>(), method: .sigmoid, splitter: StratifiedKFold(2))
    try add("CalibratedClassifier of two", calibrated, labels)
  }

  // MARK: Regressors

  private mutating func addRegressors() throws {
    try add("LinearRegression", regressor: LinearRegression())
    try add("Ridge", regressor: Ridge())
    try add("RidgeCV", regressor: RidgeCV())
    try add("Lasso", regressor: Lasso(alpha: 0.1))
    try add("ElasticNet", regressor: ElasticNet(alpha: 0.1))
    try add("ElasticNetCV", regressor: ElasticNetCV(grid: .values([0.1, 1])))
    try add("PoissonRegressor", regressor: PoissonRegressor())
    try add("GammaRegressor", regressor: GammaRegressor())
    for power in [0, 1.5, 3] { try add("TweedieRegressor, \(power)", regressor: TweedieRegressor(power: power)) }
    try add("HuberRegressor", regressor: HuberRegressor())
    try add("QuantileRegressor", regressor: QuantileRegressor(alpha: 0.01))
    try add("SGDRegressor", regressor: SGDRegressor(maxIterations: 2))
    try add("DummyRegressor", regressor: DummyRegressor())
    let pipeline = Pipeline {
      StandardScaler()
      Ridge()
    }
    try add("Pipeline of a regressor", regressor: pipeline)
    try add("GridSearch of a regressor", regressor: GridSearch(Ridge(), .init(\.alpha, [0.1, 1]), splitter: KFold(2)))
  }

  // MARK: Logistic regression

  private mutating func addLogistic() throws {
    for multiClass in MultiClass.allCases {
      try addStarts(multiClass)
      try addStreams(multiClass)
    }
    let lecture = LogisticRegressionCV(
      LogisticRegression<String>(maxIterations: 3), cs: [0.1, 1], splitter: StratifiedKFold(2))
    try add("LogisticRegressionCV", lecture, Self.names)
    let path = LogisticRegressionPath<Int>(penalty: .l1, grid: .values([0.01, 1]))
    let fitted = try path.fitted(to: Self.features(), ModelUses.places.prefix(Self.few))
    try add("LogisticRegressionPath", fitted) { path, random in
      for model in path.models { try ModelUses.classify(model, &random) }
    }
  }

  /// Models that other fits start from.
  private mutating func addStarts(_ multiClass: MultiClass) throws {
    let labels = ModelUses.places.prefix(Self.few)
    for solver in [Solver.lbfgs, .newtonCholesky, .coordinateDescent, .saga, .auto] {
      let settings = LogisticRegression<Int>(multiClass: multiClass, solver: solver, maxIterations: 2)
      let model = try settings.fitted(to: Self.features(), labels)
      try add("LogisticRegression, \(multiClass), \("\(solver)".prefix { $0 != "(" })", model) { model, random in
        try ModelUses.classify(model, &random)
        if random.chance(1, of: 4) { try ModelUses.goOn(settings, model, &random) }
      }
    }
  }

  /// Models that partialFit goes on from, of three classes and of two.
  private mutating func addStreams(_ multiClass: MultiClass) throws {
    let solvers: [Solver] = [
      .sgd, .sgd(batchSize: 4, schedule: .inverseScaling(), averagingAfter: 0),
      .sgd(schedule: .optimal, shuffle: false),
    ]
    for (place, solver) in solvers.enumerated() {
      for classes in [2, 3] {
        var settings = LogisticRegression<Int>(multiClass: multiClass, solver: solver)
        let labels = ModelUses.places.prefix(Self.few).map { $0 % classes }
        let model = try settings.partialFit(Self.features().matrix(), labels)
        settings.model = nil
        let fixed = settings
        try add("stream \(place), \(multiClass) of \(classes)", model) { model, random in
          try ModelUses.classify(model, &random)
          try ModelUses.goOn(fixed, model, &random)
        }
      }
    }
  }

  // MARK: Transformers

  private mutating func addTransformers() throws {
    try add("StandardScaler", StandardScaler())
    try add("MinMaxScaler", MinMaxScaler())
    try add("MaxAbsScaler", MaxAbsScaler())
    try add("RobustScaler", RobustScaler())
    try add("Normalizer", Normalizer())
    try add("Binarizer", Binarizer())
    try add("OneHotEncoder", OneHotEncoder(unknown: .ignore))
    try add("OrdinalEncoder", OrdinalEncoder(unknown: .code(-1)))
    try add("SimpleImputer", SimpleImputer(strategy: .median, addsIndicator: true))
    let products = PolynomialFeatures(degree: 2)
    try add("PolynomialFeatures", products.fitted(to: Self.features())) { model, input, random in
      // A high degree of few columns is a model like others, of millions of products.
      let degree = Mirror(reflecting: model).children.first { $0.label == "degree" }?.value as? Int ?? 0
      if degree <= 12 { try ModelUses.transform(model, input, &random) }
    }
    try add("VarianceThreshold", VarianceThreshold())
    try add("SelectKBest", SelectKBest(k: 2))
    try add("PCA", PCA(components: .count(2), whiten: true))
    try add("PowerTransformer", PowerTransformer())
    try add("PowerTransformer, Box-Cox", Chain(MinMaxScaler(range: 1...2), PowerTransformer(method: .boxCox)))
    try add("Passthrough", Passthrough())
    try add("Columns", Columns(1, 2) { StandardScaler() })
    try add("ColumnTransformer", ColumnTransformer(remainder: MinMaxScaler()) { Columns(1) { StandardScaler() } })
    let mixed = ColumnTransformer {
      OneHotEncoder(.at([0]), unknown: .ignore)
      Columns(2)
    }
    try add("ColumnTransformer of an encoder", mixed)
  }
}
