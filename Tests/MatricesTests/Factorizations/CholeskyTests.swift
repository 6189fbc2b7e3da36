import Matrices
import Testing

@Suite struct CholeskyTests {
  /// 1 / (i + j + 1) everywhere would be near singular; n more on the diagonal is safely positive.
  private func safelyPositive(_ n: Int) -> Matrix<Double> {
    var a = Matrix<Double>.zeros(rows: n, columns: n)
    for i in 0..<n {
      for j in 0..<n { a[i, j] = 1 / Double(i + j + 1) + (i == j ? Double(n) : 0) }
    }
    return a
  }

  @Test(arguments: [1, 2, 5, 40])
  func theSolutionSatisfiesTheEquations(n: Int) throws {
    let a = safelyPositive(n)
    let x = (0..<n).map { Double($0) - 2.5 }
    let b = try a.times(Matrix(rows: n, columns: 1, x)).elements
    let solved = try Cholesky(a).solve(b)
    #expect(zip(solved, x).allSatisfy { abs($0 - $1) < 1e-12 })
  }

  @Test func onlyTheLowerTriangleIsRead() throws {
    let a = try Matrix([[4.0, .nan], [2, 5]])
    #expect(try Cholesky(a).solve([8, 8]) == [1.5, 1])
  }

  @Test func aSliceIsFactoredWithoutItsParent() throws {
    let parent = try Matrix([[9.0, 9], [4, 2], [2, 5]])
    #expect(try Cholesky(parent[rows: 1...]).solve([8, 8]) == [1.5, 1])
    #expect(parent[1, 0] == 4)
  }

  @Test func noEquationsHaveAnEmptySolution() throws {
    #expect(try Cholesky(.zeros(rows: 0, columns: 0)).solve([]) == [])
  }

  @Test(arguments: zip([[[-1.0, 0], [0, 1]], [[1, 0], [0, 0]], [[1, 2], [2, 1]]], [1, 2, 2]))
  func aMatrixThatIsNotPositiveDefiniteNamesThePivot(rows: [[Double]], pivot: Int) {
    #expect(throws: MatrixError.notPositiveDefinite(pivot: pivot)) { try Cholesky(Matrix(rows)) }
  }

  @Test(arguments: [1, 3, 200], [0, 1])
  func aNumberThatIsMissingIsNotPositiveDefinite(n: Int, place: Int) {
    var a = safelyPositive(n)
    a[n - 1, (n - 1) * place] = .nan
    #expect(throws: MatrixError.notPositiveDefinite(pivot: n)) { try Cholesky(a) }
  }

  @Test func wrongShapesAreExplained() throws {
    #expect(
      throws: MatrixError.shapeMismatch(operation: "a Cholesky factorisation", left: [2, 3], right: [2, 2])
    ) {
      try Cholesky(.zeros(rows: 2, columns: 3))
    }
    #expect(throws: MatrixError.shapeMismatch(operation: "A·x = b", left: [2, 2], right: [3])) {
      try Cholesky(safelyPositive(2)).solve([1, 2, 3])
    }
  }
}
