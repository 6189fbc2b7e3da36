extension Matrix: CustomStringConvertible {
  /// The shape and the numbers with four digits, for people: all of at most 8 rows and 10 columns, of more the edges.
  public var description: String {
    let lines = GridText.lines(rows: rows, columns: columns) { Readable.text(self[$0, $1]) }
    return (["\(rows) × \(columns) \(Scalar.self)"] + lines).joined(separator: "\n")
  }
}

extension MatrixRows: CustomStringConvertible {
  /// The shape and the numbers with four digits, as of a ``Matrix``.
  public var description: String {
    let lines = GridText.lines(rows: rows, columns: columns) { Readable.text(self[$0, $1]) }
    return (["\(rows) × \(columns) \(Scalar.self), rows of \(base.rows)"] + lines).joined(separator: "\n")
  }
}
