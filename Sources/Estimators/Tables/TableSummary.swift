import Matrices

/// What the columns of a table hold, in a few numbers each. pandas' `describe`.
///
///     print(table.describe())
///     try table.describe()["age"].numbers?.median
public struct TableSummary: Sendable, Hashable {
  /// One entry for each column, in order.
  public let columns: [Column]
  /// The number of rows.
  public let rows: Int

  /// What one column holds.
  public struct Column: Sendable, Hashable {
    /// What it is called.
    public let name: String
    /// What its cells are.
    public let kind: Table.Kind
    /// How many cells are there.
    public let count: Int
    /// How many are missing.
    public let missing: Int
    /// The cells as numbers; `nil` for texts and truth values, and where there is no cell.
    public let numbers: Numbers?
    /// The cells as categories; `nil` for numbers, and where there is no cell.
    public let categories: Categories?
  }

  /// Numbers in short, gaps left out.
  public struct Numbers: Sendable, Hashable {
    /// The mean.
    public let mean: Double
    /// The standard deviation of a sample, with n − 1; NaN for one number. pandas' `std`.
    public let deviation: Double
    /// The smallest.
    public let min: Double
    /// A quarter is below; between two numbers on the line through them, as NumPy's `quantile` does.
    public let lowerQuartile: Double
    /// A half is below.
    public let median: Double
    /// Three quarters are below.
    public let upperQuartile: Double
    /// The largest.
    public let max: Double
  }

  /// Categories in short, gaps left out.
  public struct Categories: Sendable, Hashable {
    /// How many different ones there are.
    public let unique: Int
    /// The most frequent; of equals the first in the order of the rows.
    public let top: String
    /// How often that one is there.
    public let frequency: Int
  }

  /// What the column of that name holds.
  ///
  /// - Throws: `MatrixError.noSuchColumn(name:available:)`.
  public subscript(name: String) -> Column {
    get throws {
      guard let column = columns.first(where: { $0.name == name }) else {
        throw MatrixError.noSuchColumn(name: name, available: columns.map(\.name))
      }
      return column
    }
  }
}

extension Table {
  /// Counts, gaps, means, deviations and quartiles of numbers; counts, gaps and the most frequent one of texts and
  /// truth values.
  ///
  ///     print(table.describe())
  ///
  /// - Complexity: O(n log n) for each column.
  public func describe() -> TableSummary {
    TableSummary(columns: zip(names, columns).map { TableSummary.Column($0, $1) }, rows: rows)
  }
}

extension TableSummary.Column {
  fileprivate init(_ name: String, _ column: Table.Column) {
    self.name = name
    kind = column.kind
    missing = column.missingCount
    count = column.count - missing
    let isOfNumbers = kind == .double || kind == .integer
    numbers = isOfNumbers ? column.numbers.flatMap { TableSummary.Numbers($0.filter { !$0.isNaN }) } : nil
    categories = isOfNumbers ? nil : TableSummary.Categories(column.values.compactMap { $0 })
  }
}

extension TableSummary.Numbers {
  fileprivate init?(_ numbers: [Double]) {
    let sorted = numbers.sorted()
    guard let first = sorted.first, let last = sorted.last else { return nil }
    let count = Double(sorted.count)
    // Halves first, so that the sum of the largest numbers stays finite.
    let scale = Swift.max(first.magnitude, last.magnitude) > 1e300 ? count : 1
    let mean = sorted.reduce(0) { $0 + $1 / scale } / (count / scale)
    let squares = sorted.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    self.mean = mean
    deviation = (squares / (count - 1)).squareRoot()
    (min, max) = (first, last)
    lowerQuartile = Self.quantile(0.25, sorted)
    median = Self.quantile(0.5, sorted)
    upperQuartile = Self.quantile(0.75, sorted)
  }

  private static func quantile(_ share: Double, _ sorted: [Double]) -> Double {
    let place = share * Double(sorted.count - 1)
    let below = Int(place)
    let (low, high) = (sorted[below], sorted[Swift.min(below + 1, sorted.count - 1)])
    let part = place - Double(below)
    return low == high || part == 0 ? low : low * (1 - part) + high * part
  }
}

extension TableSummary.Categories {
  fileprivate init?(_ cells: [Table.Value]) {
    var counts: [Table.Value: Int] = [:]
    for cell in cells { counts[cell, default: 0] += 1 }
    guard let most = counts.values.max(), let top = cells.first(where: { counts[$0] == most }) else { return nil }
    (unique, self.top, frequency) = (counts.count, "\(top)", most)
  }
}

extension TableSummary: CustomStringConvertible {
  /// One line a column: those of numbers first, then those of texts and truth values.
  public var description: String {
    let numbers = columns.filter { $0.kind == .double || $0.kind == .integer }
    let others = columns.filter { $0.kind == .string || $0.kind == .boolean }
    return
      (Self.lines(numbers, Self.numberTitles) { $0.numberCells }
      + (numbers.isEmpty || others.isEmpty ? [] : [""])
      + Self.lines(others, Self.categoryTitles) { $0.categoryCells } + ["\(rows) rows"]).joined(separator: "\n")
  }

  private static let numberTitles = ["count", "gaps", "mean", "std", "min", "25 %", "50 %", "75 %", "max"]
  private static let categoryTitles = ["count", "gaps", "unique", "top", "freq"]

  private static func lines(
    _ columns: [Column], _ titles: [String], _ cells: (Column) -> [String]
  ) -> [String] {
    guard !columns.isEmpty else { return [] }
    let rows = [[""] + titles] + columns.map { [$0.name] + cells($0) }
    let widths = rows[0].indices.map { place in rows.map { $0[place].printedWidth }.max() ?? 0 }
    return rows.map { row in
      zip(row, widths).enumerated().map { $0 == 0 ? $1.0.leftAligned($1.1) : $1.0.rightAligned($1.1) }
        .joined(separator: "  ")
    }
  }
}

extension TableSummary.Column {
  fileprivate var numberCells: [String] {
    let numbers = numbers.map {
      [$0.mean, $0.deviation, $0.min, $0.lowerQuartile, $0.median, $0.upperQuartile, $0.max].map {
        DecimalFormat.significant($0, digits: 5)
      }
    }
    return ["\(count)", "\(missing)"] + (numbers ?? Array(repeating: "", count: 7))
  }

  fileprivate var categoryCells: [String] {
    ["\(count)", "\(missing)"]
      + (categories.map { ["\($0.unique)", String($0.top.prefix(24)), "\($0.frequency)"] } ?? ["", "", ""])
  }
}
