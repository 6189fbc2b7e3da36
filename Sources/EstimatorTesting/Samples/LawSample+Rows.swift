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
  public var repeated: (rows: [Int], labels: [Label]) {
    let rows = weights.indices.flatMap { Array(repeating: $0, count: weights[$0]) }
    return (rows, rows.map { labels[$0] })
  }

  /// Fractional weights, of rows and of their repetitions: every copy of a row weighs the same. Some weigh less than 1,
  /// and all together more than there are rows: what weighs less may be taken for shares.
  var fractions: (weights: [Double], repeated: [Double]) {
    let each = weights.indices.map { $0 / 2 % 2 == 0 ? 0.5 : 2.25 }
    return (zip(weights, each).map { Double($0) * $1 }, repeated.rows.map { each[$0] })
  }

  /// What an earlier fit may have seen: fewer rows with other labels, one column more, one class less if there are more
  /// than two.
  var earlier: (features: Matrix<Double>, labels: [Label]) {
    let (x, classes) = (doubles, ClassEncoding(labels).classes)
    let rows = secondHalf.filter { classes.count == 2 || labels[$0] != classes.last }
    let elements = rows.flatMap { Array(x[row: $0]) + [x[$0, 0]] }
    return (
      Matrix(rows: rows.count, columns: columnCount + 1, checked: elements), rows.reversed().map { labels[$0] }
    )
  }

  /// The number of different rows in a batch.
  var batchedRows: Int { min(50, rowCount) }

  /// The rows of a batch of 500.
  var batch: [Int] { (0..<500).map { (7 * $0 + $0 / batchedRows) % batchedRows } }

  /// The rows in another order, always the same one.
  var shuffled: [Int] {
    var random = RandomState(3)
    return random.permutation(rowCount)
  }

  /// The rows of the second half.
  var secondHalf: Range<Int> { rowCount / 2..<rowCount }

  /// Weight 0 for the rows that weigh nothing, 1 for the others, and the places of the others.
  var presence: (weights: [Double], kept: [Int]) {
    (weights.map { $0 == 0 ? 0 : 1 }, weights.indices.filter { weights[$0] > 0 })
  }

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

extension Matrix where Scalar == Double {
  /// Every number of a column one row further up.
  func withColumnMoved(_ column: Int) -> Matrix {
    var moved = self
    for row in 0..<rows { moved[row, column] = self[(row + 1) % rows, column] }
    return moved
  }
}
