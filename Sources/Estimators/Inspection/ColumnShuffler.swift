import Files
import Matrices

/// The orders in which the values of a column are dealt out to the rows, the same for every column: those of
/// scikit-learn's `permutation_importance` for the same seed and number of rows.
///
/// - Complexity: 8 bytes for each row and repeat.
func importanceOrders(rows: Int, repeats: Int, randomState: UInt32) throws -> [[Int]] {
  try requireRoom(forSplits: repeats, rowsEach: rows)
  var first = RandomState(randomState)
  var random = RandomState(UInt32(try first.integers(in: 0..<1 << 31, count: 1)[0]))
  var shuffled = Array(0..<rows)
  var order = shuffled
  return (0..<repeats).map { _ in
    random.shuffle(&shuffled)
    // It shuffles what it has shuffled before.
    order = shuffled.map { order[$0] }
    return order
  }
}

/// Scores the rows with one column in each of some orders. Threads may ask for several columns at a time.
public typealias ColumnShuffler<Rows> = @Sendable (_ column: Int, _ score: (Rows) throws -> Double) throws -> [Double]

extension Features {
  /// Dense features are copied once for each thread that asks at a time, in their stored type; the column is put back
  /// behind each use. Of sparse ones a copy is made for each order.
  ///
  /// - Throws: ``EstimatorError/tooLarge(what:bytes:limit:instead:)`` when there is no memory for the copies.
  public func columnShuffler(_ orders: [[Int]]) throws -> ColumnShuffler<Features> {
    let x = try ownRows()
    switch x.storage {
    case .bytes(let matrix): return try denseShuffler(matrix, x, orders) { .bytes($0) }
    case .float(let matrix): return try denseShuffler(matrix, x, orders) { .float($0) }
    case .double(let matrix): return try denseShuffler(matrix, x, orders) { .double($0) }
    case .source, .borrowed: return try x.selectingColumns(Array(0..<x.columns)).columnShuffler(orders)
    case .sparse(let matrix):
      return { column, score in
        try orders.map { try score(x.storing(.sparse(matrix.reordering(column: column, by: $0)))) }
      }
    }
  }
}

extension Table {
  /// Tables share all columns but the one.
  public func columnShuffler(_ orders: [[Int]]) -> ColumnShuffler<Table> {
    { column, score in try orders.map { try score(reordering(column: column, by: $0)) } }
  }
}

private func denseShuffler<Scalar>(
  _ matrix: Matrix<Scalar>, _ x: Features, _ orders: [[Int]],
  _ storage: @escaping @Sendable (Matrix<Scalar>) -> Features.Storage
) throws -> ColumnShuffler<Features> {
  let copies = min(Parallelism.threads, matrix.columns)
  try Memory.require(
    Memory.bytes(copies, matrix.count, MemoryLayout<Scalar>.stride),
    for: "\(copies) copies of \(matrix.rows) × \(matrix.columns) numbers", instead: "Take fewer rows, or fewer threads."
  )
  let spare = Locked<[Matrix<Scalar>]>([])
  return { column, score in
    let values = matrix[column: column]
    // The first change of a column copies the matrix, later ones find it in nobody else's hands.
    var copy = spare.withLock { $0.popLast() } ?? matrix
    let scores = try orders.map { order in
      copy.set(column: column) { values[order[$0]] }
      return try score(x.storing(storage(copy)))
    }
    copy.set(column: column) { values[$0] }
    spare.withLock { $0.append(copy) }
    return scores
  }
}

extension Matrix {
  fileprivate mutating func set(column: Int, to value: (_ row: Int) -> Scalar) {
    let (rows, columns) = (rows, columns)
    withMutableElements { elements in
      for row in 0..<rows { elements[row * columns + column] = value(row) }
    }
  }
}

extension Features {
  /// The same change and names of other numbers of the same shape, all rows of them.
  fileprivate func storing(_ storage: Storage) -> Features {
    var result = Features(storage: storage)
    result.setAffine(affine)
    return (try? names.map(result.named)) ?? result
  }
}
