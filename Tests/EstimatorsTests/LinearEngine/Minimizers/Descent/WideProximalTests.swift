import Estimators
import Testing

/// More columns than a Gram matrix is made for: the proximal method then knows their scales alone, and its pairs do the
/// rest.
@Suite struct WideProximalTests {
  /// 300 rows of counts in 3,500 columns, two classes that a few columns tell apart.
  private func data() throws -> (x: SparseMatrix, y: [Int]) {
    var random = RandomState(11)
    let (rows, columns) = (300, 3500)
    let dense = Matrix(
      rows: rows, columns: columns,
      checked: random.random(rows * columns).map { $0 < 0.98 ? 0 : (200 * ($0 - 0.98)).rounded(.up) })
    let noise = random.random(rows)
    let y = (0..<rows).map { row in
      (0..<40).reduce(0) { $0 + dense[row, $1] * ($1 % 2 == 0 ? 1 : -1) } + 2 * noise[row] > 1 ? 1 : 0
    }
    return (try SparseMatrix(dense), y)
  }

  @Test(arguments: [Penalty.l1, .elasticNet(l1Ratio: 0.5)])
  func wideSparseDataGiveWhatCoordinateDescentGives(penalty: Penalty) throws {
    let (x, y) = try data()
    func fit(_ solver: Solver) throws -> LogisticRegression<Int>.Model {
      try LogisticRegression(multiClass: .ovr, solver: solver, penalty: penalty, c: 0.5, tolerance: 1e-8)
        .fitted(to: x, y)
    }
    let (proximal, coordinates) = (try fit(.lbfgs), try fit(.coordinateDescent))
    #expect(proximal.report.converged && coordinates.report.converged, "\(proximal.report)")
    #expect(abs(proximal.report.objective - coordinates.report.objective) <= 1e-9)
    #expect(proximal.nonZeroCount == coordinates.nonZeroCount)
    #expect(proximal.nonZeroCount > 0 && proximal.nonZeroCount < 1000)
    #expect(proximal.report.method.contains("proximal") && !proximal.report.method.contains("Gram"))
  }
}
