import EstimatorDatasets
import Estimators
import Foundation

extension ExportedFiles {
  /// Linear classifiers on raw bytes, with scalers and without, of all kinds of labels.
  mutating func writeLinear(_ digits: DigitRows) throws {
    let all: Set = ["operator", "coreML", "sources"]
    let (x, test) = (digits.train.features, digits.test)
    func classifier<Label>(
      _ multiClass: MultiClass, _ label: Label.Type, c: Double = digits.c
    ) -> LogisticRegression<Label> {
      LogisticRegression<Label>(multiClass: multiClass, c: c, maxIterations: 30)
    }
    for (multiClass, kind) in [(MultiClass.multinomial, "multinomial"), (.ovr, "ovr")] {
      let numbers = try classifier(multiClass, Int.self).fitted(to: x, digits.trainLabels)
      try write("\(kind)", numbers, on: test, rows: "digits.npy", all.union(["mlflow"]))
      let words = try classifier(multiClass, String.self).fitted(to: x, digits.words)
      try write("\(kind)-words", words, on: test, rows: "digits.npy", all)
      let scaled = Pipeline {
        StandardScaler()
        classifier(multiClass, Int.self, c: 0.01)
      }
      try write(
        "\(kind)-scaled", scaled.fitted(to: x, digits.trainLabels), on: test, rows: "digits.npy", all)
      let stretched = Pipeline {
        MinMaxScaler()
        RobustScaler(withScaling: false)
        classifier(multiClass, String.self, c: 0.01)
      }
      try write("\(kind)-words-scaled", stretched.fitted(to: x, digits.words), on: test, rows: "digits.npy", all)
    }
    let two = classifier(.multinomial, Bool.self)
    try write("two", two.fitted(to: x, digits.isLarge), on: test, rows: "digits.npy", all)
    let words = digits.isLarge.map { $0 ? "large" : "small" }
    let scaled = Pipeline {
      MaxAbsScaler()
      classifier(.ovr, String.self, c: 0.01)
    }
    try write("two-words-scaled", scaled.fitted(to: x, words), on: test, rows: "digits.npy", all)
  }

  /// Transformers, on doubles: of bytes some would make floats.
  mutating func writeStages(_ digits: DigitRows) throws {
    let x = digits.train.map { Double($0) }
    let count = min(2000, digits.test.rows)
    let test = digits.test[rows: Array(0..<count)].copied().map { Double($0) }
    func write(_ name: String, _ stage: some Transformer) throws {
      let pipeline = Pipeline {
        VarianceThreshold()
        stage
        LogisticRegression<Int>(c: 0.01, maxIterations: 20)
      }
      let model = try pipeline.fitted(to: x, digits.trainLabels)
      try self.write("stage-\(name)", model, on: test, rows: "doubles.npy")
    }
    try write("normalizer", Normalizer())
    try write("normalizer-l1", Normalizer(norm: .l1))
    try write("normalizer-max", Normalizer(norm: .max))
    try write("binarizer", Binarizer(threshold: 3))
    try write("pca", Chain(MaxAbsScaler(), PCA(components: .count(20))))
    try write("products", Chain(SelectKBest(k: 20), Chain(MinMaxScaler(), PolynomialFeatures(degree: 2))))
    try write("powers", Chain(SelectKBest(k: 30), PowerTransformer()))
    try write("imputer", SimpleImputer(strategy: .median))
    try write(
      "columns",
      ColumnTransformer(remainder: MaxAbsScaler()) {
        Columns(20, 21, 22) { StandardScaler() }
        OneHotEncoder(.at([30, 40]), unknown: .ignore)
      })
  }

  /// What wraps classifiers.
  mutating func writeWrappers(_ digits: DigitRows) throws {
    let (x, test) = (digits.train.features, digits.test)
    for method in CalibrationMethod.allCases {
      let calibrated = CalibratedClassifier(
        LogisticRegression<Int>(c: digits.c, maxIterations: 20), method: method, splitter: StratifiedKFold(2))
      try write(
        "calibrated-\(method)", calibrated.fitted(to: x, digits.trainLabels), on: test, rows: "digits.npy")
    }
    let rest = OneVsRest(
      Pipeline {
        StandardScaler()
        LogisticRegression<Bool>(c: 0.01, maxIterations: 20)
      }, labels: String.self)
    try write("one-vs-rest", rest.fitted(to: x, digits.words), on: test, rows: "digits.npy", ["operator", "coreML"])
    let threshold = FixedThresholdClassifier(LogisticRegression<Bool>(c: digits.c, maxIterations: 20), threshold: 0.2)
    try write("threshold", threshold.fitted(to: x, digits.isLarge), on: test, rows: "digits.npy")
    // Its scores are in the hundred thousands, so that probabilities lose five digits more.
    let bayes = try MultinomialNB<Int>().fitted(to: x, digits.trainLabels)
    try write("multinomial-bayes", bayes, on: test, rows: "digits.npy", ["coreML"], tolerance: 1e-10)
  }

  /// A table with gaps and texts, and one with texts and gaps that the fit has not seen.
  mutating func writeTables() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let loans = try Table(contentsOfCSV: folder.appending(path: "Snippets/Data/loans.csv"))
    let pipeline = TablePipeline {
      ColumnTransformer {
        Columns("income", "debt", "years") {
          SimpleImputer(strategy: .median, addsIndicator: true)
          StandardScaler()
        }
        OneHotEncoder(["purpose", "town"], unknown: .ignore)
        Columns("owner")
      }
      CalibratedClassifier(LogisticRegression<Bool>(), splitter: StratifiedKFold(3))
    }
    let model = try pipeline.fitted(to: loans, loans.booleanLabels("defaulted"))
    try write("table", model, on: loans)
    let count = loans.rows
    let strange = try loans.replacing("purpose", with: .strings((0..<count).map { $0 % 3 == 0 ? "a yacht" : nil }))
    try write("table-unseen", model, on: strange)
  }
}
