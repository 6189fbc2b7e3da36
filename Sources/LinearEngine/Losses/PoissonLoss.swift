// Guarded by `ScoreLossTests`.
import Matrices
internal import Platform

/// How often something happened, and for how long, or in how many, one has looked.
@frozen
public struct ObservedCount: Sendable, Hashable, BitwiseCopyable {
  /// y ≥ 0, finite.
  public var count: Double
  /// e > 0, finite.
  public var exposure: Double

  /// - Parameter exposure: What the expected count is proportional to; 1 where rows have been looked at alike.
  @inlinable public init(_ count: Double, exposure: Double = 1) {
    (self.count, self.exposure) = (count, exposure)
  }
}

/// Half the Poisson deviance with a log link: exp(z) is the rate for an exposure of 1, and μ = e·exp(z) the expected
/// count:
///
///     ℓ = μ − y + y·ln(y/μ) ≥ 0
///
/// Its curvature μ has no bound. A ``ObservedCount/exposure`` is the same as the offset ln e of R's `glm`.
///
/// - SeeAlso: McCullagh & Nelder, *Generalized linear models*, 1989, section 6.
public struct PoissonLoss: ScalarLoss {
  /// `nil`.
  public let curvatureBound: Double? = nil

  public init() {}

  @inlinable public func terms(_ z: Double, _ y: ObservedCount) -> LossTerms {
    let mean = y.exposure * exponential(z)
    let own = y.count > 0 ? y.count * (logarithm(y.count / y.exposure) - z) : 0
    return LossTerms(value: mean - y.count + own, slope: mean - y.count, curvature: mean)
  }
}

/// The C library's, so that `terms` can be inlined in other modules without their importing it.
@usableFromInline func exponential(_ x: Double) -> Double { exp(x) }
@usableFromInline func logarithm(_ x: Double) -> Double { log(x) }
