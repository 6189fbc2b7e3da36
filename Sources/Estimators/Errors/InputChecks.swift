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

/// One weight per row, finite, ≥ 0, not all 0.
package func requireWeights(_ weights: [Double], rows: Int) throws {
  guard weights.count == rows else { throw EstimatorError.weightCountMismatch(rows: rows, weights: weights.count) }
  for (row, weight) in weights.enumerated() where !(weight >= 0 && weight.isFinite) {
    throw EstimatorError.invalidWeight(row: row, value: weight)
  }
  guard weights.contains(where: { $0 > 0 }) else { throw EstimatorError.noWeight }
}

/// Every feature is finite.
///
/// - Parameters:
///   - x: n × p features.
///   - acceptsMissing: Whether NaN passes, so that only infinite numbers are refused.
/// - Throws: ``EstimatorError/notFinite(row:column:value:)`` for the first one that is not, in row order.
/// - Complexity: one pass over Float, Double and sparse data; nothing for bytes.
public func requireFinite(_ x: Features, orMissing acceptsMissing: Bool = false) throws {
  guard let place = FeatureBlocks(x).firstNotFinite(acceptingMissing: acceptsMissing) else { return }
  throw EstimatorError.notFinite(row: place.row, column: x.columnName(place.column), value: place.value)
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
