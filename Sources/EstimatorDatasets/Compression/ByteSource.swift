import Files

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Bytes in order, from a plain file or out of a gzip file, for readers that know how many come next.
package struct ByteSource {
  let file: String
  private let bytes: UnsafeRawBufferPointer
  /// Set for a gzip file.
  private let inflater: InflateStream?
  private var position = 0

  /// Calls the closure with a source over the content, inflating it on the way when it is a gzip file.
  package static func open<Result>(
    _ data: Data, file: String, _ body: (inout ByteSource) throws -> Result
  ) throws -> Result {
    try data.withUnsafeBytes { bytes in
      var source = try ByteSource(bytes, file: file)
      return try body(&source)
    }
  }

  private init(_ bytes: UnsafeRawBufferPointer, file: String) throws {
    self.file = file
    self.bytes = bytes
    let isGzip = bytes.count >= 2 && bytes[0] == 0x1f && bytes[1] == 0x8b
    inflater = isGzip ? try InflateStream(bytes, container: .gzip, file: file) : nil
  }

  /// The next `count` bytes, for headers. `part` names them in error texts.
  mutating func read(_ count: Int, of part: String) throws -> [UInt8] {
    try requirePossible(count, of: part)
    return try [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      try fill(UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[..<count]), of: part)
      initialized = count
    }
  }

  /// The last `count` bytes, after which the content must end, read straight into the array that is returned.
  ///
  /// Memory is taken at once only if the end of a gzip file tells the same size; otherwise it grows with what arrives,
  /// so a lying header costs at most twice what the file really holds.
  package mutating func readRest(_ count: Int, of part: String) throws -> [UInt8] {
    try requirePossible(count, of: part)
    let rest: [UInt8]
    if isPlausible(count) {
      try Memory.require(count, file: file)
      rest = try read(count, of: part)
    } else {
      rest = try readGrowing(count, of: part)
    }
    try expectEnd(of: part, expected: count)
    return rest
  }

  /// Fills the buffer or throws.
  private mutating func fill(_ output: UnsafeMutableRawBufferPointer, of part: String) throws {
    let found = try inflater?.fill(output) ?? copy(to: output)
    position += found
    if found < output.count {
      throw DatasetError.truncated(file: file, part: part, expected: output.count, found: found)
    }
  }

  private func copy(to output: UnsafeMutableRawBufferPointer) -> Int {
    let count = min(output.count, bytes.count - position)
    output.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[position..<position + count]))
    return count
  }

  private mutating func readGrowing(_ count: Int, of part: String) throws -> [UInt8] {
    var result: [UInt8] = []
    while result.count < count {
      let size = min(count - result.count, 1 << 20)
      do {
        result += try read(size, of: part)
      } catch let error as DatasetError {
        guard case .truncated(_, _, _, let found) = error.kind else { throw error }
        throw DatasetError.truncated(file: file, part: part, expected: count, found: result.count + found)
      }
    }
    return result
  }

  private func expectEnd(of part: String, expected: Int) throws {
    if let inflater { return try inflater.expectEnd(of: part, expected: expected) }
    if position < bytes.count { throw DatasetError.tooLong(file: file, part: part, expected: expected) }
  }

  /// Refuses sizes that the bytes at hand cannot give, before any memory is taken for them.
  private func requirePossible(_ count: Int, of part: String) throws {
    guard inflater != nil else {
      let found = bytes.count - position
      if count > found { throw DatasetError.truncated(file: file, part: part, expected: count, found: found) }
      return
    }
    let (largest, overflow) = bytes.count.multipliedReportingOverflow(by: InflateStream.largestRatio)
    if !overflow, count > largest {
      throw DatasetError.malformed(
        file: file, format: "compressed",
        reason: "\(part) needs \(count) bytes, more than \(bytes.count) compressed bytes can hold. Fetch it again.")
    }
  }

  /// Whether the size at the end of a gzip file, its content's count modulo 2³², is what a reader expects.
  private func isPlausible(_ rest: Int) -> Bool {
    guard inflater != nil else { return true }
    guard bytes.count >= 4 else { return false }
    let stored = bytes.loadUnaligned(fromByteOffset: bytes.count - 4, as: UInt32.self)
    return UInt32(littleEndian: stored) == UInt32(truncatingIfNeeded: position + rest)
  }
}
