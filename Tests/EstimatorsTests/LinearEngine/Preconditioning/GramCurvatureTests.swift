import Estimators
import Testing
import _EstimatorTestSupport

/// The model of the curvature and its minimiser, against sums over the rows.
@Suite struct GramCurvatureTests {
  private let classes = 3
  private let features = 4

  private func objective(_ intercept: Bool) throws -> LinearEvaluator {
    let sample = LawSample.threeClasses
    var penalty = WeightPenalty(l2: [0.1, 0, 0.02, 0.3], l1: [0.05, 0.2, 0, 0.1])
    penalty.lower = Array(repeating: -0.3, count: classes * features)
    penalty.upper = Array(repeating: 0.4, count: classes * features)
    return LinearEvaluator(
      features: sample.doubles.features,
      targets: ClassRows(
        classes: ClassEncoding(sample.labels).targets.indices, weights: sample.weights.map { Double($0) + 0.5 }),
      loss: .softmax, classCount: classes, hasIntercept: intercept,
      weightTotal: sample.weights.reduce(0) { $0 + Double($1) + 0.5 }, penalty: penalty)
  }

  private func point(_ count: Int, seed: UInt32, scale: Double) -> [Double] {
    var random = RandomState(seed)
    return (0..<count).map { _ in scale * (random.random() - 0.5) }
  }

  private func iterate(_ point: [Double], gradient: [Double]? = nil) -> Iterate {
    Iterate(point: point, evaluation: Evaluation(value: 0, gradient: gradient ?? point.map { _ in 0 }))
  }

  @Test(arguments: [true, false])
  func theCurvatureAlongAStepIsTheMeanOverTheRows(intercept: Bool) throws {
    let (objective, sample) = (try objective(intercept), LawSample.threeClasses)
    let curvature = try objective.proximalCurvature()
    let q = features + (intercept ? 1 : 0)
    let move = point(classes * q, seed: 3, scale: 1)
    let identity = (0..<classes * classes).map { $0 % (classes + 1) == 0 ? 1.0 : 0 }
    let (step, _) = curvature.pair(from: iterate(move.map { _ in 0 }), to: iterate(move))
    let product = curvature.product(curvature.gramProduct(step), step, scoreCurvature: identity)
    let found = zip(step, product).map(*).reduce(0, +)
    let x = try sample.doubles.features.matrix()
    var expected = 0.0
    for row in 0..<x.rows {
      for k in 0..<classes {
        let score = (0..<features).reduce(intercept ? move[k * q + features] : 0) { $0 + move[k * q + $1] * x[row, $1] }
        expected += (Double(sample.weights[row]) + 0.5) / objective.objective.weightTotal * score * score
      }
    }
    for k in 0..<classes {
      for j in 0..<features { expected += [0.1, 0, 0.02, 0.3][j] * move[k * q + j] * move[k * q + j] }
    }
    #expect(abs(found - expected) < 1e-12 * expected)
  }

  @Test(arguments: [true, false], [0, 3])
  func theMinimizerOfTheModelViolatesNothing(intercept: Bool, pairs: Int) throws {
    let objective = try objective(intercept)
    objective.keepsScoreCurvature = true
    let curvature = try objective.proximalCurvature()
    let term = try #require(objective.separableTerm(problem: 0))
    let count = objective.parameterCount
    let start = point(count, seed: 1, scale: 0.4)
    let evaluation = try objective.evaluate([EvaluationRequest(problem: 0, point: start)])[0]
    var plus = Matrix(rows: count, columns: pairs, checked: point(count * pairs, seed: 2, scale: 0.5))
    if intercept {  // as all steps and gradients have it: the intercepts of a correction sum to 0
      let q = features + 1
      for column in 0..<pairs {
        let mean = (0..<classes).reduce(0) { $0 + plus[$1 * q + features, column] } / Double(classes)
        for k in 0..<classes { plus[k * q + features, column] -= mean }
      }
    }
    // Nothing that is taken away may leave a negative curvature: half of what was added.
    let corrections = Matrix(
      rows: count, columns: 2 * pairs,
      checked: (0..<count).flatMap { row in plus[row: row].map { $0 } + plus[row: row].map { $0 / 2 } })
    let from = Iterate(point: start, evaluation: evaluation)
    let target = curvature.minimizer(
      around: from, term: term, corrections: corrections, tolerance: 1e-13, mostSweeps: 10_000)
    // In the parameters of the model, where the intercept moves along with the weights.
    let (step, gradient) = curvature.pair(
      from: iterate(start), to: iterate(target, gradient: evaluation.gradient))
    var slope = curvature.product(
      curvature.gramProduct(step), step, scoreCurvature: evaluation.scoreCurvature)
    for index in slope.indices { slope[index] += gradient[index] }
    for column in 0..<2 * pairs {
      let product = (0..<count).reduce(0) { $0 + corrections[$1, column] * step[$1] }
      let sign = column < pairs ? 1.0 : -1
      for index in slope.indices { slope[index] += sign * product * corrections[index, column] }
    }
    #expect(term.optimality(at: target, gradient: slope) < 1e-11)
    #expect(target.contains(0) || target.contains(0.4) || target.contains(-0.3))
  }
}
