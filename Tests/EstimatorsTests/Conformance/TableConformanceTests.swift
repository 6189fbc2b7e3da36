import Estimators
import Testing
import _EstimatorTestSupport

/// What reads tables, every law.
@Suite struct TableConformanceTests {
  private static let preparation = ColumnTransformer {
    Columns("size", "count") {
      SimpleImputer(strategy: .median)
      StandardScaler()
    }
    OneHotEncoder(["kind"], missing: .mostFrequent)
    OrdinalEncoder(["ripe"])
  }

  @Test(arguments: TransformerLaw.ofTables)
  func columnTransformer(law: TransformerLaw) throws {
    try law.check(Self.preparation, on: TableLawSample.threeClasses)
    try law.check(ColumnTransformer { Columns("size") { SimpleImputer() } }, on: TableLawSample.twoClasses)
  }

  @Test(arguments: TransformerLaw.ofTables)
  func columnTransformerWithRemainder(law: TransformerLaw) throws {
    let transformer = ColumnTransformer(remainder: SimpleImputer()) { OneHotEncoder(["kind", "ripe"]) }
    try law.check(transformer, on: TableLawSample.threeClasses)
  }

  @Test(arguments: TransformerLaw.ofTables)
  func oneHotEncoder(law: TransformerLaw) throws {
    try law.check(OneHotEncoder(["kind", "count", "ripe"], drop: .ifBinary), on: TableLawSample.threeClasses)
    try law.check(OneHotEncoder(unknown: .ignore), on: TableLawSample.threeClasses)
  }

  @Test(arguments: TransformerLaw.ofTables)
  func ordinalEncoder(law: TransformerLaw) throws {
    try law.check(OrdinalEncoder(["kind", "count", "ripe"], missingCode: -1), on: TableLawSample.threeClasses)
    try law.check(OrdinalEncoder(unknown: .code(-2), missingCode: -1), on: TableLawSample.threeClasses)
  }

  @Test(arguments: TransformerLaw.ofTables)
  func columns(law: TransformerLaw) throws {
    let filled = Columns("size", "ripe") { SimpleImputer(strategy: .mean, addsIndicator: true) }
    try law.check(filled, on: TableLawSample.threeClasses)
    try law.check(Columns("count"), on: TableLawSample.threeClasses)
  }

  @Test(arguments: TransformerLaw.ofTables)
  func dateParts(law: TransformerLaw) throws {
    try law.check(DateParts(["joined", "left"]), on: Self.dates(gaps: false))
    try law.check(Chain(DateParts(["left"], [.secondsSince1970]), SimpleImputer()), on: Self.dates(gaps: true))
  }

  /// The ready sample with two columns of dates in the place of the others.
  private static func dates(gaps: Bool) throws -> TableLawSample<String> {
    let sample = try TableLawSample<String>.threeClasses
    let counts = try sample.table.numbers("count").map { Int($0) }
    func texts(_ monthOf: (Int) -> Int) -> Table.Column {
      .strings(counts.enumerated().map { gaps && $0 % 7 == 3 ? nil : "20\(10 + $1)-0\(monthOf($1))-1\($0 % 9)" })
    }
    let table = try Table(["joined": texts { $0 % 9 + 1 }, "left": texts { ($0 + 3) % 9 + 1 }])
    return try TableLawSample(table, labels: sample.labels, weights: sample.weights, stranger: sample.stranger)
  }

  @Test(arguments: TransformerLaw.ofTables)
  func chain(law: TransformerLaw) throws {
    let chain = Chain(Self.preparation, SelectKBest(k: 2))
    try hold(law, of: .selectKBest) { try law.check(chain, on: TableLawSample.threeClasses) }
  }

  @Test(arguments: ClassifierLaw.ofTables)
  func tablePipeline(law: ClassifierLaw) throws {
    let pipeline = TablePipeline {
      Self.preparation
      LogisticRegression<String>(tolerance: 1e-10)
    }
    try law.check(pipeline, on: .threeClasses)
    try law.check(pipeline, on: .twoClasses)
    try law.check(pipeline, on: .fiveClasses)
  }

  /// One candidate is so much better that other folds, of shuffled or repeated rows, choose it too.
  @Test(arguments: ClassifierLaw.ofTables)
  func gridSearch(law: ClassifierLaw) throws {
    try law.check(GridSearch(Self.classifier, .init(\.classifier.c, [1e-6, 1])), on: .threeClasses)
  }

  @Test(arguments: ClassifierLaw.ofTables)
  func randomizedSearch(law: ClassifierLaw) throws {
    let search = RandomizedSearch(Self.classifier, .init(\.classifier.c, [1e-6, 1]), candidates: 2)
    try law.check(search, on: .threeClasses)
  }

  @Test(arguments: ClassifierLaw.ofTables, CalibrationMethod.allCases)
  func calibratedClassifier(law: ClassifierLaw, method: CalibrationMethod) throws {
    for ensemble in [true, false] {
      let classifier = CalibratedClassifier(Self.classifier, method: method, ensemble: ensemble)
      try hold(law, of: .calibratedClassifier) { try law.check(classifier, on: .threeClasses) }
    }
  }

  @Test(arguments: ClassifierLaw.ofTables)
  func thresholds(law: ClassifierLaw) throws {
    var base = Self.classifier
    base.classifier.c = 0.01
    let fixed = FixedThresholdClassifier(base, threshold: 0.3, positive: "no")
    try law.check(FixedThresholdClassifier(base), on: .twoClasses)
    try hold(law, of: .thresholds) {
      try law.check(fixed, on: .twoClasses)
      try law.check(TunedThresholdClassifier(base, splitter: StratifiedKFold(2)), on: .twoClasses)
    }
  }

  @Test(arguments: ClassifierLaw.ofTables)
  func oneVsRestAndOneVsOne(law: ClassifierLaw) throws {
    // The rows of a pair of classes need not have every category.
    let base = TablePipeline {
      ColumnTransformer {
        Columns("size", "count") {
          SimpleImputer(strategy: .median)
          StandardScaler()
        }
        OneHotEncoder(["kind", "ripe"], unknown: .ignore, missing: .mostFrequent)
      }
      LogisticRegression<Bool>(tolerance: 1e-10)
    }
    try law.check(OneVsRest(base, labels: String.self), on: .threeClasses)
    try law.check(OneVsOne(base, labels: String.self), on: .threeClasses)
  }

  private static let classifier = TablePipeline {
    preparation
    LogisticRegression<String>(tolerance: 1e-10)
  }
}
