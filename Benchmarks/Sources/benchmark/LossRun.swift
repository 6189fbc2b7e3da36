import Estimators

/// One pass with a loss that is written outside of the package, beside the same loss inside: 100,000 rows of 50 floats.
///
/// An iteration of gradient descent with a fixed step is one pass. Both sides take turns.
struct LossRun {
  private static let (rows, columns) = (100_000, 50)
  private static let passes = 20

  let job: Job

  func measure() throws -> Outcome {
    var random = RandomState(1)
    let x = try Matrix(
      rows: Self.rows, columns: Self.columns, random.normal(count: Self.rows * Self.columns).map { Float($0) })
    let z = (0..<Self.rows).map { Double(x[$0, 0] + x[$0, 1]) + random.random() - 0.5 }
    let sides = z.map { $0 > 0 ? 1.0 : -1 }
    let counts = z.map { ObservedCount($0 > 0 ? $0.rounded() : 0, exposure: 1 + random.random()) }
    var outcome = Outcome(seconds: 0)
    var ratios: [String: Double] = [:]
    for rounds in [1, job.rounds ?? 7] {  // the first is a warm-up
      ratios["squaredHinge"] = try ratio(rounds, x, OutsideSquaredHinge(), SquaredHinge(), sides, &outcome.seconds)
      ratios["poisson"] = try ratio(rounds, x, OutsidePoisson(), PoissonLoss(), counts, &outcome.seconds)
    }
    outcome.ratios = ratios
    return outcome
  }

  /// The median pass outside over the median pass inside.
  private func ratio<Outside: ScoreLoss, Inside: ScoreLoss>(
    _ rounds: Int, _ x: Matrix<Float>, _ outside: Outside, _ inside: Inside, _ targets: [Inside.Target],
    _ seconds: inout Double
  ) throws -> Double where Outside.Target == Inside.Target {
    var (theirs, ours): ([Double], [Double]) = ([], [])
    for _ in 0..<rounds {
      theirs += try passes(x, outside, targets)
      ours += try passes(x, inside, targets)
    }
    seconds = median(theirs)
    return median(theirs) / median(ours)
  }

  private func median(_ times: [Double]) -> Double { times.sorted()[times.count / 2] }

  private func passes<Loss: ScoreLoss>(_ x: Matrix<Float>, _ loss: Loss, _ targets: [Loss.Target]) throws -> [Double] {
    let model = LinearModel(
      loss: loss, minimizer: .gradientDescent(learningRate: 1e-3), tolerance: 0, maxIterations: Self.passes)
    var stamps: [Double] = []
    let watch = Stopwatch()
    _ = try model.fitted(to: x, targets) { _ in
      stamps.append(watch.seconds)
      return .proceed
    }
    return zip(stamps.dropFirst(), stamps).map { $0 - $1 }
  }
}
