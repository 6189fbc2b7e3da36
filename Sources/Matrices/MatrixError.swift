/// What can be wrong with the shape or the content of a matrix. The text names the values, the rule and the next step.
public struct MatrixError: Error, Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case elementCountMismatch(rows: Int, columns: Int, elements: Int)
    case raggedRows(row: Int, expected: Int, found: Int)
    case shapeMismatch(operation: String, left: [Int], right: [Int])
    case indexOutOfRange(index: Int, count: Int, axis: String)
    case malformedSparse(reason: String)
    case notPositiveDefinite(pivot: Int)
    case noConvergence(operation: String)
    case tooLarge(what: String, bytes: Int)
    case invalidDraw(reason: String)
    case columnCountMismatch(names: Int, columns: Int)
    case duplicateColumn(name: String)
    case columnLengthMismatch(name: String, expected: Int, found: Int)
    case noSuchColumn(name: String, available: [String])
    case wrongKind(column: String, expected: String, found: String)
    case missingCell(column: String, row: Int)
    case unreadableCell(column: String, row: Int, text: String, rule: String)
    case maskLengthMismatch(rows: Int, found: Int)
  }

  package let kind: Kind

  package init(_ kind: Kind) { self.kind = kind }

  /// The number of elements is not rows × columns.
  public static func elementCountMismatch(rows: Int, columns: Int, elements: Int) -> MatrixError {
    Self(.elementCountMismatch(rows: rows, columns: columns, elements: elements))
  }
  /// A row has another length than the first.
  public static func raggedRows(row: Int, expected: Int, found: Int) -> MatrixError {
    Self(.raggedRows(row: row, expected: expected, found: found))
  }
  /// The shapes do not fit for the named operation.
  public static func shapeMismatch(operation: String, left: [Int], right: [Int]) -> MatrixError {
    Self(.shapeMismatch(operation: operation, left: left, right: right))
  }
  /// A row or column number lies outside the matrix.
  public static func indexOutOfRange(index: Int, count: Int, axis: String) -> MatrixError {
    Self(.indexOutOfRange(index: index, count: count, axis: axis))
  }
  /// The row starts, column indices and values of a sparse matrix contradict each other.
  public static func malformedSparse(reason: String) -> MatrixError { Self(.malformedSparse(reason: reason)) }
  /// The matrix is not positive definite, or holds a number that is not finite; elimination broke down at the given
  /// pivot, counted from 1.
  public static func notPositiveDefinite(pivot: Int) -> MatrixError { Self(.notPositiveDefinite(pivot: pivot)) }
  /// An iteration inside LAPACK did not end.
  public static func noConvergence(operation: String) -> MatrixError { Self(.noConvergence(operation: operation)) }
  /// The result needs more memory than there is.
  public static func tooLarge(what: String, bytes: Int) -> MatrixError { Self(.tooLarge(what: what, bytes: bytes)) }
  /// A random draw that cannot be made.
  public static func invalidDraw(reason: String) -> MatrixError { Self(.invalidDraw(reason: reason)) }
  /// A table needs one name per column.
  public static func columnCountMismatch(names: Int, columns: Int) -> MatrixError {
    Self(.columnCountMismatch(names: names, columns: columns))
  }
  /// Two columns of a table have one name.
  public static func duplicateColumn(name: String) -> MatrixError { Self(.duplicateColumn(name: name)) }
  /// A column of a table has another length than the first.
  public static func columnLengthMismatch(name: String, expected: Int, found: Int) -> MatrixError {
    Self(.columnLengthMismatch(name: name, expected: expected, found: found))
  }
  /// A table has no column of that name.
  public static func noSuchColumn(name: String, available: [String]) -> MatrixError {
    Self(.noSuchColumn(name: name, available: available))
  }
  /// A column holds another kind of cells than asked for.
  public static func wrongKind(column: String, expected: String, found: String) -> MatrixError {
    Self(.wrongKind(column: column, expected: expected, found: found))
  }
  /// A cell that must not be missing is.
  public static func missingCell(column: String, row: Int) -> MatrixError {
    Self(.missingCell(column: column, row: row))
  }
  /// A cell says nothing of the wanted sort.
  public static func unreadableCell(column: String, row: Int, text: String, rule: String) -> MatrixError {
    Self(.unreadableCell(column: column, row: row, text: text, rule: rule))
  }
  /// A mask needs one truth value per row.
  public static func maskLengthMismatch(rows: Int, found: Int) -> MatrixError {
    Self(.maskLengthMismatch(rows: rows, found: found))
  }
}

