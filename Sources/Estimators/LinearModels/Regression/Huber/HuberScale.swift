/// The scale σ of residuals that Huber's objective has at its best, the coefficients given:
///
///     Σ sᵢ·min((rᵢ/σ)², ε²) = S
///
/// - SeeAlso: Huber & Ronchetti, *Robust statistics*, 2nd ed. 2009, section 7.7 ("proposal 2").
struct HuberScale {
  let epsilon: Double
  /// sᵢ, or `nil` for all 1.
  let weights: [Double]?
  /// S.
  let weightTotal: Double

  /// Σ sᵢ·min(v·rᵢ², ε²)/S, and its slope in v.
  private func share(_ residuals: [Double], _ v: Double) -> (value: Double, slope: Double) {
    var (near, far) = (0.0, 0.0)
    for (row, residual) in residuals.enumerated() {
      let (square, weight) = (residual * residual, (weights?[row] ?? 1) / weightTotal)
      if v * square <= epsilon * epsilon { near += weight * square } else { far += weight }
    }
    return (v * near + epsilon * epsilon * far, near)
  }

  /// ∂F/∂σ over S at a scale: below 0 where that is too small.
  func slope(_ residuals: [Double], at scale: Double) -> Double { 1 - share(residuals, 1 / (scale * scale)).value }

  /// σ; `nil` where it is 0: the rows with rᵢ ≠ 0 weigh S/ε² or less.
  ///
  /// The sum is concave and of straight pieces in v = 1/σ², so Newton's method ends there, from below, in a few steps.
  func scale(_ residuals: [Double]) -> Double? {
    var v = 0.0
    while true {
      let (value, slope) = share(residuals, v)
      guard slope > 0 else { return nil }
      let next = v + (1 - value) / slope
      guard next > v * (1 + 1e-15) else { return 1 / v.squareRoot() }
      v = next
    }
  }
}
