import CZlib

/// Inflates gzip or raw deflate bytes into memory that the caller owns; the one place that calls zlib's inflate.
///
/// Unsafe inside, within these bounds: reads only `input`, which must outlive the stream; writes only the buffer given
/// to `fill`. zlib checks the CRC-32 and the length at the end of every gzip member.
package final class InflateStream {
  package enum Container: Int32 {
    /// zlib's window bits for a gzip file, and for deflate without any wrapping.
    case gzip = 31
    case raw = -15
  }

  /// Deflate cannot shrink by more: a match of 258 bytes costs at least two bits.
  static let largestRatio = 1032

  private let input: UnsafeRawBufferPointer
  private let container: Container
  private let file: String
  /// On the heap, because zlib keeps the address.
  private let stream: UnsafeMutablePointer<z_stream>
  /// Bytes of `input` that zlib has been given.
  private var supplied = 0
  /// Whether the last member has ended, with its checksum verified.
  private(set) var isFinished = false

  init(_ input: UnsafeRawBufferPointer, container: Container, file: String) throws {
    self.input = input
    self.container = container
    self.file = file
    stream = .allocate(capacity: 1)
    stream.initialize(to: z_stream())
    let size = Int32(MemoryLayout<z_stream>.size)
    guard inflateInit2_(stream, container.rawValue, ZLIB_VERSION, size) == Z_OK else {
      throw DatasetError.cannotRead(file: file, reason: "zlib could not start, probably for want of memory.")
    }
  }

  deinit {
    inflateEnd(stream)
    stream.deallocate()
  }

  /// The number of input bytes that were inflated so far.
  var consumed: Int { supplied - Int(stream.pointee.avail_in) }

  /// Writes the next inflated bytes.
  ///
  /// - Returns: How many; fewer than fit only when the input has ended, well (`isFinished`) or too early.
  /// - Throws: When the compressed bytes are damaged or their checksum is wrong.
  func fill(_ output: UnsafeMutableRawBufferPointer) throws -> Int {
    var written = 0
    while written < output.count, !isFinished {
      supplyInput()
      let room = UInt32(clamping: output.count - written)
      stream.pointee.next_out = output.baseAddress?.advanced(by: written).assumingMemoryBound(to: UInt8.self)
      stream.pointee.avail_out = room
      let status = inflate(stream, Z_NO_FLUSH)
      written += Int(room - stream.pointee.avail_out)
      if try !goesOn(after: status) { break }
    }
    return written
  }

  /// Checks that the stream ends here: no byte more, and the checksum right.
  ///
  /// - Parameter expected: The size of the content so far, for the error text.
  func expectEnd(of part: String, expected: Int) throws {
    var extra: UInt8 = 0
    let count = try withUnsafeMutableBytes(of: &extra) { try fill($0) }
    if count > 0 { throw DatasetError.tooLong(file: file, part: part, expected: expected) }
    if !isFinished {
      throw DatasetError.malformed(
        file: file, format: "compressed", reason: "its end with the checksum is missing. Fetch the file again.")
    }
  }

  /// Hands zlib the next piece of input when it has none. Its counters have 32 bits.
  private func supplyInput() {
    guard stream.pointee.avail_in == 0, supplied < input.count else { return }
    let piece = UInt32(clamping: input.count - supplied)
    let start = input.baseAddress?.advanced(by: supplied).assumingMemoryBound(to: UInt8.self)
    stream.pointee.next_in = UnsafeMutablePointer(mutating: start)
    stream.pointee.avail_in = piece
    supplied += Int(piece)
  }

  /// Whether to call inflate again. A gzip file may hold several members; zeros after the last are padding.
  private func goesOn(after status: Int32) throws -> Bool {
    switch status {
    case Z_OK:
      return true
    case Z_STREAM_END:
      let rest = UnsafeRawBufferPointer(rebasing: input[consumed...])
      guard container == .gzip, rest.contains(where: { $0 != 0 }) else {
        isFinished = true
        return false
      }
      inflateReset(stream)
      return true
    case Z_BUF_ERROR:
      return consumed < input.count
    case Z_MEM_ERROR:
      throw DatasetError.cannotRead(file: file, reason: "zlib ran out of memory.")
    default:
      let reason = stream.pointee.msg.map { String(cString: $0) } ?? "zlib status \(status)"
      if reason == "incorrect data check" {
        throw DatasetError.checksumMismatch(file: file, part: "the compressed content")
      }
      throw DatasetError.malformed(file: file, format: "compressed", reason: "\(reason). Fetch the file again.")
    }
  }
}
