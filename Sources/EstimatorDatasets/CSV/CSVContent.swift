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
    guard let order = UTF16Order(data) else { return data }
    return try data.withUnsafeBytes { try transcoded($0, order, file: file) }
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

  // MARK: UTF-16

  /// Which byte of a UTF-16 unit comes first.
  private enum UTF16Order {
    case littleEndian(start: Int), bigEndian(start: Int)

    /// By the mark in front, or without one by the NUL bytes: text in UTF-8 has none, and UTF-16 of a table has them for
    /// its separators and line ends, all at even or all at odd places.
    init?(_ data: Data) {
      if data.starts(with: [0xff, 0xfe]) {
        self = .littleEndian(start: 2)
      } else if data.starts(with: [0xfe, 0xff]) {
        self = .bigEndian(start: 2)
      } else {
        let sample = data.prefix(4096)
        var zeros = [0, 0]
        for (place, byte) in sample.enumerated() where byte == 0 { zeros[place % 2] += 1 }
        switch (zeros[0], zeros[1]) {
        case (0, let odd) where odd > 0 && 16 * odd >= sample.count: self = .littleEndian(start: 0)
        case (let even, 0) where even > 0 && 16 * even >= sample.count: self = .bigEndian(start: 0)
        default: return nil
        }
      }
    }

    var start: Int {
      switch self {
      case .littleEndian(let start), .bigEndian(let start): start
      }
    }

    func unit(_ first: UInt8, _ second: UInt8) -> UInt16 {
      switch self {
      case .littleEndian: UInt16(second) << 8 | UInt16(first)
      case .bigEndian: UInt16(first) << 8 | UInt16(second)
      }
    }
  }

  /// - Throws: ``DatasetError/malformed(file:format:reason:)`` for half a unit at the end and for half a pair.
  private static func transcoded(
    _ bytes: UnsafeRawBufferPointer, _ order: UTF16Order, file: String
  ) throws -> Data {
    func damaged(_ place: Int) -> DatasetError {
      .malformed(
        file: file, format: "UTF-16",
        reason: "byte \(place) is in half a character. Save it as UTF-8, or fetch it again.")
    }
    guard bytes.count % 2 == 0 else { throw damaged(bytes.count - 1) }
    try Memory.require(bytes.count / 2 * 3, file: file)
    var text: [UInt8] = []
    text.reserveCapacity(bytes.count / 2 * 3)
    var place = order.start
    func unit(_ place: Int) -> UInt16? {
      place + 1 < bytes.count ? order.unit(bytes[place], bytes[place + 1]) : nil
    }
    while let first = unit(place) {
      var scalar = UInt32(first)
      if UTF16.isLeadSurrogate(first) {
        guard let second = unit(place + 2), UTF16.isTrailSurrogate(second) else { throw damaged(place) }
        scalar = 0x10000 + (scalar & 0x3ff) << 10 + UInt32(second) & 0x3ff
        place += 2
      }
      guard let character = Unicode.Scalar(scalar) else { throw damaged(place) }
      if let encoded = UTF8.encode(character) { text.append(contentsOf: encoded) }
      place += 2
    }
    return Data(text)
  }
}
