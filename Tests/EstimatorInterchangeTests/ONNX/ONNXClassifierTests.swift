import EstimatorInterchange
import Estimators
import Testing
import _EstimatorTestSupport

/// Classifiers as ONNX say what they say.
@Suite struct ONNXClassifierTests {
  private let digits: Digits8

  init() throws { digits = try Digits8.shared.get() }

  private func fitted<Label>(
    _ multiClass: MultiClass, _ labels: [Label]
  ) throws -> LogisticRegression<Label>.Model {
    try LogisticRegression<Label>(multiClass: multiClass, maxIterations: 20).fitted(to: digits.x, labels)
  }

  @Test(arguments: [MultiClass.multinomial, .ovr])
  func logisticRegression(multiClass: MultiClass) throws {
    try expectAgreement(of: fitted(multiClass, digits.numbers), on: digits.x)
    try expectAgreement(of: fitted(multiClass, digits.texts), on: digits.x)
    try expectAgreement(of: fitted(multiClass, digits.isLarge), on: digits.x)
  }

  @Test(arguments: [MultiClass.multinomial, .ovr])
  func theOperator(multiClass: MultiClass) throws {
    let model = try fitted(multiClass, digits.texts)
    try expectAgreement(of: model, on: digits.x, form: .linearClassifier, within: 1e-5)
    try expectAgreement(
      of: fitted(multiClass, digits.isLarge), on: digits.x, form: .linearClassifier, within: 1e-5)
    let graph = try GraphInterpreter(ONNXModel(model, form: .linearClassifier).bytes)
    #expect(graph.operators.first == "LinearClassifier" && !graph.operators.contains("Gemm"))
    #expect(graph.operators.count == (multiClass == .ovr ? 11 : 1))
    #expect(graph.file.opsetImport.map(\.domain) == ["", "ai.onnx.ml"])
  }

  @Test func oneVersusRestIsOneProduct() throws {
    let own = try OneVsRest(LogisticRegression<Bool>(maxIterations: 20), labels: String.self)
      .fitted(to: digits.x, digits.texts)
    for bytes in [try ONNXModel(own).bytes, try ONNXModel(fitted(.ovr, digits.texts)).bytes] {
      #expect(try GraphInterpreter(bytes).operators.count { $0 == "Gemm" } == 1)
    }
    try expectAgreement(of: own, on: digits.x)
    let scaled = try OneVsRest(
      Pipeline {
        StandardScaler()
        LogisticRegression<Bool>(maxIterations: 20)
      }, labels: Int.self
    ).fitted(to: digits.x, digits.numbers)
    #expect(try GraphInterpreter(ONNXModel(scaled).bytes).operators.count { $0 == "Gemm" } == 1)
    try expectAgreement(of: scaled, on: digits.x)
  }

  @Test func oneVersusRestOfOthers() throws {
    let calibrated = CalibratedClassifier(LogisticRegression<Bool>(maxIterations: 5), splitter: StratifiedKFold(2))
    let model = try OneVsRest(calibrated, labels: Int.self).fitted(to: digits.x, digits.numbers)
    try expectAgreement(of: model, on: digits.x)
  }

  @Test func otherLinearRules() throws {
    try expectAgreement(of: RidgeClassifier<String>().fitted(to: digits.x, digits.texts), on: digits.x)
    try expectAgreement(of: RidgeClassifier<Bool>().fitted(to: digits.x, digits.isLarge), on: digits.x)
    try expectAgreement(
      of: LinearDiscriminantAnalysis<Int>().fitted(to: digits.x, digits.numbers), on: digits.x, within: 1e-11)
    try expectAgreement(of: MultinomialNB<Int>().fitted(to: digits.x, digits.numbers), on: digits.x, within: 1e-11)
    try expectAgreement(of: MultinomialNB<Bool>().fitted(to: digits.x, digits.isLarge), on: digits.x, within: 1e-11)
    let chosen = LogisticRegressionCV(LogisticRegression<Int>(maxIterations: 10), cs: [0.01, 1])
    try expectAgreement(of: chosen.fitted(to: digits.x, digits.numbers), on: digits.x)
  }

  @Test(arguments: CalibrationMethod.allCases)
  func calibration(method: CalibrationMethod) throws {
    let base = Pipeline {
      MaxAbsScaler()
      LogisticRegression<String>(maxIterations: 10)
    }
    let many = CalibratedClassifier(base, method: method, splitter: StratifiedKFold(2))
    try expectAgreement(of: many.fitted(to: digits.x, digits.texts), on: digits.x)
    let two = CalibratedClassifier(
      LogisticRegression<Bool>(maxIterations: 10), method: method, splitter: StratifiedKFold(3))
    try expectAgreement(of: two.fitted(to: digits.x, digits.isLarge), on: digits.x)
  }

  @Test(arguments: [0.1, 0.9], [ThresholdResponse.probability, .decisionFunction])
  func thresholds(threshold: Double, response: ThresholdResponse) throws {
    for positive in [true, false] {
      let classifier = FixedThresholdClassifier(
        LogisticRegression<Bool>(maxIterations: 10), threshold: threshold, response: response, positive: positive)
      try expectAgreement(of: classifier.fitted(to: digits.x, digits.isLarge), on: digits.x)
    }
  }

  @Test func searches() throws {
    let search = GridSearch(
      LogisticRegression<Int>(maxIterations: 5), .init(\.c, [0.1, 1]), splitter: StratifiedKFold(2))
    try expectAgreement(of: search.fitted(to: digits.x, digits.numbers), on: digits.x)
  }

  @Test func anEstimatorTakesItsModel() throws {
    var classifier = LogisticRegression(maxIterations: 5)
    #expect(EstimatorError.Code.notFitted ~= thrown { try ONNXModel(classifier) })
    let model = try classifier.fit(digits.x, digits.numbers)
    #expect(try ONNXModel(classifier) == ONNXModel(model))
  }

  @Test func whatCannotBeExportedIsNamed() throws {
    let nearest = try KNeighborsClassifier<Int>().fitted(to: digits.x, digits.numbers)
    #expect(
      thrown { try ONNXModel(nearest) } as? ExportError
        == .notExportable(
          part: "a fitted KNeighborsClassifier", format: "An ONNX model",
          instead:
            "Use another step, conform KNeighborsClassifier.Model to ONNXClassifier, or ship the model itself."))
    let calibrated = try CalibratedClassifier(LogisticRegression<Bool>(maxIterations: 5))
      .fitted(to: digits.x, digits.isLarge)
    let error = thrown { try ONNXModel(calibrated, form: .linearClassifier) }
    #expect((error as? ExportError)?.part == "a calibration")
    #expect(ExportError.Code.notExportable ~= error && error.localizedDescription.hasSuffix("can hold it."))
    let large = try LogisticRegression<UInt64>(maxIterations: 2).fitted(
      to: digits.x, digits.isLarge.map { $0 ? .max : 0 })
    #expect(ExportError.Code.notExportable ~= thrown { try ONNXModel(large) })
  }
}
