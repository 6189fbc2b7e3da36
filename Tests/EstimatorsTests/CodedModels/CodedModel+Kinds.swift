import Estimators

/// An enum of a user.
enum CodedTree: String, ClassLabel { case ash, birch, cedar }

/// Every kind of model, with the forms of each that are coded in ways of their own.
extension CodedModel {
  static var all: [CodedModel] {
    logistic + streams + classifiers + regressors + compositions + transformers + tables + others
  }

  private static let names = CodedRows.labels
  private static var pairs: [String] { names.map { $0 == "ash" ? "yes" : "no" } }
  private static var folds: StratifiedKFold { StratifiedKFold(2) }

  // MARK: Logistic regression

  private static var logistic: [CodedModel] {
    typealias Logistic = LogisticRegression<String>
    let trees = names.map { $0 == "ash" ? CodedTree.ash : $0 == "birch" ? .birch : .cedar }
    return [
      classifier("logistic-multinomial", Logistic(maxIterations: 5), names),
      classifier("logistic-ovr", Logistic(multiClass: .ovr, solver: .newtonCholesky, maxIterations: 5), names),
      classifier("logistic-two", Logistic(penalty: .l1, maxIterations: 5), pairs),
      classifier("logistic-converged", Logistic(solver: .auto, c: 0.5, tolerance: 1e-8), names),
      classifier("logistic-no-intercept", Logistic(solver: .coordinateDescent, c: 0.5, fitIntercept: false), names),
      classifier("logistic-integers", LogisticRegression<Int>(maxIterations: 3), names.map(\.count)),
      classifier("logistic-truth-values", LogisticRegression<Bool>(maxIterations: 3), names.map { $0 == "ash" }),
      classifier("logistic-enum", LogisticRegression<CodedTree>(solver: .saga, maxIterations: 3), trees),
      classifier(
        "logistic-cv",
        LogisticRegressionCV(
          Logistic(maxIterations: 3), cs: [0.1, 1], l1Ratios: [0, 0.5], splitter: folds, keepsCoefficientPaths: true),
        names),
      CodedModel("logistic-path") {
        let path = LogisticRegressionPath<String>(Logistic(penalty: .l1, maxIterations: 20), grid: .values([0.01, 1]))
        return try path.fitted(to: CodedRows.learned(), names)
      } ask: { path in
        var answers: CodedAnswers = ["cs": .init(bits: path.cs), "features": path.featuresLookedAt.map { "\($0)" }]
        for (place, model) in path.models.enumerated() {
          for (name, answer) in try Self.answers(model) { answers["\(place): \(name)"] = answer }
        }
        return answers
      },
    ]
  }

  /// Models that partialFit goes on from.
  private static var streams: [CodedModel] {
    streamed.map { name, settings, labels in
      CodedModel("stream-\(name)") {
        var settings = settings
        return try settings.partialFit(CodedRows.learned(), labels)
      } ask: { model in
        var answers = try answers(model)
        answers["approximately: coefficients after more rows"] = .init(bits: try goneOn(settings, model, labels))
        return answers
      }
    }
  }

  private static var streamed: [(String, LogisticRegression<String>, [String])] {
    let averaged = Solver.sgd(batchSize: 4, schedule: .inverseScaling(), averagingAfter: 3, shuffle: false)
    let (lasso, plain) = (LogisticRegression<String>(solver: .sgd, penalty: .l1), Solver.sgd(schedule: .optimal))
    var ovr = lasso
    ovr.multiClass = .ovr
    return [
      ("multinomial", LogisticRegression<String>(solver: averaged), names),
      ("l1", lasso, names), ("ovr", ovr, names), ("two", LogisticRegression<String>(solver: plain), pairs),
    ]
  }

  private static func goneOn(
    _ settings: LogisticRegression<String>, _ model: LogisticRegression<String>.Model, _ labels: [String]
  ) throws -> [Double] {
    var settings = settings
    settings.model = model
    let next = try settings.partialFit(CodedRows.learned(), labels.reversed())
    return next.coefficients.elements + next.intercepts
  }

  // MARK: Other classifiers

