import Foundation

/// The optimum of a ``TrueProblem`` by Newton's method with an active set: gradients and values in double-double, so
/// that it ends far below what a Double resolves.
package struct TrueOptimum: Sendable {
  package private(set) var point: [Double]
  package private(set) var value: DoubleDouble
  /// The smallest subgradient there.
  package private(set) var norm = 0.0
  private let problem: TrueProblem
  /// Raises the diagonal of the Hessian where a step does not help.
  private var damping = 0.0

  private static let mostSteps = 150
  private static let mostHalvings = 12
  private static let mostDamping = 1e9
  /// A step that promises less than this share of F is not worth taking.
  private static let enough = 1e-27

  /// The best of what is found from `start` and from 0, whichever is lower.
  package init(_ problem: TrueProblem, near start: [Double]) {
    self.problem = problem
    let zero = zip(problem.lower, problem.upper).map { min(max(0, $0), $1) }
    let (there, atZero) = (problem.value(start), problem.value(zero))
    (point, value) = atZero < there ? (zero, atZero) : (start, there)
    for _ in 0..<Self.mostSteps where damping <= Self.mostDamping {
      if !improve() { break }
    }
    norm = problem.norm(point)
  }

  /// One Newton step, or more damping. Returns whether it is worth going on.
  private mutating func improve() -> Bool {
    let gradient = problem.gradient(point)
    var hessian = problem.hessian(point)
    let d = point.count
    for j in 0..<d { hessian[j * d + j] *= 1 + damping + 1e-15 }
    var model = QuadraticModel(
      hessian: hessian, gradient: gradient.map(\.value), from: point, l1: problem.l1.map(\.value),
      lower: problem.lower, upper: problem.upper)
    let target = model.minimizer()
    let promised = zip(point.indices, gradient).reduce(0) { sum, part in
      let (j, g) = part
      let change = target[j] - point[j]
      return sum - g.value * change - problem.l1[j].value * (target[j].magnitude - point[j].magnitude)
    }
    guard promised > Self.enough * value.value else { return false }
    var step = 1.0
    for _ in 0..<Self.mostHalvings {
      let trial = step == 1 ? target : zip(point, target).map { $0 + step * ($1 - $0) }
      let there = problem.value(trial)
      if there < value {
        (point, value) = (trial, there)
        damping = step == 1 ? damping / 10 : damping
        return true
      }
      step /= 2
    }
    damping = max(1e-12, damping * 100)
    return true
  }
}

/// g·x + ½·xᵀHx + Σ l1·|w + x| within limits, by coordinates and then on the parameters that are free.
struct QuadraticModel {
  let hessian: [Double]
  private(set) var gradient: [Double]
  private(set) var point: [Double]
  let l1: [Double]
  let lower: [Double]
  let upper: [Double]

  private static let mostRounds = 40
  private static let mostSweeps = 30

  init(hessian: [Double], gradient: [Double], from point: [Double], l1: [Double], lower: [Double], upper: [Double]) {
    (self.hessian, self.gradient, self.point) = (hessian, gradient, point)
    (self.l1, self.lower, self.upper) = (l1, lower, upper)
  }

  /// Where the model is least.
  mutating func minimizer() -> [Double] {
    let isSmooth = point.indices.allSatisfy { l1[$0] == 0 && lower[$0] == -.infinity && upper[$0] == .infinity }
    if isSmooth {
      _ = solveFree()
      return point
    }
    for _ in 0..<Self.mostRounds {
      for _ in 0..<Self.mostSweeps { if !sweep() { break } }
      if solveFree(), !sweep() { break }
    }
    return point
  }

  /// One round over the parameters. Returns whether any moved.
  private mutating func sweep() -> Bool {
    let d = point.count
    var moved = false
    for j in 0..<d {
      let curvature = hessian[j * d + j]
      guard curvature > 0 else { continue }
      let goal = curvature * point[j] - gradient[j]
      let shrunk = max(goal.magnitude - l1[j], 0) / curvature
      let new = min(max(goal < 0 ? -shrunk : shrunk, lower[j]), upper[j])
      guard (new - point[j]).magnitude > 1e-15 * point[j].magnitude else { continue }
      move(j, to: new)
      moved = true
    }
    return moved
  }

  private mutating func move(_ j: Int, to new: Double) {
    let (d, change) = (point.count, new - point[j])
    for l in 0..<d { gradient[l] += change * hessian[j * d + l] }
    point[j] = new
  }

  /// Solves for the parameters that are at no kink and no limit. Returns whether the whole step was possible.
  private mutating func solveFree() -> Bool {
    let free = point.indices.filter { j in
      point[j] != lower[j] && point[j] != upper[j] && (point[j] != 0 || l1[j] == 0)
    }
    guard !free.isEmpty else { return true }
    let slopes = free.map { gradient[$0] + (point[$0] == 0 ? 0 : point[$0] < 0 ? -l1[$0] : l1[$0]) }
    let change = solution(free, slopes)
    var (length, stop) = (1.0, -1)
    for (place, j) in free.enumerated() {
      let goal = point[j] + change[place]
      let isStopped = l1[j] > 0 && goal * point[j] < 0 || goal < lower[j] || goal > upper[j]
      guard isStopped else { continue }
      let possible = (edge(j, falling: change[place] < 0) - point[j]) / change[place]
      if possible < length { (length, stop) = (possible, j) }
    }
    for (place, j) in free.enumerated() {
      let goal = j == stop ? edge(j, falling: change[place] < 0) : point[j] + length * change[place]
      move(j, to: min(max(goal, lower[j]), upper[j]))
    }
    return stop < 0
  }

  /// The next kink or limit of a parameter.
  private func edge(_ j: Int, falling: Bool) -> Double {
    let hasKink = l1[j] > 0 && (falling ? point[j] > 0 : point[j] < 0)
    return falling ? max(lower[j], hasKink ? 0 : -.infinity) : min(upper[j], hasKink ? 0 : .infinity)
  }

  /// The x of H·x = −slopes over some parameters, by Cholesky after the diagonal is scaled to 1.
  private func solution(_ free: [Int], _ slopes: [Double]) -> [Double] {
    let (d, m) = (point.count, free.count)
    let scale = free.map { hessian[$0 * d + $0] > 0 ? 1 / hessian[$0 * d + $0].squareRoot() : 0 }
    var factor = [Double](repeating: 0, count: m * m)
    for a in 0..<m {
      for b in 0...a {
        var sum = hessian[free[a] * d + free[b]] * scale[a] * scale[b]
        for c in 0..<b { sum -= factor[a * m + c] * factor[b * m + c] }
        if a == b {
          // A pivot that is rounding alone: the column depends on the others, and stays where it is.
          factor[a * m + a] = sum > 1e-15 * Double(m) ? sum.squareRoot() : 1e150
        } else {
          factor[a * m + b] = sum / factor[b * m + b]
        }
      }
    }
    var x = (0..<m).map { -slopes[$0] * scale[$0] }
    for a in 0..<m {
      for b in 0..<a { x[a] -= factor[a * m + b] * x[b] }
      x[a] /= factor[a * m + a]
    }
    for a in (0..<m).reversed() {
      for b in a + 1..<max(m, a + 1) { x[a] -= factor[b * m + a] * x[b] }
      x[a] /= factor[a * m + a]
    }
    return zip(x, scale).map(*)
  }
}
