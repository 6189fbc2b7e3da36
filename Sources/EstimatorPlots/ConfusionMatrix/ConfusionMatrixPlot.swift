import Matrices

/// Which class was taken for which: a K × K table, true classes downwards and predicted ones across
/// (scikit-learn's `ConfusionMatrixDisplay`).
///
///     try ConfusionMatrixPlot([[50, 0], [3, 47]], classes: ["cat", "dog"]).write(to: URL(filePath: "confusion.pdf"))
///
/// A cell's colour is its share of the row, on a square-root scale so that errors of one percent can still be seen.
///
/// Beyond 100 classes the cells shrink until the figure fits on a page: numbers are left out, names are thinned, and
/// where a pixel or character holds several cells it shows the largest share among them, so that no error gets lost.
public struct ConfusionMatrixPlot: Sendable, Hashable {
  /// With more classes than this, cells have no numbers.
  static let mostClassesWithNumbers = 100

  /// What is written in the cells.
  public struct Numbers: NamedChoice, RawRepresentable, Sendable, Hashable, Codable, CaseIterable {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
      case values, rowPercentages, none
    }

    package let kind: Kind

    package init(_ kind: Kind) { self.kind = kind }

    /// The numbers of the matrix.
    public static let values = Self(.values)
    /// The share of the row in percent (scikit-learn's `normalize="true"`).
    public static let rowPercentages = Self(.rowPercentages)
    /// Nothing.
    public static let none = Self(.none)
  }

  /// K × K counts, weights or shares, ≥ 0. Row i, column j: how much of class i was predicted as class j.
  public let values: Matrix<Double>
  /// K names.
  public let classes: [String]
  public var numbers: Numbers
  /// A line above the table; none when empty.
  public var title: String { didSet { title = title.singleLine } }

  /// A figure of a confusion matrix.
  ///
  /// - Parameters:
  ///   - values: K × K numbers, ≥ 0 and finite.
  ///   - classes: K names or labels, in the order of rows and columns.
  ///   - numbers: What to write in the cells.
  ///   - title: A line above the table.
  /// - Throws: ``FigureError`` when the matrix is empty or not square, a number is negative or not finite, or the
  ///   classes are too few or too many.
  public init(
    _ values: Matrix<some PixelScalar>, classes: some Collection, numbers: Numbers = .values, title: String = ""
  ) throws {
    guard values.count > 0 else { throw FigureError.empty(what: "the confusion matrix has no rows or no columns") }
    guard values.rows == values.columns else {
      throw FigureError.notSquareMatrix(rows: values.rows, columns: values.columns)
    }
    guard classes.count == values.rows else {
      throw FigureError.countMismatch(what: "class names", expected: values.rows, found: classes.count)
    }
    self.values = values as? Matrix<Double> ?? values.map(\.asDouble)
    self.classes = classes.map { String(describing: $0).singleLine }
    self.numbers = numbers
    self.title = title.singleLine
    try self.values.requireFinite("A confusion matrix's number")
    try requireNoNegative()
  }

  /// A figure of counts given row by row.
  ///
  /// - Throws: `MatrixError.raggedRows` when the rows differ in length, and what the other initialiser throws.
  public init(
    _ counts: [[Int]], classes: some Collection, numbers: Numbers = .values, title: String = ""
  ) throws {
    try self.init(Matrix(counts.map { $0.map(Double.init) }), classes: classes, numbers: numbers, title: title)
  }

  private func requireNoNegative() throws {
    guard let index = values.elements.firstIndex(where: { $0 < 0 }) else { return }
    let (row, column) = index.quotientAndRemainder(dividingBy: values.columns)
    throw FigureError.negative(
      what: "A confusion matrix's number", value: "\(values[row, column])", row: row, column: column)
  }
}

// What the forms of the figure share.
extension ConfusionMatrixPlot {
  /// Each number as a share of its row, 0…1; 0 in a row of zeros.
  var rowShares: [[Double]] { (0..<values.rows).map(shares) }

  private func shares(ofRow row: Int) -> [Double] {
    let largest = values[row: row].max() ?? 0
    guard largest > 0 else { return values[row: row].map { _ in 0 } }
    // Dividing by the largest first keeps the sum finite.
    let relative = values[row: row].map { $0 / largest }
    let sum = relative.reduce(0, +)
    return relative.map { $0 / sum }
  }

  /// Whether there are too many cells for numbers.
  var isPicture: Bool { classes.count > Self.mostClassesWithNumbers }

  /// The table as a square picture of at most `most` pixels each way, each as the largest share it covers.
  func picture(most: Int, color: (Double) -> FigureColor) -> Raster {
    let count = classes.count
    let side = min(count, most)
    var largest = [Double](repeating: 0, count: side * side)
    for row in 0..<count {
      let start = row * side / count * side
      for (column, share) in shares(ofRow: row).enumerated() {
        let pixel = start + column * side / count
        largest[pixel] = max(largest[pixel], share)
      }
    }
    return Raster(trusted: side, side, largest.map(color))
  }

  /// The text of every cell; none at all where there are too many.
  var cellTexts: [[String]] {
    guard !isPicture else { return [] }
    return switch numbers.kind {
    case .values: valueTexts
    case .rowPercentages: rowShares.map { $0.map(Self.percentage) }
    case .none: classes.map { _ in classes.map { _ in "" } }
    }
  }

  static func color(ofShare share: Double) -> FigureColor { ColorMap.blues.color(at: share.squareRoot()) }

  /// Counts are written in full, shares with two digits.
  private var valueTexts: [[String]] {
    let areCounts = values.elements.allSatisfy { $0 == $0.rounded() }
    return (0..<values.rows).map { row in
      values[row: row].map { areCounts ? PlotNumber.fixed($0, decimals: 0) : PlotNumber.short($0, digits: 2) }
    }
  }

  /// Whole percents, but never 0 for a share that is not 0, nor 100 for one that is not all.
  private static func percentage(_ share: Double) -> String {
    let percent = share * 100
    if percent > 0, percent < 0.5 { return "<1" }
    if percent < 100, percent >= 99.5 { return ">99" }
    return PlotNumber.fixed(percent, decimals: 0)
  }
}
