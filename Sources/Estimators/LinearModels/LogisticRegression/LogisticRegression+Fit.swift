import Matrices

extension LogisticRegression {
  /// Learns from `x` and `y`.
  ///
  /// - Throws: ``EstimatorError`` for what is wrong with data or settings; ``FitInterrupted`` with the best model so
  ///   far when the task is cancelled or `onIteration` throws `CancellationError`; what else `onIteration` throws.
  public func fitted(
    to data: TrainingData<Features, Label>, startingFrom: Model?, onIteration: OnIteration
  ) throws -> Model {
    let began = ContinuousClock.now
    try requireFit(to: data)
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
    problem.evaluator.makeExact()  // the scores that are known are those of the first end
    let rest = try minimize(problem, from: points) { try onIteration($0.following(first.history.last)) }
    problem.evaluator.makeExact()
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
    _ problem: LogisticProblem<Label>, from starts: [[Double]], memory: PathMemory? = nil, _ onIteration: OnIteration
  ) throws -> BatchMinimum {
    let request = SolverRequest(
      rule: StoppingRule(tolerance: tolerance, maxIterations: maxIterations), precision: precision,
      randomState: randomState, memory: memory)
    return try problem.evaluator.minimize(by: solver.method, from: starts, request, onIteration: onIteration)
  }
}

extension Duration {
  /// The same in seconds.
  var seconds: Double { Double(components.seconds) + Double(components.attoseconds) * 1e-18 }
}
