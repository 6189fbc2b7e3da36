internal import Platform

/// ln Σⱼ exp(zⱼ), shifted by the largest zⱼ so that nothing overflows. SciPy's `logsumexp`.
///
/// −∞ for an empty list. Any finite input gives a finite result; one NaN gives NaN.
public func logSumExp(_ z: some Collection<Double>) -> Double {
  guard let first = z.first else { return -.infinity }
  var largest = first
  var position = z.startIndex
  for (index, value) in zip(z.indices, z) where value > largest || value.isNaN {
    largest = value
    position = index
    if value.isNaN { return value }
  }
  guard largest.isFinite else { return largest }
  var others = 0.0  // Σ exp(zⱼ − z_max) without the largest itself, so that log1p keeps it when it is tiny
  for (index, value) in zip(z.indices, z) where index != position { others += exp(value - largest) }
  return largest + log1p(others)
}

/// ln(1 + exp(z)) without overflow or cancellation.
public func softplus(_ z: Double) -> Double { max(z, 0) + log1p(exp(-z.magnitude)) }

/// 1 / (1 + exp(−z)), SciPy's `expit`; the tail keeps full relative accuracy.
public func sigmoid(_ z: Double) -> Double {
  let e = exp(-z.magnitude)
  return z >= 0 ? 1 / (1 + e) : e / (1 + e)
}
