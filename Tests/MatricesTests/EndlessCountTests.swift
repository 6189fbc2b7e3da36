import Foundation
import Matrices
import Testing
import _EstimatorTestSupport

/// Counts and shapes that no memory holds.
@Suite struct EndlessCountTests {
  @Test(arguments: [Int.max, 1 << 60])
  func drawsWithoutEndAreRefused(count: Int) throws {
    var random = RandomState(1)
    #expect(MatrixError.Code.tooLarge ~= thrown { try random.uniform(count: count) })
    #expect(MatrixError.Code.tooLarge ~= thrown { try random.normal(count: count) })
    #expect(MatrixError.Code.tooLarge ~= thrown { try random.integers(in: 0..<2, count: count) })
    #expect(MatrixError.Code.tooLarge ~= thrown { try random.choice(count, count: 3, replacing: false) })
    #expect(MatrixError.Code.tooLarge ~= thrown { try random.choice(2, count: count) })
  }

  @Test func anEmptyMatrixIsNoLongerThanItsSums() throws {
    #expect(MatrixError.Code.tooLarge ~= thrown { try Matrix<Double>(rows: .max, columns: 0, []) })
    #expect(MatrixError.Code.tooLarge ~= thrown { try Matrix<Double>(rows: 0, columns: 1 << 40, []) })
    #expect(throws: (any Error).self) {
      try JSONDecoder().decode(Matrix<Double>.self, from: Data(#"{"rows":9e18,"columns":0,"elements":[]}"#.utf8))
    }
    #expect(try Matrix<Double>(rows: 1000, columns: 0, []).rowSums().count == 1000)
  }
}
