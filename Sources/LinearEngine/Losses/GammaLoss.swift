// Guarded by `ScoreLossTests`.
/// Half the gamma deviance with a log link, for amounts y > 0 with the mean μ = exp(z) and a spread in proportion to
/// it:
///
///     ℓ = y/μ − 1 − ln(y/μ) ≥ 0
///
/// Its curvature y/μ has no bound.
///
/// - SeeAlso: McCullagh & Nelder, *Generalized linear models*, 1989, section 8.
public struct GammaLoss: ScalarLoss {
  /// `nil`.
  public let curvatureBound: Double? = nil

  public init() {}

  @inlinable public func terms(_ z: Double, _ y: Double) -> LossTerms {
    let ratio = y * exponential(-z)
    return LossTerms(value: ratio - 1 - (logarithm(y) - z), slope: 1 - ratio, curvature: ratio)
  }
}
