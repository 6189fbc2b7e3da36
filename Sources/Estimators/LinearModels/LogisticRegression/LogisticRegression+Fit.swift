import Matrices

extension LogisticRegression {
  /// Learns from `x` and `y`.
  ///
  /// - Throws: ``EstimatorError`` for what is wrong with data or settings; ``FitInterrupted`` with the best model so far
  ///   when the task is cancelled or `onIteration` throws `CancellationError`; what else `onIteration` throws.
  public func fitted(
    to data: TrainingData<Features, Label>, startingFrom: Model?, onIteration: OnIteration
  ) throws -> Model {
    let began = ContinuousClock.now
    try requireFit(to: data.input, targets: data.count, weights: data.weights)
    let rows = try trainingRows(data)
    let problem = try LogisticProblem(rows, settings: self)
    return try model(of: problem, startingFrom: startingFrom, since: began, onIteration)
  }

  /// Minimises the objective of `problem` and turns its end into a model with report and certificate.
  func model(
    of problem: LogisticProblem<Label>, startingFrom: Model?, since began: ContinuousClock.Instant,
    _ onIteration: OnIteration
  ) throws -> Model {
    let (minimum, certificate, notes) = try BLAS.singleThreaded {
      var start = try problem.start(from: startingFrom)
      var minimum = try minimize(problem, from: &start, onIteration)
      let certificate = try problem.conclude(&minimum, certifying: true)
      return (minimum, certificate, start.notes)
    }
    var report = try problem.report(minimum)
    problem.certify(&report, certificate, minimum)
    report.notes = notes + report.notes
    report.seconds = began.duration(to: .now).seconds
    let model = problem.model(minimum, report: report)
    if report.stopped == .cancelled {
      throw FitInterrupted(model: model, iteration: minimum.history.last?.number ?? 0)
    }
    return model
  }

  func trainingRows(_ data: TrainingData<Features, Label>) throws -> TrainingRows<Label> {
    let isOneVsRest = multiClass == .ovr && data.encoding.classes.count > 2
    return try TrainingRows(
      data.with(data.input.restingZeroColumns()), classWeight: classWeight, balancing: !isOneVsRest)
  }

  /// From a start where the solver finds no step downhill it begins again as a cold fit does.
  private func minimize(
    _ problem: LogisticProblem<Label>, from start: inout FitStart, _ onIteration: OnIteration
  ) throws -> BatchMinimum {
    let first = try minimize(problem, from: start.points, onIteration)
    guard start.isWarm, !first.isEnded else { return first }
    let stalled = try problem.stalledProblems(first)
    guard !stalled.isEmpty else { return first }
    var points = first.minima.map(\.iterate.point)
    for (problem, cold) in problem.initialParameters().enumerated() where stalled.contains(problem) {
      points[problem] = cold
    }
    start.notes.append(
      "From the earlier model solver .\(solver.name) found no step downhill\(problem.named(stalled)), so the fit began "
        + "again from zero.")
    problem.objective.makeExact()  // the scores that are known are those of the first end
    let rest = try minimize(problem, from: points) { try onIteration($0.following(first.history.last)) }
    problem.objective.makeExact()
    var whole = first.continued(by: rest)
    whole.continued = first.continued || rest.continued
    return whole
  }

  private func minimize(
    _ problem: LogisticProblem<Label>, from starts: [[Double]], _ onIteration: OnIteration
  ) throws -> BatchMinimum {
    guard verbose else { return try minimizeQuietly(problem, from: starts, onIteration) }
    var bar = FitProgressBar(title: "LogisticRegression", tolerance: tolerance, maxIterations: maxIterations)
    let minimum = try minimizeQuietly(problem, from: starts) { iteration in
      bar.show(iteration)
      return try onIteration(iteration)
    }
    bar.finish()
    return minimum
  }

