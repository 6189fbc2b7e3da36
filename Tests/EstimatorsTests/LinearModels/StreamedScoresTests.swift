import Estimators
import Matrices
import Testing
import _EstimatorTestSupport

/// Fits whose scores would not fit in memory: forced here by a limit of 0 bytes.
@Suite struct StreamedScoresTests {
  private func objective(_ loss: LinearLoss, l1: Double, scoreLimit: Int) -> LinearObjective {
    let sample = LawSample.threeClasses
    let features = sample.doubles.features
    return LinearObjective(
      features: features,
      targets: RowTargets(
        classes: ClassEncoding(sample.labels).targets.indices, weights: nil,
        sides: loss == .softmax ? [] : (0..<3).map { LogisticSide(positiveClass: $0) }),
      loss: loss, classCount: 3, hasIntercept: true, weightTotal: Double(sample.rowCount),
      penalty: WeightPenalty(l2: Array(repeating: 0.01, count: 4), l1: Array(repeating: l1, count: 4)),
      scoreLimit: scoreLimit)
  }

  private func starts(_ objective: LinearObjective) -> [[Double]] {
    (0..<objective.problemCount).map { _ in Array(repeating: 0, count: objective.parameterCount) }
  }

  private func minimum(_ objective: LinearObjective) throws -> BatchMinimum {
    let rule = StoppingRule(tolerance: 1e-10, maxIterations: 500)
    if objective.separableTerm(problem: 0) != nil {
      let curvature = try objective.proximalCurvature()
      objective.keepsScoreCurvature = true
      return try BatchMinimizer(rule: rule) { problem in
        ProximalQuasiNewton(
          curvature: curvature, term: objective.separableTerm(problem: problem) ?? .init(l1: [], lower: [], upper: []))
      }.minimize(objective, from: starts(objective), onIteration: { _ in .proceed })
    }
    let preconditioner = try objective.preconditioner()
    return try BatchMinimizer(rule: rule) { _ in LBFGS(memory: 10, preconditioner: preconditioner) }
      .minimize(objective, from: starts(objective), onIteration: { _ in .proceed })
  }

  @Test(arguments: [LinearLoss.softmax, .logistic], [0, 0.02])
  func theMinimumIsTheSame(loss: LinearLoss, l1: Double) throws {
    let kept = objective(loss, l1: l1, scoreLimit: LinearObjective.mostScoreBytes)
    let streamed = objective(loss, l1: l1, scoreLimit: 0)
    #expect(!kept.streams && streamed.streams)
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
    #expect(streamed.certify(&end, tolerance: 1e-6) == nil)
  }
}
