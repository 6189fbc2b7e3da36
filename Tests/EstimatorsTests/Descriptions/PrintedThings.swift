import EstimatorDatasets
import Estimators

/// One of each thing that a person may print, with its model where it has one.
enum PrintedThings {
  static let things: Result<[Any], any Error> = Result { try all() }

  private static func all() throws -> [Any] {
    try classifiers() + transformers() + tables() + searches() + splitters() + curves() + data()
  }

  static let iris = Result { () throws -> (x: Features, y: [String]) in
    let iris = try Iris.load()
    return (try iris.features.features.named(iris.featureNames), iris.labels.map { iris.classNames[$0] })
  }

  /// The last two kinds of iris.
  static func twoKinds() throws -> (x: Features, y: [String]) {
    let (x, y) = try iris.get()
    return (try x.selectingRows(Array(50..<150)), Array(y[50...]))
  }

  private static func fitted<C: Classifier>(_ classifier: C, _ x: Features, _ y: [C.Label]) throws -> [Any] {
    let model = try classifier.fitted(to: x, y)
    var copy = classifier
    copy.model = model
    return [classifier, copy, model]
  }

  private static func classifiers() throws -> [Any] {
    let (x, y) = try iris.get()
    let two = try twoKinds()
    let logistic = LogisticRegression<String>(c: 1.0 / 3)
    let digits = try Digits.load()
    let slow = LogisticRegression(solver: .gd(learningRate: .automatic), maxIterations: 3)
    return try fitted(logistic, x, y) + fitted(slow, digits.features.features, digits.labels)
      + fitted(LogisticRegressionCV(logistic, cs: [0.1, 1.0 / 3, 10]), x, y)
      + fitted(RidgeClassifier<String>(alpha: 1.0 / 3), x, y) + fitted(LinearDiscriminantAnalysis<String>(), x, y)
      + fitted(GaussianNB<String>(varianceSmoothing: 1.0 / 3), x, y) + fitted(MultinomialNB<String>(), x, y)
      + fitted(KNeighborsClassifier<String>(neighbors: 3, metric: .minkowski(p: 3)), x, y)
      + fitted(DummyClassifier<String>(strategy: .stratified(randomState: 5)), x, y)
      + fitted(OneVsRest(LogisticRegression<Bool>(), labels: String.self), x, y)
      + fitted(OneVsOne(GaussianNB<Bool>(), labels: String.self), x, y)
      + fitted(CalibratedClassifier(logistic, method: .isotonic), x, y)
      + fitted(FixedThresholdClassifier(logistic, threshold: 1.0 / 3, positive: "virginica"), two.x, two.y)
      + fitted(TunedThresholdClassifier(logistic), two.x, two.y)
      + [
        LogisticRegressionPath(logistic) as Any,
        try LogisticRegressionPath(logistic, grid: .automatic).fitted(to: x, y),
        try LogisticRegression<String>(penalty: .l1, c: 0.1).fitted(to: x, y).report,
        try LabelEncoder(labels: String.self).fitted(to: y), LabelEncoder(labels: String.self),
        try LabelBinarizer(labels: String.self).fitted(to: y), LabelBinarizer(labels: String.self, high: 1.0 / 3),
      ]
  }

  private static func fitted<T: Transformer>(_ transformer: T) throws -> [Any] {
    let (x, y) = try iris.get()
    let model = try transformer.fitted(to: x, targets: ClassEncoding(y).targets)
    var copy = transformer
    copy.model = model
    return [transformer, copy, model, try model.transform(x)]
  }

  private static func transformers() throws -> [Any] {
    try fitted(StandardScaler()) + fitted(MinMaxScaler(range: -1.0 / 3...1)) + fitted(MaxAbsScaler())
      + fitted(RobustScaler()) + fitted(Binarizer(threshold: 1.0 / 3)) + fitted(Normalizer())
      + fitted(PolynomialFeatures()) + fitted(PowerTransformer()) + fitted(PCA(components: .share(0.9)))
      + fitted(SelectKBest(k: 2)) + fitted(VarianceThreshold(threshold: 1.0 / 3)) + fitted(SimpleImputer())
      + fitted(Passthrough()) + fitted(Chain(StandardScaler(), PCA())) + fitted(Columns(0, 1) { StandardScaler() })
      + fitted(OptionalStage(StandardScaler())) + fitted(OptionalStage(StandardScaler?.none))
      + fitted(
        ColumnTransformer {
          Columns(0) { StandardScaler() }; Columns(1, 2)
        })
  }

  static func fruit() throws -> (table: Table, kinds: [String]) {
    let rows = 0..<60
    let table = try Table([
      "weight": .doubles(rows.map { $0 % 7 == 3 ? nil : 100 + Double($0 * 37 % 60) / 3 }),
      "colour": .strings(rows.map { ["red", "green", "yellow"][$0 % 3] }),
      "noise": .integers(rows.map { $0 * 17 % 23 }),
    ])
    return (table, rows.map { $0 % 3 == 0 ? "apple" : "pear" })
  }

