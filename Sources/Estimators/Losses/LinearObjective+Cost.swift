extension LinearObjective {
  /// Multiplications of one pass over the data for all problems.
  package var passMultiplications: Double {
    2 * Double(pass.features.rows) * Double(columnParameters) * Double(columnsPerProblem * problemCount)
  }

  /// Multiplications of one Newton step of all problems: Hessian and Cholesky factorisation.
  package var newtonMultiplications: Double {
    let (n, q, k) = (Double(pass.features.rows), Double(columnParameters), Double(columnsPerProblem))
    let order = q * k
    return Double(problemCount) * (n * q * q * k * (k + 1) / 2 + order * order * order / 3)
  }

  /// Multiplications of a Newton step that takes minutes on a few cores.
  private static let mostNewtonMultiplications = 2e13
  /// The same above this many classes, whose blocks of the Hessian are too small for products of matrices.
  private static let mostWithManyClasses = 2e10
  private static let manyClasses = 300

  /// - Throws: ``EstimatorError/tooSlow(what:instead:)`` where one iteration of Newton's method would take minutes.
  func requireQuickNewtonSteps() throws {
    let most = columnsPerProblem > Self.manyClasses ? Self.mostWithManyClasses : Self.mostNewtonMultiplications
    guard newtonMultiplications > most else { return }
    throw EstimatorError.tooSlow(
      what: "An iteration of solver .newtonCholesky on \(parameterCount * problemCount) parameters",
      instead: "Use the solver .lbfgs or .newtonCG, which need no Hessian.")
  }
}
