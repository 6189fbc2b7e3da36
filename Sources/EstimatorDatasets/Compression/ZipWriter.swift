#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Puts a zip archive together in memory. Dates are 1980-01-01, as NumPy's: the same content gives the same bytes.
struct ZipWriter {
  private struct Record {
    let name: Data
    let checksum: UInt32
    let compressedSize: UInt64
    let size: UInt64
    let method: UInt16
    let offset: UInt64
  }

  private static let limit = UInt64(UInt32.max)
  /// 1980-01-01 as MS-DOS wrote it, and the mark of names in UTF-8.
  private static let date: UInt16 = 1 << 5 | 1
  private static let utf8Names: UInt16 = 1 << 11

  private(set) var data = Data()
  private var records: [Record] = []
  /// For tests: writes every size as zip64, as if the archive were larger than 4 GB.
  private let isZip64Forced: Bool
  private let file: String

  init(file: String, forcingZip64: Bool = false) {
    self.file = file
    isZip64Forced = forcingZip64
  }

  /// Takes memory for so many bytes of content at once, so that it need not grow.
  mutating func reserve(_ byteCount: Int, entries: Int) {
    // Names and headers take about this much.
    data.reserveCapacity(byteCount + 512 * entries)
  }

  /// Appends an entry.
  mutating func add(_ name: String, _ content: Data, compressed: Bool) throws {
    let body = compressed ? try Deflate.compress(content, as: .raw, file: file) : content
    let record = Record(
      name: Data(name.utf8), checksum: Checksum.crc32(content), compressedSize: UInt64(body.count),
      size: UInt64(content.count), method: compressed ? 8 : 0, offset: UInt64(data.count))
    guard record.name.count <= Int(UInt16.max) else {
      throw DatasetError.invalidSetting(
        name: "name", value: "\(name.prefix(40))…", rule: "at most 65535 bytes long in an archive")
    }
    let wide = isWide(record.size) || isWide(record.compressedSize)
    data.appendLittleEndian(0x0403_4b50 as UInt32)
    appendCommonFields(of: record, extraLength: wide ? 20 : 0, wide: wide)
    data.append(record.name)
    if wide { appendExtra([record.size, record.compressedSize]) }
    data.append(body)
    records.append(record)
  }

  /// The archive with its list of entries.
  mutating func finish() -> Data {
    let start = UInt64(data.count)
    for record in records { appendDirectoryEntry(record) }
    let size = UInt64(data.count) - start
    let wide = isWide(start) || isWide(size) || records.count >= Int(UInt16.max)
    if wide { appendZip64End(start: start, size: size) }
    data.appendLittleEndian(0x0605_4b50 as UInt32)
    data.appendLittleEndian(0 as UInt32)
    let count = wide ? UInt16.max : UInt16(truncatingIfNeeded: records.count)
    data.appendLittleEndian(count)
    data.appendLittleEndian(count)
    data.appendLittleEndian(wide ? UInt32.max : UInt32(truncatingIfNeeded: size))
    data.appendLittleEndian(wide ? UInt32.max : UInt32(truncatingIfNeeded: start))
    data.appendLittleEndian(0 as UInt16)
    return data
  }

  private func isWide(_ value: UInt64) -> Bool { isZip64Forced || value >= Self.limit }

  /// The fields that an entry's header and its line in the directory share.
  private mutating func appendCommonFields(of record: Record, extraLength: UInt16, wide: Bool) {
    for field in [wide ? 45 : 20, Self.utf8Names, record.method, 0, Self.date] as [UInt16] {
      data.appendLittleEndian(field)
    }
    data.appendLittleEndian(record.checksum)
    data.appendLittleEndian(wide ? UInt32.max : UInt32(truncatingIfNeeded: record.compressedSize))
    data.appendLittleEndian(wide ? UInt32.max : UInt32(truncatingIfNeeded: record.size))
    data.appendLittleEndian(UInt16(truncatingIfNeeded: record.name.count))
    data.appendLittleEndian(extraLength)
  }

  private mutating func appendExtra(_ sizes: [UInt64]) {
    data.appendLittleEndian(1 as UInt16)
    data.appendLittleEndian(UInt16(truncatingIfNeeded: 8 * sizes.count))
    for size in sizes { data.appendLittleEndian(size) }
  }

  private mutating func appendDirectoryEntry(_ record: Record) {
    let wide = isWide(record.size) || isWide(record.compressedSize) || isWide(record.offset)
    data.appendLittleEndian(0x0201_4b50 as UInt32)
    data.appendLittleEndian((wide ? 45 : 20) as UInt16)
    appendCommonFields(of: record, extraLength: wide ? 28 : 0, wide: wide)
    data.append(Data(count: 10))
    data.appendLittleEndian(wide ? UInt32.max : UInt32(truncatingIfNeeded: record.offset))
    data.append(record.name)
    if wide { appendExtra([record.size, record.compressedSize, record.offset]) }
  }

  private mutating func appendZip64End(start: UInt64, size: UInt64) {
    let record = UInt64(data.count)
    data.appendLittleEndian(0x0606_4b50 as UInt32)
    data.appendLittleEndian(44 as UInt64)
    data.appendLittleEndian(45 as UInt16)
    data.appendLittleEndian(45 as UInt16)
    data.appendLittleEndian(0 as UInt64)
    for value in [UInt64(records.count), UInt64(records.count), size, start] { data.appendLittleEndian(value) }
    data.appendLittleEndian(0x0706_4b50 as UInt32)
    data.appendLittleEndian(0 as UInt32)
    data.appendLittleEndian(record)
    data.appendLittleEndian(1 as UInt32)
  }
}
