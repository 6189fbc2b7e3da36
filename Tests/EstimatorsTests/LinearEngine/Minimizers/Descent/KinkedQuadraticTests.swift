import Estimators
import Matrices
import Testing

/// Minima of quadratics with an L1 norm and limits, by the conditions of optimality.
@Suite struct KinkedQuadraticTests {
  private func random(_ count: Int, _ state: inout RandomState) -> [Double] { state.standardNormal(count: count) }

  /// The lower triangle of A·Aᵀ over `rank` columns: singular when those are fewer.
  private func hessian(_ d: Int, rank: Int, _ state: inout RandomState) -> Matrix<Double> {
    let a = Matrix(rows: d, columns: rank, checked: random(d * rank, &state))
    return Matrix(
      rows: d, columns: d,
      checked: (0..<d * d).map { place in
        let (row, column) = (a[row: place / d], a[row: place % d])
        return place % d > place / d ? .nan : zip(row, column).reduce(0) { $0 + $1.0 * $1.1 }
      })
  }

  @Test(arguments: 0..<30 as Range<UInt32>)
  func noParameterCanMoveToALowerPlace(seed: UInt32) {
    var state = RandomState(seed)
    let d = 3 + Int(seed) % 10
    let isSingular = seed % 5 == 4
    let h = hessian(d, rank: isSingular ? d - 1 : d + 3, &state)
    let gradient = random(d, &state)
    let isLimited = seed % 2 == 1 || isSingular
    let term = SeparableTerm(
      l1: (0..<d).map { $0 % 3 == 0 ? 0 : 0.5 }, lower: Array(repeating: isLimited ? -1 : -.infinity, count: d),
      upper: Array(repeating: isLimited ? 2 : .infinity, count: d))
    var start = random(d, &state)
    term.clip(&start)
    var model = KinkedQuadratic(hessian: h, gradient: gradient, from: start, term: term)
    let end = model.minimizer()
    let slopes = (0..<d).map { j in
      (0..<d).reduce(gradient[j]) { $0 + (j >= $1 ? h[j, $1] : h[$1, j]) * (end[$1] - start[$1]) }
    }
    #expect(term.optimality(at: end, gradient: slopes) < 1e-10, "\(end)")
  }

  @Test func whatHitsAKinkStaysThere() {
    let term = SeparableTerm(l1: [1, 0], lower: [-.infinity, 0], upper: [.infinity, 0.5])
    var model = KinkedQuadratic(
      hessian: Matrix(rows: 2, columns: 2, checked: [2, 0, 0, 1]), gradient: [1, -3], from: [0.25, 0.1], term: term)
    #expect(model.minimizer() == [0, 0.5])
  }
}
