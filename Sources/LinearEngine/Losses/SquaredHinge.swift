// Guarded by `ScoreLossTests`.
/// The squared hinge of a linear support vector machine, for targets y = −1 and 1:
///
///     ℓ = max(0, 1 − y·z)²
///
/// - SeeAlso: Chang, Hsieh & Lin, *Coordinate descent method for large-scale L2-loss linear support vector machines*,
///   JMLR 9 (2008). scikit-learn's `LinearSVC(loss="squared_hinge")`, whose C is 1/(S·λ) as everywhere here.
public struct SquaredHinge: ScalarLoss {
  /// 2.
  public let curvatureBound: Double? = 2

  public init() {}

  @inlinable public func terms(_ z: Double, _ y: Double) -> LossTerms {
    let m = 1 - y * z
    if m <= 0 { return LossTerms(value: 0, slope: 0, curvature: 0) }
    return LossTerms(value: m * m, slope: -2 * y * m, curvature: 2 * y * y)
  }
}
