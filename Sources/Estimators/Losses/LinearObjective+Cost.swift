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
}
