import Matrices

/// How a file of separated values is written: what stands between cells, around them and before them.
///
///     let german = CSVFormat(separator: ";", decimalSeparator: ",", thousandsSeparator: ".")
///     let houses = try Table(contentsOfCSV: url, format: german)
///     let log = try NumericCSV<Double>(contentsOf: url, format: CSVFormat(separator: "\t", quote: nil, comment: "#"))
///
/// One value for ``NumericCSV`` and `Table(contentsOfCSV:)`; the defaults read what most programs write.
///
/// Whatever the settings, these are understood: lines that end in LF, CRLF or CR; UTF-8 and UTF-16, with or without a
/// mark in front; a file compressed by gzip; Excel's line `sep=;`, at the top or
/// below lines to skip, which then says the separator. Lines that are empty or
/// hold only blanks are skipped, as by pandas; between the lines of a file of one column such a line is an empty cell.
///
/// - SeeAlso: pandas' `read_csv`, whose names for the settings are given below.
public struct CSVFormat: Sendable, Hashable {
  /// Whether the first line holds the names of the columns.
  public enum Header: String, Sendable, Hashable, CaseIterable {
    /// A `Table` takes the first line for names. If the caller names the columns, the line is data where its cells are
    /// numbers as those below, and names where they are texts over numbers; if that is not clear, it's an error.
    /// `NumericCSV` takes the line for names if a cell is neither a number nor missing.
    case automatic
    /// It does. Names of the caller replace them.
    case present
    /// It does not. Columns are called `column 1` and so on unless the caller names them.
    case absent
  }

  /// What stands between two cells. pandas' `sep`.
  public var separator: Character
  /// What stands around a cell that holds separators, line ends or quotes, these written twice; `nil` where quotes are
  /// characters like others, as in many files of tabs. pandas' `quotechar`, `quoting=csv.QUOTE_NONE`.
  public var quote: Character?
  /// What takes the meaning from the next character, as in `\"`; none if `nil`. pandas' `escapechar`.
  public var escape: Character?
  /// What begins a remark that goes to the end of the line, outside of quotes; none if `nil`. pandas' `comment`.
  public var comment: Character?
  /// Whether the first line holds names. pandas' `header`.
  public var header: Header
  /// The number of lines at the top that do not belong to the table. pandas' `skiprows`.
  public var skippingLines: Int
  /// What stands before the fraction of a number. pandas' `decimal`.
  public var decimalSeparator: Character
  /// What may stand between groups of three digits; nothing if `nil`. pandas' `thousands`.
  public var thousandsSeparator: Character?
  /// Texts that stand for a missing cell. A cell in quotes is missing only if it is empty and `""` is listed. pandas'
  /// `na_values` with `keep_default_na=False`.
  public var missing: Set<String>

  /// What pandas 3.1 takes for missing, too.
  public static let usualMissingMarks: Set<String> = [
    "", "#N/A", "#N/A N/A", "#NA", "-1.#IND", "-1.#QNAN", "-NaN", "-nan", "1.#IND", "1.#QNAN", "<NA>", "N/A", "NA",
    "NULL", "NaN", "None", "n/a", "nan", "null",
  ]

  /// A format; see the properties.
  public init(
    separator: Character = ",", quote: Character? = "\"", escape: Character? = nil, comment: Character? = nil,
    header: Header = .automatic, skippingLines: Int = 0, decimalSeparator: Character = ".",
    thousandsSeparator: Character? = nil, missing: Set<String> = CSVFormat.usualMissingMarks
  ) {
    self.separator = separator
    self.quote = quote
    self.escape = escape
    self.comment = comment
    self.header = header
    self.skippingLines = skippingLines
    self.decimalSeparator = decimalSeparator
    self.thousandsSeparator = thousandsSeparator
    self.missing = missing
  }
}
