/// Weights in a unit that brings the largest into 1..<2, so that products of their sums stay in range. The unit is a
/// power of two: no bit is lost, and what is a ratio of weights stays as it is.
func inUnits(_ weights: [Double]?) -> [Double]? {
  guard let weights, let largest = weights.max(), largest > 0, largest.isFinite else { return weights }
  // In two steps, since the unit of the smallest weights is no number.
  let exponent = -Int(largest.exponent)
  guard exponent != 0 else { return weights }
  return weights.map { scaled($0, by: exponent) }
}

/// x · 2^exponent.
private func scaled(_ x: Double, by exponent: Int) -> Double {
  let half = exponent / 2
  return x * Double(sign: .plus, exponent: half, significand: 1)
    * Double(sign: .plus, exponent: exponent - half, significand: 1)
}
