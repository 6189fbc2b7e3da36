import Matrices
internal import Platform

/// Coordinate descent for softmax over K classes: class after class, each for the scores of the others as they stand.
///
/// With aᵢ = ln Σ_{l≠k} exp zᵢₗ the loss is a logistic one in the scores of class k alone, but for a constant,
///
///     ln Σₗ exp zᵢₗ − zᵢ[yᵢ]  =  ln(1 + exp uᵢ) − uᵢ·[yᵢ = k] + …,        uᵢ = zᵢₖ − aᵢ
///
/// so each class takes a Newton step of ``CoordinateProblem``, searched for along the line, and the objective never
/// rises. With an L2 penalty alone a move of all classes alike, which the loss does not see, then takes their mean off.
///
/// - Complexity: O(stored numbers · K) per round over the columns, and O(n · K) exponentials per iteration; memory for
///   n·K numbers besides ``FeatureColumns``. One thread.
/// - SeeAlso: Friedman, Hastie & Tibshirani, *Regularization paths for generalized linear models via coordinate
///   descent*, J. Stat. Softw. 33 (2010), section 4 (without a line search).
final class SoftmaxCoordinateDescent {
  private let evaluator: LinearEvaluator
  private let objective: LinearObjective
  private let rule: StoppingRule
  private let worker: CoordinateWorker
  private let rows: Int
  private var classes: [CoordinateProblem] = []
  /// Class by class n scores.
  private let scores: AlignedBuffer<Double>
  private let others: AlignedBuffer<Double>
  /// Of each row Σ exp(z − m) over the classes, and m, the largest score when it was summed up.
  private let sums: AlignedBuffer<Double>
  private let largest: AlignedBuffer<Double>
  private var counted = 0

  /// Rounding gathers in scores that are moved along; after so many iterations they are computed afresh.
  private static let iterationsBeforeRefresh = 20

  /// Up to so many classes are summed up anew for each class.
  private static let fewClasses = 8
  /// A class with more than this share of a row's sum is not taken off it, since digits of the others would go along.
  private static let mostTakenOff = 0.5
  /// A score so far above m becomes m.
  private static let mostAbove = 30.0

  init(_ evaluator: LinearEvaluator, _ loss: SoftmaxLoss, rule: StoppingRule) {
    (self.evaluator, objective) = (evaluator, evaluator.objective)
    self.rule = rule
    rows = objective.features.rows
    let count = objective.columnsPerProblem
    worker = CoordinateWorker(
      columns: evaluator.columns,
      loss: LogisticLoss(loss.targets, sides: (0..<count).map { BinaryTarget(positiveClass: Int32($0)) }),
      variant: evaluator.pass.variant)
    scores = AlignedBuffer(zeros: rows * count)
    others = AlignedBuffer(zeros: rows)
    let keepsSums = count > Self.fewClasses
    sums = AlignedBuffer(zeros: keepsSums ? rows : 0)
    largest = AlignedBuffer(zeros: keepsSums ? rows : 0)
  }

  /// - Parameter start: K lists of p weights, and then the intercept, one after the other.
  /// - Throws: ``EstimatorError/objectiveNotFinite(iteration:advice:)``, and what the closure throws. Cancellation is
  ///   no error here: it is the test that stopped.
  func minimize(from start: [Double], onIteration: OnIteration) throws -> BatchMinimum {
    let width = objective.columnParameters
    classes = (0..<objective.columnsPerProblem).map { k in
      CoordinateProblem(objective, problem: k, from: Array(start[k * width..<(k + 1) * width]), rule: rule)
    }
    var run = BatchRun(methods: [self], iterates: [try measured()], rule: rule)
    try run.test(0)
    run.note(evaluator.passes)
    while !run.active.isEmpty {
      if run.iterations[0] % Self.iterationsBeforeRefresh == 0 { place() }
      let moved = sweep()
      let next = try measured()
      run.iterations[0] += 1
      let isLost = !moved || !isBetter(next, than: run.iterates[0])
      if moved, next.evaluation.value <= run.iterates[0].evaluation.value || !isLost { run.iterates[0] = next }
      try run.test(0)
      if isLost, run.stopped[0] == nil { run.stopped[0] = .noDecreaseLeft }
      run.note(evaluator.passes)
      try run.report(onIteration)
    }
    return run.result(passes: evaluator.passes)
  }

