import Matrices

/// Computes a ``LinearObjective`` for the minimisers, and owns what evaluations share: the scratch of passes, scores,
/// the precision in use, what is known of the columns and models of the curvature.
///
/// Not for use from two threads at a time.
///
/// Guarded by `LinearObjectiveTests`.
package final class LinearEvaluator: BatchObjective {
  package private(set) var objective: LinearObjective
  package let pass: LinearPass
  let lines: ScoreLines
  var openLines = OpenLines()
  /// Moves of the scores since they were computed from the weights.
  var movesSincePlaced = 0
  var hessianProduct: HessianProduct?
  var facts = ColumnFacts()
  /// The features column by column, once coordinate descent has asked for them.
  private(set) lazy var columns = FeatureColumns(objective.features, variant: pass.variant)
  var proximalModel: (any ProximalCurvature)?
  var knownPreconditioner: (any CurvaturePreconditioner)?
  /// Whether evaluations carry the curvature of the loss in the scores.
  package var keepsScoreCurvature = false
  /// Whether lines in Float go without scores that are kept, since it costs less to read the features again.
  private(set) var goesWithoutScores = false
  private var precision = WorkingPrecision()
  private var count = PassCount()
  private var starts = KnownStarts()

  /// - Parameter reducer: Where the sums over rows meet.
  package init(_ objective: LinearObjective, variant: KernelVariant = .current, reducer: any Reducer = OneProcess()) {
    self.objective = objective
    pass = LinearPass(features: objective.features, loss: objective.loss, variant: variant, reducer: reducer)
    lines = ScoreLines(pass: pass, columnsPerProblem: objective.columnsPerProblem)
  }

  /// Takes another penalty from now on. Scores and models of the curvature stay.
  package func use(_ penalty: WeightPenalty) { objective = objective.with(penalty) }

  /// The same problems over some of the columns only.
  func withColumns(_ columns: [Int]) throws -> LinearEvaluator {
    LinearEvaluator(try objective.withColumns(columns), variant: pass.variant, reducer: pass.reducer)
  }

  /// The same problems over some of the columns only, with the model of the curvature that is already there.
  package func restricted(to columns: [Int]) throws -> LinearEvaluator {
    let reduced = try withColumns(columns)
    if !objective.penalty.isSmooth { reduced.proximalModel = try proximalCurvature().restricted(to: columns) }
    return reduced
  }

  // MARK: Shapes

  package var problemCount: Int { objective.problemCount }
  package var parameterCount: Int { objective.parameterCount }
  package func separableTerm(problem: Int) -> SeparableTerm? { objective.separableTerm(problem: problem) }
  package func withoutGauge(_ vector: [Double]) -> [Double] { objective.withoutGauge(vector) }
  var columnsPerProblem: Int { objective.columnsPerProblem }

  // MARK: Scores

  /// Whether scores are not kept now: they have no room, or it costs less to read the features again.
  var streams: Bool { objective.streams || goesWithoutScores && single }

  /// Runs searches along lines in Float without scores that are kept, where that pays: for one problem on dense rows.
  /// Scores take 24 bytes of a line each, and a pass that opens it, a trial and a pass that moves along it read rows
  /// twice; a pass for each trial, of which the first mostly serves, took 0.5 to 0.9 of the time on 5,000 to 1,000,000
  /// rows of 50 to 20,000 columns. In Double scores stay: values on a line that are made of the same scores are
  /// compared more finely than Double computes them afresh.
  func withoutScoresWhereThatPays<Result>(_ body: () throws -> Result) rethrows -> Result {
    goesWithoutScores =
      problemCount == 1 && !objective.features.isSparse && !pass.packsRows(columns: columnsPerProblem)
    defer { goesWithoutScores = false }
    return try body()
  }

  // MARK: Precision

  /// Multiplications in a pass below which single precision saves too little to be worth measuring its error.
  private static let worthSingle = 200_000

  package var single: Bool { precision.isSingle }
  package var isExact: Bool { !precision.isSingle }
  package var gradientNoise: Double { precision.gradientNoise }

  /// Runs products in single precision from now on.
  package func useSingle() { precision.useSingle(noise: precision.gradientNoise) }

  /// Goes back to single precision, where its error has been measured.
  package func resumeSingle() { precision.resumeSingle() }

  package func makeExact() {
    if single { pass.forgetSingle() }
    precision.makeExact()
    movesSincePlaced = 0
  }

  /// Runs products in single precision as long as gradients are large against its error, which is measured at `points`
  /// on a sample of the rows. Rounding that is random averages out over more of them, so the measure is on the safe
  /// side.
  ///
  /// - Complexity: a pass over the data, which a fit makes in any case, and two over the sample; none when the data are
  ///   small, or their columns far from 0.
  package func useSingleWhileItServes(at points: [[Double]]) throws {
    let size = objective.features.rows * objective.features.columns * columnsPerProblem * problemCount
    guard size >= Self.worthSingle, pass.servesSingle else { return }
    let requests = points.enumerated().map { EvaluationRequest(problem: $0, point: $1) }
    let exact = try evaluate(requests)
    starts.keep(points, exact)
    precision.useSingle(noise: max(try singleNoise(at: requests, exact), .leastNormalMagnitude))
  }

  /// The largest difference between a gradient in single and in double precision.
  private func singleNoise(at requests: [EvaluationRequest], _ exact: [Evaluation]) throws -> Double {
    let (weights, bias) = objective.split(joined(requests))
    let problems = requests.map(\.problem)
    return try pass.sampling { every in
      let rough = try pass.evaluate(weights: weights, bias: bias, problems: problems, single: true)
      guard every > 1 else {
        return requests.enumerated().map { place, request in
          let columns = place * columnsPerProblem..<(place + 1) * columnsPerProblem
          return BLAS.largestDifference(
            objective.gradient(rough, columns, at: request.point), exact[place].gradient)
        }.max() ?? 0
      }
      let fine = try pass.evaluate(weights: weights, bias: bias, problems: problems)
      let noise = max(
        BLAS.largestDifference(rough.gradient, fine.gradient), BLAS.largestDifference(rough.residuals, fine.residuals))
      return noise * Double(every) / objective.weightTotal
    }
  }

  // MARK: Passes

  package var passes: Int { count.all }
  /// Passes over the data that ran in Float.
  package var singlePasses: Int { count.single }
  /// Whether nothing has been evaluated yet, but starts.
  package var isAtStart: Bool { passes == starts.passes }

  func countPass() { count.add(single: single) }

  // MARK: Values

  package func evaluate(_ requests: [EvaluationRequest]) throws -> [Evaluation] {
    if let known = starts.take(at: requests, withCurvature: keepsScoreCurvature) { return known }
    countPass()
    let (weights, bias) = objective.split(joined(requests))
    let sums = try pass.evaluate(
      weights: weights, bias: bias, problems: requests.map(\.problem),
      withCurvature: keepsScoreCurvature, single: single)
    return requests.enumerated().map { objective.evaluation(sums, place: $0, problem: $1.problem, at: $1.point) }
  }

  /// Evaluates points from which a fit may start, and keeps what it will ask for first.
  ///
  /// - Parameter withCurvature: Whether it will ask for the curvature of the loss in the scores too.
  package func evaluateStarts(_ points: [[Double]], withCurvature: Bool) throws -> [Evaluation] {
    keepsScoreCurvature = withCurvature && columnsPerProblem <= Self.mostClasses
    let evaluations = try evaluate(points.enumerated().map { EvaluationRequest(problem: $0, point: $1) })
    keepsScoreCurvature = false
    starts.keep(points, evaluations, passes: passes)
    return evaluations
  }

  /// The scores are kept, so that the next line needs only those of its direction; where they fit in memory.
  package func evaluateToGoOn(from points: [[Double]]) throws -> [Evaluation] {
    let problems = Array(points.indices)
    if objective.streams { return try evaluate(problems.map { EvaluationRequest(problem: $0, point: points[$0]) }) }
    movesSincePlaced = 1
    countPass()
    let (weights, bias) = objective.split(points.count == 1 ? points[0] : points.flatMap(\.self))
    let sums = try lines.placeAndSum(
      problems, weights: weights, bias: bias, withCurvature: keepsScoreCurvature, single: single)
    return problems.map { objective.evaluation(sums, place: $0, problem: $0, at: points[$0]) }
  }

  package func hessian(_ request: EvaluationRequest) throws -> Matrix<Double> {
    try objective.requireHessianFits()
    let (weights, bias) = objective.split(request.point)
    return try objective.hessian(
      pass.hessian(weights: weights, bias: bias, hasIntercept: objective.hasIntercept, problem: request.problem))
  }

  /// - Throws: ``EstimatorError/unsupported(what:instead:)`` for a loss whose curvature has no bound.
  package func curvatureBound(problem: Int) throws -> Double {
    try objective.loss.requiredCurvatureBound() * largestGramEigenvalue(problem) / objective.weightTotal
      + (objective.penalty.l2.max() ?? 0)
  }

  /// The problems share it unless they weigh their rows.
  private func largestGramEigenvalue(_ problem: Int) throws -> Double {
    let hasIntercept = objective.hasIntercept
    guard objective.loss.weighsAlike(problem: problem) else {
      return try pass.largestGramEigenvalue(hasIntercept: hasIntercept, problem: problem)
    }
    let largest = try facts.largestEigenvalue ?? pass.largestGramEigenvalue(hasIntercept: hasIntercept, problem: nil)
    facts.largestEigenvalue = largest
    return largest
  }

  /// The points of all requests, one after the other.
  private func joined(_ requests: [EvaluationRequest]) -> [Double] {
    requests.count == 1 ? requests[0].point : requests.flatMap(\.point)
  }
}
