import Estimators
import Foundation
import Testing
import _EstimatorTestSupport

/// A model file in which any single value is wrong is refused, or gives a model that predicts or explains why not. It
/// never traps and never hangs.
@Suite(.tags(.slow)) struct DamagedModelTests {
  private static let classifiers: [any Classifier<String>] = [
    LogisticRegression<String>(maxIterations: 5), LogisticRegression<String>(multiClass: .ovr, maxIterations: 5),
    LogisticRegressionCV(LogisticRegression<String>(maxIterations: 3), cs: [0.1, 1], splitter: StratifiedKFold(2)),
    OneVsRest(GaussianNB<Bool>()), OneVsOne(GaussianNB<Bool>()), GaussianNB<String>(), MultinomialNB<String>(),
    RidgeClassifier<String>(), LinearDiscriminantAnalysis<String>(), KNeighborsClassifier<String>(),
    DummyClassifier<String>(), DummyClassifier<String>(strategy: .stratified(randomState: 1)),
    DummyClassifier<String>(strategy: .uniform(randomState: 1)),
    CalibratedClassifier(GaussianNB<String>(), method: .temperature, splitter: StratifiedKFold(2)),
    CalibratedClassifier(GaussianNB<String>(), method: .sigmoid, splitter: StratifiedKFold(2)),
    CalibratedClassifier(GaussianNB<String>(), method: .isotonic, splitter: StratifiedKFold(2)),
    GridSearch(GaussianNB<String>(), .init(\.varianceSmoothing, [1e-9, 1]), splitter: StratifiedKFold(2)),
    Pipeline {
      StandardScaler()
      PCA(components: .count(2))
      GaussianNB<String>()
    },
  ]

  private static let classifiersOfTwo: [any Classifier<String>] = [
    FixedThresholdClassifier(GaussianNB<String>(), threshold: 0.3),
    TunedThresholdClassifier(GaussianNB<String>(), thresholds: .count(3), splitter: StratifiedKFold(2)),
    LogisticRegression<String>(maxIterations: 5), RidgeClassifier<String>(), KNeighborsClassifier<String>(),
    MultinomialNB<String>(), OneVsOne(GaussianNB<Bool>()), OneVsRest(GaussianNB<Bool>()),
  ]

  private static let transformers: [any Transformer] = [
    StandardScaler(), MinMaxScaler(), MaxAbsScaler(), RobustScaler(), Normalizer(), Binarizer(),
    OneHotEncoder(unknown: .ignore), OrdinalEncoder(unknown: .code(-1)), SimpleImputer(strategy: .median),
    PolynomialFeatures(degree: 2), VarianceThreshold(), SelectKBest(k: 2), PCA(components: .count(2), whiten: true),
    PowerTransformer(), Passthrough(), Columns(1, 2) { StandardScaler() },
    ColumnTransformer(remainder: MinMaxScaler()) { Columns(1) { StandardScaler() } },
    ColumnTransformer {
      OneHotEncoder(.at([0]))
      Columns(2)
    },
  ]

  @Test(arguments: classifiers.indices)
  func ofAClassifier(place: Int) throws {
    try damage(Self.classifiers[place], .threeClasses)
  }

  @Test(arguments: classifiersOfTwo.indices)
  func ofAClassifierOfTwoClasses(place: Int) throws {
    try damage(Self.classifiersOfTwo[place], .twoClasses)
  }

  private func damage<C: Classifier<String>>(_ classifier: C, _ sample: LawSample<String>) throws {
    let x = try sample.bytes.features.named(["a", "b", "c", "d"])
    let model = try classifier.fitted(to: x, sample.labels)
    let few = try x.selectingRows([0, 1, 2])
    for text in try Damage.variants(of: JSON.text(of: model)) {
      guard let damaged = decoded(C.Model.self, text) else { continue }
      explained(text) {
        let p = try damaged.predictProbabilities(few)
        #expect(p.rows == 3 && p.columns == damaged.classes.count)
        let counts = [
          try damaged.predictLogProbabilities(few).rows, try damaged.decisionFunction(few).rows,
          try damaged.predict(few).count,
        ]
        #expect(counts.allSatisfy { $0 == 3 })
      }
    }
  }

  @Test(arguments: transformers.indices)
  func ofATransformer(place: Int) throws {
    try damage(Self.transformers[place])
  }

  private func damage<T: Transformer>(_ transformer: T) throws {
    let sample = LawSample.threeClasses
    let x = try sample.bytes.features.named(["a", "b", "c", "d"])
    let model = try transformer.fitted(to: x, targets: ClassEncoding(sample.labels).targets)
    let few = try x.selectingRows([0, 1, 2])
    for text in try Damage.variants(of: JSON.text(of: model)) {
      guard let damaged = decoded(T.Model.self, text) else { continue }
      explained(text) {
        let result = try damaged.transform(few)
        #expect(result.rows == 3)
      }
    }
  }

  @Test(arguments: classifiers.indices)
  func classesOutOfOrderAreRefused(place: Int) throws { try disorder(Self.classifiers[place], .threeClasses) }

  @Test(arguments: classifiersOfTwo.indices)
  func twoClassesOutOfOrderAreRefused(place: Int) throws { try disorder(Self.classifiersOfTwo[place], .twoClasses) }

  private func disorder<C: Classifier<String>>(_ classifier: C, _ sample: LawSample<String>) throws {
    let model = try classifier.fitted(to: sample.bytes, sample.labels)
    let text = try JSON.text(of: model)
    func list(_ labels: [String]) -> String { "[" + labels.map { "\"\($0)\"" }.joined(separator: ",") + "]" }
    let turned = text.replacingOccurrences(of: list(model.classes), with: list(model.classes.reversed()))
    try #require(turned != text)
    #expect(throws: DecodingError.self) { try JSON.value(C.Model.self, of: turned) }
  }

  /// Property lists have numbers that are none.
  @Test(arguments: classifiers.indices)
  func numbersThatAreNoneInAPropertyList(place: Int) throws { try spoil(Self.classifiers[place], .threeClasses) }

  @Test(arguments: classifiersOfTwo.indices)
  func numbersThatAreNoneInAPropertyListOfTwoClasses(place: Int) throws {
    try spoil(Self.classifiersOfTwo[place], .twoClasses)
  }

  private func spoil<C: Classifier<String>>(_ classifier: C, _ sample: LawSample<String>) throws {
    let model = try classifier.fitted(to: sample.bytes, sample.labels)
    let few = try sample.bytes.features.selectingRows([0, 1, 2])
    for data in try Damage.withoutNumbers(PropertyListEncoder().encode(model)) {
      guard let damaged = try? PropertyListDecoder().decode(C.Model.self, from: data) else { continue }
      explained("a property list") {
        let matrices = [
          try damaged.predictProbabilities(few), try damaged.predictLogProbabilities(few),
          try damaged.decisionFunction(few),
        ]
        #expect(matrices.allSatisfy { $0.elements.allSatisfy(\.isFinite) }, "\(type(of: classifier))")
      }
    }
  }

  @Test(arguments: transformers.indices)
  func numbersThatAreNoneInAPropertyListOfATransformer(place: Int) throws { try spoil(Self.transformers[place]) }

  private func spoil<T: Transformer>(_ transformer: T) throws {
    let sample = LawSample.threeClasses
    let model = try transformer.fitted(to: sample.doubles, targets: ClassEncoding(sample.labels).targets)
    let few = try sample.doubles.features.selectingRows([0, 1, 2])
    let coded = try PropertyListEncoder().encode(model)
    for data in try Damage.withoutNumbers(coded, putting: Damage.noNumbers) {
      guard let damaged = try? PropertyListDecoder().decode(T.Model.self, from: data) else { continue }
      explained("a property list") {
        let result = try damaged.transform(few).matrix()
        // NaN is what a scaler gives in a column in which its fit has seen no number.
        #expect(!result.elements.contains { $0.isInfinite }, "\(type(of: transformer))")
      }
    }
  }

  /// What the next call of `partialFit` counts on and goes on from.
  @Test(arguments: [MultiClass.ovr, .multinomial], [false, true])
  func goesOnLearningOrIsRefused(multiClass: MultiClass, averages: Bool) throws {
    var random = RandomState(1)
    let x = try Matrix(rows: 65, columns: 4, random.standardNormal(count: 260))
    let y = (0..<65).map { $0 % 3 }
    let solver = Solver.sgd(averagingAfter: averages ? 0 : nil)
    var clf = LogisticRegression<Int>(multiClass: multiClass, solver: solver)
    try clf.partialFit(x, y)
    try clf.partialFit(x, y)
    for text in try Damage.variants(of: JSON.text(of: clf.model)) {
      guard let damaged = decoded(LogisticRegression<Int>.Model.self, text) else { continue }
      clf.model = damaged
      explained(text) {
        for _ in 0..<2 { try clf.partialFit(x, y) }
      }
    }
  }

  @Test func ofATablePipeline() throws {
    let sample = LawSample.threeClasses
    let table = try Table([
      "size": .doubles(sample.doubles[column: 0]), "kind": .integers(sample.bytes[column: 1].map(Int.init)),
      "name": .strings(sample.bytes[column: 2].map { $0 == 7 ? nil : "\($0)" }),
      "joined": .strings(sample.bytes[column: 3].map { "20\(10 + $0)-02-03" }),
    ])
    let pipeline = TablePipeline {
      ColumnTransformer {
        Columns("size") { StandardScaler() }
        OneHotEncoder(["kind"], unknown: .ignore, drop: .first)
        OrdinalEncoder(["name"], unknown: .code(-1), missingCode: -2)
        DateParts(["joined"], [.year, .weekday])
      }
      GaussianNB<String>(varianceSmoothing: 0.1)
    }
    let model = try pipeline.fitted(to: table, sample.labels)
    let few = try table.selecting(rows: [0, 1, 2])
    for text in try Damage.variants(of: JSON.text(of: model)) {
      guard let damaged = decoded(type(of: model), text) else { continue }
      explained(text) {
        let p = try damaged.predictProbabilities(few)
        #expect(p.rows == 3)
      }
    }
  }

  @Test func ofWhatASearchOrACrossValidationFound() throws {
    let sample = LawSample.threeClasses
    let search = GridSearch(GaussianNB<String>(), .init(\.varianceSmoothing, [1e-9, 1]), splitter: StratifiedKFold(2))
    let results = try search.fitted(to: sample.bytes, sample.labels).results
    for text in try Damage.variants(of: JSON.text(of: results)) {
      guard let damaged = decoded(SearchResults.self, text) else { continue }
      #expect(!damaged.description.isEmpty)
      _ = damaged.best
    }
    let scores = try crossValidate(GaussianNB<String>(), sample.bytes, sample.labels, keepsModels: true)
    for text in try Damage.variants(of: JSON.text(of: scores)) {
      guard let damaged = decoded(type(of: scores), text) else { continue }
      _ = (damaged.description, damaged["accuracy"], damaged.isComplete)
    }
  }

  @Test func ofATable() throws {
    let table = try Table(["a": .doubles([1, nil]), "b": .strings(["x", nil]), "c": .booleans([true, nil])])
    for text in try Damage.variants(of: JSON.text(of: table)) {
      guard let damaged = decoded(Table.self, text) else { continue }
      #expect(!damaged.description.isEmpty)
    }
  }

  /// The model, or `nil` when it is refused; by an error that a caller can read.
  private func decoded<Model: Decodable>(_ type: Model.Type, _ text: String) -> Model? {
    do {
      return try JSON.value(type, of: text)
    } catch is DecodingError {
      return nil
    } catch is EstimatorError {
      return nil
    } catch is MatrixError {
      return nil
    } catch {
      Issue.record("\(error) is no explanation of \(text)")
      return nil
    }
  }

  private func explained(_ text: String, _ body: () throws -> Void) {
    do {
      try body()
    } catch is EstimatorError {
      return
    } catch is MatrixError {
      return
    } catch {
      Issue.record("\(error) is no explanation of \(text)")
    }
  }
}
