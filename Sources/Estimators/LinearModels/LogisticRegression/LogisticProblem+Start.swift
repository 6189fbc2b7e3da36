internal import Platform

/// Where a fit starts.
struct FitStart {
  /// One list of parameters per problem.
  var points: [[Double]]
  /// Whether they come from an earlier model.
  var isWarm = false
  /// Why a problem starts, or has started again, elsewhere than at the earlier model.
  var notes: [String] = []
}

extension LogisticProblem {
  /// Where the fit starts: where the solver of the earlier model stood, but for problems to which no model at all is
  /// nearer.
  ///
  /// Scores of a model that was fitted to columns of another scale can be so large that all probabilities are 0 or 1 to
  /// the last digit. There the loss has no curvature left to go by.
  ///
  /// - Throws: ``EstimatorError/incompatibleWarmStart(reason:)`` for other classes, features or names.
  /// - Complexity: A pass over the data for a warm start, which most solvers then need not make.
  func start(from model: LogisticRegression<Label>.Model?) throws -> FitStart {
    let cold = initialParameters()
    guard let model else { return FitStart(points: cold) }
    let nothing = try values(atColdStart: cold)
    var start = FitStart(points: [], isWarm: true)
    var (there, worse): ([Double], [Int]) = ([], [])
    for intercepts in [model.solverIntercepts, model.intercepts].compactMap(\.self) {
      start.points = try parameters(of: model, intercepts: intercepts)
      there = try evaluator.evaluateStarts(start.points, withCurvature: asksForCurvature).map(\.value)
      worse = there.indices.filter { !(there[$0] <= nothing[$0]) }
      guard !worse.isEmpty else { return start }
    }
    for problem in worse { start.points[problem] = cold[problem] }
    let (sum, least) = (worse.reduce(0) { $0 + there[$1] }, worse.reduce(0) { $0 + nothing[$1] })
    start.notes.append(
      "On these data the earlier model is worse than none\(named(worse)) (objective \(sum) against \(least)), so the fit "
        + "began from zero. Were its columns of another scale?")
    return start
  }

  /// F where a cold fit starts: known without a pass where all weights are 0.
  private func values(atColdStart cold: [[Double]]) throws -> [Double] {
    guard cold.allSatisfy({ $0.allSatisfy { $0 == 0 } }) else {
      return try evaluator.evaluate(cold.enumerated().map { EvaluationRequest(problem: $0, point: $1) }).map(\.value)
    }
    let total = rows.weightTotal
    guard let sides = Self.sides(rows, settings) else { return [log(Double(rows.classes.count))] }
    return sides.map { side in
      let positive = rows.weightPerClass[Int(side.positiveClass)]
      return log(2) * (side.positiveWeight * positive + side.negativeWeight * (total - positive)) / total
    }
  }

  /// The problems that found no step downhill although their gradient is far from 0, beside that of a cold start.
  ///
  /// - Complexity: A pass over the data where one has found no step.
  func stalledProblems(_ minimum: BatchMinimum) throws -> [Int] {
    let suspects = minimum.minima.indices.filter { minimum.minima[$0].stopped == .noDecreaseLeft }
    guard !suspects.isEmpty else { return [] }
    let cold = initialParameters()
    let starts = try evaluator.evaluate(suspects.map { EvaluationRequest(problem: $0, point: cold[$0]) })
    return zip(suspects, starts).compactMap { problem, start in
      minimum.minima[problem].iterate.evaluation.gradientNorm > Self.stalledShare * start.gradientNorm ? problem : nil
    }
  }

  /// A gradient above this share of that of a cold start is far from 0.
  private static var stalledShare: Double { 1e-6 }

  /// Which problems, where there are several.
  func named(_ problems: [Int]) -> String {
    guard objective.problemCount > 1 else { return "" }
    let names = problems.prefix(10).map { "\(rows.classes[$0])" }.joined(separator: ", ")
    return " for \(problems.count == 1 ? "class" : "the classes") \(names)"
      + (problems.count > 10 ? " and \(problems.count - 10) more" : "")
  }
}
