import Matrices

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Writes cells so that the reader of the same format finds them again.
struct CSVWriter {
  private let format: CSVFormat
  /// What a gap is written as; `nil` when the format knows none.
  private let gap: String?
  /// Bytes that a cell without quotes must not hold.
  private let special: Set<UInt8>

  /// - Throws: ``DatasetError/invalidSetting(name:value:rule:)``.
  init(_ format: CSVFormat, file: String) throws {
    _ = try CSVDialect(format, file: file)
    guard format.skippingLines == 0 else {
      throw DatasetError.invalidSetting(
        name: "skippingLines", value: "\(format.skippingLines)", rule: "0 for writing: nothing stands above the table")
    }
    self.format = format
    gap = format.missing.contains("") ? "" : format.missing.min { ($0.utf8.count, $0) < ($1.utf8.count, $1) }
    let characters = [format.separator, format.quote, format.escape, format.comment].compactMap { $0?.asciiValue }
    special = Set(characters + "\r\n".utf8)
  }

  /// The whole file.
  ///
  /// - Throws: ``DatasetError/invalidSetting(name:value:rule:)`` for a table that this format cannot tell.
  func bytes(_ table: Table) throws -> [UInt8] {
    guard !table.names.isEmpty else {
      throw DatasetError.invalidSetting(name: "table", value: "no columns", rule: "at least one column")
    }
    var bytes: [UInt8] = []
    if format.header != .absent {
      appendLine(try table.names.map(name), to: &bytes)
    }
    let columns = try zip(table.names, table.columns).map { try cells($0, $1, isAlone: table.names.count == 1) }
    for row in 0..<table.rows { appendLine(columns.map { $0[row] }, to: &bytes) }
    return bytes
  }

  private func appendLine(_ cells: [String], to bytes: inout [UInt8]) {
    for (place, cell) in cells.enumerated() {
      if place > 0, let separator = format.separator.asciiValue { bytes.append(separator) }
      bytes.append(contentsOf: cell.utf8)
    }
    bytes.append(UInt8(ascii: "\n"))
  }

  private func name(_ name: String) throws -> String {
    guard !name.isEmpty else {
      throw DatasetError.invalidSetting(name: "a name of a column", value: "\"\"", rule: "at least one character")
    }
    return try text(name, column: name)
  }

  /// The cells of a column as they are written.
  private func cells(_ name: String, _ column: Table.Column, isAlone: Bool) throws -> [String] {
    let gap = column.missingCount > 0 ? try gapText(column: name, isAlone: isAlone) : ""
    return try column.values.map { cell in
      guard let cell else { return gap }
      return try text(cell.double.map { localized("\($0)") } ?? cell.description, column: name)
    }
  }

  private func gapText(column: String, isAlone: Bool) throws -> String {
    guard let gap else {
      throw DatasetError.invalidSetting(
        name: "missing", value: "[]", rule: "with a mark, since column \"\(column)\" has gaps")
    }
    guard gap.isEmpty, isAlone else { return gap }
    // A line without anything would not be read as a row.
    let quote = String(try requireQuote(for: "", column: column))
    return quote + quote
  }

  private func localized(_ number: String) -> String {
    format.decimalSeparator == "." ? number : String(number.map { $0 == "." ? format.decimalSeparator : $0 })
  }

  private func text(_ value: String, column: String) throws -> String {
    guard needsQuotes(value) else { return value }
    if value.isEmpty, format.missing.contains("") {
      throw DatasetError.invalidSetting(
        name: "missing", value: "with \"\"",
        rule: "without it, since column \"\(column)\" has empty texts beside gaps: CSVFormat(missing: [\"NA\"])")
    }
    let quote = try requireQuote(for: value, column: column)
    var quoted = String(quote)
    for character in value.unicodeScalars {
      let character = Character(character)
      // An escape is one inside of quotes, too.
      if character == quote || character == format.escape { quoted.append(format.escape ?? quote) }
      quoted.append(character)
    }
    return quoted + String(quote)
  }

  private func requireQuote(for value: String, column: String) throws -> Character {
    guard let quote = format.quote else {
      throw DatasetError.invalidSetting(
        name: "quote", value: "nil",
        rule: "a character, since column \"\(column)\" holds \"\(value.prefix(40))\", which needs quotes")
    }
    return quote
  }

  /// Whether the text would be read as another one, or as a gap, without quotes.
  private func needsQuotes(_ text: String) -> Bool {
    let bytes = text.utf8
    return format.missing.contains(text) || bytes.isEmpty || bytes.contains(where: special.contains)
      || Self.isBlank(bytes.first) || Self.isBlank(bytes.last) || bytes.starts(with: "sep=".utf8)
      || text.unicodeScalars.first == "\u{FEFF}"
  }

  private static func isBlank(_ byte: UInt8?) -> Bool { byte == 32 || byte == 9 }
}
