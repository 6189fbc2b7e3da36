import Matrices

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A table of numbers from a comma-separated file, perhaps with a line of names on top.
///
///     let table = try NumericCSV(contentsOf: url, as: Float.self)
///     table.columnNames                       // ["age", "height"] or nil
///     table.values                            // n × 2
///
/// For numbers only: texts are errors that name their place. A missing cell is NaN in a table of `Float` or `Double`
/// and an error in one of whole numbers. `inf`, `infinity` and `nan` are numbers, in any case; hexadecimal is not read.
/// Blanks around a number and quotes around a cell are fine; ``CSVFormat`` tells what else is understood.
public struct NumericCSV<Scalar: MatrixScalar>: Sendable, Hashable {
  /// The names in the first line; `nil` when the file has none.
  public let columnNames: [String]?
  /// One row per line, without the names.
  public let values: Matrix<Scalar>

  /// Reads a file (`pandas.read_csv`, `numpy.loadtxt`).
  ///
  /// - Parameters:
  ///   - url: The file.
  ///   - type: As in ``init(contentsOf:as:format:)``.
  ///   - hasHeader: Whether the first line holds names. Left out, it does if one of its cells is neither a number nor
  ///     missing.
  ///   - separator: What stands between two cells, `,` or another ASCII character such as a tab.
  /// - Throws: As ``init(contentsOf:as:format:)``.
  public init(
    contentsOf url: URL, as type: Scalar.Type = Scalar.self, hasHeader: Bool? = nil, separator: Character = ","
  ) throws {
    try self.init(contentsOf: url, as: type, format: Self.format(hasHeader, separator))
  }

  /// Reads a file of separated numbers (`pandas.read_csv`, `numpy.loadtxt`).
  ///
  ///     let table = try NumericCSV<Double>(contentsOf: url, format: CSVFormat(separator: ";", decimalSeparator: ","))
  ///
  /// - Parameters:
  ///   - url: The file, perhaps compressed by gzip.
  ///   - type: `UInt8`, `Int32`, `Float` or `Double`. Whole numbers must fit into the first two; real numbers are
  ///     rounded to the nearest `Float` or `Double`, as `NumPyArray` does with reals: as a `Float` 1e-50 is 0, and
  ///     1e39, beyond the largest, an error.
  ///   - format: How the file is written.
  /// - Complexity: One pass over the bytes, which are in memory once; one pass to count lines.
  /// - Throws: ``DatasetError/badCell(file:line:column:name:text:rule:)``, also for a number that a `Double` could only
  ///   hold as 0 or ∞ or a `Float` only as ∞, ``DatasetError/raggedLine(file:line:expected:found:)``,
  ///   ``DatasetError/malformed(file:format:reason:)``, ``DatasetError/invalidSetting(name:value:rule:)``, or what
  ///   keeps the file from being read.
  public init(contentsOf url: URL, as type: Scalar.Type = Scalar.self, format: CSVFormat) throws {
    try self.init(FileBytes.read(url), named: FileBytes.displayName(url), as: type, format: format)
  }

  /// Reads bytes in memory. See ``init(contentsOf:as:hasHeader:separator:)``.
  public init(
    _ data: Data, named name: String = "the CSV data", as type: Scalar.Type = Scalar.self, hasHeader: Bool? = nil,
    separator: Character = ","
  ) throws {
    try self.init(data, named: name, as: type, format: Self.format(hasHeader, separator))
  }

  /// Reads bytes in memory. See ``init(contentsOf:as:format:)``.
  public init(
    _ data: Data, named name: String = "the CSV data", as type: Scalar.Type = Scalar.self, format: CSVFormat
  ) throws {
    let dialect = try CSVDialect(format, file: name)
    let content = try CSVContent.utf8(data, file: name)
    (columnNames, values) = try content.withUnsafeBytes { bytes in
      let scanner = try CSVScanner(bytes, dialect)
      let layout = try scanner.layout()
      return (layout.names, try Self.parse(layout, scanner))
    }
  }

  private static func format(_ hasHeader: Bool?, _ separator: Character) -> CSVFormat {
    CSVFormat(separator: separator, header: hasHeader.map { $0 ? .present : .absent } ?? .automatic)
  }

  /// `MatrixScalar` is a closed list; naming each type lets the compiler specialise the loop. The cast is O(1).
  private static func parse(_ layout: CSVLayout, _ scanner: CSVScanner) throws -> Matrix<Scalar> {
    let matrix: any Sendable =
      switch Scalar.self {
      case is UInt8.Type: try scanner.parse(layout, as: UInt8.self)
      case is Int32.Type: try scanner.parse(layout, as: Int32.self)
      case is Float.Type: try scanner.parse(layout, as: Float.self)
      default: try scanner.parse(layout, as: Double.self)
      }
    guard let matrix = matrix as? Matrix<Scalar> else {
      throw DatasetError.unsupported(
        file: scanner.file, feature: "a reading as \(Scalar.self)", advice: "Read it as UInt8, Int32, Float or Double.")
    }
    return matrix
  }
}
