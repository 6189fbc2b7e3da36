import Estimators
import Matrices
import Testing
import _AttackSupport

/// Certificates of fits with an L1 norm against the duality gap of the same weights in compensated arithmetic, where
/// rounding is as large as what is left of the gap: columns far from 0, tolerances that a Double barely meets.
@Suite struct DualityGapRoundingTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var offset: Double
    var c: Double
    var tolerance: Double
    var seed: UInt32

    static let all = [0, 1e2, 1e4, 1e6].flatMap { offset in
      [0.05, 1, 100].flatMap { c in
        [1e-6, 1e-9, 1e-12, 1e-15].flatMap { tolerance in
          (0..<3).map { Case(offset: offset, c: c, tolerance: tolerance, seed: $0) }
        }
      }
    }

    var testDescription: String { "offset \(offset) C \(c) tolerance \(tolerance) seed \(seed)" }

    /// 50 rows of 4 columns around `offset`, in steps of 1/64 so that every number is exact.
    func data() -> (x: Matrix<Double>, y: [Int]) {
      var random = RandomState(seed)
      let draws = random.standardNormal(count: 250)
      let x = Matrix(
        rows: 50, columns: 4, checked: (0..<200).map { offset * Double($0 % 4) + (64 * draws[$0]).rounded() / 64 })
      let y = (0..<50).map { row -> Int in
        let difference = draws[row * 4] - draws[row * 4 + 1]
        return difference + draws[200 + row] > 0 ? 1 : 0
      }
      return (x, y)
    }
  }

  /// What is proven of the penalty's part of the gap alone: no term of the whole is negative, and it falls with θ.
  ///
  ///     Σⱼ l1·|wⱼ| + θ·gⱼ·wⱼ,     θ the largest with |θ·g| ≤ l1
  private func exactPart(_ testCase: Case, _ model: LogisticRegression<Int>.Model) -> Double {
    let (x, y) = testCase.data()
    let g = Verifier(x: x, y: y, s: y.map { _ in 1 }, c: .infinity, oneVsRest: true)
      .evaluate(model.coefficients, model.intercepts).weightGradient[0]
    let l1 = 1 / (50 * testCase.c)
    let theta = g.reduce(1) { min($0, l1 / $1.magnitude) }
    var sum = DoubleDouble(0)
    for (w, g) in zip(model.coefficients.elements, g) where w != 0 {
      sum += .product(l1, w.magnitude) + .product(theta * g, w)
    }
    return sum.value
  }

  @Test(arguments: Case.all)
  func theGapIsNotBelowTheExactOne(testCase: Case) throws {
    let (x, y) = testCase.data()
    for solver in [Solver.lbfgs, .coordinateDescent] {
      let model = try LogisticRegression(
        solver: solver, penalty: .l1, c: testCase.c, tolerance: testCase.tolerance, maxIterations: 300,
        precision: .double
      ).fitted(to: x, y)
      let claimed = try #require(model.report.certificate).objectiveGap
      // Products of the test itself are exact to some units in the last place of l1·|w|.
      let size = model.coefficients.elements.reduce(0) { $0 + $1.magnitude }
      let resolution = 4 * Double.ulpOfOne * size / (50 * testCase.c)
      #expect(claimed >= exactPart(testCase, model) - resolution, "\(model.report)")
      #expect(claimed.isFinite)
    }
  }
}
