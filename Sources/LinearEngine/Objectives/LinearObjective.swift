import Matrices

/// The objective of a linear model, averaged over the weight of all rows:
///
///     F(W, b) = 1/S · Σᵢ sᵢ·ℓ(yᵢ, W·xᵢ + b) + R(W)
///
/// - `X`: n × p features · `s`: n weights, S their sum · `W`: one row of p weights per score column · `b`: one number
///   per score column, **never penalised**. R: see ``WeightPenalty``.
/// - ℓ has one or several scores; several problems may stand side by side.
/// - The parameters of a problem are its columns one after the other, each `p` weights and then, with an intercept, b.
package final class LinearObjective: BatchObjective {
  /// Above this a Hessian is refused, in bytes.
  package static let hessianBytes = 2 << 30

  package let pass: LinearPass
  /// The loss where it can be certified.
  let conjugateLoss: (any ConjugateLoss)?
  let lines: ScoreLines
  var openLines: [Int: OpenLine] = [:]
  /// The last trials on the open lines, where scores are not kept.
  var trials: [Int: Trial] = [:]
  /// Bytes that the scores of all rows and their changes may take.
  let scoreLimit: Int
  var movesSincePlaced = 0
  /// What has had its intercepts put at their best with this penalty; empty when nothing has.
  var finishedBefore: [Finished] = []
  var hessianProduct: HessianProduct?
  let columnsPerProblem: Int
  package let hasIntercept: Bool
  package let weightTotal: Double
  package private(set) var penalty: WeightPenalty
  /// What has no gradient, for each problem; empty when there is nothing.
  private(set) var separableTerms: [SeparableTerm]
  /// Models of the curvature that are already there.
  var proximalModel: (any ProximalCurvature)?
  var knownPreconditioner: (any CurvaturePreconditioner)?
  /// The means of the p features, of all rows or of those that a preconditioner is made from; empty when there is none
  /// or no intercept.
  var columnMeans: [Double] = []
  /// The means of the features and the mean squares of the columns, that of the intercept included, once these have
  /// been asked for.
  var knownMeans: [Double] = []
  var knownSquares: [Double] = []
  /// The largest eigenvalue of the Gram matrix of the weighted rows, once a bound of the curvature has asked for it.
  private var sharedEigenvalue: Double?
  /// The features column by column, once coordinate descent has asked for them.
  var columns: FeatureColumns?
  /// What its method has learnt of each problem, for the next fit with another penalty; `nil` when nobody asks for it.
  package var memories: [any Sendable]?
  /// l2 of the fit that `memories` come from, for each parameter of a problem.
  var memorizedL2: [Double] = []
  /// Whether products and exponentials run in Float.
  package private(set) var single = false
  package private(set) var gradientNoise = 0.0
  private var measuredNoise = 0.0
  package private(set) var passes = 0
  /// Passes over the data that ran in Float.
  package private(set) var singlePasses = 0
  /// The evaluations at the start of a fit, when they have been made before it asks for them.
  private var atStarts: (points: [[Double]], evaluations: [Evaluation])?
  private var passesBeforeStart = 0
  /// Whether nothing has been evaluated yet, but starts.
  package var isAtStart: Bool { passes == passesBeforeStart }
  /// Whether evaluations carry the curvature of the loss in the scores.
  package var keepsScoreCurvature = false
  /// Whether a preconditioner was made.
  package internal(set) var isPreconditioned = false

  package let problemCount: Int
  package var parameterCount: Int { columnsPerProblem * columnParameters }
  var columnParameters: Int { pass.features.columns + (hasIntercept ? 1 : 0) }

  /// - Parameters:
  ///   - loss: ℓ, with the targets and the weights of the rows.
  ///   - weightTotal: S.
  ///   - penalty: R.
  ///   - scoreLimit: Bytes that scores and their changes may take; above that they are computed afresh for every trial.
  package init(
    features: Features, loss: any RowLoss, hasIntercept: Bool, weightTotal: Double, penalty: WeightPenalty,
    variant: KernelVariant = .current, reducer: any Reducer = OneProcess(),
    scoreLimit: Int = LinearObjective.mostScoreBytes
  ) {
    pass = LinearPass(features: features, loss: loss, variant: variant, reducer: reducer)
    conjugateLoss = loss as? any ConjugateLoss
    columnsPerProblem = loss.width
    lines = ScoreLines(pass: pass, columnsPerProblem: columnsPerProblem)
    problemCount = loss.problemCount
    separableTerms = []
    self.hasIntercept = hasIntercept
    self.weightTotal = weightTotal
    self.scoreLimit = scoreLimit
    self.penalty = penalty
    use(penalty)
  }

  /// Takes another penalty from now on. Models of the curvature stay.
  package func use(_ other: WeightPenalty) {
    penalty = other
    finishedBefore = []
    separableTerms = (0..<problemCount).compactMap {
      other.separableTerm($0 * columnsPerProblem..<($0 + 1) * columnsPerProblem, hasIntercept: hasIntercept)
    }
  }

  // MARK: Precision

  /// Multiplications in a pass below which single precision saves too little to be worth measuring its error.
  private static let worthSingle = 1_000_000

  /// Runs products in single precision from now on.
  package func useSingle() { single = true }

  /// Runs products in single precision as long as gradients are large against its error, which is measured at `starts`
  /// on a sample of the rows. Rounding that is random averages out over more of them, so the measure is on the safe
  /// side.
  ///
  /// - Complexity: a pass over the data, which a fit makes in any case, and two over the sample; none when the data are
  ///   small, or their columns far from 0.
  package func useSingleWhileItServes(at starts: [[Double]]) throws {
    guard pass.features.rows * pass.features.columns * columnsPerProblem * problemCount >= Self.worthSingle,
      pass.servesSingle
    else { return }
    let requests = starts.enumerated().map { EvaluationRequest(problem: $0, point: $1) }
    let exact = try evaluate(requests)
    single = true
    atStarts = (starts, exact)  // the minimiser asks for these first
    gradientNoise = max(try singleNoise(at: requests, exact), .leastNormalMagnitude)
  }

  /// The largest difference between a gradient in single and in double precision.
  private func singleNoise(at requests: [EvaluationRequest], _ exact: [Evaluation]) throws -> Double {
    let (weights, bias) = split(joined(requests))
    let problems = requests.map(\.problem)
    return try pass.sampling { every in
      let rough = try pass.evaluate(weights: weights, bias: bias, problems: problems, single: true)
      guard every > 1 else {
        return requests.enumerated().map { place, request in
          let columns = place * columnsPerProblem..<(place + 1) * columnsPerProblem
          return BLAS.largestDifference(gradient(rough, columns, at: request.point), exact[place].gradient)
        }.max() ?? 0
      }
      let fine = try pass.evaluate(weights: weights, bias: bias, problems: problems)
      let noise = max(
        BLAS.largestDifference(rough.gradient, fine.gradient), BLAS.largestDifference(rough.residuals, fine.residuals))
      return noise * Double(every) / weightTotal
    }
  }

  package var isExact: Bool { !single }

  /// Goes back to single precision, where its error has been measured.
  package func resumeSingle() {
    guard measuredNoise > 0 else { return }
    (single, gradientNoise) = (true, measuredNoise)
  }

  package func makeExact() {
    measuredNoise = max(measuredNoise, gradientNoise)
    if single { pass.forgetSingle() }
    single = false
    gradientNoise = 0
    movesSincePlaced = 0
  }

  func countPass() {
    passes += 1
    if single { singlePasses += 1 }
  }

  // MARK: Values

  package func evaluate(_ requests: [EvaluationRequest]) throws -> [Evaluation] {
    if let (starts, evaluations) = atStarts {
      atStarts = nil
      let isEnough = !keepsScoreCurvature || evaluations.allSatisfy { !$0.scoreCurvature.isEmpty }
      if isEnough, requests.map(\.point) == starts { return evaluations }
    }
    countPass()
    let (weights, bias) = split(joined(requests))
    let sums = try pass.evaluate(
      weights: weights, bias: bias, problems: requests.map(\.problem),
      withCurvature: keepsScoreCurvature, single: single)
    return requests.enumerated().map { evaluation(sums, place: $0, problem: $1.problem, at: $1.point) }
  }

  /// Evaluates points from which a fit may start, and keeps what it will ask for first.
  ///
  /// - Parameter withCurvature: Whether it will ask for the curvature of the loss in the scores too.
  package func evaluateStarts(_ points: [[Double]], withCurvature: Bool) throws -> [Evaluation] {
    keepsScoreCurvature = withCurvature && columnsPerProblem <= Self.mostClasses
    let evaluations = try evaluate(points.enumerated().map { EvaluationRequest(problem: $0, point: $1) })
    keepsScoreCurvature = false
    (atStarts, passesBeforeStart) = ((points, evaluations), passes)
    return evaluations
  }

  /// The scores are kept, so that the next line needs only those of its direction; where they fit in memory.
  package func evaluateToGoOn(from points: [[Double]]) throws -> [Evaluation] {
    if streams { return try evaluate(points.enumerated().map { EvaluationRequest(problem: $0, point: $1) }) }
    let problems = Array(points.indices)
    let (weights, bias) = split(points.count == 1 ? points[0] : points.flatMap(\.self))
    try lines.place(problems, weights: weights, bias: bias, single: single)
    movesSincePlaced = 1
    countPass()
    let sums = try lines.stay(withCurvature: keepsScoreCurvature, single: single)
    return problems.map { evaluation(sums, place: $0, problem: $0, at: points[$0]) }
  }

  /// - Parameter place: Where the sums of the problem stand among those of the pass.
  func evaluation(_ sums: PassSums, place: Int, problem: Int, at point: [Double]) -> Evaluation {
    let gradient = gradient(sums, place * columnsPerProblem..<(place + 1) * columnsPerProblem, at: point)
    let term = separableTerm(problem: problem)
    return Evaluation(
      value: sums.losses[place] / weightTotal + squares(point, point) / 2 + (term?.value(at: point) ?? 0),
      gradient: gradient, scoreCurvature: scoreCurvature(sums, problem: place),
      subgradientNorm: term?.optimality(at: point, gradient: gradient))
  }

  /// Whether a Hessian is small enough to be made.
  package var hessianFits: Bool { parameterCount * parameterCount * MemoryLayout<Double>.stride <= Self.hessianBytes }

  package func hessian(_ request: EvaluationRequest) throws -> Matrix<Double> {
    let bytes = parameterCount * parameterCount * MemoryLayout<Double>.stride
    guard hessianFits else {
      throw EstimatorError.tooLarge(
        what: "The Hessian of \(parameterCount) parameters", bytes: bytes, limit: Self.hessianBytes,
        instead: "Use the solver .lbfgs, which needs no Hessian.")
    }
    let (weights, bias) = split(request.point)
    let sum = try pass.hessian(
      weights: weights, bias: bias, hasIntercept: hasIntercept, problem: request.problem)
    let mean = meanHessian(sum)
    try requireFinite(mean)
    return mean
  }

  /// - Throws: ``EstimatorError/scaleTooLarge(column:instead:)`` for the first column whose curvature has overflowed.
  private func requireFinite(_ hessian: Matrix<Double>) throws {
    guard let place = (0..<hessian.rows).first(where: { !hessian[$0, $0].isFinite }) else { return }
    let column = place % columnParameters
    throw EstimatorError.scaleTooLarge(
      column: column < pass.features.columns ? pass.features.columnName(column) : "of the intercept",
      instead: "Divide it by a power of ten, and put StandardScaler() before the classifier.")
  }

  /// The Hessian of F from that of the summed loss.
  private func meanHessian(_ sum: Matrix<Double>) -> Matrix<Double> {
    var hessian = sum
    hessian.multiply(by: 1 / weightTotal)
    addPenalty(to: &hessian)
    if pass.loss.isShiftInvariant { addGaugeCurvature(to: &hessian) }
    return hessian
  }

  /// - Throws: ``EstimatorError/unsupported(what:instead:)`` for a loss whose curvature has no bound.
  package func curvatureBound(problem: Int) throws -> Double {
    try pass.loss.requiredCurvatureBound() * largestGramEigenvalue(problem) / weightTotal
      + (penalty.l2.max() ?? 0)
  }

  /// The problems share it unless they weigh their rows.
  private func largestGramEigenvalue(_ problem: Int) throws -> Double {
    guard pass.loss.weighsAlike(problem: problem) else {
      return try pass.largestGramEigenvalue(hasIntercept: hasIntercept, problem: problem)
    }
    let largest = try sharedEigenvalue ?? pass.largestGramEigenvalue(hasIntercept: hasIntercept, problem: nil)
    sharedEigenvalue = largest
    return largest
  }
}
