import EstimatorDatasets
import Estimators

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension Safetensors {
  private static let alignment = 8

  /// The content of a file: wide numbers before narrow ones, so that each lies at a multiple of its size.
  package func content(file: String) throws -> Data {
    let ordered = arrays.sorted { a, b in
      let (first, second) = (a.value.elementType.size, b.value.elementType.size)
      return first == second ? a.key < b.key : first > second
    }
    var (members, end): ([JSONNode.Member], Int) = ([], 0)
    if !metadata.isEmpty {
      let texts = metadata.sorted { $0.key < $1.key }.map { JSONNode.Member($0.key, .text($0.value)) }
      members.append(.init(Self.metadataName, .object(texts)))
    }
    for (name, array) in ordered {
      members.append(.init(name, try Self.entry(array, name: name, at: end, file: file)))
      end += array.payload.count
    }
    var header = Data(JSONText.bytes(.object(members)))
    header += Data(repeating: 0x20, count: (Self.alignment - header.count % Self.alignment) % Self.alignment)
    let length = (0..<8).map { UInt8(truncatingIfNeeded: header.count >> (8 * $0)) }
    return ordered.reduce(into: Data(length) + header) { $0 += $1.value.payload }
  }

  private static func entry(_ array: NumPyArray, name: String, at start: Int, file: String) throws -> JSONNode {
    guard let type = types.first(where: { $0.value == array.elementType })?.key else {
      throw DatasetError.unsupported(
        file: file, feature: "“\(name)” of type \(array.elementType)",
        advice: "safetensors holds numbers: put texts into the metadata.")
    }
    guard !array.isBigEndian, !array.isFortranOrder || array.shape.count < 2, name != metadataName else {
      throw DatasetError.unsupported(
        file: file, feature: "“\(name)” of big-endian numbers, in Fortran's order or of a name of the format's own",
        advice: "Make it anew with NumPyArray.matrix, under another name.")
    }
    return .object([
      .init("dtype", .text(type)), .init("shape", .list(array.shape.map(JSONNode.integer))),
      .init("data_offsets", .list([.integer(start), .integer(start + array.payload.count)])),
    ])
  }
}
