import Matrices

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension Table {
  /// Texts that stand for a missing cell unless the caller says otherwise: those of pandas.
  public static let usualMissingMarks: Set<String> = CSVFormat.usualMissingMarks

  /// Reads a table of any kind from a comma-separated file, quotes and blanks included (`pandas.read_csv`).
  ///
  ///     let passengers = try Table(contentsOfCSV: url)
  ///     let houses = try Table(contentsOfCSV: url, separator: ";", kinds: ["zip": .string])
  ///
  /// As ``init(contentsOfCSV:names:format:kinds:)`` with a format of which only these settings differ.
  ///
  /// - Parameters:
  ///   - url: The file.
  ///   - names: The names of the columns; they replace those of the first line, if it holds some.
  ///   - separator: What stands between two cells, an ASCII character.
  ///   - missing: Texts that stand for a missing cell. A cell in quotes is missing only if it is empty and `""` is
  ///     listed.
  ///   - kinds: What columns must be, by name; the others are recognised.
  /// - Throws: As ``init(contentsOfCSV:names:format:kinds:)``.
  public init(
    contentsOfCSV url: URL, names: [String]? = nil, separator: Character = ",",
    missing: Set<String> = Table.usualMissingMarks, kinds: [String: Kind] = [:]
  ) throws {
    try self.init(
      contentsOfCSV: url, names: names, format: CSVFormat(separator: separator, missing: missing), kinds: kinds)
  }

  /// Reads a table of any kind from a file of separated values (`pandas.read_csv`).
  ///
  ///     let prices = try Table(contentsOfCSV: url, format: CSVFormat(separator: ";", decimalSeparator: ","))
  ///     let signals = try Table(contentsOfCSV: url, names: ["t"], format: CSVFormat(header: .absent, comment: "#"))
  ///
  /// Cells follow RFC 4180: one in double quotes may hold separators, line ends, and quotes written twice. Blanks
  /// around a cell do not count, inside quotes they do. ``CSVFormat`` tells what else is understood.
  ///
  /// A column is of whole numbers, of numbers, of truth values (`true`, `True`, `TRUE` and so on) when all its cells
  /// that are there can be read so, otherwise of texts. What would lose something as a number stays a text: whole
  /// numbers with zeros in front, too long for an `Int`, or beyond 2⁵³ among fractions, and numbers that a `Double`
  /// could only hold as 0 or ∞. A column without any cell is one of numbers.
  ///
  /// Kinds that were recognised are guesses, and the table knows its file: a fitted ``Table`` pipeline reads a column
  /// by the kind it was fitted on, so a cell `12` of a new file is the category "12" where the fit had texts, and
  /// `stringLabels` gives labels as they are written. For columns of `kinds` this holds no more.
  ///
  /// - Parameters:
  ///   - url: The file, perhaps compressed by gzip.
  ///   - names: The names of the columns; they replace those of the first line, if it holds some: see
  ///     ``CSVFormat/Header/automatic``.
  ///   - format: How the file is written.
  ///   - kinds: What columns must be, by name; the others are recognised.
  /// - Complexity: O(bytes) time, two passes. Memory for the table, 16 bytes a cell and nothing for columns without
  ///   any, and for the file, which stays with the table unless all numbers in it are plain whole ones.
  /// - Throws: ``DatasetError/badCell(file:line:column:name:text:rule:)``,
  ///   ``DatasetError/raggedLine(file:line:expected:found:)``, ``DatasetError/malformed(file:format:reason:)`` for an
  ///   open quote, an empty file, a first line without names or with more than a million cells,
  ///   ``DatasetError/duplicateColumn(name:file:)``, ``DatasetError/noSuchColumn(name:file:available:)`` for a kind of
  ///   a column that is not there, ``DatasetError/invalidSetting(name:value:rule:)`` also for another number of
  ///   names than of columns, or what keeps the file from being read.
  public init(
    contentsOfCSV url: URL, names: [String]? = nil, format: CSVFormat, kinds: [String: Kind] = [:]
  ) throws {
    try self.init(
      csv: FileBytes.read(url), named: FileBytes.displayName(url), names: names, format: format, kinds: kinds)
  }

  /// Reads bytes in memory. See ``init(contentsOfCSV:names:separator:missing:kinds:)``.
  public init(
    csv data: Data, named file: String = "the CSV data", names: [String]? = nil, separator: Character = ",",
    missing: Set<String> = Table.usualMissingMarks, kinds: [String: Kind] = [:]
  ) throws {
    try self.init(
      csv: data, named: file, names: names, format: CSVFormat(separator: separator, missing: missing), kinds: kinds)
  }

  /// Reads bytes in memory. See ``init(contentsOfCSV:names:format:kinds:)``.
  public init(
    csv data: Data, named file: String = "the CSV data", names: [String]? = nil, format: CSVFormat,
    kinds: [String: Kind] = [:]
  ) throws {
    let dialect = try CSVDialect(format, file: file)
    let content = try CSVContent.utf8(data, file: file)
    self = try content.withUnsafeBytes { bytes in
      let table = try CSVTable(bytes, dialect, names: names)
      let origin = Origin(
        source: CSVSource(table, content), columns: table.names.enumerated().map { kinds[$1] == nil ? $0 : nil })
      return try Table(names: table.names, columns: table.columns(kinds), origin: origin)
    }
  }
}
