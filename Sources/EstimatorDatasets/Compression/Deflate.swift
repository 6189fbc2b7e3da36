import CZlib

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Compressing whole blocks of bytes; the one place that calls zlib's deflate.
package enum Deflate {
  /// The bytes as a gzip file, or as raw deflate for an entry of a zip archive.
  ///
  /// - Parameter file: The file that is being written, for error texts.
  package static func compress(_ bytes: Data, as container: InflateStream.Container, file: String) throws -> Data {
    // zlib needs the stream at one address, which the closure's parameter has.
    var stream = z_stream()
    return try withUnsafeMutablePointer(to: &stream) { stream in
      let size = Int32(MemoryLayout<z_stream>.size)
      let status = deflateInit2_(stream, 6, Z_DEFLATED, container.rawValue, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, size)
      guard status == Z_OK else {
        throw DatasetError.cannotWrite(file: file, reason: "zlib could not start, probably for want of memory.")
      }
      defer { deflateEnd(stream) }
      return try run(stream, over: bytes, file: file)
    }
  }

  /// Feeds the bytes in pieces below 4 GB, zlib's limit, and collects the output in pieces of 256 kB.
  private static func run(_ stream: UnsafeMutablePointer<z_stream>, over bytes: Data, file: String) throws -> Data {
    var result = Data()
    var chunk = [UInt8](repeating: 0, count: 1 << 18)
    try bytes.withUnsafeBytes { input in
      var supplied = 0
      var status = Z_OK
      while status != Z_STREAM_END {
        if stream.pointee.avail_in == 0, supplied < input.count {
          let piece = UInt32(clamping: input.count - supplied)
          let start = input.baseAddress?.advanced(by: supplied).assumingMemoryBound(to: UInt8.self)
          stream.pointee.next_in = UnsafeMutablePointer(mutating: start)
          stream.pointee.avail_in = piece
          supplied += Int(piece)
        }
        let made = chunk.withUnsafeMutableBufferPointer { output in
          stream.pointee.next_out = output.baseAddress
          stream.pointee.avail_out = UInt32(output.count)
          status = deflate(stream, supplied == input.count ? Z_FINISH : Z_NO_FLUSH)
          return output.count - Int(stream.pointee.avail_out)
        }
        guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else {
          throw DatasetError.cannotWrite(file: file, reason: "zlib failed with status \(status).")
        }
        result.append(contentsOf: chunk[..<made])
      }
    }
    return result
  }
}
