import Foundation
import Matrices

/// A table of numbers from a comma-separated file, perhaps with a line of names on top.
///
///     let table = try NumericCSV(contentsOf: url, as: Float.self)
///     table.columnNames                       // ["age", "height"] or nil
///     table.values                            // n × 2
///
/// For numbers only: quotes, texts and empty cells are errors that name their place. Lines end in LF or CRLF; blanks
/// around a number and empty lines at the end of the file are fine.
public struct NumericCSV<Scalar: MatrixScalar>: Sendable, Hashable {
  /// The names in the first line; `nil` when the file has none.
  public let columnNames: [String]?
  /// One row per line, without the names.
  public let values: Matrix<Scalar>

  /// Reads a file (`pandas.read_csv`, `numpy.loadtxt`).
  ///
  /// - Parameters:
  ///   - url: The file.
  ///   - type: `UInt8`, `Int32`, `Float` or `Double`. Whole numbers must fit into the first two; real numbers are
  ///     rounded to the nearest `Float` or `Double`.
  ///   - hasHeader: Whether the first line holds names. Left out, it does unless all of its cells are numbers.
  ///   - separator: What stands between two cells, `,` or another ASCII character such as a tab.
  /// - Complexity: One pass over the bytes, which are in memory once; one pass to count lines.
  /// - Throws: ``DatasetError/badCell(file:line:column:name:text:rule:)``,
  ///   ``DatasetError/raggedLine(file:line:expected:found:)``, or what keeps the file from being read.
  public init(
    contentsOf url: URL, as type: Scalar.Type = Scalar.self, hasHeader: Bool? = nil, separator: Character = ","
  ) throws {
    try self.init(
      FileBytes.read(url), named: FileBytes.displayName(url), as: type, hasHeader: hasHeader, separator: separator)
  }

  /// Reads bytes in memory. See ``init(contentsOf:as:hasHeader:separator:)``.
  public init(
    _ data: Data, named name: String = "the CSV data", as type: Scalar.Type = Scalar.self, hasHeader: Bool? = nil,
    separator: Character = ","
  ) throws {
    guard let separator = separator.asciiValue, !"+-.0123456789\r\n".utf8.contains(separator) else {
      throw DatasetError.invalidSetting(
        name: "separator", value: "“\(separator)”", rule: "one ASCII character that is no part of a number or line end")
    }
    let scanner = CSVScanner(file: name, separator: separator)
    let layout = try data.withUnsafeBytes { try scanner.layout(of: $0, hasHeader: hasHeader) }
    columnNames = layout.names
    values = try data.withUnsafeBytes { try Self.parse($0, layout, scanner) }
  }

  /// `MatrixScalar` is a closed list; naming each type lets the compiler specialise the loop. The cast is O(1).
  private static func parse(
    _ bytes: UnsafeRawBufferPointer, _ layout: CSVLayout, _ scanner: CSVScanner
  ) throws -> Matrix<Scalar> {
    let matrix: any Sendable =
      switch Scalar.self {
      case is UInt8.Type: try scanner.parse(bytes, layout, as: UInt8.self)
      case is Int32.Type: try scanner.parse(bytes, layout, as: Int32.self)
      case is Float.Type: try scanner.parse(bytes, layout, as: Float.self)
      default: try scanner.parse(bytes, layout, as: Double.self)
      }
    guard let matrix = matrix as? Matrix<Scalar> else {
      throw DatasetError.unsupported(
        file: scanner.file, feature: "a reading as \(Scalar.self)", advice: "Read it as UInt8, Int32, Float or Double.")
    }
    return matrix
  }
}
