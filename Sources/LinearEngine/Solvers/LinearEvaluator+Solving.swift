extension LinearEvaluator {
  /// The minimum that a solver finds, with value and gradient in Double, in the gauge of models: where the loss is
  /// invariant to a common shift of the classes, the mean over these is 0.
  ///
  /// - Throws: What the solver throws.
  package func minimize(
    by solver: any BatchSolver, from starts: [[Double]], _ request: SolverRequest, onIteration: OnIteration
  ) throws -> BatchMinimum {
    var minimum = try minimizeInAnyGauge(by: solver, from: starts, request, onIteration)
    for place in minimum.minima.indices { objective.takeGaugeOff(&minimum.minima[place].iterate) }
    let isHidden = minimum.minima.contains {
      $0.stopped == .gradient && $0.iterate.evaluation.gradientNorm > request.rule.tolerance
    }
    guard isHidden, !minimum.isEnded else { return minimum }
    // The mean over the classes hid a part of the gradient: some iterations more, from where it is 0.
    for place in minimum.minima.indices { minimum.minima[place].testEnd(tolerance: request.rule.tolerance) }
    makeExact()
    let rest = try minimizeInAnyGauge(by: solver, from: minimum.minima.map(\.iterate.point), request) { iteration in
      try onIteration(iteration.following(minimum.history.last))
    }
    makeExact()
    var whole = minimum.continued(by: rest)
    whole.continued = minimum.continued || rest.continued
    return whole
  }

  private func minimizeInAnyGauge(
    by solver: any BatchSolver, from starts: [[Double]], _ request: SolverRequest, _ onIteration: OnIteration
  ) throws -> BatchMinimum {
    if request.precision == .single, !solver.isStochastic { useSingle() }
    var minimum = try solver.minimize(self, from: starts, request, onIteration: onIteration)
    // Stopped by the caller, or by the limit, before it went over to Double.
    if single { try measureInDouble(&minimum, tolerance: request.rule.tolerance) }
    return minimum
  }

  /// The figures of a single precision fit, in Double. A gradient test that Double does not confirm is taken back.
  func measureInDouble(_ minimum: inout BatchMinimum, tolerance: Double) throws {
    makeExact()
    for problem in minimum.minima.indices { objective.takeGaugeOff(&minimum.minima[problem].iterate) }
    let points = minimum.minima.map(\.iterate.point)
    if !minimum.minima.contains(where: { $0.stopped == .gradient || $0.stopped == .cancelled }),
      let ends = try Certifier(self).finished(at: points)
    {
      for (problem, end) in ends.enumerated() { minimum.minima[problem].iterate = end.iterate }
      (minimum.finished, minimum.evaluations) = (ends, passes)
      return
    }
    let evaluations = try evaluateToGoOn(from: points)
    minimum.evaluations = passes
    for (problem, evaluation) in zip(minimum.minima.indices, evaluations) {
      minimum.minima[problem].iterate.evaluation = evaluation
      if minimum.minima[problem].stopped == .gradient, evaluation.gradientNorm > tolerance {
        minimum.minima[problem].stopped = .precisionFloor
      }
    }
  }

  /// The preconditioner; the precision is decided on meanwhile.
  func preconditioner(at starts: [[Double]], _ request: SolverRequest) throws -> (any CurvaturePreconditioner)? {
    try preconditioner { isComing in
      keepsScoreCurvature = isComing
      try choosePrecision(at: starts, request)
    }
  }

  /// Float, where it serves and nothing has been decided yet.
  func choosePrecision(at starts: [[Double]], _ request: SolverRequest) throws {
    if request.precision == .automatic, isAtStart { try useSingleWhileItServes(at: starts) }
  }
}
