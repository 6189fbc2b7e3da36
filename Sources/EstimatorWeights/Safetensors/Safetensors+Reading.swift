import EstimatorDatasets
import Estimators

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension Safetensors {
  /// Reads the content of a file. See ``init(contentsOf:)``.
  public init(_ data: Data, named file: String = "the safetensors data") throws {
    let bytes = Array(data)
    let malformed = { (reason: String) in
      DatasetError.malformed(file: file, format: "safetensors", reason: reason + " Write it again.")
    }
    guard bytes.count >= 8 else {
      throw DatasetError.truncated(file: file, part: "the length of the header", expected: 8, found: bytes.count)
    }
    let length = bytes[0..<8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    guard length <= UInt64(Self.longestHeader) else { throw malformed("Its header is longer than 100 MB.") }
    let end = 8 + Int(length)
    guard end <= bytes.count else {
      throw DatasetError.truncated(file: file, part: "the header", expected: end, found: bytes.count)
    }
    let header: JSONNode
    do {
      header = try JSONText.node(bytes[8..<end])
    } catch { throw malformed("In its header \(error).") }
    guard bytes[8...].first == UInt8(ascii: "{"), case .object(let members) = header else {
      throw malformed("Its header is no object.")
    }
    self.init(arrays: [:])
    var places: [Range<Int>] = []
    for member in members {
      if member.key == Self.metadataName {
        metadata = try Self.texts(member.value, malformed)
      } else {
        let (array, place) = try Self.array(member, data.dropFirst(end), file, malformed)
        arrays[member.key] = array
        places.append(place)
      }
    }
    try Self.requireTiling(places, of: bytes.count - end, malformed)
  }

  private static func texts(_ node: JSONNode, _ malformed: (String) -> DatasetError) throws -> [String: String] {
    guard let members = node.members else { throw malformed("Its metadata are no object.") }
    return try members.mapValues { value in
      guard let text = value.text else { throw malformed("Its metadata are not all texts.") }
      return text
    }
  }

  private static func array(
    _ member: JSONNode.Member, _ content: Data, _ file: String, _ malformed: (String) -> DatasetError
  ) throws -> (NumPyArray, Range<Int>) {
    let name = Readable.cut(member.key.singleSpaced, to: 80)
    guard let dtype = member.value["dtype"]?.text, let sizes = member.value["shape"]?.list,
      let offsets = member.value["data_offsets"]?.list?.compactMap(\.integer), offsets.count == 2
    else { throw malformed("“\(name)” lacks its type, shape or place.") }
    guard let type = types[dtype] else {
      throw DatasetError.unsupported(
        file: file, feature: "“\(name)” of type \(Readable.cut(dtype, to: 20))",
        advice: "Convert it to F32 or F64 before saving.")
    }
    let shape = sizes.compactMap(\.integer)
    let byteCount = shape.reduce(Optional(type.size)) { product, size in
      guard let product, size >= 0 else { return nil }
      let (next, overflow) = product.multipliedReportingOverflow(by: size)
      return overflow ? nil : next
    }
    guard shape.count == sizes.count, let byteCount, offsets[0] >= 0, offsets[1] >= offsets[0],
      offsets[1] - offsets[0] == byteCount, offsets[1] <= content.count
    else { throw malformed("“\(name)” of shape \(shape.prefix(8)) does not fit its place \(offsets).") }
    let payload = content.dropFirst(offsets[0]).prefix(byteCount)
    return (
      NumPyArray(name: "“\(name)” in \(file)", shape: shape, elementType: type, payload: payload),
      offsets[0]..<offsets[1]
    )
  }

  /// No byte belongs to two arrays, or to none.
  private static func requireTiling(
    _ places: [Range<Int>], of byteCount: Int, _ malformed: (String) -> DatasetError
  ) throws {
    var end = 0
    for place in places.sorted(by: { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }) {
      guard place.lowerBound == end else { throw malformed("Its arrays do not follow each other at byte \(end).") }
      end = place.upperBound
    }
    guard end == byteCount else { throw malformed("\(byteCount - end) bytes at its end belong to no array.") }
  }
}
