// Guarded by `ScoreLossTests`.
/// Half the squared error of a number, the loss of ridge regression, lasso and elastic net:
///
///     ℓ = (z − y)²/2
public struct SquaredError: ScalarLoss {
  /// 1.
  public let curvatureBound: Double? = 1

  public init() {}

  @inlinable public func terms(_ z: Double, _ y: Double) -> LossTerms {
    LossTerms(value: (z - y) * (z - y) / 2, slope: z - y, curvature: 1)
  }
}
