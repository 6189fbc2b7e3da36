import Foundation
import Matrices

extension Table {
  /// Texts that stand for a missing cell unless the caller says otherwise.
  public static let usualMissingMarks: Set<String> = ["", "NA", "N/A", "NaN", "nan", "null", "NULL"]

  /// Reads a table of any kind from a comma-separated file, quotes and blanks included (`pandas.read_csv`).
  ///
  ///     let passengers = try Table(contentsOfCSV: url)
  ///     let houses = try Table(contentsOfCSV: url, separator: ";", kinds: ["zip": .string])
  ///
  /// Cells follow RFC 4180: one in double quotes may hold separators, line ends, and quotes written twice. Blanks around
  /// a cell do not count, inside quotes they do. Lines end in LF or CRLF; empty lines at the end are fine.
  ///
  /// A column is of whole numbers, of numbers, of truth values (`true`, `True`, `TRUE` and so on) when all its cells that
  /// are there can be read so, otherwise of texts. Whole numbers with zeros in front, or too long for an `Int`, stay
  /// texts, since as numbers they would lose something. A column without any cell is one of numbers.
  ///
  /// - Parameters:
  ///   - url: The file.
  ///   - names: The names of the columns, when the first line does not hold them.
  ///   - separator: What stands between two cells, an ASCII character.
  ///   - missing: Texts that stand for a missing cell. A cell in quotes is missing only if it is empty and `""` is listed.
  ///   - kinds: What columns must be, by name; the others are recognised.
  /// - Complexity: O(bytes) time; memory for the file, 16 bytes a cell, and the table.
  /// - Throws: ``DatasetError/badCell(file:line:column:name:text:rule:)``,
  ///   ``DatasetError/raggedLine(file:line:expected:found:)``, ``DatasetError/malformed(file:format:reason:)`` for an open
  ///   quote or an empty file, ``DatasetError/duplicateColumn(name:file:)``, ``DatasetError/noSuchArray(name:file:available:)``
  ///   for a kind of a column that is not there, or what keeps the file from being read.
  public init(
    contentsOfCSV url: URL, names: [String]? = nil, separator: Character = ",",
    missing: Set<String> = Table.usualMissingMarks, kinds: [String: Kind] = [:]
  ) throws {
    try self.init(
      csv: FileBytes.read(url), named: FileBytes.displayName(url), names: names, separator: separator,
      missing: missing, kinds: kinds)
  }

  /// Reads bytes in memory. See ``init(contentsOfCSV:names:separator:missing:kinds:)``.
  public init(
    csv data: Data, named file: String = "the CSV data", names: [String]? = nil, separator: Character = ",",
    missing: Set<String> = Table.usualMissingMarks, kinds: [String: Kind] = [:]
  ) throws {
    guard let separator = separator.asciiValue, !"+-.0123456789\"\r\n".utf8.contains(separator) else {
      throw DatasetError.invalidSetting(
        name: "separator", value: "“\(separator)”",
        rule: "one ASCII character that is no part of a number, quote or line end")
    }
    self = try data.withUnsafeBytes { bytes in
      let cells = try CSVCells(bytes, file: file, separator: separator)
      return try Self.table(cells, bytes, names: names, missing: missing, kinds: kinds)
    }
  }

  private static func table(
    _ cells: CSVCells, _ bytes: UnsafeRawBufferPointer, names: [String]?, missing: Set<String>, kinds: [String: Kind]
  ) throws -> Table {
    let header = names == nil ? 1 : 0
    let names = try names ?? headerNames(cells, bytes)
    guard names.count == cells.columns else {
      throw DatasetError.wrongShape(
        array: cells.file, shape: [cells.rows, cells.columns], expected: "\(names.count) columns, one per name")
    }
    var seen = Set<String>()
    if let twice = names.first(where: { !seen.insert($0).inserted }) {
      throw DatasetError.duplicateColumn(name: twice, file: cells.file)
    }
    if let unknown = kinds.keys.sorted().first(where: { !seen.contains($0) }) {
      throw DatasetError.noSuchArray(name: unknown, file: cells.file, available: names)
    }
    let columns = try names.enumerated().map { j, name in
      let texts = try (header..<cells.rows).map { try cells.text(bytes, row: $0, column: j, missing: missing) }
      return try CSVColumn(texts: texts, kind: kinds[name]).column { row, rule in
        DatasetError.badCell(
          file: cells.file, line: cells.line(ofRow: row + header), column: j + 1, name: name,
          text: String((texts[row] ?? "").prefix(40)), rule: rule)
      }
    }
    return try Table(names: names, columns: columns)
  }

  /// The first line as names. A column without one, as programs write for row numbers, is called by its place.
  private static func headerNames(_ cells: CSVCells, _ bytes: UnsafeRawBufferPointer) throws -> [String] {
    try (0..<cells.columns).map { j in
      let name = try cells.text(bytes, row: 0, column: j, missing: []) ?? ""
      return name.isEmpty ? "unnamed \(j + 1)" : name
    }
  }
}
