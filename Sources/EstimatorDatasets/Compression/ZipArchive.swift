import CZlib
import Files
internal import Platform

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A zip archive: the list of its entries, and their contents on demand. Zip64 included.
///
/// Sizes come from the central directory; NumPy leaves them out of the headers before the data.
package struct ZipArchive {
  package struct Entry: Sendable, Hashable {
    package let name: String
    package fileprivate(set) var size: Int
    fileprivate(set) var compressedSize: Int
    fileprivate(set) var headerOffset: Int
    let method: Int
    let flags: Int
    let checksum: UInt32
  }

  /// More arrays than anybody saves together.
  private static let mostEntries = 1 << 20

  private let bytes: LittleEndianBytes
  package let entries: [Entry]
  private var file: String { bytes.file }

  package init(_ data: Data, file: String) throws { try self.init(LittleEndianBytes(data: data, file: file)) }

  /// The list of a file of any size: nothing but the list is read.
  init(_ file: OpenFile, named name: String) throws { try self.init(LittleEndianBytes(file, file: name)) }

  private init(_ bytes: LittleEndianBytes) throws {
    self.bytes = bytes
    let directory = try Directory(bytes)
    var entries: [Entry] = []
    var offset = directory.offset
    // The promised number of entries is not trusted with memory.
    guard directory.entryCount <= Self.mostEntries else {
      throw DatasetError.unsupported(
        file: bytes.file, feature: "a zip archive of \(directory.entryCount) entries",
        advice: "At most \(Self.mostEntries) are read.")
    }
    for _ in 0..<directory.entryCount {
      entries.append(try Self.readEntry(bytes, at: &offset))
    }
    self.entries = entries
  }

  /// The content of an entry, inflated, with its CRC-32 verified.
  ///
  /// - Complexity: A stored entry shares the archive's memory.
  package func content(of entry: Entry) throws -> Data {
    try requirePlain(entry)
    let content =
      switch entry.method {
      case 0: try stored(entry)
      case 8: try inflated(entry)
      default:
        throw DatasetError.unsupported(
          file: file, feature: "zip method \(entry.method)", advice: "Write it with numpy.savez or savez_compressed.")
      }
    guard Checksum.crc32(content) == entry.checksum else {
      throw DatasetError.checksumMismatch(file: file, part: "“\(entry.name)”")
    }
    return content
  }

  private func stored(_ entry: Entry) throws -> Data {
    guard entry.size == entry.compressedSize else {
      throw malformed("“\(entry.name)” is stored as it is, but its two sizes differ.")
    }
    return try compressedBytes(entry)
  }

  private func inflated(_ entry: Entry) throws -> Data {
    let compressed = try compressedBytes(entry)
    let (largest, overflow) = entry.compressedSize.multipliedReportingOverflow(by: InflateStream.largestRatio)
    guard overflow || entry.size <= largest else {
      throw malformed("“\(entry.name)” promises \(entry.size) bytes, more than \(entry.compressedSize) can hold.")
    }
    try Memory.require(entry.size, file: file)
    guard let memory = malloc(max(1, entry.size)) else {
      throw DatasetError.cannotRead(
        file: file, reason: "“\(entry.name)” needs \(entry.size) bytes of memory, more than the system gives.")
    }
    do {
      try compressed.withUnsafeBytes { input in
        try inflate(input, entry, into: UnsafeMutableRawBufferPointer(start: memory, count: entry.size))
      }
    } catch {
      free(memory)
      throw error
    }
    return Data(bytesNoCopy: memory, count: entry.size, deallocator: .free)
  }

  private func inflate(
    _ input: UnsafeRawBufferPointer, _ entry: Entry, into output: UnsafeMutableRawBufferPointer
  ) throws {
    let stream = try InflateStream(input, container: .raw, file: file)
    let found = try stream.fill(output)
    guard found == output.count else {
      throw DatasetError.truncated(file: file, part: "“\(entry.name)”", expected: output.count, found: found)
    }
    try stream.expectEnd(of: "“\(entry.name)”", expected: output.count)
  }

  /// Where the content of an entry lies that is stored as it is. Its checksum is not verified.
  ///
  /// - Throws: ``DatasetError`` for one that is compressed or encrypted, or does not lie within the archive.
  func place(of entry: Entry) throws -> Range<Int> {
    try requirePlain(entry)
    guard entry.method == 0 else {
      throw DatasetError.unsupported(
        file: file, feature: "rows of “\(entry.name)”, which is compressed, one block after the other",
        advice: "Save it uncompressed, with numpy.savez or scipy.sparse.save_npz(…, compressed=False).")
    }
    guard entry.size == entry.compressedSize else {
      throw malformed("“\(entry.name)” is stored as it is, but its two sizes differ.")
    }
    let start = try contentStart(entry)
    return start..<start + entry.size
  }

  private func requirePlain(_ entry: Entry) throws {
    guard entry.flags & 1 == 0 else {
      throw DatasetError.unsupported(file: file, feature: "encryption", advice: "Save it without a password.")
    }
  }

  /// The bytes behind the entry's own header.
  private func compressedBytes(_ entry: Entry) throws -> Data {
    let start = try contentStart(entry)
    guard let part = try bytes.part(start, entry.compressedSize) else { throw truncated(entry, start) }
    return part
  }

  /// Where they begin; as many as the entry promises lie within the archive.
  private func contentStart(_ entry: Entry) throws -> Int {
    let start = entry.headerOffset
    guard try bytes.number(start, UInt32.self) == 0x0403_4b50,
      let nameLength = try bytes.number(start + 26, UInt16.self),
      let extraLength = try bytes.number(start + 28, UInt16.self)
    else { throw malformed("there is no entry at byte \(start), where “\(entry.name)” should be.") }
    let dataStart = start + 30 + nameLength + extraLength
    guard dataStart <= bytes.count, entry.compressedSize <= bytes.count - dataStart else {
      throw truncated(entry, dataStart)
    }
    return dataStart
  }

  private func truncated(_ entry: Entry, _ start: Int) -> DatasetError {
    .truncated(
      file: file, part: "“\(entry.name)”", expected: entry.compressedSize, found: max(0, bytes.count - start))
  }

  private func malformed(_ reason: String) -> DatasetError {
    .malformed(file: file, format: "zip", reason: reason + " Fetch or write it again.")
  }
}

