import EstimatorDatasets
import Estimators

/// One of each thing that a person may print, with its model where it has one.
enum PrintedThings {
  static func all() throws -> [Any] {
    let parts = [classifiers, transformers, tables, searches, splitters, curves, data]
    return try parts.flatMap { try $0() }
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
    var things = try fitted(logistic, x, y)
    things += try fitted(slow, digits.features.features, digits.labels)
    things += try fitted(LogisticRegressionCV(logistic, cs: [0.1, 1.0 / 3, 10]), x, y)
    things += try fitted(RidgeClassifier<String>(alpha: 1.0 / 3), x, y)
    things += try fitted(LinearDiscriminantAnalysis<String>(), x, y)
    things += try fitted(GaussianNB<String>(varianceSmoothing: 1.0 / 3), x, y)
    things += try fitted(MultinomialNB<String>(), x, y)
    things += try fitted(KNeighborsClassifier<String>(neighbors: 3, metric: .minkowski(p: 3)), x, y)
    things += try fitted(DummyClassifier<String>(strategy: .stratified(randomState: 5)), x, y)
    things += try fitted(OneVsRest(LogisticRegression<Bool>(), labels: String.self), x, y)
    things += try fitted(OneVsOne(GaussianNB<Bool>(), labels: String.self), x, y)
    things += try fitted(CalibratedClassifier(logistic, method: .isotonic), x, y)
    things += try fitted(FixedThresholdClassifier(logistic, threshold: 1.0 / 3, positive: "virginica"), two.x, two.y)
    things += try fitted(TunedThresholdClassifier(logistic), two.x, two.y)
    things.append(LogisticRegressionPath(logistic))
    things.append(try LogisticRegressionPath(logistic).fitted(to: x, y))
    things.append(try LogisticRegression<String>(penalty: .l1, c: 0.1).fitted(to: x, y).report)
    things.append(LabelEncoder(labels: String.self))
    things.append(try LabelEncoder(labels: String.self).fitted(to: y))
    things.append(LabelBinarizer(labels: String.self, high: 1.0 / 3))
    things.append(try LabelBinarizer(labels: String.self).fitted(to: y))
    return things
  }

  private static func fitted<T: Transformer>(_ transformer: T) throws -> [Any] {
    let (x, y) = try iris.get()
    let model = try transformer.fitted(to: x, targets: ClassEncoding(y).targets)
    var copy = transformer
    copy.model = model
    return [transformer, copy, model, try model.transform(x)]
  }

  private static func transformers() throws -> [Any] {
    var things = try fitted(StandardScaler())
    things += try fitted(MinMaxScaler(range: -0.333333...1))
    things += try fitted(MaxAbsScaler())
    things += try fitted(RobustScaler())
    things += try fitted(Binarizer(threshold: 1.0 / 3))
    things += try fitted(Normalizer())
    things += try fitted(PolynomialFeatures())
    things += try fitted(PowerTransformer())
    things += try fitted(PCA(components: .share(0.9)))
    things += try fitted(SelectKBest(k: 2))
    things += try fitted(VarianceThreshold(threshold: 0.01))
    things += try fitted(SimpleImputer())
    things += try fitted(Passthrough())
    things += try fitted(Chain(StandardScaler(), PCA()))
    things += try fitted(Columns(0, 1) { StandardScaler() })
    things += try fitted(OptionalStage(StandardScaler()))
    things += try fitted(OptionalStage(StandardScaler?.none))
    let numbers = ColumnTransformer {
      Columns(0) { StandardScaler() }
      Columns(1, 2)
    }
    things += try fitted(numbers)
    return things
  }

