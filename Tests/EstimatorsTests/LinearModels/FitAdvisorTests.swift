import Estimators
import Matrices
import Testing

/// What a report advises when a fit has not converged.
@Suite struct FitAdvisorTests {
  /// Two classes, columns of scales 1 and 1000 in turn.
  private func advice(columns: Int) throws -> String {
    var random = RandomState(3)
    let x = Matrix<Double>(rows: 12, columns: columns) { elements in
      for index in elements.indices {
        let scale = (index % columns) % 2 == 0 ? 1.0 : 1000
        elements.initializeElement(at: index, to: scale * random.standardNormal())
      }
    }
    let report = try LogisticRegression(solver: .lbfgs, tolerance: 1e-12, maxIterations: 1)
      .fitted(to: x, (0..<12).map { $0 % 2 }).report
    #expect(report.stopped == .iterationLimit)
    return report.advice.joined(separator: "\n")
  }

  @Test func newtonsMethodIsAdvisedWhereItsHessianFits() throws {
    let advice = try advice(columns: 4)
    #expect(advice.contains("badly scaled") && advice.contains(".newtonCholesky"))
  }

  /// 17,001 parameters: a Hessian of 2.3 GB.
  @Test func andNotWhereItDoesNot() throws {
    let advice = try advice(columns: 17_000)
    #expect(advice.contains("badly scaled") && advice.contains("StandardScaler"))
    #expect(!advice.contains(".newtonCholesky"))
  }
}
