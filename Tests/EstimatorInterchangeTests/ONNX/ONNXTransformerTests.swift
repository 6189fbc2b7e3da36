import EstimatorInterchange
import Estimators
import Testing
import _EstimatorTestSupport

/// Pipelines as ONNX say what they say, whatever their stages are.
@Suite struct ONNXTransformerTests {
  private let digits: Digits8
  /// The digits as doubles: of bytes, some stages make floats.
  private let x: Features

  init() throws {
    digits = try Digits8.shared.get()
    x = try digits.x.matrix().features
  }

  private func expectAgreement(
    of stage: some Transformer, within tolerance: Double = 1e-13, location: SourceLocation = #_sourceLocation
  ) throws {
    let pipeline = Pipeline {
      stage
      LogisticRegression<Int>(maxIterations: 10)
    }
    let model = try pipeline.fitted(to: x, digits.numbers)
    try EstimatorInterchangeTests.expectAgreement(of: model, on: x, within: tolerance, location: location)
  }

  @Test func scalers() throws {
    try expectAgreement(of: StandardScaler())
    try expectAgreement(of: StandardScaler(withMean: false))
    try expectAgreement(of: MinMaxScaler(range: -1...2))
    try expectAgreement(of: MaxAbsScaler())
    try expectAgreement(of: RobustScaler(quantileRange: 0.1...0.9))
    try expectAgreement(of: Chain(StandardScaler(), MinMaxScaler()))
    try expectAgreement(of: Chain(OptionalStage<MinMaxScaler>(nil), StandardScaler()))
  }

  @Test func powers() throws {
    try expectAgreement(of: Chain(VarianceThreshold(threshold: 1), PowerTransformer()), within: 1e-11)
    try expectAgreement(
      of: Chain(VarianceThreshold(threshold: 1), PowerTransformer(standardize: false)), within: 1e-11)
    let positive = try (digits.x.matrix().map { $0 + 0.001 }).features
    let pipeline = Pipeline {
      VarianceThreshold(threshold: 1)
      PowerTransformer(method: .boxCox)
      LogisticRegression<Int>(maxIterations: 10)
    }
    let model = try pipeline.fitted(to: positive, digits.numbers)
    try EstimatorInterchangeTests.expectAgreement(of: model, on: positive, within: 1e-11)
    // Both sides of 0, and origins below it.
    let moved = try (digits.x.matrix().map { $0 - 10 }).features
    let mirrored = try Pipeline {
      VarianceThreshold(threshold: 1)
      PowerTransformer()
      LogisticRegression<Int>(maxIterations: 10)
    }.fitted(to: moved, digits.numbers)
    try EstimatorInterchangeTests.expectAgreement(of: mirrored, on: moved, within: 1e-11)
  }

  @Test func rows() throws {
    for norm in Normalizer.Norm.allCases { try expectAgreement(of: Normalizer(norm: norm)) }
    try expectAgreement(of: Binarizer(threshold: 7))
    try expectAgreement(of: Chain(MinMaxScaler(), PCA(components: .count(12), whiten: true)), within: 1e-12)
  }

  @Test func columns() throws {
    try expectAgreement(of: SelectKBest(k: 20))
    try expectAgreement(of: Chain(SelectKBest(k: 8), PolynomialFeatures(degree: 3)), within: 1e-11)
    try expectAgreement(
      of: Chain(SelectKBest(k: 6), PolynomialFeatures(degree: 4, interactionOnly: true, includesBias: false)),
      within: 1e-11)
    try expectAgreement(
      of: ColumnTransformer(remainder: Passthrough()) {
        Columns(20, 21, 3) { StandardScaler() }
        OneHotEncoder(.at([10, 60]), unknown: .ignore)
      })
  }

  @Test func gaps() throws {
    let numbers = try x.matrix()
    var holed = Matrix(rows: numbers.rows, columns: numbers.columns, repeating: 0)
    for row in 0..<numbers.rows {
      for j in 0..<numbers.columns { holed[row, j] = (row + j) % 9 == 0 && j > 3 ? .nan : numbers[row, j] }
    }
    for strategy in [SimpleImputer.Strategy.mean, .median, .mostFrequent, .constant(-1)] {
      let pipeline = Pipeline {
        SimpleImputer(strategy: strategy, addsIndicator: strategy == .mean)
        LogisticRegression<Int>(maxIterations: 5)
      }
      let model = try pipeline.fitted(to: holed, digits.numbers)
      try EstimatorInterchangeTests.expectAgreement(of: model, on: holed.features)
    }
  }

  @Test func tables() throws {
    let people = try People()
    let pipeline = TablePipeline {
      ColumnTransformer {
        Columns("age") {
          SimpleImputer(strategy: .median, addsIndicator: true)
          StandardScaler()
        }
        OneHotEncoder(["town", "owner"], unknown: .ignore)
        OneHotEncoder(["rooms"], drop: .first)
        Chain(OrdinalEncoder(["town"], unknown: .code(-1), missingCode: -2), MinMaxScaler())
        Columns("owner", "rooms")
      }
      LogisticRegression<String>(maxIterations: 20)
    }
    // Some towns come later, and a gap where there was none.
    let model = try pipeline.fitted(to: people.table.head(30), people.classes.prefix(30))
    let strange = try people.table.replacing("town", with: .strings((0..<60).map { $0 % 5 == 0 ? "Ulm" : nil }))
    for table in [people.table, strange] {
      try EstimatorInterchangeTests.expectAgreement(of: model, on: table)
    }
    let graph = try GraphInterpreter(ONNXModel(model).bytes)
    #expect(graph.file.graph.input.map(\.name) == ["age", "town", "owner", "rooms"])
  }

  @Test(arguments: ["label", "/age"])
  func aColumnMustNotBeCalledAsSomethingElse(name: String) throws {
    let people = try People()
    let table = try people.table.adding(.integers(people.classes.map { $0 == "yes" ? 1 : 2 }), named: name)
    let pipeline = TablePipeline {
      Columns(name)
      LogisticRegression<String>(maxIterations: 2)
    }
    let error = thrown { try ONNXModel(pipeline.fitted(to: table, people.classes)) }
    #expect((error as? ExportError)?.part == "a column called \"\(name)\"")
  }

  @Test func aColumnMayBeCalledAsANode() throws {
    let people = try People()
    let table = try people.table.adding(.doubles(people.classes.indices.map { Double($0 % 7) }), named: "gemm_0")
    let pipeline = TablePipeline {
      ColumnTransformer {
        Columns("gemm_0") { StandardScaler() }
        Columns("rooms")
      }
      LogisticRegression<String>(maxIterations: 5)
    }
    try EstimatorInterchangeTests.expectAgreement(of: pipeline.fitted(to: table, people.classes), on: table)
  }

  @Test func aStepWithoutAFormIsNamed() throws {
    struct Doubler: Transformer {
      struct Model: TransformerModel {
        func transform(_ x: Features) throws -> Features { x }
      }
      var model: Model?
      func validate() throws {}
      func fitted(to x: Features, targets: ClassTargets?, weights: [Double]?) -> Model { Model() }
    }
    let model = try Pipeline {
      StandardScaler()
      Doubler()
      LogisticRegression(maxIterations: 2)
    }.fitted(to: x, digits.numbers)
    #expect(
      "\(thrown { try ONNXModel(model) })"
        == "An ONNX model cannot hold a fitted Doubler. Use another step, conform Doubler.Model to ONNXTransformer, or "
        + "ship the model itself.")
  }
}
