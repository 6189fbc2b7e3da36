import Estimators
import Testing
import _EstimatorTestSupport

@Suite struct DiagonalPreconditionerTests {
  @Test func itInvertsTheKroneckerModel() {
    // A has the eigenvalues 1 and 3; λ = 0.5.
    let model = DiagonalPreconditioner(squares: [2, 5, 7], means: [], penalty: 0.5)
    let a: [Double] = [2, 1, 1, 2]
    let x: [Double] = [1, -2, 3, 4, 0.5, -1]
    let q = (0..<6).map { index in
      let (k, j) = (index / 3, index % 3)
      return [2.0, 5, 7][j] * (a[k * 2] * x[j] + a[k * 2 + 1] * x[3 + j]) + 0.5 * x[index]
    }
    #expect(relativeError(model.applied(to: q, scoreCurvature: a), x) < 1e-14)
    let stronger = model.with(penalty: 1.5)
    #expect(relativeError(stronger.applied(to: zip(q, x).map { $0 + $1 }, scoreCurvature: a), x) < 1e-14)
  }

  /// With an intercept the model is that of features less their means: A ⊗ [var, mean; 1] in w and b.
  @Test func itInvertsTheModelOfCentredFeatures() {
    let (squares, means) = ([2.0, 5], [0.5, -2])
    let model = DiagonalPreconditioner(squares: squares, means: means, penalty: 0.5)
    let a: [Double] = [2, 1, 1, 2]
    let x: [Double] = [1, -2, 3, 4, 0.5, -1]  // w and b of two score columns
    func inBasis(_ k: Int) -> [Double] {
      let b = x[k * 3 + 2] + means[0] * x[k * 3] + means[1] * x[k * 3 + 1]
      return (0..<2).map { (squares[$0] - means[$0] * means[$0]) * x[k * 3 + $0] + means[$0] * b } + [b]
    }
    let q = (0..<6).map { index in
      let (k, j) = (index / 3, index % 3)
      return a[k * 2] * inBasis(0)[j] + a[k * 2 + 1] * inBasis(1)[j] + (j < 2 ? 0.5 * x[index] : 0)
    }
    #expect(relativeError(model.applied(to: q, scoreCurvature: a), x) < 1e-14)
  }

  /// More columns than a Gram matrix is made for: sparse rows take its diagonal, dense ones nothing, to the same
  /// optimum.
  @Test(arguments: [MultiClass.multinomial, .ovr])
  func wideSparseRowsReachTheOptimumOfDenseOnes(multiClass: MultiClass) throws {
    var random = RandomState(3)
    let dense = Matrix<Double>(rows: 90, columns: 3100, repeating: 0).map { _ in
      random.random() < 0.02 ? random.random() : 0
    }
    let y = (0..<90).map { $0 * 5 % 3 }
    let clf = LogisticRegression(multiClass: multiClass, c: 10, tolerance: 1e-10, maxIterations: 3000)
    let sparse = try clf.fitted(to: try SparseMatrix(dense), y)
    let plain = try clf.fitted(to: dense, y)
    #expect(sparse.report.method.contains("the variances of the features"))
    #expect(!plain.report.method.contains("preconditioned"))
    // Strong convexity bounds what a gradient of 1e-10 leaves: 1e-10·√(3·3100)/λ with λ = 1/900 is 1e-5.
    #expect(relativeError(sparse.coefficients.elements, plain.coefficients.elements) < 1e-5)
    #expect(abs(sparse.report.objective - plain.report.objective) <= 1e-12 * plain.report.objective)
  }
}
