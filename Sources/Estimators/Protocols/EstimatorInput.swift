/// What estimators read: ``Features``, or the rows of a `Table`. There are no others.
///
/// Whatever wraps a classifier (a search, a calibration, a threshold) needs no more of its rows than this, and so works
/// for both.
public protocol EstimatorInput: InputSource where Input == Self {
  /// The number of rows, n.
  var rows: Int { get }
  /// The number of columns, p.
  var columnCount: Int { get }
  /// What the columns are called; their numbers where they have no names.
  var columnNames: [String] { get }

  /// Chosen rows in the given order.
  ///
  /// - Throws: ``EstimatorError/rowOutOfRange(row:rows:)`` or `MatrixError` for a row that is not there.
  /// - Complexity: O(number chosen) for features, which are not copied; a table copies the cells.
  func selectingRows(_ rows: [Int]) throws -> Self

  /// Scores the rows with the values of one column dealt out in each of some orders, as a permutation importance asks.
  ///
  /// - Parameter orders: The row whose value each row gets, n places each.
  /// - Throws: ``EstimatorError/tooLarge(what:bytes:limit:instead:)`` when there is no memory for the copies.
  func columnShuffler(_ orders: [[Int]]) throws -> ColumnShuffler<Self>
}

extension Features: EstimatorInput {
  /// The number of columns, p.
  public var columnCount: Int { columns }

  /// The names, or `column 0`, `column 1` …
  public var columnNames: [String] { names ?? (0..<columns).map { "column \($0)" } }
}

extension Table: EstimatorInput {
  /// The table.
  public var input: Table { self }

  /// The number of columns.
  public var columnCount: Int { columns.count }

  /// The names.
  public var columnNames: [String] { names }

  /// Chosen rows in the given order; copies their cells.
  ///
  /// - Throws: `MatrixError` for a row that is not there.
  public func selectingRows(_ rows: [Int]) throws -> Table { try selecting(rows: rows) }
}

/// There is a row and a column, one target and one weight per row, and every weight is finite and ≥ 0.
package func requireFittingCounts(_ x: some EstimatorInput, targets: Int?, weights: [Double]?) throws {
  guard x.rows > 0, x.columnCount > 0 else { throw EstimatorError.emptyInput(rows: x.rows, columns: x.columnCount) }
  if let targets, targets != x.rows { throw EstimatorError.rowCountMismatch(features: x.rows, targets: targets) }
  if let weights { try requireWeights(weights, rows: x.rows) }
}

extension Estimator {
  /// The checks that come before a fit on features: settings, counts of targets, weights and groups, and that every
  /// number is finite.
  ///
  /// - Throws: The ``EstimatorError`` that names the difference.
  func requireFit(to data: TrainingData<Features, some Any>) throws {
    try validate()
    try data.requireFittingCounts()
    try requireFinite(data.input)
  }

  /// The checks that come before a fit on features: settings, counts, weights, and that every number is finite.
  ///
  /// - Parameters:
  ///   - x: n × p features.
  ///   - targets: The number of targets, `nil` if there are none.
  ///   - weights: n weights, or `nil` for all equal.
  ///   - acceptsMissing: Whether NaN passes, so that only infinite numbers are refused.
  /// - Throws: The ``EstimatorError`` that names what is wrong.
  public func requireFit(
    to x: Features, targets: Int? = nil, weights: [Double]?, orMissing acceptsMissing: Bool = false
  ) throws {
    try validate()
    try requireFittingCounts(x, targets: targets, weights: weights)
    try requireFinite(x, orMissing: acceptsMissing)
  }

  /// The checks that come before a fit on a table: settings, counts and weights. Cells are for the transformer to
  /// judge.
  ///
  /// - Parameters:
  ///   - table: n rows.
  ///   - targets: The number of targets, `nil` if there are none.
  ///   - weights: n weights, or `nil` for all equal.
  /// - Throws: The ``EstimatorError`` that names what is wrong.
  public func requireFit(to table: Table, targets: Int? = nil, weights: [Double]?) throws {
    try validate()
    try requireFittingCounts(table, targets: targets, weights: weights)
  }
}
