// Guarded by `ScoreLossTests`.
/// Half the squared error up to a distance δ and a straight line beyond it, so that outliers pull with a bounded force:
///
///     ℓ = r²/2 for |r| ≤ δ, else δ·(|r| − δ/2),     r = z − y
///
/// - SeeAlso: Huber, *Robust estimation of a location parameter*, Ann. Math. Stat. 35 (1964).
public struct HuberLoss: ScalarLoss {
  /// δ, finite and > 0.
  public let delta: Double
  /// 1.
  public let curvatureBound: Double? = 1

  /// - Throws: ``EstimatorError/invalidSetting(name:value:rule:)`` unless `delta` is finite and greater than 0.
  public init(delta: Double) throws {
    guard delta > 0, delta.isFinite else {
      throw EstimatorError.invalidSetting(name: "delta", value: "\(delta)", rule: "finite and greater than 0")
    }
    self.delta = delta
  }

  @inlinable public func terms(_ z: Double, _ y: Double) -> LossTerms {
    let r = z - y
    if r.magnitude <= delta { return LossTerms(value: r * r / 2, slope: r, curvature: 1) }
    return LossTerms(value: delta * (r.magnitude - delta / 2), slope: r < 0 ? -delta : delta, curvature: 0)
  }
}
