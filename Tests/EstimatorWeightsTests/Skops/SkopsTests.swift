import EstimatorDatasets
import EstimatorWeights
import Foundation
import Testing
import _EstimatorTestSupport

/// What scikit-learn 1.9.1 and skops 0.16 have written predicts here as there.
@Suite struct SkopsTests {
  /// As far as a scaled row and a score differ by the order of a division and a product.
  private static let tolerance = 1e-12

  private func load<E: Estimator>(_ recipe: E, _ name: String) throws -> E.Model where E.Model: SkopsReadable {
    try recipe.load(skops: InterchangeReference.file("\(name).skops"))
  }

  private func requireSame(_ a: Matrix<Double>, _ b: [[Double]]?, _ what: String) throws {
    let expected = try Matrix(try #require(b))
    #expect(a.rows == expected.rows && a.columns == expected.columns)
    for (x, y) in zip(a.elements, expected.elements) {
      #expect(abs(x - y) <= Self.tolerance * max(1, abs(y)), "\(what): \(x) and \(y)")
    }
  }

  private func check<Model: LabelModel>(_ model: Model, _ name: String, label: (Model.Label) -> String) throws
  where Model.Input == Features {
    let answer = try InterchangeReference.answer(name)
    var x = try Matrix(answer.rows).features
    if let names = answer.features { x = try x.named(names) }
    #expect(model.classes.map(label) == answer.classes)
    #expect(try model.predict(x).map(label) == answer.labels)
    try requireSame(model.decisionFunction(x), answer.scores, "scores of \(name)")
    try requireSame(model.predictProbabilities(x), answer.probabilities, "probabilities of \(name)")
  }

  @Test func logisticRegressions() throws {
    try check(load(LogisticRegression(), "multinomial"), "multinomial") { "\($0)" }
    try check(load(LogisticRegression<String>(), "strings"), "strings") { $0 }
    try check(load(LogisticRegression<String>(), "objects"), "objects") { $0 }
    try check(load(LogisticRegression(), "binary"), "binary") { "\($0)" }
    try check(load(LogisticRegression<Bool>(), "truths"), "truths") { $0 ? "True" : "False" }
    try check(load(LogisticRegression(), "liblinear"), "liblinear") { "\($0)" }
    let model = try load(LogisticRegression<String>(), "objects")
    #expect(model.featureNames == ["a", "b", "c", "d"] && model.report.stopped == .given)
    #expect(EstimatorError.Code.featureCountMismatch ~= thrown { try model.predict(Matrix([[1.0, 2]])) })
  }

  /// Coefficients of Float are numbers of Double here; scikit-learn goes on in Float.
  @Test func coefficientsOfFloat() throws {
    let model = try load(LogisticRegression(), "floats")
    let answer = try InterchangeReference.answer("floats")
    let p = try model.predictProbabilities(Matrix(answer.rows))
    let expected = try Matrix(try #require(answer.probabilities))
    #expect(model.classes == [0, 1, 2])
    #expect(!zip(p.elements, expected.elements).contains { abs($0 - $1) > 1e-5 })
  }

  @Test(arguments: ["standard", "standard-mean", "standard-deviation", "min-max", "max-abs", "robust", "robust-centre"])
  func scalers(name: String) throws {
    let answer = try InterchangeReference.answer(name)
    var x = try Matrix(answer.rows).features
    if let names = answer.features { x = try x.named(names) }
    let transformed =
      switch name.prefix(while: { $0 != "-" }) {
      case "standard": try load(StandardScaler(), name).transform(x)
      case "min": try load(MinMaxScaler(), name).transform(x)
      case "max": try load(MaxAbsScaler(), name).transform(x)
      default: try load(RobustScaler(), name).transform(x)
      }
    try requireSame(transformed.matrix(), answer.transformed, name)
  }

  @Test(arguments: ["standard", "standard-mean", "standard-deviation", "min-max", "max-abs", "robust", "robust-centre"])
  func pipelines(name: String) throws {
    let file = "pipeline-\(name)"
    switch name.prefix(while: { $0 != "-" }) {
    case "standard": try check(pipeline(StandardScaler()), file)
    case "min": try check(pipeline(MinMaxScaler()), file)
    case "max": try check(pipeline(MaxAbsScaler()), file)
    default: try check(pipeline(RobustScaler()), file)
    }
  }

  private func pipeline<Scaler: Transformer>(_ scaler: Scaler) -> Pipeline<Scaler, LogisticRegression<String>> {
    Pipeline {
      scaler
      LogisticRegression<String>()
    }
  }

  private func check<Scaler: Transformer>(
    _ recipe: Pipeline<Scaler, LogisticRegression<String>>, _ name: String
  ) throws where Scaler.Model: SkopsReadable {
    try check(load(recipe, name), name) { $0 }
  }

  @Test func longerAndShorterPipelines() throws {
    let three = Pipeline {
      MinMaxScaler()
      StandardScaler()
      LogisticRegression<String>()
    }
    try check(load(three, "pipeline-of-three"), "pipeline-of-three") { $0 }
    try check(load(LogisticRegression(), "pipeline-none"), "pipeline-none") { "\($0)" }
    let file = try SkopsFile(contentsOf: InterchangeReference.file("pipeline-of-three.skops"))
    #expect(file.description == "MinMaxScaler, StandardScaler, LogisticRegression")
  }

  // MARK: What is refused

  @Test func otherKindsAreNamed() throws {
    for (name, word) in try InterchangeReference.shared.get().refused {
      let error =
        name == "clip"
        ? thrown { try load(MinMaxScaler(), name) } : thrown { try load(LogisticRegression(), name) }
      #expect(DatasetError.Code.unsupported ~= error && "\(error)".contains(word), "\(error)")
    }
    let scaler = thrown { try load(MinMaxScaler(), "standard") }
    #expect("\(scaler)".contains("StandardScaler") && "\(scaler)".contains("MinMaxScaler"))
    let short = thrown { try load(StandardScaler(), "pipeline-standard") }
    #expect("\(short)".contains("StandardScaler, LogisticRegression where StandardScaler is asked for"))
    let labels = thrown { try load(LogisticRegression(), "strings") }
    #expect(DatasetError.Code.unsupported ~= labels && "\(labels)".contains("LogisticRegression<String>()"))
  }

  /// A file with another schema, arrays as they were.
  private func forged(_ name: String, _ change: (String) -> String) throws -> Data {
    let archive = try ZipArchive(Data(contentsOf: InterchangeReference.file(name + ".skops")), file: name)
    var entries: [(String, Data)] = []
    for entry in archive.entries {
      var content = try archive.content(of: entry)
      if entry.name == "schema.json" { content = Data(change(String(decoding: content, as: UTF8.self)).utf8) }
      entries.append((entry.name, content))
    }
    return StoredZip.bytes(entries)
  }

  @Test func hostileSchemasAreRefused() throws {
    let changes: [(String, (String) -> String)] = [
      ("multinomial", { _ in "" }), ("multinomial", { _ in "[]" }), ("multinomial", { _ in "{}" }),
      ("multinomial", { _ in String(repeating: "[", count: 100_000) }),
      ("multinomial", { $0.replacing("\"protocol\": 2", with: "\"protocol\": 3") }),
      ("multinomial", { $0.replacing("\"sklearn.linear_model._logistic\"", with: "\"evil.linear_model\"") }),
      ("multinomial", { $0.replacing("1.npy", with: "../../etc/passwd") }),
      ("multinomial", { $0.replacing("1.npy", with: "2.npy") }),
      ("multinomial", { $0.replacing("3.npy", with: "4.npy") }),
      ("multinomial", { $0.replacing("NdArrayNode", with: "FunctionNode") }),
      ("multinomial", { $0.replacing("coef_", with: "coefs") }),
    ]
    for (name, change) in changes {
      let data = try forged(name, change)
      let error = thrown { try LogisticRegression<Int>.Model(skops: SkopsFile(data).steps) }
      #expect(error is DatasetError, "\(error)")
    }
  }

  @Test func objectsThatHoldThemselvesAreRefused() throws {
    let schema = """
      {"__class__": "Pipeline", "__module__": "sklearn.pipeline", "__loader__": "ObjectNode", "__id__": 1,
      "protocol": 2, "content": {"__loader__": "DictNode", "content": {"steps": {"__loader__": "ListNode", "content": [
      {"__loader__": "TupleNode", "content": [{}, {"__loader__": "CachedNode", "__id__": 1}]},
      {"__loader__": "TupleNode", "content": [{}, {"__loader__": "CachedNode", "__id__": 1}]}]}}}}
      """
    let data = StoredZip.bytes([("schema.json", Data(schema.utf8))])
    #expect(DatasetError.Code.malformed ~= thrown { try SkopsFile(data) })
  }

  @Test func damagedFilesAreRefused() throws {
    let bytes = Array(try Data(contentsOf: InterchangeReference.file("pipeline-standard.skops")))
    for place in stride(from: 0, to: bytes.count, by: 3) {
      for data in [Data(bytes.prefix(place)), Data(bytes[..<place] + [bytes[place] ^ 0x41] + bytes[(place + 1)...])] {
        do {
          _ = try pipeline(StandardScaler()).load(skops: data)
        } catch { #expect(error is DatasetError, "\(place): \(error)") }
      }
    }
  }
}

extension Estimator where Model: SkopsReadable {
  fileprivate func load(skops data: Data) throws -> Model { try Model(skops: SkopsFile(data).steps) }
}
