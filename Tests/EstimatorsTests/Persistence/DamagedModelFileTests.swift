import Estimators
import Foundation
import Testing
import _EstimatorTestSupport

/// Some of what `Scripts/fuzz --kind "model file"` does by the hundred thousand: damaged model files of every kind are
/// read as something right, or refused as what they are.
@Suite struct DamagedModelFileTests {
  private static let numbers: [Double] = [0, -0.0, .nan, .infinity, -.infinity, 1e308, -1e308, 1e19, -1]

  @Test(arguments: CodedModelTests.names)
  func damagedFilesAreReadOrRefused(name: String) throws {
    let model = try #require(CodedModel.all.first { $0.name == name })
    let file = try ModelFile(Array(Data(contentsOf: CodedModelFiles.modelFile(name))), file: name)
    var random = RandomState(UInt32(name.utf8.count))
    for _ in 0..<25 {
      var damaged = file
      if try random.integers(in: 0..<2, count: 1)[0] == 0, !file.numbers.isEmpty {
        try Self.damageNumbers(&damaged, &random)
      } else {
        try Self.damageHeader(&damaged, &random)
      }
      try Self.requireReadOrRefused(Data(damaged.bytes()), by: model)
    }
  }

  private static func requireReadOrRefused(_ content: Data, by model: CodedModel) throws {
    do {
      _ = try model.filedAgain(model.filedAgain(content, .full), .full)
    } catch { #expect(error is ModelFileError, "\(model.name): \(error)") }
  }

  private static func damageNumbers(_ file: inout ModelFile, _ random: inout RandomState) throws {
    let place = try random.integers(in: 0..<(file.numbers.count + 7) / 8, count: 1)[0] * 8
    let bits = try numbers[random.integers(in: 0..<numbers.count, count: 1)[0]].bitPattern
    for byte in 0..<min(8, file.numbers.count - place) {
      file.numbers[file.numbers.startIndex + place + byte] = UInt8(truncatingIfNeeded: bits >> (8 * UInt64(byte)))
    }
  }

  /// A number of the header becomes another, wherever it stands.
  private static func damageHeader(_ file: inout ModelFile, _ random: inout RandomState) throws {
    let hostile = [0, -1, 1, 2, 1 << 31, .max, .min, 1 << 53].map(JSONNode.integer) + [.null, .text("inf"), .list([])]
    var left = try random.integers(in: 0..<200, count: 1)[0]
    let new = try hostile[random.integers(in: 0..<hostile.count, count: 1)[0]]
    file.header = replaced(file.header, &left, new)
  }

  private static func replaced(_ node: JSONNode, _ left: inout Int, _ new: JSONNode) -> JSONNode {
    switch node {
    case .list(let nodes): return .list(nodes.map { replaced($0, &left, new) })
    case .object(let members): return .object(members.map { .init($0.key, replaced($0.value, &left, new)) })
    default:
      left -= 1
      return left == -1 ? new : node
    }
  }

  /// The difference of two logarithms of 1e308 was infinite, and the score of a row ended the process.
  @Test func logarithmsWithoutADifferenceAreRefused() throws {
    let rows = try Matrix<Double>([[1, 2], [2, 1], [1, 3], [3, 1]])
    let model = try MultinomialNB<Int>().fitted(to: rows, [0, 1, 0, 1])
    var file = try ModelFile(Array(model.fileContent()), file: "a")
    for (place, number) in [1e308, 1e308, -1e308, -1e308].enumerated() {
      let place = file.numbers.startIndex + 8 * place
      for byte in 0..<8 { file.numbers[place + byte] = UInt8(truncatingIfNeeded: number.bitPattern >> (8 * byte)) }
    }
    let content = Data(try file.bytes())
    #expect(ModelFileError.Code.malformed ~= thrown { try MultinomialNB<Int>().load(content) })
  }
}
