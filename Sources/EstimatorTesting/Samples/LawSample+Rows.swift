import Estimators

extension LawSample {
  /// The number of rows, n.
  public var rowCount: Int { bytes.rows }
  /// The number of columns, p.
  public var columnCount: Int { bytes.columns }

  /// The features as doubles.
  public var doubles: Matrix<Double> { bytes.map(Double.init) }
  /// The features as floats.
  public var floats: Matrix<Float> { bytes.map(Float.init) }
  /// The features as compressed sparse rows.
  public func sparse() throws -> SparseMatrix { try SparseMatrix(doubles) }

  /// The same rows as often as their weight says.
  public var repeated: (rows: [Int], labels: [Label]) { copies }

  /// The features with one number replaced.
  func spoilt(by value: Double) -> Matrix<Double> {
    var copy = doubles
    copy[2, 1] = value
    return copy
  }

  /// Names for the columns, and the same ones with the last two exchanged.
  var names: (right: [String], wrong: [String]) {
    let names = (0..<columnCount).map { "column \($0)" }
    var moved = names
    moved.swapAt(columnCount - 2, columnCount - 1)
    return (names, moved)
  }
}

extension LawSample: TrialSample {
  var input: Features { doubles.features }

  var nearAndFar: [Features] {
    let x = doubles
    return [1, -1, 1e3, -1e6, 1e12].map { scale in x.map { $0 * scale }.features }
  }

  /// With one column more.
  var earlier: (input: Features, labels: [Label]) {
    let (x, rows) = (doubles, earlierRows)
    let elements = rows.flatMap { Array(x[row: $0]) + [x[$0, 0]] }
    return (
      Matrix(rows: rows.count, columns: columnCount + 1, checked: elements).features,
      rows.reversed().map { labels[$0] }
    )
  }

  func block(_ rows: [Int]) throws -> Features { doubles[rows: rows].copied().features }

  func withoutColumns() -> Features { Matrix<Double>.zeros(rows: rowCount, columns: 0).features }

  func withColumnMoved(_ column: Int) -> Features? {
    let x = doubles
    var moved = x
    for row in 0..<x.rows { moved[row, column] = x[(row + 1) % x.rows, column] }
    return moved == x ? nil : moved.features
  }

  func without(column: Int) -> Features? { nil }

  static func text(of row: Int, in x: Features) throws -> String { "\(Array(try x.matrix()[row: row]))" }
}