extension ZipArchive {
  /// One entry of the central directory; moves the offset behind it.
  private static func readEntry(_ bytes: LittleEndianBytes, at offset: inout Int) throws -> Entry {
    let start = offset
    let damage = DatasetError.malformed(
      file: bytes.file, format: "zip", reason: "its list of entries is damaged at byte \(start). Fetch it again.")
    // First of all, so that the sums below cannot overflow.
    guard try bytes.number(start, UInt32.self) == 0x0201_4b50 else { throw damage }
    let fields = try [8, 10, 28, 30, 32].map { try bytes.number(start + $0, UInt16.self) }
    let words = try [16, 20, 24, 42].map { try bytes.number(start + $0, UInt32.self) }
    guard let flags = fields[0], let method = fields[1], let nameLength = fields[2], let extraLength = fields[3],
      let commentLength = fields[4], let crc = words[0], let compressedSize = words[1], let size = words[2],
      let headerOffset = words[3], let nameBytes = try bytes.part(start + 46, nameLength),
      let extra = try bytes.part(start + 46 + nameLength, extraLength)
    else { throw damage }
    offset = start + 46 + nameLength + extraLength + commentLength
    var entry = Entry(
      name: String(decoding: nameBytes, as: UTF8.self), size: size, compressedSize: compressedSize,
      headerOffset: headerOffset, method: method, flags: flags, checksum: UInt32(truncatingIfNeeded: crc))
    try widen(&entry, LittleEndianBytes(data: extra, file: bytes.file))
    return entry
  }

  /// Takes the sizes that do not fit into 32 bits from the zip64 extra field: only those, in this order.
  private static func widen(_ entry: inout Entry, _ extra: LittleEndianBytes) throws {
    let full = Int(UInt32.max)
    guard entry.size == full || entry.compressedSize == full || entry.headerOffset == full else { return }
    var offset = 0
    while let tag = try extra.number(offset, UInt16.self), let length = try extra.number(offset + 2, UInt16.self) {
      if tag == 1, let field = try extra.part(offset + 4, length) {
        return try widen(&entry, fromField: LittleEndianBytes(data: field, file: extra.file))
      }
      offset += 4 + length
    }
    // A size of exactly 2³² − 1 without the field is what it says.
  }

  private static func widen(_ entry: inout Entry, fromField field: LittleEndianBytes) throws {
    var offset = 0
    for part in [\Entry.size, \Entry.compressedSize, \Entry.headerOffset] where entry[keyPath: part] == Int(UInt32.max)
    {
      guard let value = try field.number(offset, UInt64.self) else {
        throw DatasetError.malformed(
          file: field.file, format: "zip", reason: "the zip64 sizes of “\(entry.name)” are damaged. Fetch it again.")
      }
      entry[keyPath: part] = value
      offset += 8
    }
  }

  /// Where the central directory is, from the record at the end of the archive.
  private struct Directory {
    var offset: Int
    var entryCount: Int

    init(_ bytes: LittleEndianBytes) throws {
      guard let end = try Self.endRecord(bytes), let count = try bytes.number(end + 10, UInt16.self),
        let offset = try bytes.number(end + 16, UInt32.self)
      else {
        throw DatasetError.malformed(
          file: bytes.file, format: "zip", reason: "its end with the list of entries is missing. Fetch it again.")
      }
      self.offset = offset
      entryCount = count
      if count == Int(UInt16.max) || offset == Int(UInt32.max) { try widen(bytes, locator: end - 20) }
    }

    /// The last place where the end record can be: 22 bytes and a comment that reaches to the end.
    private static func endRecord(_ bytes: LittleEndianBytes) throws -> Int? {
      let last = bytes.count - 22
      let first = max(0, last - Int(UInt16.max))
      return try stride(from: last, through: first, by: -1).first { start in
        try bytes.number(start, UInt32.self) == 0x0605_4b50
          && bytes.number(start + 20, UInt16.self).map { start + 22 + $0 == bytes.count } == true
      }
    }

    private mutating func widen(_ bytes: LittleEndianBytes, locator: Int) throws {
      guard try bytes.number(locator, UInt32.self) == 0x0706_4b50 else { return }
      guard let record = try bytes.number(locator + 8, UInt64.self),
        try bytes.number(record, UInt32.self) == 0x0606_4b50,
        let count = try bytes.number(record + 32, UInt64.self), let offset = try bytes.number(record + 48, UInt64.self)
      else {
        throw DatasetError.malformed(
          file: bytes.file, format: "zip", reason: "its zip64 list of entries is damaged. Fetch it again.")
      }
      self.offset = offset
      entryCount = count
    }
  }
}