  static var fruitPipeline:
    TablePipeline<
      ColumnTransformer<Beside<Columns<Chain<SimpleImputer, StandardScaler>>, OneHotEncoder>>,
      LogisticRegression<String>
    >
  {
    TablePipeline {
      ColumnTransformer {
        Columns("weight") {
          SimpleImputer(strategy: .median)
          StandardScaler()
        }
        OneHotEncoder(["colour"], unknown: .ignore)
      }
      LogisticRegression<String>(c: 10)
    }
  }

  private static func fitted<T: TableTransformer>(table transformer: T) throws -> [Any] {
    [transformer, try transformer.fitted(to: fruit().table)]
  }

  private static func tables() throws -> [Any] {
    let (table, kinds) = try fruit()
    let (x, y) = try iris.get()
    let pipeline = Pipeline {
      StandardScaler()
      PCA(components: .count(2))
      LogisticRegression<String>(c: 10)
    }
    return try fitted(table: OneHotEncoder(["colour"])) + fitted(table: OrdinalEncoder(["colour"], missingCode: -1))
      + fitted(table: ColumnTransformer(remainder: SimpleImputer()) { OneHotEncoder(["colour"]) })
      + fitted(table: fruitPipeline.stages)
      + [table, fruitPipeline, try fruitPipeline.fitted(to: table, kinds)]
      + fitted(pipeline, x, y)
  }

  private static func searches() throws -> [Any] {
    let (x, y) = try iris.get()
    let grid = GridSearch(
      LogisticRegression<String>(), .init(\.c, [0.1, 1.0 / 3]), .init(\.multiClass, [.ovr, .multinomial]),
      splitter: StratifiedKFold(3, randomState: 1))
    let random = RandomizedSearch(
      LogisticRegression<String>(), .init(\.c, logUniform: 1e-3...1e3), candidates: 2, scoring: [.logLoss])
    let results = try grid.fitted(to: x, y).results
    return try fitted(grid, x, y) + fitted(random, x, y)
      + [grid.axes[0], random.axes[0], results, results.candidates[0], Scorer<String>.accuracy]
  }

  private static func splitters() throws -> [Any] {
    let (_, y) = try iris.get()
    return [
      KFold(), KFold(3, randomState: 1), StratifiedKFold(4), GroupKFold(), RepeatedStratifiedKFold(5, repeats: 2),
      ShuffleSplit(testSize: 0.25), StratifiedShuffleSplit(trainSize: 30), TimeSeriesSplit(gap: 1), LeaveOneOut(),
      try KFold().folds(rows: 100)[0], try SplitRows(count: 10), ClassEncoding(y), ClassEncoding(y).targets,
      SplitSize.share(1.0 / 3),
    ]
  }

  private static func curves() throws -> [Any] {
    let (x, y) = try iris.get()
    let two = try twoKinds()
    let clf = LogisticRegression<String>()
    let model = try clf.fitted(to: two.x, two.y)
    let scores = try model.predictProbabilities(two.x)[column: 1]
    let truth = two.y.map { $0 == "virginica" }
    let predicted = try model.predict(two.x)
    let cv = try LogisticRegressionCV(clf).fitted(to: x, y)
    return [
      try ROCCurve(of: scores, positive: truth), try PrecisionRecallCurve(of: scores, positive: truth),
      try CalibrationCurve(of: scores, positive: truth), cv.path,
      try TunedThresholdClassifier(clf).fitted(to: two.x, two.y).curve as Any,
      try learningCurve(clf, x, y), try learningCurve(clf, x, y).points[0],
      try validationCurve(clf, .init(\.c, [1.0 / 3, 1]), x, y), try crossValidate(clf, x, y),
      try crossValidatedPredictions(clf, x, y), try ConfusionMatrix(of: predicted, against: two.y),
      try ClassificationReport(of: predicted, against: two.y),
      try compareClassifiers(predicted, two.y, against: two.y),
      try CostMatrix(classes: ["a", "b"], [[0, 1.0 / 3], [20, 0]]), model.coefficientTable,
      try permutationImportance(of: model, two.x, two.y),
      Iteration(number: 3, objective: 1.0 / 3, gradientNorm: 1.0 / 3, evaluations: 4),
    ]
  }

  private static func data() throws -> [Any] {
    let (x, y) = try iris.get()
    let digits = try Digits.load()
    let scaled = try StandardScaler().fitted(to: x).transform(x)
    return [
      x, scaled, scaled.affine as Any, digits.features.features, digits.features, digits.features[rows: [3, 2]],
      try Dataset(features: x, labels: y), try SparseMatrix(x.matrix()), x.features,
      try LogisticRegression<String>().fitted(to: x, y).predictProbabilities(x), RandomState(1),
    ]
  }
}
