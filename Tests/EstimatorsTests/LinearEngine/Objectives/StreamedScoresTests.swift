import Estimators
import Matrices
import Testing
import _EstimatorTestSupport

/// Fits whose scores would not fit in memory: forced here by a limit of 0 bytes.
@Suite struct StreamedScoresTests {
  private func objective(_ loss: LossKind, l1: Double, scoreLimit: Int) -> LinearEvaluator {
    let sample = LawSample.threeClasses
    let features = sample.doubles.features
    return LinearEvaluator(
      features: features,
      targets: ClassRows(
        classes: ClassEncoding(sample.labels).targets.indices, weights: nil,
        sides: loss == .softmax ? [] : (0..<3).map { BinaryTarget(positiveClass: $0) }),
      loss: loss, classCount: 3, hasIntercept: true, weightTotal: Double(sample.rowCount),
      penalty: WeightPenalty(l2: Array(repeating: 0.01, count: 4), l1: Array(repeating: l1, count: 4)),
      scoreLimit: scoreLimit)
  }

  private func starts(_ objective: LinearEvaluator) -> [[Double]] {
    (0..<objective.problemCount).map { _ in Array(repeating: 0, count: objective.parameterCount) }
  }

  private func minimum(_ objective: LinearEvaluator) throws -> BatchMinimum {
    let rule = StoppingRule(tolerance: 1e-10, maxIterations: 500)
    if objective.separableTerm(problem: 0) != nil {
      let curvature = try objective.proximalCurvature()
      objective.keepsScoreCurvature = true
      return try BatchMinimizer(rule: rule) { problem in
        ProximalQuasiNewton(
          curvature: curvature, term: objective.separableTerm(problem: problem) ?? .init(l1: [], lower: [], upper: []))
      }.minimize(objective, from: starts(objective), onIteration: { _ in .proceed })
    }
    objective.keepsScoreCurvature = true
    let preconditioner = try objective.preconditioner()
    return try BatchMinimizer(rule: rule) { _ in LBFGS(memory: 10, preconditioner: preconditioner) }
      .minimize(objective, from: starts(objective), onIteration: { _ in .proceed })
  }

  @Test(arguments: [LossKind.softmax, .logistic], [0, 0.02])
  func theMinimumIsTheSame(loss: LossKind, l1: Double) throws {
    let kept = objective(loss, l1: l1, scoreLimit: LinearObjective.mostScoreBytes)
    let streamed = objective(loss, l1: l1, scoreLimit: 0)
    #expect(!kept.objective.streams && streamed.objective.streams)
    let (a, b) = (try minimum(kept), try minimum(streamed))
    for (one, other) in zip(a.minima, b.minima) {
      #expect(one.stopped == .gradient && other.stopped == .gradient)
      // 1e-10 over a convexity of 0.01.
      #expect(zip(one.iterate.point, other.iterate.point).allSatisfy { abs($0 - $1) < 1e-7 })
      #expect(abs(one.iterate.evaluation.value - other.iterate.evaluation.value) < 1e-13)
    }
  }

  @Test func aStepThatWasTriedNeedsNoFurtherPass() throws {
    let streamed = objective(.softmax, l1: 0, scoreLimit: 0)
    let minimum = try minimum(streamed)
    // The start, and one pass for each trial: hardly more than one per iteration.
    #expect(minimum.evaluations <= 2 * minimum.minima[0].iterations + 1)
  }

