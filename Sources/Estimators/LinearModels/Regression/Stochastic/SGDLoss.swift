import Matrices
internal import Platform

/// What ``SGDRegressor`` pays for a row. scikit-learn's `loss`.
public struct SGDLoss: CodedChoice, Sendable, Hashable, Codable {
  package enum Kind: Sendable, Hashable, Codable {
    case squaredError
    case huber(epsilon: Double)
    case poisson, gamma
  }

  package let kind: Kind

  package init(_ kind: Kind) { self.kind = kind }

  /// (y − z)²/2, ``SquaredError``. scikit-learn's `"squared_error"`.
  public static let squaredError = Self(.squaredError)
  /// The same up to a distance ε > 0 and a straight line beyond it, ``HuberLoss``. scikit-learn's `"huber"`.
  public static func huber(epsilon: Double = 0.1) -> SGDLoss { Self(.huber(epsilon: epsilon)) }
  /// Half the Poisson deviance of counts ≥ 0, with means exp(z): ``PoissonLoss``.
  public static let poisson = Self(.poisson)
  /// Half the gamma deviance of amounts > 0, with means exp(z): ``GammaLoss``.
  public static let gamma = Self(.gamma)

  /// From scores to means.
  var link: MeanLink {
    switch kind {
    case .squaredError, .huber: .identity
    case .poisson, .gamma: .log
    }
  }

  func validate() throws {
    guard case .huber(let epsilon) = kind else { return }
    try requireSetting(epsilon > 0 && epsilon.isFinite, "loss.epsilon", epsilon, "finite and greater than 0")
  }

  /// The problem of some rows.
  ///
  /// - Parameter needsMean: Whether the fit starts at their mean.
  func fit(
    _ data: TrainingData<Features, Double>, needsMean: Bool, settings: SmoothSettings
  ) throws -> SmoothFit {
    switch kind {
    case .squaredError: return try .generalized(data, power: 0, link: .identity, settings: settings)
    case .poisson: return try .generalized(data, power: 1, link: .log, needsMean: needsMean, settings: settings)
    case .gamma: return try .generalized(data, power: 2, link: .log, settings: settings)
    case .huber(let epsilon):
      let rows = try TrainingNumbers(data)
      return try SmoothFit(
        rows, loss: HuberLoss(delta: epsilon), targets: rows.targets, coldIntercept: rows.weightedMean,
        settings: settings)
    }
  }
}
