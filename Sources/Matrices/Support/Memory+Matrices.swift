import Files

extension Memory {
  /// Looks whether rows × columns numbers of a size in bytes can be had.
  ///
  /// - Parameter what: The subject of the error's sentence.
  /// - Throws: ``MatrixError/tooLarge(what:bytes:)`` when they can't.
  package static func require(rows: Int, columns: Int, size: Int = 8, for what: @autoclosure () -> String) throws {
    let needed = bytes(rows, columns, size)
    guard has(needed) else { throw MatrixError.tooLarge(what: what(), bytes: needed) }
  }
}
