import EstimatorDatasets
import Foundation

/// A zip archive with right sums around whatever is put in. The package's own writer takes whole arrays only.
struct Archive {
  private var bytes = Data()
  private var directory = Data()
  private var count = 0

  mutating func add(_ name: String, _ content: Data, deflated: Bool) throws {
    let body = deflated ? try Deflate.compress(content, as: .raw, file: name) : content
    let offset = bytes.count
    var common = Data()
    Self.append([deflated ? 8 : 0, 0, 33], bytes: 2, to: &common)
    Self.append([Int(Self.crc32(content)), body.count, content.count], bytes: 4, to: &common)
    Self.append([name.utf8.count, 0], bytes: 2, to: &common)
    bytes += Data("PK\u{3}\u{4}".utf8) + [20, 0, 0, 0] + common + Data(name.utf8) + body
    directory += Data("PK\u{1}\u{2}".utf8) + [20, 0, 20, 0, 0, 0] + common + Data(count: 10)
    Self.append([offset], bytes: 4, to: &directory)
    directory += Data(name.utf8)
    count += 1
  }

  func finished() -> Data {
    var end = Data("PK\u{5}\u{6}".utf8) + Data(count: 4)
    Self.append([count, count], bytes: 2, to: &end)
    Self.append([directory.count, bytes.count], bytes: 4, to: &end)
    return bytes + directory + end + Data(count: 2)
  }

  private static func append(_ numbers: [Int], bytes: Int, to data: inout Data) {
    for number in numbers { for byte in 0..<bytes { data.append(UInt8(truncatingIfNeeded: number >> (8 * byte))) } }
  }

  static func crc32(_ data: Data) -> UInt32 {
    ~data.reduce(~0) { sum, byte in
      (0..<8).reduce(sum ^ UInt32(byte)) { rest, _ in rest & 1 == 1 ? rest >> 1 ^ 0xedb8_8320 : rest >> 1 }
    }
  }
}