extension MatrixError {
  /// What went wrong, whatever the particulars. Later versions may know more of them.
  ///
  ///     do { x = try table.features(["age"]) }
  ///     catch MatrixError.Code.noSuchColumn { … }
  public struct Code: Sendable, Hashable, CustomStringConvertible {
    /// Its name.
    public let description: String

    private init(_ name: String) { description = name }

    /// Lets a `catch` name the code alone.
    public static func ~= (code: Code, error: any Error) -> Bool { (error as? MatrixError)?.code == code }

    /// ``MatrixError/elementCountMismatch(rows:columns:elements:)``.
    public static let elementCountMismatch = Code("elementCountMismatch")
    /// ``MatrixError/raggedRows(row:expected:found:)``.
    public static let raggedRows = Code("raggedRows")
    /// ``MatrixError/shapeMismatch(operation:left:right:)``.
    public static let shapeMismatch = Code("shapeMismatch")
    /// ``MatrixError/indexOutOfRange(index:count:axis:)``.
    public static let indexOutOfRange = Code("indexOutOfRange")
    /// ``MatrixError/malformedSparse(reason:)``.
    public static let malformedSparse = Code("malformedSparse")
    /// ``MatrixError/notPositiveDefinite(pivot:)``.
    public static let notPositiveDefinite = Code("notPositiveDefinite")
    /// ``MatrixError/noConvergence(operation:)``.
    public static let noConvergence = Code("noConvergence")
    /// ``MatrixError/tooLarge(what:bytes:)``.
    public static let tooLarge = Code("tooLarge")
    /// ``MatrixError/invalidDraw(reason:)``.
    public static let invalidDraw = Code("invalidDraw")
    /// ``MatrixError/columnCountMismatch(names:columns:)``.
    public static let columnCountMismatch = Code("columnCountMismatch")
    /// ``MatrixError/duplicateColumn(name:)``.
    public static let duplicateColumn = Code("duplicateColumn")
    /// ``MatrixError/columnLengthMismatch(name:expected:found:)``.
    public static let columnLengthMismatch = Code("columnLengthMismatch")
    /// ``MatrixError/noSuchColumn(name:available:)``.
    public static let noSuchColumn = Code("noSuchColumn")
    /// ``MatrixError/wrongKind(column:expected:found:)``.
    public static let wrongKind = Code("wrongKind")
    /// ``MatrixError/missingCell(column:row:)``.
    public static let missingCell = Code("missingCell")
    /// ``MatrixError/unreadableCell(column:row:text:rule:)``.
    public static let unreadableCell = Code("unreadableCell")
    /// ``MatrixError/maskLengthMismatch(rows:found:)``.
    public static let maskLengthMismatch = Code("maskLengthMismatch")
  }

  /// What went wrong.
  @inline(never)
  public var code: Code {
    switch kind {
    case .elementCountMismatch: .elementCountMismatch
    case .raggedRows: .raggedRows
    case .shapeMismatch: .shapeMismatch
    case .indexOutOfRange: .indexOutOfRange
    case .malformedSparse: .malformedSparse
    case .notPositiveDefinite: .notPositiveDefinite
    case .noConvergence: .noConvergence
    case .tooLarge: .tooLarge
    case .invalidDraw: .invalidDraw
    case .columnCountMismatch: .columnCountMismatch
    case .duplicateColumn: .duplicateColumn
    case .columnLengthMismatch: .columnLengthMismatch
    case .noSuchColumn: .noSuchColumn
    case .wrongKind: .wrongKind
    case .missingCell: .missingCell
    case .unreadableCell: .unreadableCell
    case .maskLengthMismatch: .maskLengthMismatch
    }
  }

  /// The row that is to blame, `nil` where none is alone.
  @inline(never)
  public var row: Int? {
    switch kind {
    case .raggedRows(let row, _, _), .missingCell(_, let row), .unreadableCell(_, let row, _, _): row
    default: nil
    }
  }

  /// The column that is to blame, `nil` where none is alone.
  @inline(never)
  public var column: String? {
    switch kind {
    case .duplicateColumn(let name), .columnLengthMismatch(let name, _, _), .noSuchColumn(let name, _): name
    case .wrongKind(let column, _, _), .missingCell(let column, _), .unreadableCell(let column, _, _, _):
      column
    default: nil
    }
  }
}

extension MatrixError: CustomStringConvertible {
  public var description: String {
    switch kind {
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
