/// The settings that regressions with a smooth loss have in common.
struct SmoothSettings {
  /// The estimator's name, for a progress bar.
  let estimator: String
  /// The factor of the penalty beside the mean loss, ≥ 0.
  let alpha: Double
  /// What α multiplies: ‖w‖²/2, ‖w‖₁, or both.
  var penalty = Penalty.l2
  let fitIntercept: Bool
  let solver: Solver
  /// ‖∇F‖∞ at which the fit has converged, > 0.
  let tolerance: Double
  let maxIterations: Int
  let randomState: UInt32
  let precision: Precision
  let verbose: Bool

  /// - Throws: ``EstimatorError/invalidSetting(name:value:rule:)``, and ``EstimatorError/unsupported(what:instead:)``
  ///   for a solver that knows logistic losses alone.
  func validate() throws {
    try requireSetting(alpha >= 0 && alpha.isFinite, "alpha", alpha, "finite and at least 0")
    try requireSetting((0...1).contains(penalty.l1Ratio), "l1Ratio", penalty.l1Ratio, "in 0...1")
    try requireSetting(tolerance > 0 && tolerance.isFinite, "tolerance", tolerance, "finite and greater than 0")
    try requireSetting(maxIterations >= 1, "maxIterations", maxIterations, "at least 1")
    guard solver.form == nil else {
      throw EstimatorError.unsupported(
        what: "Solver .\(solver.method.name) for \(estimator)", instead: "Use .auto, .lbfgs or .newtonCholesky.")
    }
    if let settings = solver.stochasticGradient { try settings.validate() }
    if let rate = solver.learningRate?.fixed ?? solver.learningRate?.initial {
      try requireSetting(rate > 0 && rate.isFinite, "learningRate", rate, "finite and greater than 0")
    }
  }
}

extension SmoothSettings {
  /// R for a model of p weights.
  func weightPenalty(_ features: Int) -> WeightPenalty {
    let (strength, ratio) = (penalty == .none ? 0 : alpha, penalty.l1Ratio)
    return WeightPenalty(
      l2: Array(repeating: (1 - ratio) * strength, count: features),
      l1: Array(repeating: ratio * strength, count: features))
  }

  /// With how much F, minimised over the intercept, is strongly convex in the weights.
  var convexity: Double { penalty == .none ? 0 : (1 - penalty.l1Ratio) * alpha }
}

/// - Throws: ``EstimatorError/invalidSetting(name:value:rule:)`` where a setting breaks its rule.
func requireSetting(_ holds: Bool, _ name: String, _ value: some CustomStringConvertible, _ rule: String) throws {
  guard holds else { throw EstimatorError.invalidSetting(name: name, value: value.description, rule: rule) }
}
