extension Table {
  /// A column of ISO 8601 texts as dates, `nil` where one is missing.
  ///
  ///     let weekdays = try table.dates("joined").map { $0?[.weekday] }
  ///
  /// - Throws: ``MatrixError/noSuchColumn(name:available:)``, and ``MatrixError/unreadableCell(column:row:text:rule:)``
  ///   for the first text that is no date.
  /// - SeeAlso: ``CalendarDate`` for what is understood. pandas' `to_datetime`.
  public func dates(_ name: String) throws -> [CalendarDate?] { try Self.dates(in: texts(name), name) }

  /// The same with columns behind the others for what a column of dates says: `joined_year`, `joined_month` and so on,
  /// whole numbers; seconds since 1970 are doubles. A gap stays one.
  ///
  ///     let table = try table.adding(dateParts: [.year, .weekday], of: "joined")
  ///
  /// - Throws: As ``dates(_:)``, and ``MatrixError/duplicateColumn(name:)``.
  public func adding(dateParts parts: [CalendarDate.Part], of name: String) throws -> Table {
    let dates = try dates(name)
    return try parts.reduce(self) { table, part in
      let numbers = dates.map { $0?[part] }
      return try table.adding(
        part == .secondsSince1970 ? .doubles(numbers) : .integers(numbers.map { $0.map { Int($0) } }),
        named: "\(name)_\(part)")
    }
  }

  /// - Throws: ``MatrixError/unreadableCell(column:row:text:rule:)``.
  package static func dates(in texts: [String?], _ name: String) throws -> [CalendarDate?] {
    try texts.enumerated().map { row, text in
      guard let text else { return nil }
      guard let date = CalendarDate(text) else {
        throw MatrixError.unreadableCell(
          column: name, row: row, text: text, rule: "a date of ISO 8601, such as 2024-02-29 or 2024-02-29T18:30:00Z")
      }
      return date
    }
  }
}
