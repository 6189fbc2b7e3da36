import Matrices

/// Newton's method after the end of a fit, over the weights that are not held at 0 or a limit: the point that it leads
/// to is no answer, but its residuals are a dual point that proves far more of the answer than those of the answer
/// itself.
extension Certifier {
  private static var mostSteps: Int { 6 }
  private static var mostHalvings: Int { 5 }
  /// A weight at 0 or a limit is left out where no change of its slope by margin.l1·l1 + margin.violation·(largest
  /// violation at the end) would move it.
  private static var margin: (l1: Double, violation: Double) { (0.02, 3) }
  /// Above this share of the columns all are taken.
  private static var mostKept: Double { 0.7 }
  /// Multiplications of Newton's steps that are always worth it: about a millisecond.
  private static var fewMultiplications: Double { 4e6 }
  /// Their share in the multiplications of the fit above that.
  private static var mostShare: Double { 0.1 }
  /// Multiplications of a matrix product in the time of one in a pass, and steps that are mostly taken.
  private static var productSpeed: Double { 4 }
  private static var usualSteps: Double { 3 }

  /// The columns with a weight that may move, of any of the problems.
  func movableColumns(_ ends: [Iterate]) -> [Int] {
    let q = objective.columnParameters
    var isMovable = [Bool](repeating: false, count: objective.penalty.l2.count)
    for (problem, end) in ends.enumerated() {
      guard let term = objective.separableTerm(problem: problem) else { continue }
      let (gradient, norm) = (end.evaluation.gradient, end.evaluation.gradientNorm)
      for index in end.point.indices where index % q < isMovable.count {
        let room = Self.margin.l1 * term.l1[index] + Self.margin.violation * norm
        isMovable[index % q] =
          isMovable[index % q] || end.point[index] != 0 || !term.isKink(index, at: end.point[index])
          || term.violation(index, at: end.point[index], gradient: gradient[index] - room) > 0
          || term.violation(index, at: end.point[index], gradient: gradient[index] + room) > 0
      }
    }
    return isMovable.indices.filter { isMovable[$0] }
  }

  /// Whether Newton's steps over so many columns cost little beside a fit of so many passes.
  func affordsNewton(columns: Int, passes: Int) -> Bool {
    let (n, q, k) = (Double(objective.features.rows), Double(columns + 1), Double(objective.columnsPerProblem))
    let order = q * k
    let step = Double(objective.problemCount) * (n * q * q * k * (k + 1) / 2 + order * order * order)
    let budget = max(Self.fewMultiplications, Self.mostShare * Double(passes) * objective.passMultiplications)
    return Self.usualSteps * step / Self.productSpeed <= budget
  }

  /// The same problems over these columns; this one when they are most of all.
  func reduced(to columns: [Int]) throws -> (certifier: Certifier, columns: [Int]) {
    let p = objective.penalty.l2.count
    guard !columns.isEmpty, Double(columns.count) <= Self.mostKept * Double(p) else { return (self, Array(0..<p)) }
    return (Certifier(try evaluator.withColumns(columns)), columns)
  }

  /// Where Newton's method leads from a point near the optimum of one problem.
  func newtonEnd(_ problem: Int, from start: [Double]) throws -> [Double] {
    guard let term = objective.separableTerm(problem: problem) else { return start }
    var iterate = try measured(problem, start)
    var fall = 0.0
    for _ in 0..<Self.mostSteps where iterate.evaluation.gradientNorm > enough(fall, iterate, term) {
      guard let next = try newtonStep(problem, from: iterate, term) else { break }
      fall += max(0, iterate.evaluation.value - next.evaluation.value)
      iterate = next
    }
    return iterate.point
  }

  /// The violation that costs a dual point no more than what the objective has fallen by.
  private func enough(_ fall: Double, _ iterate: Iterate, _ term: SeparableTerm) -> Double {
    let least = term.l1.filter { $0 > 0 }.min() ?? 0
    return 0.1 * fall * least / iterate.evaluation.value
  }

  private func newtonStep(_ problem: Int, from iterate: Iterate, _ term: SeparableTerm) throws -> Iterate? {
    let hessian = try evaluator.hessian(EvaluationRequest(problem: problem, point: iterate.point))
    var model = KinkedQuadratic(
      hessian: hessian, gradient: iterate.evaluation.gradient, from: iterate.point, term: term)
    let target = model.minimizer()
    let promised = term.promisedDecrease(from: iterate.point, to: target, gradient: iterate.evaluation.gradient)
    guard promised > 0 else { return nil }
    var step = 1.0
    for _ in 0..<Self.mostHalvings {
      var point = step == 1 ? target : zip(iterate.point, target).map { $0 + step * ($1 - $0) }
      term.clip(&point)
      let next = try measured(problem, point)
      let hasFallen = next.evaluation.value < iterate.evaluation.value - 1e-4 * step * promised
      if hasFallen || next.evaluation.gradientNorm < iterate.evaluation.gradientNorm / 2 { return next }
      step /= 2
    }
    return nil
  }

  private func measured(_ problem: Int, _ point: [Double]) throws -> Iterate {
    Iterate(point: point, evaluation: try evaluator.evaluate([EvaluationRequest(problem: problem, point: point)])[0])
  }
}
