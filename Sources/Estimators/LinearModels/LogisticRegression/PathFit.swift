import Matrices
internal import Platform

/// A path on its way: the objective of all C, where the last fit ended, and what the next may leave out.
struct PathFit<Label: ClassLabel> {
  private let rows: TrainingRows<Label>
  private var settings: LogisticRegression<Label>
  private let evaluator: LinearEvaluator
  /// Where the last fit ended, with gradients of all weights, and its L1 strengths; the null model at first.
  private var last: (ends: [Iterate], l1: [Double])?
  /// Where the last two fits ended, by the strength 1/C.
  private var trail: [(strength: Double, points: [[Double]])] = []
  private let starts: [[Double]]
  private var copied: (columns: [Int], evaluator: LinearEvaluator)?
  private var passesElsewhere = 0

  /// Above this share of kept columns leaving the others out saves less than copying the kept ones costs.
  private static var mostKept: Double { 0.7 }
  /// Columns that are copied for each that is wanted now, and the fits that they are copied for.
  private static var mostSpare: Double { 1.3 }
  private static var fitsAhead: Double { 3 }

  init(_ rows: TrainingRows<Label>, settings: LogisticRegression<Label>) throws {
    self.rows = rows
    self.settings = settings
    let problem = try LogisticProblem(rows, settings: settings)
    evaluator = problem.evaluator
    starts = problem.initialParameters()
  }

  mutating func run(
    _ grid: CGrid, _ onIteration: OnIteration
  ) throws -> LogisticRegressionPath<Label>.Fitted {
    let nullC = try startAtNullModel(grid)
    let cs = grid.values(from: nullC ?? 1)
    var models: [LogisticRegression<Label>.Model] = []
    var lookedAt: [Int] = []
    func path() -> LogisticRegressionPath<Label>.Fitted {
      LogisticRegressionPath.Fitted(
        models: models, cs: Array(cs.prefix(models.count)), largestNullC: settings.penalty.l1Ratio > 0 ? nullC : nil,
        featuresLookedAt: lookedAt)
    }
    for c in cs {
      let (model, features) = try fit(c, onIteration)
      models.append(model)
      lookedAt.append(features)
      switch model.report.stopped.kind {
      case .caller: return path()
      case .cancelled: throw FitInterrupted(model: path(), iteration: model.report.history.last?.number ?? 0)
      default: continue
      }
    }
    return path()
  }

  private var objective: LinearObjective { evaluator.objective }

  // MARK: One C

  private mutating func fit(
    _ c: Double, _ onIteration: OnIteration
  ) throws -> (model: LogisticRegression<Label>.Model, features: Int) {
    let clock = ContinuousClock()
    let began = clock.now
    settings.c = c
    evaluator.use(try settings.weightPenalty(rows))
    let before = evaluator.passes
    passesElsewhere = 0
    let problem = LogisticProblem(rows, settings: settings, evaluator: evaluator)
    var (minimum, features) = try minimize(problem, onIteration)
    let certificate = try problem.conclude(&minimum, certifying: true)
    minimum.evaluations = evaluator.passes - before + passesElsewhere
    last = (minimum.minima.map(\.iterate), objective.penalty.l1)
    trail = trail.suffix(1) + [(1 / c, minimum.minima.map(\.iterate.point))]
    var report = try problem.report(minimum)
    problem.certify(&report, certificate, minimum)
    report.seconds = began.duration(to: clock.now).seconds
    return (problem.model(minimum, report: report), features)
  }

  private mutating func minimize(
    _ problem: LogisticProblem<Label>, _ onIteration: OnIteration
  ) throws -> (minimum: BatchMinimum, features: Int) {
    let p = rows.features.columns
    var points = extrapolated() ?? last?.ends.map(\.point) ?? starts
    var wanted = survivors(ahead: 1)
    while Double(wanted.count) <= Self.mostKept * Double(p) {
      let (kept, found) = try minimize(overColumns: wanted, from: points, onIteration)
      points = found.minima.enumerated().map { objective.expanded($1.iterate.point, from: kept, onto: points[$0]) }
      evaluator.makeExact()
      // The certificate goes on from these scores.
      let ends = zip(points, try evaluator.evaluateToGoOn(from: points)).map { Iterate(point: $0, evaluation: $1) }
      let isOver = found.minima.contains { $0.stopped == .caller || $0.stopped == .cancelled }
      let violators = isOver ? [] : columnsAbove(settings.tolerance, ends, without: kept)
      if violators.isEmpty {
        let isConfirmed = zip(found.minima, ends).allSatisfy {
          $0.stopped != .gradient || $1.evaluation.gradientNorm <= settings.tolerance
        }
        guard isConfirmed || isOver else { break }
        var minimum = found
        for (index, end) in ends.enumerated() { minimum.minima[index].iterate = end }
        return (minimum, kept.count)
      }
      wanted = (kept + violators).sorted()
    }
    copied = nil
    evaluator.makeExact()
    evaluator.resumeSingle()
    return (try settings.minimizeQuietly(problem, from: points, onIteration), p)
  }

  /// Where the line through the ends of the last two fits is at this strength, since an L1 path is nearly straight
  /// between the places where weights come and go; a weight whose sign would change is 0.
  private func extrapolated() -> [[Double]]? {
    guard objective.penalty.hasL1, trail.count == 2 else { return nil }
    let (old, new) = (trail[0], trail[1])
    let share = (1 / settings.c - new.strength) / (new.strength - old.strength)
    guard share > 0, share <= 1 else { return nil }
    return zip(old.points, new.points).enumerated().map { problem, ends in
      var point = zip(ends.0, ends.1).map { a, b in b + share * (b - a) }
      guard let term = objective.separableTerm(problem: problem) else { return point }
      for j in point.indices where term.l1[j] > 0 && point[j] * ends.1[j] <= 0 { point[j] = 0 }
      term.clip(&point)
      return point
    }
  }