  private static var classifiers: [CodedModel] {
    let dummies = [DummyClassifier<String>.Strategy.prior, .stratified(randomState: 1), .uniform(randomState: 1)]
    let metrics = [NeighborMetric.euclidean, .manhattan, .minkowski(p: 3), .chebyshev]
    return [
      classifier("ridge", RidgeClassifier<String>(alpha: 0.5), names),
      classifier("ridge-two", RidgeClassifier<String>(), pairs),
      classifier("discriminant", LinearDiscriminantAnalysis<String>(), names),
      classifier("discriminant-two", LinearDiscriminantAnalysis<String>(), pairs),
      classifier("gaussian-bayes", GaussianNB<String>(), names),
      classifier("multinomial-bayes", MultinomialNB<String>(), names),
    ]
      + zip(["euclidean", "manhattan", "minkowski", "chebyshev"], metrics).map { name, metric in
        classifier("neighbors-\(name)", KNeighborsClassifier<String>(neighbors: 3, metric: metric), names)
      }
      + [
        CodedModel("neighbors-sparse") {
          let near = KNeighborsClassifier<String>(neighbors: 3, weighting: .distance)
          let sparse = try SparseMatrix(CodedRows.learned().matrix())
          return try near.fitted(to: sparse, names, sampleWeight: names.indices.map { Double($0 % 3) })
        } ask: {
          try answers($0)
        },
        CodedModel("neighbors-doubles") {
          try KNeighborsClassifier<String>(neighbors: 3).fitted(
            to: CodedRows.learned().matrix().map { $0 / 3 }, names)
        } ask: {
          try answers($0)
        },
      ]
      + zip(["prior", "stratified", "uniform"], dummies).map { name, strategy in
        classifier("dummy-\(name)", DummyClassifier(strategy: strategy), names)
      }
  }

  // MARK: Regressors

  private static var regressors: [CodedModel] {
    [
      regressor("poisson", PoissonRegressor(alpha: 0.5, solver: .newtonCholesky)),
      regressor("gamma", GammaRegressor(alpha: 0.5, solver: .newtonCholesky, maxIterations: 2)),
      regressor("tweedie", TweedieRegressor(power: 1.5, alpha: 0.5, fitIntercept: false)),
      regressor("tweedie-identity", TweedieRegressor(alpha: 0.5)),
      regressor("huber", HuberRegressor(alpha: 0.5)),
      regressor("least-squares", LinearRegression()),
      regressor("non-negative", LinearRegression(fitIntercept: false, nonNegative: true)),
      regressor("ridge-regression", Ridge(alpha: 0.5)),
      regressor("ridge-cv", RidgeCV(alphas: [0.25, 4])),
      regressor("quantile", QuantileRegressor(quantile: 0.75, alpha: 0.01)),
      regressor("sgd-regressor", SGDRegressor(loss: .huber(epsilon: 0.5), maxIterations: 2)),
    ]
  }

  private static var compositions: [CodedModel] {
    let bayes = GaussianNB<String>()
    let axis = SearchAxis(\GaussianNB<String>.varianceSmoothing, [1e-9, 1])
    let pipeline = Pipeline {
      StandardScaler()
      PCA(components: .count(2))
      LogisticRegression<String>(maxIterations: 4)
    }
    return [
      classifier("one-vs-rest", OneVsRest(GaussianNB<Bool>()), names),
      classifier("one-vs-rest-two", OneVsRest(GaussianNB<Bool>()), pairs),
      classifier("one-vs-rest-logistic", OneVsRest(LogisticRegression<Bool>(maxIterations: 3)), names),
      classifier("one-vs-one", OneVsOne(GaussianNB<Bool>()), names),
      classifier("one-vs-one-ridge", OneVsOne(RidgeClassifier<Bool>()), names),
      classifier("one-vs-one-two", OneVsOne(GaussianNB<Bool>()), pairs),
      classifier("fixed-threshold", FixedThresholdClassifier(bayes, threshold: 0.3), pairs),
      classifier(
        "tuned-threshold", TunedThresholdClassifier(bayes, thresholds: .count(3), splitter: folds), pairs),
      classifier(
        "tuned-threshold-scores",
        TunedThresholdClassifier(
          RidgeClassifier<String>(), thresholds: .count(3), splitter: folds, response: .decisionFunction), pairs),
      classifier("grid-search", GridSearch(bayes, axis, splitter: folds, trainScores: true), names),
      classifier(
        "randomized-search",
        RandomizedSearch(bayes, .init(\.varianceSmoothing, [1e-9, 1]), candidates: 2, splitter: folds), names),
      classifier("pipeline", pipeline, names),
      classifier(
        "pipeline-optional",
        Pipeline {
          OptionalStage(StandardScaler?.none)
          RidgeClassifier<String>()
        }, names),
    ]
      + CalibrationMethod.allCases.map { method in
        classifier("calibrated-\(method)", CalibratedClassifier(bayes, method: method, splitter: folds), names)
      } + [
        classifier(
          "calibrated-two",
          CalibratedClassifier(RidgeClassifier<String>(), method: .sigmoid, splitter: folds, ensemble: false), pairs)
      ]
  }

  // MARK: Transformers

