import Estimators
import Matrices
import Testing
import _AttackSupport

/// Certificates of fits with an L1 norm against the gap of the same weights in double-double, where rounding is as
/// large as what is left of the gap: columns far from 0, tolerances that a Double barely meets.
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

  /// F of a model and how far it is above the lowest that double-double finds: at most F − F*.
  private func exact(_ testCase: Case, _ model: LogisticRegression<Int>.Model) -> (objective: Double, gap: Double) {
    let (x, y) = testCase.data()
    let zero = DoubleDouble(0)
    let l1 = DoubleDouble(1) / (DoubleDouble(50) * testCase.c)
    let problem = TrueProblem(
      rows: (0..<50).map { Array(x[row: $0]) }, truths: y, weights: y.map { _ in 1 }, weightTotal: DoubleDouble(50),
      columns: 1, hasIntercept: true, l2: Array(repeating: zero, count: 5),
      l1: Array(repeating: l1, count: 4) + [zero], lower: Array(repeating: -.infinity, count: 5),
      upper: Array(repeating: .infinity, count: 5))
    let point = model.coefficients.elements + model.intercepts
    let value = problem.value(point)
    return (value.value, (value - TrueOptimum(problem, near: point).value).value)
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
      let (objective, gap) = exact(testCase, model)
      // What a certificate says of its own rounding: some units in the last place of the objective.
      #expect(claimed >= gap - 4 * Double.ulpOfOne * objective, "\(model.report)")
      #expect(claimed.isFinite)
    }
  }
}
