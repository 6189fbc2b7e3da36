extension LogisticRegression {
  /// Whether the objective has parts without a gradient.
  var isNonsmooth: Bool { hasL1 || bounds != nil }

  private var hasL1: Bool { penalty.l1Ratio > 0 && c < .infinity && (penaltyFactors?.contains { $0 > 0 } ?? true) }

  /// Solvers that need a gradient do not go with an L1 norm or bounds.
  ///
  /// - Throws: ``EstimatorError/unsupported(what:instead:)`` naming the solvers that do.
  func validateSolver() throws {
    if solver.form == .dual { try validateDual() }
    guard isNonsmooth, let others = solver.method.insteadOfKinks else { return }
    throw EstimatorError.unsupported(
      what: "Solver .\(solver.name) with \(bounds == nil ? "an L1 penalty" : "bounds")",
      instead: "Use solver: \(others) or .gd.")
  }

  /// Refuses what the dual form does not solve, as far as settings tell.
  ///
  /// - Throws: ``EstimatorError/unsupported(what:instead:)`` naming what does.
  private func validateDual() throws {
    func refuse(_ what: String, _ instead: String) -> EstimatorError {
      .unsupported(what: "Solver .coordinateDescent(form: .dual) with \(what)", instead: instead)
    }
    let others = "Use solver: .coordinateDescent, .lbfgs or .gd"
    if penalty == .none || c == .infinity {
      throw refuse("no penalty", "\(others), or penalty: .l2 with a finite c.")
    }
    if penalty.l1Ratio > 0 { throw refuse("an L1 penalty", "\(others).") }
    if bounds != nil { throw refuse("bounds", "\(others).") }
    if let feature = penaltyFactors?.firstIndex(of: 0) {
      throw refuse("penaltyFactors[\(feature)] = 0", "\(others), or factors above 0.")
    }
  }

  func validate(_ settings: StochasticGradientSettings) throws {
    try settings.validate()
    guard settings.schedule == .optimal, penalty == .none || c == .infinity else { return }
    throw EstimatorError.unsupported(
      what: "Learning schedule .optimal without a penalty",
      instead: "Use schedule: .inverseScaling() or .adaptive(), or a penalty with a finite c.")
  }

  /// The penalty and the limits in numbers.
  ///
  /// - Throws: ``EstimatorError/invalidSetting(name:value:rule:)`` for factors or bounds that do not fit the data.
  func weightPenalty(_ rows: TrainingRows<Label>) throws -> WeightPenalty {
    let features = rows.features.columns
    if let count = penaltyFactors?.count, count != features {
      throw EstimatorError.invalidSetting(
        name: "penaltyFactors", value: "\(count) numbers", rule: "one number per feature, \(features)")
    }
    let factors = penaltyFactors ?? Array(repeating: 1, count: features)
    let strength = penalty == .none ? 0 : 1 / (rows.weightTotal * c)
    let ratio = penalty.l1Ratio
    var result = WeightPenalty(
      l2: factors.map { (1 - ratio) * strength * $0 }, l1: factors.map { ratio * strength * $0 })
    if let bounds {
      let coefficientRows = rows.classes.count == 2 ? 1 : rows.classes.count
      (result.lower, result.upper) = try bounds.limits(rows: coefficientRows, features: features)
    }
    return result
  }
}
