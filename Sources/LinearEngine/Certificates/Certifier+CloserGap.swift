import Matrices

/// Dual points for bounds that are likely to be loose.
extension Certifier {
  /// A bound below this share of the objective is as good as rounding lets it be.
  private static var tight: Double { 1e-14 }
  /// A bound of at most this factor times a gap that is sure to be there is near enough.
  private static var nearEnough: Double { 10 }
  /// Most times that Newton's method begins again, with the columns whose weights turned out to move.
  private static var mostRounds: Int { 3 }

  /// The bounds, or smaller ones from a dual point near by: where Newton's method leads over the columns that are not
  /// held at 0 or a limit. Where Newton's steps would cost much beside the fit the bounds stay as they are.
  ///
  /// - Complexity: some Hessians over the columns whose weights may move, some tenth of the multiplications of the fit
  ///   or a millisecond's at most; one and a half passes over the data in each round, mostly one.
  func closerGaps(_ gaps: [Double], _ finished: [Finished], fitPasses: Int) throws -> [Double] {
    let ends = finished.map(\.iterate)
    let loose = try ends.indices.map { try isLoose(gaps[$0], ends[$0], $0) }
    guard loose.contains(true) else { return gaps }
    var (best, columns) = (gaps, movableColumns(ends))
    for round in 0..<Self.mostRounds where affordsNewton(columns: columns.count, passes: fitPasses) {
      guard let points = try? newtonEnds(ends, loose, columns) else { break }
      let dual = try dualPoint(at: points, from: ends, placesLines: round > 0)
      best = zip(best, try dualityGaps(ends, dual)).map { $1 < $0 ? $1 : $0 }
      let missed = columnsMissed(dual.points, columns, gaps: best)
      guard !missed.isEmpty else { break }
      columns = (columns + missed).sorted()
    }
    return best
  }

  private func isLoose(_ gap: Double, _ end: Iterate, _ problem: Int) throws -> Bool {
    try gap > Self.tight * end.evaluation.value && gap > Self.nearEnough * sureGap(end, problem)
  }

  /// What F is sure to fall by when one weight alone moves: its curvature is at most that of the loss times the mean
  /// square of its column, and l2.
  private func sureGap(_ end: Iterate, _ problem: Int) throws -> Double {
    guard let term = objective.separableTerm(problem: problem) else { return 0 }
    let most = (objective.loss.curvatureBound ?? .infinity) * objective.loss.largestFactor(problem: problem)
    let (squares, gradient, q) = (try evaluator.meanSquares(), end.evaluation.gradient, objective.columnParameters)
    var largest = 0.0
    for index in end.point.indices where index % q < objective.penalty.l2.count {
      let (w, curvature) = (end.point[index], objective.penalty.l2[index % q] + most * squares[index % q])
      guard curvature > 0 else { continue }
      let target = term.minimizer(index, from: w, gradient: gradient[index], curvature: curvature)
      let change = target - w
      let rise = (gradient[index] + curvature / 2 * change) * change
      largest = max(largest, -rise - term.l1[index] * (target.magnitude - w.magnitude))
    }
    return largest
  }

  /// Where Newton's method leads over some columns; the end itself where its bound is not loose.
  private func newtonEnds(_ ends: [Iterate], _ loose: [Bool], _ columns: [Int]) throws -> [[Double]] {
    let (reduced, kept) = try reduced(to: columns)
    return try ends.enumerated().map { problem, end in
      guard loose[problem] else { return end.point }
      let found = try reduced.newtonEnd(problem, from: objective.gathered(end.point, kept))
      return objective.expanded(found, from: kept, onto: end.point)
    }
  }

  /// The residuals at `points`. The lines lead there from the ends.
  private func dualPoint(at points: [[Double]], from ends: [Iterate], placesLines: Bool) throws -> DualPoint {
    let problems = Array(ends.indices)
    try placeLines(at: ends, always: placesLines)
    let way = objective.split(zip(points, ends).flatMap { zip($0, $1.point).map(-) })
    try evaluator.lines.open(problems, weights: way.weights, bias: way.bias, single: false)
    evaluator.countPass()
    let sums = try evaluator.lines.move(steps: problems.map { _ in 1 }, withCurvature: true, single: false)
    evaluator.movesSincePlaced = 0  // what comes next starts elsewhere
    let there = problems.map {
      Iterate(point: points[$0], evaluation: objective.evaluation(sums, place: $0, problem: $0, at: points[$0]))
    }
    return DualPoint(
      at: there, slopes: there.map(objective.weightSlopes),
      rests: objective.hasIntercept ? interceptRests(sums) : problems.map { _ in InterceptRest() }, isMoved: true)
  }

  /// Columns left out of which a weight would move, and by so much that scaling for it costs a good part of the bound.
  private func columnsMissed(_ points: [Iterate], _ columns: [Int], gaps: [Double]) -> [Int] {
    let known = Set(columns)
    return objective.penalty.l2.indices.filter { j in
      !known.contains(j)
        && points.enumerated().contains { problem, end in
          guard let term = objective.separableTerm(problem: problem) else { return false }
          return objective.weightIndices(ofColumn: j).contains {
            let violation = term.violation($0, at: end.point[$0], gradient: end.evaluation.gradient[$0])
            return 10 * violation * end.evaluation.value > gaps[problem] * max(term.l1[$0], .leastNormalMagnitude)
          }
        }
    }
  }
}