  /// Whether the value has fallen, or, where rounding hides that, the gradient has.
  private func isBetter(_ next: Iterate, than last: Iterate) -> Bool {
    let (value, before) = (next.evaluation.value, last.evaluation.value)
    if value < before - 1e-14 * before.magnitude { return true }
    return value <= before + 1e-14 * before.magnitude && next.evaluation.gradientNorm < last.evaluation.gradientNorm
  }

  private func measured() throws -> Iterate {
    let point = classes.flatMap(\.point)
    return Iterate(point: point, evaluation: try evaluator.evaluate([EvaluationRequest(problem: 0, point: point)])[0])
  }

  /// Computes all scores from the weights.
  private func place() {
    for (k, problem) in classes.enumerated() { problem.addScores(worker, to: own(k)) }
  }

  private func own(_ k: Int) -> UnsafeMutablePointer<Double> { scores.pointer + k * rows }

  /// One step of each class. Returns whether any was taken.
  private func sweep() -> Bool {
    var moved = false
    let keepsSums = classes.count > Self.fewClasses
    if keepsSums { sumUp() }
    for (k, problem) in classes.enumerated() {
      if keepsSums { takeOff(k) } else { setOthers(than: k) }
      let z = own(k)
      problem.place(at: (0..<rows).lazy.map { [others] in z[$0] - others.pointer[$0] }, worker)
      if problem.step(worker) {
        moved = true
        for row in 0..<rows { z[row] = problem.scores.pointer[row] + others.pointer[row] }
      }
      if keepsSums { add(k) }
    }
    if moved { takeMeanOff() }
    let most = classes.map(\.passes).max() ?? 0
    while counted < most {
      evaluator.countPass()
      counted += 1
    }
    return moved
  }

  /// Σₖ (wₖⱼ − v)² is least for the mean v. The scores of all classes change alike, and so does nothing else.
  private func takeMeanOff() {
    guard objective.penalty.isSmooth else { return }
    var mean = [Double](repeating: 0, count: objective.columnParameters)
    for problem in classes { BLAS.add(-1 / Double(classes.count), times: problem.point, to: &mean) }
    for problem in classes { problem.move(by: mean) }
  }

  /// aᵢ, the log-sum-exp of all other classes.
  private func setOthers(than k: Int) {
    let a = others.pointer
    for row in 0..<rows {
      let (sum, most) = sum(row, without: k)
      a[row] = most + log(sum)
    }
  }

  /// Σ exp(z − m) over the classes but one, and their largest score m.
  private func sum(_ row: Int, without k: Int?) -> (sum: Double, largest: Double) {
    var (sum, most) = (0.0, -Double.infinity)
    for l in classes.indices where l != k { most = max(most, own(l)[row]) }
    for l in classes.indices where l != k { sum += exp(own(l)[row] - most) }
    return (sum, most)
  }

  // MARK: Many classes

  private func sumUp() {
    for row in 0..<rows { (sums.pointer[row], largest.pointer[row]) = sum(row, without: nil) }
  }

  /// Takes a class off the sums, which are aᵢ then: anew where it is most of a sum.
  private func takeOff(_ k: Int) {
    let (z, a, s, m) = (own(k), others.pointer, sums.pointer, largest.pointer)
    for row in 0..<rows {
      let part = exp(z[row] - m[row])
      if part <= Self.mostTakenOff * s[row] { s[row] -= part } else { (s[row], m[row]) = sum(row, without: k) }
      a[row] = m[row] + log(s[row])
    }
  }

  /// Adds a class to the sums again.
  private func add(_ k: Int) {
    let (z, s, m) = (own(k), sums.pointer, largest.pointer)
    for row in 0..<rows {
      if z[row] > m[row] + Self.mostAbove { (s[row], m[row]) = (s[row] * exp(m[row] - z[row]), z[row]) }
      s[row] += exp(z[row] - m[row])
    }
  }
}
