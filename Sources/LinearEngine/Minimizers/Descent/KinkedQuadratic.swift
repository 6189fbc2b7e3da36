// Guarded by `KinkedQuadraticTests`.
import Matrices

/// A quadratic model of a small problem with its L1 norm and limits kept as they are:
///
///     g·x + ½·xᵀHx + h(w + x),        h: see ``SeparableTerm``
///
/// Rounds over the parameters find which of them stand at a kink or a limit; a Cholesky factorisation over the others
/// then leaves no more than rounding. What hits a kink on the way stays there until a round lets it go.
package struct KinkedQuadratic {
  private let hessian: Matrix<Double>
  private let term: SeparableTerm
  /// g + H·x.
  private var slopes: [Double]
  /// w + x.
  private var point: [Double]

  private static let mostSweeps = 20
  private static let mostSolutions = 30
  /// Changes below this share of a parameter are rounding.
  private static let rounding = 1e-15

  /// - Parameter hessian: H, lower triangle read.
  package init(hessian: Matrix<Double>, gradient: [Double], from point: [Double], term: SeparableTerm) {
    var whole = hessian
    for a in 0..<hessian.rows {
      for b in 0..<a { whole[b, a] = hessian[a, b] }
    }
    (self.hessian, slopes, self.point, self.term) = (whole, gradient, point, term)
  }

  /// The w + x at which the model is least, as far as so many rounds get.
  ///
  /// - Complexity: some O(d²) rounds, and O(d³) for each time that a parameter has hit a kink.
  package mutating func minimizer() -> [Double] {
    for _ in 0..<Self.mostSolutions {
      for _ in 0..<Self.mostSweeps where !sweep() { break }
      guard let isWhole = try? solveForTheFree() else { break }
      if isWhole, !sweep() { break }
    }
    return point
  }

  /// One round over the parameters. Returns whether any of them moved.
  private mutating func sweep() -> Bool {
    var moved = false
    for j in point.indices where hessian[j, j] > 0 {
      let new = term.minimizer(j, from: point[j], gradient: slopes[j], curvature: hessian[j, j])
      guard (new - point[j]).magnitude > Self.rounding * point[j].magnitude else { continue }
      move(j, to: new)
      moved = true
    }
    return moved
  }

  private mutating func move(_ j: Int, to new: Double) {
    let change = new - point[j]
    guard change != 0 else { return }
    for l in slopes.indices { slopes[l] += change * hessian[j, l] }
    point[j] = new
  }

  /// Goes to the minimum over the parameters at no kink and no limit, or as far as the first that hits one. Returns
  /// whether that was the whole way.
  private mutating func solveForTheFree() throws -> Bool {
    let free = point.indices.filter { !term.isKink($0, at: point[$0]) }
    guard !free.isEmpty else { return true }
    let part = Matrix(
      rows: free.count, columns: free.count, checked: free.flatMap { a in free.map { hessian[a, $0] } })
    let step = try NewtonCholesky.step(part, free.map { slopes[$0] + signedL1($0) })
    let ways = zip(free, step).map { j, change in
      let edge = edge(j, change)
      return edge == point[j] + change ? 1 : min(1, (edge - point[j]) / change)
    }
    let way = ways.min() ?? 1
    for ((j, change), own) in zip(zip(free, step), ways) {
      move(j, to: own == way ? edge(j, change) : point[j] + way * change)
    }
    return way == 1
  }

  private func signedL1(_ j: Int) -> Double { point[j] < 0 ? -term.l1[j] : point[j] > 0 ? term.l1[j] : 0 }

  /// The kink or limit that a parameter meets first when it moves that way; as far as it goes if there is none.
  private func edge(_ j: Int, _ change: Double) -> Double {
    let goal = point[j] + change
    let crossed = term.l1[j] > 0 && goal * point[j] < 0 ? 0 : goal
    return min(max(crossed, term.lower[j]), term.upper[j])
  }
}