  func minimizeQuietly(
    _ problem: LogisticProblem<Label>, from starts: [[Double]], _ onIteration: OnIteration
  ) throws -> BatchMinimum {
    let objective = problem.objective
    var minimum = try minimizeInAnyGauge(problem, from: starts, onIteration)
    for place in minimum.minima.indices { objective.takeGaugeOff(&minimum.minima[place].iterate) }
    let isHidden = minimum.minima.contains {
      $0.stopped == .gradient && $0.iterate.evaluation.gradientNorm > tolerance
    }
    guard isHidden, !minimum.isEnded else { return minimum }
    // The mean over the classes hid a part of the gradient: some iterations more, from where it is 0.
    for place in minimum.minima.indices { minimum.minima[place].testEnd(tolerance: tolerance) }
    objective.makeExact()
    let rest = try minimizeInAnyGauge(problem, from: minimum.minima.map(\.iterate.point)) { iteration in
      try onIteration(iteration.following(minimum.history.last))
    }
    objective.makeExact()
    var whole = minimum.continued(by: rest)
    whole.continued = minimum.continued || rest.continued
    return whole
  }

  /// The minimum as the solver leaves it: with softmax the weights of a feature may have any mean over the classes.
  private func minimizeInAnyGauge(
    _ problem: LogisticProblem<Label>, from starts: [[Double]], _ onIteration: OnIteration
  ) throws -> BatchMinimum {
    let objective = problem.objective
    if precision == .single, !solver.isStochastic { objective.useSingle() }
    guard let choice = problem.choice else {
      return try minimize(by: solver, objective, from: starts, onIteration)
    }
    let first = try minimize(by: choice.first, objective, from: starts, onIteration)
    guard let second = choice.second, precision != .single, first.isUnfinished else { return first }
    objective.makeExact()
    let rest = try minimize(by: second, objective, from: first.minima.map(\.iterate.point)) { iteration in
      try onIteration(iteration.following(first.history.last))
    }
    objective.makeExact()  // some problems may stay where the first run ended, so known scores are no longer theirs
    return first.continued(by: rest)
  }

  private func minimize(
    by solver: Solver, _ objective: LinearObjective, from starts: [[Double]], _ onIteration: OnIteration
  ) throws -> BatchMinimum {
    let rule = StoppingRule(tolerance: tolerance, maxIterations: maxIterations)
    var minimum: BatchMinimum
    switch solver.kind {
    case .lbfgs, .auto:
      if !objective.penalty.isSmooth { return try minimizeNonsmooth(objective, rule, from: starts, onIteration) }
      let preconditioner = try preconditioner(of: objective, starts)
      let remembered = objective.remembered(preconditioner)
      let byGram = preconditioner is GramPreconditioner
      let renewal = objective.hessianRenewal
      let end = try BatchMinimizer(rule: rule) { problem in
        remembered?[problem]
          ?? LBFGS(
            memory: LBFGS.memory(byGram ? 20 : 10, parameters: objective.parameterCount * objective.problemCount),
            preconditioner: preconditioner,
            scale: byGram && objective.triesByMoving ? GramPreconditioner.usualScale : 1,
            renewal: renewal)
      }.minimizeKeepingMethods(objective, from: starts, onIteration: onIteration)
      objective.remember(end.methods)
      minimum = end.minimum
      minimum.hessians = end.methods.reduce(0) { $0 + $1.renewals }
      for (problem, method) in end.methods.enumerated() where method.renewals > 0 {
        minimum.minima[problem].promised = try method.promisedDecrease(minimum.minima[problem].iterate.evaluation)
      }
    case .newtonCholesky:
      minimum = try BatchMinimizer(rule: rule) { _ in NewtonCholesky() }
        .minimize(objective, from: starts, onIteration: onIteration)
    case .newtonCG:
      let preconditioner = try preconditioner(of: objective, starts)
      minimum = try BatchMinimizer(rule: rule) { _ in
        NewtonCG(tolerance: tolerance, preconditioner: preconditioner)
      }.minimize(objective, from: starts, onIteration: onIteration)
    case .coordinateDescent(let form):
      objective.makeExact()
      minimum = try objective.minimumByCoordinates(
        from: starts, rule: rule, byDual: form.resolved(for: objective) == .dual, onIteration: onIteration)
    case .sag, .saga:
      try objective.pass.features.requireInMemory(for: "Solver .\(solver.name)")
      minimum = try EpochMinimizer(rule: rule) { problem, start in
        AverageGradient(objective, problem: problem, start: start, isSAGA: solver == .saga, randomState: randomState)
      }.minimize(objective, from: starts, onIteration: onIteration)
    case .sgd:
      guard let settings = solver.stochasticGradient else { preconditionFailure("Only .sgd gets here") }
      let rowScale = Double(objective.pass.features.rows) / objective.weightTotal
      minimum = try EpochMinimizer(rule: rule) { problem, start in
        StochasticGradient(
          objective, problem: problem, start: start, settings: settings, rowScale: rowScale, randomState: randomState)
      }.minimize(objective, from: starts, onIteration: onIteration)
    case .gd(let rate, _):
      minimum = try BatchMinimizer(rule: rule) { problem in
        let term = objective.separableTerm(problem: problem)
        switch rate.kind {
        case .fixed(let step): return GradientDescent(learningRate: step, term: term)
        case .automatic:
          return GradientDescent(learningRate: try 1 / objective.curvatureBound(problem: problem), term: term)
        case .backtracking(let first): return GradientDescent(backtrackingFrom: first, term: term)
        }
      }.minimize(objective, from: starts, onIteration: onIteration)
    }
    // Stopped by the caller, or by the limit, before it went over to Double.
    if objective.single { try measureInDouble(&minimum, objective) }
    return minimum
  }

