import Files

/// A file that is open for reading as long as this lives. Any thread may read.
final class RowFile: Sendable {
  /// Its last component, for messages.
  let name: String
  private let file: InputFile

  /// How far ahead of a read the system is asked to go on, in bytes.
  private static let ahead = 8 << 20

  init(_ path: String) throws {
    name = String(path.split(separator: "/").last ?? "")
    do { file = try InputFile(path) } catch { throw FileRowsError("\(path): \(error)") }
  }

  /// Bytes when it was opened.
  var size: Int { file.size }

  /// Fills memory with `count` bytes from `offset` on.
  ///
  /// - Throws: ``FileRowsError`` for a read that fails or comes short.
  func read(into start: UnsafeMutableRawPointer, _ count: Int, at offset: Int) throws {
    // Whenever a read crosses into another window, so that the disk works while the rows are used.
    let end = offset + count
    if offset / Self.ahead != end / Self.ahead || offset == 0 { file.prefetch(at: end, 2 * Self.ahead) }
    let found: Int
    do {
      found = try file.read(into: UnsafeMutableRawBufferPointer(start: start, count: count), at: offset)
    } catch { throw FileRowsError("\(name): \(error)") }
    guard found == count else {
      throw FileRowsError(
        "\(name) ends at byte \(offset + found): it has become shorter since it was opened. Open it again.")
    }
  }
}
