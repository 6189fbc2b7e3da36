/// What can be wrong with the shape or the content of a matrix. The text names the values, the rule and the next step.
public enum MatrixError: Error, Hashable, Sendable {
  /// The number of elements is not rows × columns.
  case elementCountMismatch(rows: Int, columns: Int, elements: Int)
  /// A row has another length than the first.
  case raggedRows(row: Int, expected: Int, found: Int)
  /// The shapes do not fit for the named operation.
  case shapeMismatch(operation: String, left: [Int], right: [Int])
  /// A row or column number lies outside the matrix.
  case indexOutOfRange(index: Int, count: Int, axis: String)
  /// The row starts, column indices and values of a sparse matrix contradict each other.
  case malformedSparse(reason: String)
  /// The matrix is not positive definite, or holds a number that is not finite; elimination broke down at the given pivot,
  /// counted from 1.
  case notPositiveDefinite(pivot: Int)
  /// An iteration inside LAPACK did not end.
  case noConvergence(operation: String)
  /// The result needs more memory than there is.
  case tooLarge(what: String, bytes: Int)
  /// A random draw that cannot be made.
  case invalidDraw(reason: String)
  /// A table needs one name per column.
  case columnCountMismatch(names: Int, columns: Int)
  /// Two columns of a table have one name.
  case duplicateColumn(name: String)
  /// A column of a table has another length than the first.
  case columnLengthMismatch(name: String, expected: Int, found: Int)
  /// A table has no column of that name.
  case noSuchColumn(name: String, available: [String])
  /// A column holds another kind of cells than asked for.
  case wrongKind(column: String, expected: String, found: String)
  /// A cell that must not be missing is.
  case missingCell(column: String, row: Int)
  /// A cell says nothing of the wanted sort.
  case unreadableCell(column: String, row: Int, text: String, rule: String)
  /// A mask needs one truth value per row.
  case maskLengthMismatch(rows: Int, found: Int)
}

extension MatrixError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .elementCountMismatch(let rows, let columns, let elements):
      "A \(rows) × \(columns) matrix needs rows · columns elements, got \(elements)."
    case .raggedRows(let row, let expected, let found):
      "Row \(row) has \(found) elements but row 0 has \(expected). Give every row the same length."
    case .shapeMismatch(let operation, let left, let right):
      "Cannot compute \(operation): the shapes are \(shape(left)) and \(shape(right)). Check which one is transposed."
    case .indexOutOfRange(let index, let count, let axis):
      "\(axis) index \(index) is outside 0..<\(count)."
    case .malformedSparse(let reason):
      "This is not a compressed sparse row matrix: \(reason)"
    case .notPositiveDefinite(let pivot):
      "The matrix is not positive definite (pivot \(pivot) is not positive, or not a number). "
        + "Check for constant or repeated columns."
    case .noConvergence(let operation):
      "LAPACK could not compute \(operation). Check the matrix for numbers that are not finite."
    case .tooLarge(let what, let bytes):
      "\(what) would take \(bytes == .max ? "more bytes than a number can count" : "\(bytes / 1_000_000) MB"), more than "
        + "there is. Take fewer rows or columns."
    case .invalidDraw(let reason):
      reason
    case .columnCountMismatch(let names, let columns):
      "A table needs one name per column, got \(names) names for \(columns) columns."
    case .duplicateColumn(let name):
      "Two columns are called \"\(name)\". Give every column a name of its own."
    case .columnLengthMismatch(let name, let expected, let found):
      "Column \"\(name)\" has \(found) cells but the first column has \(expected). Give every column the same length."
    case .noSuchColumn(let name, let available):
      "There is no column \"\(name)\"." + Spelling.hint(for: name, among: available) + " The table has: "
        + (available.isEmpty ? "none" : available.prefix(20).joined(separator: ", "))
        + (available.count > 20 ? " and \(available.count - 20) more." : ".")
    case .wrongKind(let column, let expected, let found):
      "Column \"\(column)\" holds \(found) cells, not \(expected) ones. Read it as \(expected), or name another column."
    case .missingCell(let column, let row):
      "Column \"\(column)\" has no value in row \(row). Drop the row, or fill the gap first."
    case .unreadableCell(let column, let row, let text, let rule):
      "Column \"\(column)\" has \"\(text.prefix(40))\" in row \(row), which is not \(rule)."
    case .maskLengthMismatch(let rows, let found):
      "The mask has \(found) truth values for \(rows) rows. Pass one per row."
    }
  }

  private func shape(_ sizes: [Int]) -> String { sizes.map(String.init).joined(separator: " × ") }
}
