import EstimatorInterchange
import Estimators
import Foundation
import InterchangeSchemas
import Testing
import _EstimatorTestSupport

/// Core ML files say what the model says, computed as Core ML's format describes it.
@Suite struct CoreMLModelTests {
  private let digits: Digits8

  init() throws { digits = try Digits8.shared.get() }

  private func parsed(_ model: CoreMLModel) throws -> CoreMLSpecModel {
    try CoreMLSpecModel(serializedBytes: model.bytes)
  }

  /// The probabilities of a row.
  private func probabilities(_ file: CoreMLSpecModel, _ row: [Double]) -> [Double] {
    if case .pipelineClassifier(let stages)? = file.type {
      let scaler = stages.pipeline.models[0].scaler
      let scaled = row.indices.map { (row[$0] + scaler.shiftValue[$0]) * scaler.scaleValue[$0] }
      return probabilities(stages.pipeline.models[1], scaled)
    }
    let rule = file.glmClassifier
    let scores = zip(rule.weights, rule.offset).map { weights, offset in
      zip(weights.value, row).reduce(offset) { $0 + $1.0 * $1.1 }
    }
    let odds =
      rule.classEncoding == .oneVsRest
      ? scores.map { 1 / (1 + exp(-$0)) } : { z in ([0] + z).map { exp($0 - max(0, z.max() ?? 0)) } }(scores)
    let sum = odds.reduce(0, +)
    return odds.map { $0 / sum }
  }

  private func expectAgreement(
    of model: some ClassifierModel, encoding: CoreMLSpecGLMClassifier.ClassEncoding, scaled: Bool = false,
    location: SourceLocation = #_sourceLocation
  ) throws {
    let file = try parsed(CoreMLModel(model))
    let rule = scaled ? file.pipelineClassifier.pipeline.models[1].glmClassifier : file.glmClassifier
    let classes = model.classes.count
    #expect(rule.classEncoding == encoding && rule.postEvaluationTransform == .logit, sourceLocation: location)
    #expect(rule.weights.count == (encoding == .oneVsRest ? classes : classes - 1), sourceLocation: location)
    let x = try digits.x.matrix()
    let expected = try model.predictProbabilities(x)
    for row in 0..<100 {
      let found = probabilities(file, Array(x[row: row]))
      let difference = zip(found, expected[row: row]).map { ($0 - $1).magnitude }.max() ?? .nan
      #expect(difference < 1e-13 && found.count == classes, sourceLocation: location)
    }
  }

  @Test func linearClassifiers() throws {
    let number = LogisticRegression<Int>(maxIterations: 20)
    try expectAgreement(of: number.fitted(to: digits.x, digits.numbers), encoding: .referenceClass)
    var ovr = number
    ovr.multiClass = .ovr
    try expectAgreement(of: ovr.fitted(to: digits.x, digits.numbers), encoding: .oneVsRest)
    let two = LogisticRegression<Bool>(multiClass: .ovr, maxIterations: 20)
    try expectAgreement(of: two.fitted(to: digits.x, digits.isLarge), encoding: .referenceClass)
    let wrapped = OneVsRest(two, labels: String.self)
    try expectAgreement(of: wrapped.fitted(to: digits.x, digits.texts), encoding: .oneVsRest)
    try expectAgreement(of: RidgeClassifier<Int>().fitted(to: digits.x, digits.numbers), encoding: .referenceClass)
  }

  @Test(arguments: [MultiClass.multinomial, .ovr])
  func pipelines(multiClass: MultiClass) throws {
    let pipeline = Pipeline {
      MinMaxScaler()
      StandardScaler()
      LogisticRegression<String>(multiClass: multiClass, maxIterations: 20)
    }
    let model = try pipeline.fitted(to: digits.x, digits.texts)
    try expectAgreement(
      of: model, encoding: multiClass == .ovr ? .oneVsRest : .referenceClass, scaled: true)
  }

  @Test func itDescribesItself() throws {
    let pipeline = Pipeline {
      StandardScaler()
      LogisticRegression<String>(maxIterations: 5)
    }
    let names = (0..<64).map { "p\($0)" }
    let model = try pipeline.fitted(to: digits.x.named(names), digits.texts)
    let file = try parsed(CoreMLModel(model, input: "pixels", documentation: "Digits."))
    #expect(file.specificationVersion == 1)
    let description = file.description_p
    #expect(description.input.map(\.name) == ["pixels"])
    #expect(description.input[0].type.multiArrayType.shape == [64])
    #expect(description.input[0].type.multiArrayType.dataType == .double)
    #expect(description.output.map(\.name) == ["label", "probabilities"])
    #expect(description.predictedFeatureName == "label" && description.predictedProbabilitiesName == "probabilities")
    #expect(description.metadata.shortDescription == "Digits.")
    #expect(description.metadata.userDefined["feature_names"]?.hasPrefix(#"["p0","p1","#) ?? false)
    #expect(description.metadata.userDefined["classes"]?.hasPrefix(#"["eight","five","#) ?? false)
    #expect(try CoreMLModel(model).bytes == CoreMLModel(model).bytes)
    #expect("\(try CoreMLModel(model))".hasPrefix("Core ML model: 64 columns, scaled, 10 classes, "))
  }

  @Test func labelsKeepTheirType() throws {
    let number = try LogisticRegression<Int>(maxIterations: 2).fitted(to: digits.x, digits.numbers)
    let file = try parsed(CoreMLModel(number))
    #expect(file.glmClassifier.int64ClassLabels.vector == Array(0..<10))
    #expect(file.description_p.output[0].type.type == .int64Type(.init()))
    let text = try LogisticRegression<String>(maxIterations: 2).fitted(to: digits.x, digits.texts)
    #expect(try parsed(CoreMLModel(text)).glmClassifier.stringClassLabels.vector == text.classes)
  }

  @Test func whatCannotBeExportedIsNamed() throws {
    let pipeline = Pipeline {
      StandardScaler()
      PolynomialFeatures()
      LogisticRegression<Int>(maxIterations: 2)
    }
    let model = try pipeline.fitted(to: digits.x.selectingColumns([10, 20]), digits.numbers)
    #expect(
      "\(thrown { try CoreMLModel(model) })"
        == "A Core ML file cannot hold a fitted PolynomialFeatures. It holds scalers of columns and a linear classifier. "
        + "Write an ONNXModel, or ship the model itself.")
    let plain = try LogisticRegression<Int>(maxIterations: 2).fitted(to: digits.x, digits.numbers)
    #expect(refusedSetting { try CoreMLModel(plain, input: "label") } == "input")
    #expect(EstimatorError.Code.notFitted ~= thrown { try CoreMLModel(LogisticRegression()) })
  }
}
