/// The gradient of `function` at `point` by five-point central differences, with steps of `step` in every coordinate.
///
/// Its own error is O(step⁴) from the formula and about 1e-16 / step from rounding.
public func centralDifferences(
  _ function: ([Double]) throws -> Double, at point: [Double], step: Double
) rethrows -> [Double] {
  try point.indices.map { place in
    func value(_ steps: Double) throws -> Double {
      var moved = point
      moved[place] += steps * step
      return try function(moved)
    }
    return try (value(-2) - 8 * value(-1) + 8 * value(1) - value(2)) / (12 * step)
  }
}

/// max |aᵢ − bᵢ| / max |bᵢ|.
public func relativeError(_ a: [Double], _ b: [Double]) -> Double {
  let difference = zip(a, b).reduce(0) { largest($0, ($1.0 - $1.1).magnitude) }
  let size = b.reduce(0) { largest($0, $1.magnitude) }
  return a.count == b.count ? difference / max(size, .leastNormalMagnitude) : .infinity
}

/// The larger one; NaN if any is, so that no comparison hides it.
private func largest(_ a: Double, _ b: Double) -> Double { a.isNaN || b.isNaN ? .nan : max(a, b) }