  @Test func conjugateGradientsSaySo() throws {
    let streamed = objective(.softmax, l1: 0, scoreLimit: 0)
    #expect {
      _ = try BatchMinimizer(rule: StoppingRule(tolerance: 1e-6, maxIterations: 5)) { _ in
        NewtonCG(tolerance: 1e-6, preconditioner: nil)
      }.minimize(streamed, from: starts(streamed), onIteration: { _ in .proceed })
    } throws: {
      "\($0)".contains(".lbfgs") && "\($0)".contains("60 rows and 3 classes")
    }
  }

  @Test func withoutScoresThereIsNoCertificate() throws {
    let streamed = objective(.softmax, l1: 0, scoreLimit: 0)
    var end = try minimum(streamed)
    let certificate = try Certifier(streamed).certify(&end, tolerance: 1e-6)
    #expect(certificate == nil)
  }

  /// Problems then compute their scores afresh at each iteration, in memory that a thread's problems share.
  @Test(arguments: [0, 0.02])
  func coordinateDescentReachesTheSameMinimum(l1: Double) throws {
    let rule = StoppingRule(tolerance: 1e-10, maxIterations: 500)
    let minima = try [LinearObjective.mostScoreBytes, 0].map { objective(.logistic, l1: l1, scoreLimit: $0) }.map {
      try $0.minimumByCoordinates(from: starts($0), rule: rule, byDual: false, onIteration: { _ in .proceed }).minima
    }
    for (one, other) in zip(minima[0], minima[1]) {
      #expect(one.stopped == .gradient && other.stopped == .gradient)
      #expect(zip(one.iterate.point, other.iterate.point).allSatisfy { abs($0 - $1) < 1e-7 })
    }
  }

  /// 300 classes of one-vs-rest, in single precision first, which ends with a measure of all of them in double.
  @Test func manyProblemsKeepNoScores() throws {
    let (classes, rows, columns) = (300, 600, 6)
    let x = Matrix<Double>(
      rows: rows, columns: columns, checked: (0..<rows * columns).map { Double(($0 * 7919) % 101) / 50 - 1 })
    func objective(scoreLimit: Int) -> LinearEvaluator {
      LinearEvaluator(
        features: x.features,
        targets: ClassRows(
          classes: (0..<Int32(rows)).map { $0 % Int32(classes) }, weights: nil,
          sides: (0..<Int32(classes)).map { BinaryTarget(positiveClass: $0) }),
        loss: .logistic, classCount: classes, hasIntercept: true, weightTotal: Double(rows),
        penalty: .l2(1e-3, features: columns), scoreLimit: scoreLimit)
    }
    let (kept, streamed) = (objective(scoreLimit: LinearObjective.mostScoreBytes), objective(scoreLimit: 0))
    let ends = try [kept, streamed].map { objective in
      try objective.useSingleWhileItServes(at: starts(objective))
      #expect(objective.single)
      let minimum = try BatchMinimizer(rule: StoppingRule(tolerance: 1e-8, maxIterations: 200)) { _ in LBFGS() }
        .minimize(objective, from: starts(objective), onIteration: { _ in .proceed })
      #expect(minimum.minima.allSatisfy { $0.stopped == .gradient } && !objective.single)
      return minimum.minima
    }
    #expect(kept.keptScores > 0 && streamed.keptScores == 0)
    for (one, other) in zip(ends[0], ends[1]) {
      // 1e-8 over a convexity of 1e-3, twice.
      #expect(zip(one.iterate.point.dropLast(), other.iterate.point).allSatisfy { abs($0 - $1) < 1e-4 })
      #expect(abs(one.iterate.evaluation.value - other.iterate.evaluation.value) < 1e-12)
    }
  }

  /// The problems of one-vs-rest share the bound of their curvature, unless they weigh their rows differently.
  @Test func theBoundOfTheCurvatureIsAboveTheHessian() throws {
    let sample = LawSample.threeClasses
    let sides = [
      BinaryTarget(positiveClass: 0), BinaryTarget(positiveClass: 1),
      BinaryTarget(positiveClass: 2, positiveWeight: 40, negativeWeight: 2),
    ]
    let objective = LinearEvaluator(
      features: sample.doubles.features,
      targets: ClassRows(classes: ClassEncoding(sample.labels).targets.indices, weights: nil, sides: sides),
      loss: .logistic, classCount: 3, hasIntercept: true, weightTotal: Double(sample.rowCount),
      penalty: .l2(0.01, features: 4))
    let bounds = try (0..<3).map(objective.curvatureBound)
    #expect(bounds[0] == bounds[1] && bounds[2] > 1.9 * bounds[0])
    for problem in 0..<3 {
      let zeros = [Double](repeating: 0, count: objective.parameterCount)
      let hessian = try objective.hessian(EvaluationRequest(problem: problem, point: zeros))
      let largest = (0..<hessian.rows).map { hessian[$0, $0] }.max() ?? 0
      #expect(bounds[problem] >= largest)
    }
  }
}