  private func requests(_ points: [[Double]]) -> [EvaluationRequest] {
    points.enumerated().map { EvaluationRequest(problem: $0, point: $1) }
  }

  /// The minimum with the weights of all other columns at 0; and which columns, of which some may not be wanted yet.
  private mutating func minimize(
    overColumns wanted: [Int], from points: [[Double]], _ onIteration: OnIteration
  ) throws -> (columns: [Int], BatchMinimum) {
    let (columns, reduced) = try evaluator(over: wanted)
    let before = reduced.passes
    defer { passesElsewhere += reduced.passes - before }
    let minimum = try settings.minimizeQuietly(
      LogisticProblem(rows, settings: settings, evaluator: reduced),
      from: points.map { objective.gathered($0, columns) }, onIteration)
    return (columns, minimum)
  }

  /// The columns that were copied last, while they are hardly more than are wanted; otherwise a copy of these and of
  /// those that the next fits are likely to want.
  private mutating func evaluator(over wanted: [Int]) throws -> (columns: [Int], evaluator: LinearEvaluator) {
    if let copied, Double(copied.columns.count) <= Self.mostSpare * Double(wanted.count),
      Set(copied.columns).isSuperset(of: wanted)
    {
      copied.evaluator.use(objective.penalty.ofColumns(copied.columns))
      copied.evaluator.makeExact()
      copied.evaluator.resumeSingle()
      return copied
    }
    copied = nil  // before there are two
    let soon = Set(wanted).union(survivors(ahead: Self.fitsAhead)).sorted()
    let columns = Double(soon.count) <= Self.mostSpare * Double(wanted.count) ? soon : wanted
    let new = (columns, try evaluator.restricted(to: columns))
    copied = new
    return new
  }

  // MARK: Screening

  /// The columns that the sequential strong rule keeps, for L1 strengths that fall as often as they do now; all without
  /// an L1 norm.
  private func survivors(ahead fits: Double) -> [Int] {
    let p = rows.features.columns
    guard let last, objective.penalty.hasL1 else { return Array(0..<p) }
    let l1 = zip(objective.penalty.l1, last.l1).map { $1 > 0 ? $1 * pow($0 / $1, fits) : $0 }
    let slopes = last.ends.map { objective.weightSlopes($0) }
    let kept = (0..<p).filter { j in
      l1[j] == 0
        || zip(last.ends, slopes).contains { end, slope in
          objective.weightIndices(ofColumn: j).contains {
            end.point[$0] != 0 || slope[$0].magnitude >= 2 * l1[j] - last.l1[j]
          }
        }
    }
    return kept.isEmpty ? [0] : kept
  }

  /// The left-out columns of which a weight violates optimality by more than `tolerance`.
  private func columnsAbove(_ tolerance: Double, _ ends: [Iterate], without kept: [Int]) -> [Int] {
    let known = Set(kept)
    return (0..<rows.features.columns).filter { j in
      !known.contains(j)
        && ends.enumerated().contains { problem, end in
          guard let term = objective.separableTerm(problem: problem) else { return false }
          return objective.weightIndices(ofColumn: j).contains {
            term.violation($0, at: end.point[$0], gradient: end.evaluation.gradient[$0]) > tolerance
          }
        }
    }
  }

  // MARK: The null model

  private static var leastL1Ratio: Double { 0.001 }

  /// Fits the model whose penalised weights are 0. Returns the largest C of which it is the optimum, `nil` where an
  /// explicit grid does not need it.
  private mutating func startAtNullModel(_ grid: CGrid) throws -> Double? {
    let isAutomatic = if case .automatic = grid.kind { true } else { false }
    guard isAutomatic || settings.penalty.l1Ratio > 0 else { return nil }
    guard starts.allSatisfy({ $0.allSatisfy { $0 == 0 } }) || !isAutomatic else {
      throw EstimatorError.unsupported(
        what: "An automatic path where bounds exclude 0", instead: "List the values of C: grid: .values([…]).")
    }
    guard starts.allSatisfy({ $0.allSatisfy { $0 == 0 } }) else { return nil }
    let factors = settings.penaltyFactors ?? Array(repeating: 1, count: rows.features.columns)
    let free = factors.indices.filter { factors[$0] == 0 }
    let ends = try free.isEmpty ? Certifier(evaluator).nullModel() : nullModel(over: free)
    let ratio = max(settings.penalty.l1Ratio, Self.leastL1Ratio)
    var largest = Double.infinity
    for end in ends {
      let slope = objective.weightSlopes(end)
      for j in factors.indices where factors[j] > 0 {
        for index in objective.weightIndices(ofColumn: j) where slope[index] != 0 {
          largest = min(largest, ratio * factors[j] / (rows.weightTotal * slope[index].magnitude))
        }
      }
    }
    guard largest.isFinite, largest > 0 else {
      guard isAutomatic else { return nil }
      throw EstimatorError.unsupported(
        what: "An automatic path where no penalised feature says anything about the classes",
        instead: "List the values of C: grid: .values([…]).")
    }
    last = (ends, factors.map { ratio * $0 / (rows.weightTotal * largest) })
    return largest
  }

  private mutating func nullModel(over free: [Int]) throws -> [Iterate] {
    let (columns, found) = try minimize(overColumns: free, from: starts) { _ in .proceed }
    let points = found.minima.enumerated().map {
      objective.expanded($1.iterate.point, from: columns, onto: starts[$0])
    }
    evaluator.makeExact()
    return zip(points, try evaluator.evaluate(requests(points))).map { Iterate(point: $0, evaluation: $1) }
  }
}
