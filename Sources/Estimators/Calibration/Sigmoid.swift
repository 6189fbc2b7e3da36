internal import Platform

/// σ(a·score + b), fitted by J. Platt's method: a logistic regression on one score towards targets that are a little
/// inside 0 and 1, so that it has an optimum for any data.
///
/// - SeeAlso: J. Platt, "Probabilistic outputs for support vector machines", 1999; H.-T. Lin, C.-J. Lin and R. C. Weng,
///   "A note on Platt's probabilistic outputs for support vector machines", *Machine Learning* 68, 2007.
package struct Sigmoid: Sendable, Hashable, Codable {
  /// a; Platt's A has the other sign.
  package let slope: Double
  /// b; Platt's B has the other sign.
  package let intercept: Double

  var isValid: Bool { slope.isFinite && intercept.isFinite }

  func value(at score: Double) -> Double { sigmoid(slope * score + intercept) }

  /// Newton's method with halved steps on (a, b), at centred and scaled scores.
  init(_ scores: [Double], _ isPositive: [Bool], _ weights: [Double]?) {
    let problem = PlattProblem(scores, isPositive, weights)
    var (a, b) = (0.0, problem.priorLogOdds)
    var best = problem.loss(a, b)
    for _ in 0..<100 {
      let (stepA, stepB) = problem.newtonStep(a, b)
      var size = 1.0
      var next = problem.loss(a - stepA, b - stepB)
      while !(next <= best), size > 1e-10 {
        size /= 2
        next = problem.loss(a - size * stepA, b - size * stepB)
      }
      guard next <= best else { break }
      a -= size * stepA
      b -= size * stepB
      let step = max((size * stepA).magnitude, (size * stepB).magnitude)
      let isStill = step <= 1e-14 * max(1, a.magnitude, b.magnitude)
      best = next
      if isStill { break }
    }
    slope = a / problem.scale
    intercept = b - a * problem.centre / problem.scale
  }
}

/// Σ w·(softplus(r) − t·r) with r = a·x + b, x the centred and scaled scores.
private struct PlattProblem {
  let x: [Double]
  let targets: [Double]
  let weights: [Double]
  let centre: Double
  let scale: Double
  let priorLogOdds: Double

  init(_ scores: [Double], _ isPositive: [Bool], _ given: [Double]?) {
    let given = given ?? scores.map { _ in 1 }
    let total = given.reduce(0, +)
    let positives = zip(given, isPositive).reduce(0) { $1.1 ? $0 + $1.0 : $0 }
    let negatives = total - positives
    let (high, low) = ((positives + 1) / (positives + 2), 1 / (negatives + 2))
    targets = isPositive.map { $0 ? high : low }
    priorLogOdds = log((positives + 1) / (negatives + 1))
    let mean = zip(given, scores).reduce(0) { $0 + $1.0 / total * $1.1 }
    // The counts above are of rows; the loss may be in any unit.
    weights = inUnits(given) ?? given
    let spread = scores.reduce(0) { max($0, ($1 - mean).magnitude) }
    centre = mean
    scale = spread > 0 ? spread : 1
    x = scores.map { ($0 - mean) / (spread > 0 ? spread : 1) }
  }

  func loss(_ a: Double, _ b: Double) -> Double {
    var sum = 0.0
    for row in x.indices {
      let r = a * x[row] + b
      sum += weights[row] * (softplus(r) - targets[row] * r)
    }
    return sum
  }

  func newtonStep(_ a: Double, _ b: Double) -> (Double, Double) {
    var (ga, gb, haa, hab, hbb) = (0.0, 0.0, 0.0, 0.0, 0.0)
    for row in x.indices {
      let p = sigmoid(a * x[row] + b)
      let (residual, curvature) = (weights[row] * (p - targets[row]), weights[row] * p * (1 - p))
      ga += residual * x[row]
      gb += residual
      haa += curvature * x[row] * x[row]
      hab += curvature * x[row]
      hbb += curvature
    }
    // All scores alike leave a without curvature; then it stays.
    let ridge = 1e-12 * (haa + hbb) + .leastNormalMagnitude
    haa += ridge
    hbb += ridge
    let determinant = haa * hbb - hab * hab
    return ((hbb * ga - hab * gb) / determinant, (haa * gb - hab * ga) / determinant)
  }
}
