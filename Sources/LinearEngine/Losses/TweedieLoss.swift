// Guarded by `ScoreLossTests`.
internal import Platform

/// Half the deviance of a Tweedie distribution, whose variance is in proportion to μᵖ, p its power:
///
///     ℓ = y²⁻ᵖ/((1 − p)(2 − p)) − y·μ¹⁻ᵖ/(1 − p) + μ²⁻ᵖ/(2 − p) ≥ 0
///
/// p = 0 is the normal distribution, (y − μ)²/2; 1 Poisson's, μ − y + y·ln(y/μ); 2 the gamma distribution, y/μ − 1 −
/// ln(y/μ); 3 the inverse Gaussian. Between 1 and 2 it is a sum of gamma amounts, as many as a Poisson count says, 0
/// with a probability of its own.
///
/// In the score it is convex with a log link for powers of 1 to 2, and with the identity for 0 and 1. With a log link
/// and another power, and with the identity, the curvature is the one that is to be expected at the mean, which is
/// positive: steps are those of Fisher's scoring. With the identity, and a power other than 0, a mean that is not above
/// 0 costs ∞.
///
/// - SeeAlso: Jørgensen, *The theory of dispersion models*, 1997; Dunn & Smyth, *Generalized linear models with
///   examples in R*, 2018, section 12.
public struct TweedieLoss: ScalarLoss {
  /// p, 0 or ≥ 1.
  public let power: Double
  /// From scores to means.
  public let link: MeanLink
  /// 1 for the squared error, else `nil`.
  public let curvatureBound: Double?

  /// - Throws: ``EstimatorError/invalidSetting(name:value:rule:)`` for a power of which there is no distribution, or
  ///   below 0.
  public init(power: Double, link: MeanLink) throws {
    guard power == 0 || power >= 1, power.isFinite else {
      throw EstimatorError.invalidSetting(
        name: "power", value: "\(power)", rule: "0 or at least 1, and finite (between 0 and 1 there is no distribution)"
      )
    }
    (self.power, self.link) = (power, link)
    curvatureBound = power == 0 && link == .identity ? 1 : nil
  }

  /// Whether ℓ is convex in the score, whatever the target.
  package var isConvex: Bool {
    switch link.kind {
    case .log: (1...2).contains(power)
    case .identity: power <= 1
    }
  }

  public func terms(_ z: Double, _ y: Double) -> LossTerms {
    switch link.kind {
    case .log: logTerms(z, y)
    case .identity: identityTerms(z, y)
    }
  }

  private func logTerms(_ z: Double, _ y: Double) -> LossTerms {
    // y·μ¹⁻ᵖ and μ²⁻ᵖ: by how much the score should rise, and fall.
    let (rise, fall) = (y * exp((1 - power) * z), exp((2 - power) * z))
    return LossTerms(
      value: value(y, logarithm: z, rise: rise, fall: fall), slope: fall - rise,
      curvature: isConvex ? (2 - power) * fall - (1 - power) * rise : fall)
  }

  private func identityTerms(_ mean: Double, _ y: Double) -> LossTerms {
    if power == 0 { return LossTerms(value: (mean - y) * (mean - y) / 2, slope: mean - y, curvature: 1) }
    guard mean > 0 else { return LossTerms(value: .infinity, slope: 0, curvature: 0) }
    let curvature = pow(mean, -power)
    let (rise, fall) = (y * mean * curvature, mean * mean * curvature)
    return LossTerms(
      value: value(y, logarithm: log(mean), rise: rise, fall: fall), slope: (fall - rise) / mean, curvature: curvature)
  }

  /// ℓ from ln μ, y·μ¹⁻ᵖ and μ²⁻ᵖ.
  private func value(_ y: Double, logarithm: Double, rise: Double, fall: Double) -> Double {
    switch power {
    case 1: fall - y + (y > 0 ? y * (log(y) - logarithm) : 0)
    case 2: rise - 1 - (log(y) - logarithm)
    default: (y > 0 ? pow(y, 2 - power) / (1 - power) - rise * (2 - power) / (1 - power) + fall : fall) / (2 - power)
    }
  }
}
