import Estimators

/// What else counts, sorts or scales with the same kernels.
struct OtherModels {
  let report: BitReport
  let data: RealData

  func run() throws {
    let digits = try FitData.digits(500)
    let two = try data.doubles.pair(0, 1)
    let sets = [
      data.doubles, data.floats, data.chosen, data.sparse, data.doubles.weighted, digits, digits.weighted,
      try digits.scaled("standardised", by: StandardScaler()), try digits.scaled("to 1", by: MaxAbsScaler()), two,
    ]
    for rows in sets {
      classifiers(rows)
      transformers(rows)
    }
    try compositions()
    let (bytes, labels) = try FitData.pictures(2500)
    let pictures = FitData(name: "pictures", x: bytes.features, y: labels)
    for threads in [1, 2] {
      Parallelism.threads = threads
      large(pictures, "threads \(threads)")
    }
    Parallelism.threads = 1
  }

  private func classifiers(_ rows: FitData) {
    func add<C: Classifier<Int>>(_ name: String, _ classifier: C) where C.Model: Encodable {
      report.classifier("\(rows.name), \(name)", classifier, rows, rows.y)
    }
    for fitIntercept in [true, false] {
      for (name, weight) in [("alike", ClassWeight<Int>.uniform), ("balanced", .balanced)] {
        add(
          "ridge, \(name)\(fitIntercept ? "" : ", no intercept")",
          RidgeClassifier(alpha: 0.5, fitIntercept: fitIntercept, classWeight: weight))
      }
    }
    add("LDA", LinearDiscriminantAnalysis())
    add("GaussianNB", GaussianNB())
    add("MultinomialNB", MultinomialNB<Int>(smoothing: 0.5))
    for metric in [NeighborMetric.euclidean, .manhattan, .minkowski(p: 3), .chebyshev] {
      for weighting in NeighborWeighting.allCases {
        add(
          "\(metric) neighbours, \(weighting)", KNeighborsClassifier(neighbors: 3, weighting: weighting, metric: metric)
        )
      }
    }
    add("dummy", DummyClassifier<Int>(strategy: .stratified(randomState: 3)))
  }

  private func transformers(_ rows: FitData) {
    func add<T: Transformer>(_ name: String, _ transformer: T) where T.Model: Encodable {
      report.transformer("\(rows.name), \(name)", transformer, rows)
    }
    add("StandardScaler", StandardScaler())
    add("StandardScaler without mean", StandardScaler(withMean: false))
    add("MinMaxScaler", MinMaxScaler(range: -1...2))
    add("MaxAbsScaler", MaxAbsScaler())
    add("RobustScaler", RobustScaler())
    for norm in Normalizer.Norm.allCases { add("Normalizer \(norm)", Normalizer(norm: norm)) }
    add("Binarizer", Binarizer(threshold: 0.25))
    add("PCA full", PCA(components: .count(4), solver: .full))
    add("PCA covariance", PCA(components: .share(0.8), whiten: true, solver: .covariance))
    add("PCA randomized", PCA(components: .count(3), solver: .randomized, randomState: 2))
    add("PCA", PCA())
    add("VarianceThreshold", VarianceThreshold(threshold: 0.1))
    add("SelectKBest F", SelectKBest(k: 4))
    add("SelectKBest χ²", SelectKBest(k: 4, score: .chiSquared))
    add("SimpleImputer", SimpleImputer(strategy: .median))
    if rows.x.columns < 20 {
      add("PowerTransformer", PowerTransformer())
      add("PolynomialFeatures", PolynomialFeatures(degree: 3))
    }
  }

  private func compositions() throws {
    let rows = data.doubles
    let logistic = LogisticRegression(c: 0.5, maxIterations: 50)
    let pipeline = Pipeline {
      StandardScaler()
      PCA(components: .count(4))
      LogisticRegression(c: 0.5)
    }
    report.classifier("pipeline", pipeline, rows, rows.y)
    report.classifier("one-vs-rest", OneVsRest(LogisticRegression<Bool>(), labels: Int.self), rows, rows.y)
    report.classifier("one-vs-one", OneVsOne(LogisticRegression<Bool>(), labels: Int.self), rows, rows.y)
    for method in CalibrationMethod.allCases {
      for ensemble in [true, false] {
        let classifier = CalibratedClassifier(
          logistic, method: method, splitter: StratifiedKFold(3), ensemble: ensemble)
        report.classifier("calibrated, \(method), ensemble \(ensemble)", classifier, rows, rows.y)
      }
    }
    let two = try rows.pair(0, 1)
    report.classifier(
      "tuned threshold", TunedThresholdClassifier(logistic, thresholds: .count(9), splitter: StratifiedKFold(3)), two,
      two.y)
    report.classifier("fixed threshold", FixedThresholdClassifier(logistic, threshold: 0.3), two, two.y)
    for threads in [1, 2] {
      Parallelism.threads = threads
      let grid = GridSearch(
        pipeline, .init(\.classifier.c, [0.01, 1]), .init(\.classifier.multiClass, [.multinomial, .ovr]),
        splitter: StratifiedKFold(3))
      report.classifier("grid search, threads \(threads)", grid, rows, rows.y)
      let random = RandomizedSearch(
        logistic, .init(\.c, logUniform: 0.01...10), candidates: 4, randomState: 5, splitter: StratifiedKFold(3))
      report.classifier("randomised search, threads \(threads)", random, rows, rows.y)
      report.line("importance, threads \(threads)") {
        let model = try logistic.fitted(to: rows.x, rows.y)
        let importance = try permutationImportance(of: model, rows.x, rows.y, repeats: 3, randomState: 1)
        return try BitReport.learned(importance)
      }
    }
    Parallelism.threads = 1
  }

  private func large(_ rows: FitData, _ threads: String) {
    func add<C: Classifier<Int>>(_ name: String, _ classifier: C) where C.Model: Encodable {
      report.line("\(rows.name), \(name), \(threads)") {
        let model = try classifier.fitted(to: rows.x, rows.y)
        return try BitReport.answers(model, rows.x.selectingRows(Array(0..<400)))
      }
    }
    add("ridge", RidgeClassifier(alpha: 100))
    add("LDA", LinearDiscriminantAnalysis())
    add("GaussianNB", GaussianNB(varianceSmoothing: 0.01))
    add("MultinomialNB", MultinomialNB())
    add("neighbours", KNeighborsClassifier(neighbors: 5))
    report.transformer("\(rows.name), StandardScaler, \(threads)", StandardScaler(), rows)
    report.line("\(rows.name), PCA, \(threads)") {
      let model = try PCA(components: .count(20), randomState: 1).fitted(to: rows.x)
      return try "x=\(hash(model.transform(rows.x.selectingRows(Array(0..<300))).matrix()))"
    }
  }
}
