import EstimatorInterchange
import Estimators
import Foundation
import InterchangeSchemas
import Testing
import _EstimatorTestSupport

/// The bytes of ONNX files stay what they are.
@Suite struct ONNXFileTests {
  private func decoded<Model: Decodable>(_ name: String, as type: Model.Type) throws -> Model {
    try JSONDecoder().decode(type, from: codedModel(name))
  }

  /// FNV-1a of 64 bits.
  private func hash(_ bytes: [UInt8]) -> String {
    String(bytes.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }, radix: 16)
  }

  @Test func filesOfStoredModels() throws {
    let multinomial = try decoded("logistic-multinomial", as: LogisticRegression<String>.Model.self)
    let ovr = try decoded("logistic-ovr", as: LogisticRegression<String>.Model.self)
    let found = [
      try ONNXModel(multinomial).bytes, try ONNXModel(ovr, documentation: "A test.").bytes,
      try ONNXModel(ovr, form: .linearClassifier, name: "trees").bytes,
    ]
    #expect(
      found.map { "\($0.count) \(hash($0))" } == [
        "644 b51df96f302c32bd", "959 a5871219bbb53524", "933 f236f42a18268900",
      ])
  }

  @Test func factsAboutTheModel() throws {
    let model = try decoded("logistic-multinomial", as: LogisticRegression<String>.Model.self)
    let file = try ONNXModelProto(
      serializedBytes: ONNXModel(model, name: "trees", documentation: "Leaves of 2026.").bytes)
    #expect(file.irVersion == 8 && file.opsetImport.map(\.version) == [13])
    #expect(file.producerName == "swift-estimators" && file.docString == "Leaves of 2026.")
    #expect(file.graph.name == "trees")
    #expect(
      file.metadataProps.map { [$0.key, $0.value] } == [
        ["classes", #"["ash","birch","cedar"]"#], ["feature_names", #"["a","b","c","d"]"#],
      ])
    #expect(file.graph.node.map(\.opType) == ["Gemm", "Softmax", "ArgMax", "Gather"])
    #expect(file.graph.input.map(\.name) == ["X"])
    #expect(file.graph.input[0].type.tensorType.shape.dim.map(\.dimValue) == [0, 4])
    #expect(file.graph.output.map(\.name) == ["label", "probabilities"])
    #expect("\(try ONNXModel(model))".hasPrefix("ONNX model: 4 nodes, 3 classes, "))
  }

  @Test func writingReplacesAFileOrSaysWhyNot() throws {
    let model = try ONNXModel(decoded("logistic-multinomial", as: LogisticRegression<String>.Model.self))
    let folder = FileManager.default.temporaryDirectory.appending(path: "onnx-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let url = folder.appending(path: "trees.onnx")
    for _ in 0..<2 { try model.write(to: url) }
    #expect(try Data(contentsOf: url) == Data(model.bytes))
    #expect(
      ExportError.Code.notWritten ~= thrown { try model.write(to: folder.appending(path: "none/trees.onnx")) })
    let address = try #require(URL(string: "https://example.org/a.onnx"))
    #expect("\(thrown { try model.write(to: address) })".contains("only file URLs"))
  }
}
