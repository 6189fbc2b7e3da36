extension Matrix: CustomStringConvertible {
  /// The shape and the first numbers, for people: at most 8 rows and 8 columns.
  public var description: String {
    let shown = (0..<min(rows, Self.shownRows)).map { row -> String in
      let numbers = self[row: row].prefix(Self.shownColumns).map { "\($0)" }
      return "  [" + numbers.joined(separator: ", ") + (columns > Self.shownColumns ? ", …]" : "]")
    }
    let more = rows > Self.shownRows ? ["  …"] : []
    return (["\(rows) × \(columns) \(Scalar.self)"] + shown + more).joined(separator: "\n")
  }

  private static var shownRows: Int { 8 }
  private static var shownColumns: Int { 8 }
}
