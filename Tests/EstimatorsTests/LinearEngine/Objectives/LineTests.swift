import Estimators
import Matrices
import Testing
import _EstimatorTestSupport

/// Lines of cached scores: wherever they have been moved to, values and gradients are those of the points.
@Suite struct LineTests {
  private func objective(_ loss: LossKind) -> LinearEvaluator {
    let sample = LawSample.threeClasses
    let objective = LinearEvaluator(
      features: sample.doubles.features,
      targets: ClassRows(
        classes: ClassEncoding(sample.labels).targets.indices, weights: nil,
        sides: loss == .softmax ? [] : (0..<3).map { BinaryTarget(positiveClass: $0) }),
      loss: loss, classCount: 3, hasIntercept: true, weightTotal: Double(sample.rowCount),
      penalty: WeightPenalty(l2: Array(repeating: 0.01, count: 4), l1: Array(repeating: 0, count: 4)))
    objective.keepsScoreCurvature = true
    return objective
  }

  private func lines(_ objective: LinearEvaluator) -> [Line] {
    var random = RandomState(7)
    return (0..<objective.problemCount).map { problem in
      func numbers() -> [Double] { (0..<objective.parameterCount).map { _ in random.random() - 0.5 } }
      return Line(problem: problem, point: numbers(), direction: numbers())
    }
  }

  /// The evaluations at so much of each line, afresh.
  private func evaluations(_ lines: [Line], at steps: [Double], _ loss: LossKind) throws -> [Evaluation] {
    try objective(loss).evaluate(
      zip(lines, steps).map { EvaluationRequest(problem: $0.problem, point: $0.point(at: $1, within: nil)) })
  }

  private func requests(_ lines: [Line], _ steps: [Double]) -> [LineRequest] {
    zip(lines, steps).map { LineRequest(problem: $0.problem, step: $1) }
  }

  @Test(arguments: [LossKind.softmax, .logistic], [false, true])
  func aLineMayBeMovedAlongMoreThanOnce(loss: LossKind, single: Bool) throws {
    let objective = objective(loss)
    let lines = lines(objective)
    if single { objective.useSingle() }
    let tolerance = single ? 1e-5 : 1e-12
    try objective.open(lines)
    for first in [1.0, 0.4, 0, 2] {
      let steps = lines.indices.map { first + 0.1 * Double($0) }
      let moved = try objective.move(alongLines: requests(lines, steps))
      for (one, other) in zip(moved, try evaluations(lines, at: steps, loss)) {
        #expect(abs(one.value - other.value) <= tolerance * other.value)
        #expect(zip(one.gradient, other.gradient).allSatisfy { abs($0 - $1) <= tolerance })
      }
      // Trials start where the line was opened, not where the scores stand.
      let trialSteps = steps.map { $0 / 2 + 0.3 }
      let trials = try objective.evaluate(onLines: requests(lines, trialSteps))
      for (line, (trial, at)) in zip(lines, zip(trials, try evaluations(lines, at: trialSteps, loss))) {
        #expect(abs(trial.value - at.value) <= tolerance * at.value)
        #expect(abs(trial.slope - zip(at.gradient, line.direction).reduce(0) { $0 + $1.0 * $1.1 }) <= tolerance)
      }
    }
    // Lines that nobody asks for go back to where they were opened.
    _ = try objective.move(alongLines: [])
    let back = try objective.evaluate(onLines: requests(lines, lines.map { _ in 0 }))
    for (trial, at) in zip(back, try evaluations(lines, at: lines.map { _ in 0 }, loss)) {
      #expect(abs(trial.value - at.value) <= tolerance * at.value)
    }
  }

  @Test(arguments: [LossKind.softmax, .logistic], [false, true])
  func aLineMayBeOpenedAndMovedAlongInOnePass(loss: LossKind, single: Bool) throws {
    let objective = objective(loss)
    let lines = lines(objective)
    if single { objective.useSingle() }
    let tolerance = single ? 1e-5 : 1e-12
    let steps = lines.map { 0.7 - 0.2 * Double($0.problem) }
    let moved = try objective.move(opening: lines, to: requests(lines, steps))
    for (one, other) in zip(moved, try evaluations(lines, at: steps, loss)) {
      #expect(abs(one.value - other.value) <= tolerance * other.value)
      #expect(zip(one.gradient, other.gradient).allSatisfy { abs($0 - $1) <= tolerance })
    }
    // Trials start where the line was opened; so do moves.
    let back = try objective.evaluate(onLines: requests(lines, lines.map { _ in 0.25 }))
    for (trial, at) in zip(back, try evaluations(lines, at: lines.map { _ in 0.25 }, loss)) {
      #expect(abs(trial.value - at.value) <= tolerance * at.value)
    }
    let again = try objective.move(alongLines: requests(lines, lines.map { _ in 1.5 }))
    for (one, other) in zip(again, try evaluations(lines, at: lines.map { _ in 1.5 }, loss)) {
      #expect(zip(one.gradient, other.gradient).allSatisfy { abs($0 - $1) <= tolerance })
    }
  }
}
