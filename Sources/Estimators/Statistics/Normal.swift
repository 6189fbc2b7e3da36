internal import Platform

/// The normal distribution with mean 0 and standard deviation 1.
enum Normal {
  /// P(Z ≤ z), to full relative precision in the lower tail too.
  static func cumulative(_ z: Double) -> Double { 0.5 * erfc(-z / 2.0.squareRoot()) }

  /// The z with P(Z ≤ z) = p, for p in 0.5..<1, by bisection.
  static func quantile(_ p: Double) -> Double {
    precondition(p >= 0.5 && p < 1, "A probability of \(p)")
    // By the upper tail, which stays precise near 1.
    var (low, high) = (0.0, 40.0)
    while true {
      let middle = (low + high) / 2
      guard middle > low, middle < high else { return middle }
      if cumulative(-middle) > 1 - p { low = middle } else { high = middle }
    }
  }
}
