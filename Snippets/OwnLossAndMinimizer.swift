// A loss and a minimiser of one's own, in the engine of the package.
import EstimatorDatasets
import Estimators

// snippet.loss
/// The pinball loss with its kink rounded off by ε: the best score is the q-quantile of the targets.
struct SmoothQuantile: ScalarLoss {
  var q = 0.9
  var epsilon = 0.1
  var curvatureBound: Double? { 1 / (2 * epsilon) }

  func terms(_ z: Double, _ y: Double) -> LossTerms {
    let r = y - z
    // (q − ½)·r + √(r² + ε²)/2 ≥ 0 but for the rounding of the kink.
    let root = (r * r + epsilon * epsilon).squareRoot()
    return LossTerms(
      value: (q - 0.5) * r + root / 2, slope: 0.5 - q - r / (2 * root),
      curvature: epsilon * epsilon / (2 * root * root * root))
  }
}
// snippet.end

// snippet.minimizer
/// Gradient descent that keeps some of its speed (Polyak, 1964).
struct HeavyBall: Minimizer, Hashable {
  var momentum = 0.9

  func minimize(
    _ problem: LinearProblem, from start: [Double], until rule: StoppingRule, onIteration: OnIteration
  ) throws -> MinimizerEnd {
    let rate = try 1 / problem.curvatureBound()
    var velocity = start.map { _ in 0.0 }
    return try problem.iterate(from: start, until: rule, onIteration: onIteration) { point, _, gradient in
      for j in point.indices { velocity[j] = momentum * velocity[j] - rate * gradient[j] }
      return zip(point, velocity).map(+)
    }
  }
}
// snippet.end

// snippet.use
let wine = try Wine.load()
let others = try wine.features.features.selectingColumns(Array(1..<13))
let x = try StandardScaler().fitted(to: others).transform(others)
let alcohol = try wine.features.features.selectingColumns([0]).matrix().elements
let model = LinearModel(loss: SmoothQuantile(), minimizer: HeavyBall(), c: 1, tolerance: 1e-6, maxIterations: 20_000)
let fit = try model.fitted(to: x, alcohol)
let below = zip(alcohol, try fit.scores(x).elements).filter { $0 < $1 }.count
print("\(fit.stopped) after \(fit.iterations) iterations; \(below) of \(alcohol.count) below their 0.9-quantile")
// snippet.end

// snippet.classifier
let classes = wine.labels
var clf = LogisticRegression(solver: .minimizer(HeavyBall()), tolerance: 1e-6, maxIterations: 20_000)
try clf.fit(x, classes)
print("\(try clf.report.method): training accuracy \(try clf.score(x, classes))")
// snippet.end
