import Matrices
import Testing

@Suite struct SoftmaxTests {
  @Test(arguments: [-1e308, -745, 0, 709, 1e308])
  func aConstantRowIsUniform(level: Double) {
    let rows = Matrix(rows: 3, columns: 4, repeating: level)
    #expect(rows.softmax().elements.allSatisfy { $0 == 0.25 })
    // At 1e308 the logarithm of 4 is below the last place, and ln p comes out as 0: finite all the same.
    #expect(rows.logSoftmax().elements.allSatisfy { $0.isFinite && $0 <= 0 && $0 >= -1.4 })
  }

  @Test func everyRowIsShiftedByItsOwnLargest() throws {
    let p = try Matrix([[1e308, 0], [-1e308, -1e308], [0, 1]]).softmax()
    #expect(Array(p[row: 0]) == [1, 0])
    #expect(Array(p[row: 1]) == [0.5, 0.5])
    #expect(abs(p[2, 1] - 0.7310585786300049) <= 2e-16)
  }

  @Test func theLogarithmIsFiniteWhereTheProbabilityIsZero() throws {
    let z = try Matrix([[0, -1000.0], [800, 0]])
    #expect(z.softmax().elements == [1, 0, 1, 0])
    #expect(z.logSoftmax().elements == [0, -1000, 0, -800])
    #expect(z.logSumExp() == [0, 800])
  }

  @Test func minusInfinityIsAProbabilityOfZero() throws {
    let z = try Matrix([[-Double.infinity, 2, 2]])
    #expect(z.softmax().elements == [0, 0.5, 0.5])
    #expect(z.logSoftmax()[0, 0] == -.infinity)
  }

  @Test func rowsWithoutADistributionAreNotNumbers() throws {
    let z = try Matrix([[Double.nan, 1], [1, .nan], [-.infinity, -.infinity], [.infinity, 0]])
    #expect(z.softmax()[rows: 0..<3].elements.allSatisfy { $0.isNaN })
    #expect(z.logSoftmax()[rows: 0..<3].elements.allSatisfy { $0.isNaN })
    #expect(z.softmax()[3, 0].isNaN)
  }

  @Test func emptyMatricesStayEmpty() {
    #expect(Matrix.zeros(rows: 0, columns: 3).softmax().count == 0)
    #expect(Matrix.zeros(rows: 2, columns: 0).softmax().rows == 2)
    #expect(Matrix.zeros(rows: 2, columns: 0).logSumExp() == [-.infinity, -.infinity])
  }

  @Test func aSliceIsChangedWithoutItsParent() throws {
    let parent = try Matrix([[5.0, 5], [0, 0]])
    #expect(parent[rows: 1...].softmax().elements == [0.5, 0.5])
    #expect(parent[1, 0] == 0)
  }
}