  private func preconditioner(
    of objective: LinearObjective, _ starts: [[Double]]
  ) throws -> (any CurvaturePreconditioner)? {
    try objective.preconditioner {
      if precision == .automatic, objective.isAtStart { try objective.useSingleWhileItServes(at: starts) }
    }
  }

  /// L-BFGS with an L1 norm or bounds: proximal quasi-Newton.
  private func minimizeNonsmooth(
    _ objective: LinearObjective, _ rule: StoppingRule, from starts: [[Double]], _ onIteration: OnIteration
  ) throws -> BatchMinimum {
    let curvature = try objective.proximalCurvature()
    objective.keepsScoreCurvature = true
    if precision == .automatic, objective.isAtStart { try objective.useSingleWhileItServes(at: starts) }
    var minimum = try BatchMinimizer(rule: rule) { problem in
      guard let term = objective.separableTerm(problem: problem) else {
        preconditionFailure("An objective without kinks and limits needs no proximal steps")
      }
      return ProximalQuasiNewton(curvature: curvature, term: term)
    }.minimize(objective, from: starts, onIteration: onIteration)
    if objective.single { try measureInDouble(&minimum, objective) }
    return minimum
  }

  /// The figures of a single precision fit, in Double. A gradient test that Double does not confirm is taken back.
  private func measureInDouble(_ minimum: inout BatchMinimum, _ objective: LinearObjective) throws {
    objective.makeExact()
    for problem in minimum.minima.indices { objective.takeGaugeOff(&minimum.minima[problem].iterate) }
    let points = minimum.minima.map(\.iterate.point)
    if !minimum.minima.contains(where: { $0.stopped == .gradient || $0.stopped == .cancelled }),
      let ends = try objective.finished(at: points)
    {
      for (problem, end) in ends.enumerated() { minimum.minima[problem].iterate = end }
      minimum.evaluations = objective.passes
      return
    }
    let evaluations = try objective.evaluateToGoOn(from: points)
    minimum.evaluations = objective.passes
    for (problem, evaluation) in zip(minimum.minima.indices, evaluations) {
      minimum.minima[problem].iterate.evaluation = evaluation
      if minimum.minima[problem].stopped == .gradient, evaluation.gradientNorm > tolerance {
        minimum.minima[problem].stopped = .precisionFloor
      }
    }
  }
}

extension Duration {
  /// The same in seconds.
  var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
