import Files

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The bytes of a file of separated values as UTF-8, whatever they came as.
enum CSVContent {
  /// Inflates gzip and turns UTF-16 into UTF-8.
  ///
  /// - Throws: ``DatasetError`` for other packings and for text that is damaged.
  static func utf8(_ data: Data, file: String) throws -> Data {
    let data = data.starts(with: [0x1f, 0x8b]) ? try inflated(data, file: file) : data
    try requireText(data, file: file)
    guard let form = UTF16Form(data) else { return data }
    return try data.withUnsafeBytes { try form.utf8($0, file: file) }
  }

  /// Files whose first bytes tell that they are no text.
  private static func requireText(_ data: Data, file: String) throws {
    let packings: [(mark: [UInt8], name: String, advice: String)] = [
      ([0x50, 0x4b, 0x03, 0x04], "zip", "Unpack it first; save an Excel workbook as CSV."),
      ([0x28, 0xb5, 0x2f, 0xfd], "zstd compression", "Unpack it with zstd -d."),
      ([0xfd, 0x37, 0x7a, 0x58, 0x5a], "xz compression", "Unpack it with xz -d."),
      ([0x42, 0x5a, 0x68, 0x39], "bzip2 compression", "Unpack it with bzip2 -d."),
      ([0xff, 0xfe, 0, 0], "UTF-32", "Save it as UTF-8, for example with iconv -f utf-32 -t utf-8."),
      ([0, 0, 0xfe, 0xff], "UTF-32", "Save it as UTF-8, for example with iconv -f utf-32 -t utf-8."),
    ]
    if let found = packings.first(where: { data.starts(with: $0.mark) }) {
      throw DatasetError.unsupported(file: file, feature: found.name, advice: found.advice)
    }
  }

  /// The content of a gzip file, in pieces, so that a file that claims much takes no more than it holds.
  private static func inflated(_ data: Data, file: String) throws -> Data {
    try data.withUnsafeBytes { bytes in
      let stream = try InflateStream(bytes, container: .gzip, file: file)
      var content = Data()
      var piece = [UInt8](repeating: 0, count: 1 << 20)
      var granted = 1 << 24
      while true {
        let count = try piece.withUnsafeMutableBytes { try stream.fill($0) }
        if content.count + count > granted {
          // It doubles, and while Data moves both are there.
          granted *= 2
          try Memory.require(granted, file: file)
        }
        content.append(contentsOf: piece[..<count])
        if count < piece.count { break }
      }
      try stream.expectEnd(of: "the table", expected: content.count)
      return content
    }
  }
}