  private static var transformers: [CodedModel] {
    [
      transformer("standard-scaler", StandardScaler()),
      transformer("standard-scaler-no-mean", StandardScaler(withMean: false)),
      transformer("min-max-scaler", MinMaxScaler(range: -1...2)), transformer("max-abs-scaler", MaxAbsScaler()),
      transformer("robust-scaler", RobustScaler()), transformer("normalizer", Normalizer()),
      transformer("binarizer", Binarizer(threshold: 2)),
      transformer("polynomial-features", PolynomialFeatures(degree: 2)),
      transformer("variance-threshold", VarianceThreshold(threshold: 0.1)),
      transformer("select-k-best", SelectKBest(k: 2)),
      transformer("select-k-best-chi-squared", SelectKBest(k: 2, score: .chiSquared)), transformer("pca", PCA()),
      transformer("pca-whiten", PCA(components: .count(2), whiten: true)),
      transformer("power-transformer", PowerTransformer()),
      transformer("box-cox", Chain(MinMaxScaler(range: 1...2), PowerTransformer(method: .boxCox))),
      transformer("one-hot-encoder", OneHotEncoder(unknown: .ignore)),
      transformer("ordinal-encoder", OrdinalEncoder(unknown: .code(-1))), transformer("passthrough", Passthrough()),
      transformer("optional-stage", OptionalStage(StandardScaler())),
      transformer("optional-stage-none", OptionalStage(StandardScaler?.none)),
      transformer("columns", Columns(1, 2) { StandardScaler() }),
      transformer(
        "beside",
        ColumnTransformer {
          Columns(2); OneHotEncoder(.at([0]), unknown: .ignore)
        }),
      transformer("remainder", ColumnTransformer(remainder: MinMaxScaler()) { Columns(1) { StandardScaler() } }),
      CodedModel("simple-imputer") {
        try SimpleImputer(strategy: .median, addsIndicator: true).fitted(to: CodedRows.gaps())
      } ask: { model in
        var answers = try answers(model)
        answers["gaps"] = .init(bits: try model.transform(CodedRows.gaps()).matrix().elements)
        return answers
      },
    ]
  }

  private static var tables: [CodedModel] {
    let preparation = ColumnTransformer {
      Columns("size") {
        SimpleImputer(strategy: .median)
        StandardScaler()
      }
      OneHotEncoder(["kind"], unknown: .ignore, drop: .first)
      OrdinalEncoder(["count", "ripe"], unknown: .code(-1), missingCode: -2)
      DateParts(["picked"])
    }
    let pipeline = TablePipeline {
      preparation
      GaussianNB<String>(varianceSmoothing: 0.1)
    }
    return [
      table("date-parts", DateParts(["picked"])),
      table("one-hot-encoder-table", OneHotEncoder(["kind", "ripe"], unknown: .ignore)),
      table("ordinal-encoder-table", OrdinalEncoder(["kind"], unknown: .code(-1), missingCode: -2)),
      table("column-transformer", preparation),
      table(
        "remainder-table",
        ColumnTransformer(remainder: SimpleImputer()) { OneHotEncoder(["kind", "picked"], unknown: .ignore) }),
      table("table-pipeline", classifier: pipeline),
      table(
        "table-search",
        classifier: GridSearch(pipeline, .init(\.classifier.varianceSmoothing, [0.1, 1]), splitter: folds)),
    ]
  }

  // MARK: What is no classifier and no transformer

  private static var others: [CodedModel] {
    let bayes = GaussianNB<String>()
    return [
      CodedModel("label-encoder") {
        try LabelEncoder<String>().fitted(to: names)
      } ask: {
        ["numbers": try $0.transform(names).map { "\($0)" }, "labels": try $0.inverseTransform([2, 0, 1])]
      },
      CodedModel("label-binarizer") {
        try LabelBinarizer<String>(low: -1, high: 2).fitted(to: names)
      } ask: {
        let rows = try $0.transform(names)
        return ["numbers": .init(bits: rows.elements), "labels": try $0.inverseTransform(rows)]
      },
      CodedModel("cross-validation") {
        try crossValidate(bayes, CodedRows.learned(), names, splitter: folds, trainScores: true, keepsModels: true)
      } ask: { result in
        let scores = (result.testScores + (result.trainScores ?? [])).flatMap(\.values)
        return try (result.models ?? []).first.map(answers)?.merging(["scores": .init(bits: scores)]) { $1 } ?? [:]
      },
      CodedModel("score-curve") {
        let axis = SearchAxis(\GaussianNB<String>.varianceSmoothing, [1e-9, 1])
        return try validationCurve(bayes, CodedRows.learned(), names, axis, splitter: folds)
      } ask: { curve in
        ["scores": .init(bits: curve.points.flatMap { $0.trainScores.values + $0.testScores.values })]
      },
      CodedModel("permutation-importance") {
        let model = try bayes.fitted(to: CodedRows.learned(), names)
        return try permutationImportance(of: model, CodedRows.learned(), names, repeats: 2)
      } ask: { importance in
        ["numbers": .init(bits: importance.features.flatMap(\.values)), "names": importance.features.map(\.name)]
      },
    ]
  }
}
