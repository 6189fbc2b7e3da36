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
