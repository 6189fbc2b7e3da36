// Guarded by `InputChecksTests`, `LogisticRegressionTests`.
import Files

/// The checks that every estimator makes before it looks at a number.

/// There is one target and one weight per row, at least one row and one column, and every weight is finite and ≥ 0.
///
/// - Parameters:
///   - x: n × p features.
///   - targets: The number of targets, `nil` if there are none.
///   - weights: n weights, or `nil` for all equal.
/// - Throws: The ``EstimatorError`` that names the difference.
public func requireFittingCounts(_ x: Features, targets: Int?, weights: [Double]?) throws {
  guard x.rows > 0, x.columns > 0 else { throw EstimatorError.emptyInput(rows: x.rows, columns: x.columns) }
  if let targets, targets != x.rows { throw EstimatorError.rowCountMismatch(features: x.rows, targets: targets) }
  if let weights { try requireWeights(weights, rows: x.rows) }
}

/// One weight per row, finite, ≥ 0, not all 0, with a finite sum.
package func requireWeights(_ weights: [Double], rows: Int) throws {
  guard weights.count == rows else { throw EstimatorError.weightCountMismatch(rows: rows, weights: weights.count) }
  var sum = 0.0
  for (row, weight) in weights.enumerated() {
    guard weight >= 0, weight.isFinite else { throw EstimatorError.invalidWeight(row: row, value: weight) }
    sum += weight
  }
  guard sum > 0 else { throw EstimatorError.noWeight }
  guard sum.isFinite else { throw EstimatorError.weightsTooLarge(rows: rows) }
}

/// So many numbers for each column can be had: whoever learns from a sparse matrix of few numbers needs them all the
/// same.
///
/// - Parameters:
///   - numbers: How many Doubles for each column, results included.
///   - what: The subject of the error's sentence.
/// - Throws: ``EstimatorError/tooLarge(what:bytes:limit:instead:)``.
package func requireMemory(_ numbers: Int, perColumnOf x: Features, for what: String) throws {
  try Memory.require(
    Memory.bytes(x.columns, numbers, 8), for: "\(what) of \(x.columns) columns",
    instead: "Pass fewer columns: those that hold a number, say.")
}

/// The symmetric matrices that so many columns make can be had.
///
/// - Parameter copies: How many p × p matrices live at a time.
/// - Throws: ``EstimatorError/tooLarge(what:bytes:limit:instead:)``.
package func requireMemory(squares copies: Int, of x: Features, for what: String, instead: String) throws {
  try Memory.require(
    Memory.bytes(x.columns, x.columns, copies, 8), for: "\(what) of \(x.columns) columns", instead: instead)
}

/// One number for each row and class can be had.
///
/// - Throws: ``EstimatorError/tooLarge(what:bytes:limit:instead:)``.
package func requireMemory(rows: Int, classes: Int, copies: Int = 1) throws {
  try Memory.require(
    Memory.bytes(rows, classes, copies, 8), for: "\(rows) rows of \(classes) scores",
    instead: "Pass fewer rows at a time.")
}

/// Every feature is finite.
///
/// - Parameters:
///   - x: n × p features.
///   - acceptsMissing: Whether NaN passes, so that only infinite numbers are refused.
/// - Throws: ``EstimatorError/notFinite(row:column:value:)`` for the first one that is not, in row order.
/// - Complexity: one pass over Float, Double and sparse data; nothing for bytes.
public func requireFinite(_ x: Features, orMissing acceptsMissing: Bool = false) throws {
  guard let place = try FeatureBlocks(x).firstNotFinite(acceptingMissing: acceptsMissing) else { return }
  throw EstimatorError.notFinite(row: place.row, column: x.columnName(place.column), value: place.value)
}

/// What a transformation made of finite numbers is finite; NaN, for missing, passes.
///
/// - Parameters:
///   - what: What was done to the row, "Projecting" say.
///   - instead: What to do then, a sentence.
/// - Throws: ``EstimatorError/unsupported(what:instead:)`` with the first row and column that is infinite.
package func requireFiniteResult(
  _ result: Features, acceptingMissing: Bool = false, of what: String, _ instead: String
) throws {
  guard let place = try FeatureBlocks(result).firstNotFinite(acceptingMissing: acceptingMissing) else { return }
  throw EstimatorError.unsupported(
    what: "\(what) row \(place.row), whose result in column \(place.column) is too large for a number,",
    instead: instead)
}

/// The columns are those of the fit: as many, and where both have names, the same ones in the same order.
package func requireSameColumns(_ x: Features, count: Int, names: [String]?) throws {
  guard x.columns == count else { throw EstimatorError.featureCountMismatch(expected: count, found: x.columns) }
  guard let names, let found = x.names, names != found else { return }
  let (known, given) = (Set(names), Set(found))
  let moved = zip(names, found).first { $0 != $1 }.map { "\"\($1)\" where the fit had \"\($0)\"" }
  throw EstimatorError.featureNamesMismatch(
    missing: names.filter { !given.contains($0) }, unexpected: found.filter { !known.contains($0) },
    firstMoved: known == given ? moved : nil)
}