  static func fruit() throws -> (table: Table, kinds: [String]) {
    let rows = 0..<60
    let table = try Table([
      "weight": .doubles(rows.map { $0 % 7 == 3 ? nil : 100 + Double($0 * 37 % 60) / 2 }),
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
    var things = try fitted(table: OneHotEncoder(["colour"]))
    things += try fitted(table: OrdinalEncoder(["colour"], missingCode: -1))
    things += try fitted(table: ColumnTransformer(remainder: SimpleImputer()) { OneHotEncoder(["colour"]) })
    things += try fitted(table: fruitPipeline.stages)
    things.append(table)
    let days = try Table(["day": .strings(["2024-01-05", "2024-02-06"])])
    things.append(DateParts(["day"]))
    things.append(try DateParts(["day"]).fitted(to: days))
    things.append(fruitPipeline)
    things.append(try fruitPipeline.fitted(to: table, kinds))
    things += try fitted(pipeline, x, y)
    return things
  }

  private static func searches() throws -> [Any] {
    typealias Logistic = LogisticRegression<String>
    let (x, y) = try iris.get()
    let strength = SearchAxis(\Logistic.c, [0.1, 1.0 / 3])
    let treatment = SearchAxis(\Logistic.multiClass, [.ovr, .multinomial])
    let grid = GridSearch(Logistic(), strength, treatment, splitter: StratifiedKFold(3, randomState: 1))
    let drawn = RandomAxis(\Logistic.c, logUniform: 1e-3...1e3)
    let random = RandomizedSearch(Logistic(), drawn, candidates: 2, scoring: [.logLoss])
    let results = try grid.fitted(to: x, y).results
    var things = try fitted(grid, x, y) + fitted(random, x, y)
    things.append(strength)
    things.append(drawn)
    things.append(results)
    things.append(results.candidates[0])
    things.append(Scorer<String>.accuracy)
    return things
  }

  private static func splitters() throws -> [Any] {
    let (_, y) = try iris.get()
    var things: [Any] = [
      KFold(), KFold(3, randomState: 1), StratifiedKFold(4), GroupKFold(), RepeatedStratifiedKFold(5, repeats: 2),
      ShuffleSplit(testSize: 0.25), StratifiedShuffleSplit(trainSize: 30), TimeSeriesSplit(gap: 1), LeaveOneOut(),
    ]
    things.append(try KFold().folds(rows: 100)[0])
    things.append(try SplitRows(count: 10))
    things.append(ClassEncoding(y))
    things.append(ClassEncoding(y).targets)
    things.append(SplitSize.share(1.0 / 3))
    return things
  }

  private static func curves() throws -> [Any] {
    let two = try twoKinds()
    let clf = LogisticRegression<String>()
    let model = try clf.fitted(to: two.x, two.y)
    let scores: [Double] = try model.predictProbabilities(two.x)[column: 1]
    let truth: [Bool] = two.y.map { $0 == "virginica" }
    let predicted: [String] = try model.predict(two.x)
    var things: [Any] = []
    things.append(try ROCCurve(of: scores, positive: truth))
    things.append(try PrecisionRecallCurve(of: scores, positive: truth))
    things.append(try CalibrationCurve(of: scores, positive: truth))
    if let curve = try TunedThresholdClassifier(clf).fitted(to: two.x, two.y).curve { things.append(curve) }
    things.append(try ConfusionMatrix(of: predicted, against: two.y))
    things.append(try ClassificationReport(of: predicted, against: two.y))
    things.append(try compareClassifiers(predicted, two.y, against: two.y))
    things.append(try CostMatrix(classes: ["a", "b"], [[0, 1.0 / 3], [20, 0]]))
    things.append(model.coefficientTable)
    things.append(try permutationImportance(of: model, two.x, two.y))
    things.append(Iteration(number: 3, objective: 1.0 / 3, gradientNorm: 1.0 / 3, evaluations: 4))
    return try things + folds(clf)
  }

  private static func folds(_ clf: LogisticRegression<String>) throws -> [Any] {
    let (x, y) = try iris.get()
    var things: [Any] = []
    let learned = try learningCurve(clf, x, y, randomState: 1)
    things.append(learned)
    things.append(learned.points[0])
    things.append(try validationCurve(clf, x, y, SearchAxis(\LogisticRegression<String>.c, [1.0 / 3, 1])))
    things.append(try crossValidate(clf, x, y))
    things.append(try crossValidatedPredictions(clf, x, y))
    things.append(try LogisticRegressionCV(clf).fitted(to: x, y).path)
    return things
  }

  private static func data() throws -> [Any] {
    let (x, y) = try iris.get()
    let digits = try Digits.load()
    let scaled = try StandardScaler().fitted(to: x).transform(x)
    var things: [Any] = [x, scaled, digits.features.features, digits.features, RandomState(1)]
    if let affine = scaled.affine { things.append(affine) }
    things.append(digits.features[rows: [3, 2]])
    things.append(try Dataset(features: x, labels: y))
    things.append(try SparseMatrix(x.matrix()))
    things.append(try LogisticRegression<String>().fitted(to: x, y).predictProbabilities(x))
    return things
  }
}
