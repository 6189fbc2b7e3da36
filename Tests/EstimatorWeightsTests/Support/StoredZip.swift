import Foundation

/// A zip archive of entries as they are, with right sums.
enum StoredZip {
  static func bytes(_ entries: [(name: String, content: Data)]) -> Data {
    var (bytes, directory) = (Data(), Data())
    for (name, content) in entries {
      let offset = bytes.count
      let common =
        little(0, 2) + little(0, 2) + little(33, 2) + little(Int(crc32(content)), 4) + little(content.count, 4)
        + little(content.count, 4) + little(name.utf8.count, 2) + little(0, 2)
      bytes += Data("PK\u{3}\u{4}".utf8) + [20, 0, 0, 0] + common + Data(name.utf8) + content
      directory += Data("PK\u{1}\u{2}".utf8) + [20, 0, 20, 0, 0, 0] + common + Data(count: 10) + little(offset, 4)
      directory += Data(name.utf8)
    }
    let count = little(entries.count, 2)
    return bytes + directory + Data("PK\u{5}\u{6}".utf8) + Data(count: 4) + count + count + little(directory.count, 4)
      + little(bytes.count, 4) + Data(count: 2)
  }

  private static func little(_ number: Int, _ count: Int) -> Data {
    Data((0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) })
  }

  private static func crc32(_ data: Data) -> UInt32 {
    ~data.reduce(~0) { sum, byte in
      (0..<8).reduce(sum ^ UInt32(byte)) { rest, _ in rest & 1 == 1 ? rest >> 1 ^ 0xedb8_8320 : rest >> 1 }
    }
  }
}
