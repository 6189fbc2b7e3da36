import Matrices
import Testing
import _EstimatorTestSupport

/// Matrices with vectors, and products of numbers of other types; the values are NumPy's by hand.
@Suite struct BroadcastTests {
  private let x: Matrix<Double>

  init() throws { x = try Matrix(rows: 2, columns: 3, [1, 2, 3, 4, 5, 6]) }

  @Test func aVectorHasOneNumberPerColumn() throws {
    #expect(try (x + [1, 0, -1]).elements == [2, 2, 2, 5, 5, 5])
    #expect(try (x - x.columnMeans()).elements == [-1.5, -1.5, -1.5, 1.5, 1.5, 1.5])
    #expect(try (x * [1, 0, 2]).elements == [1, 0, 6, 4, 0, 12])
    #expect(try (x / [1, 2, 3]).elements == [1, 1, 1, 4, 2.5, 2])
    #expect(MatrixError.Code.shapeMismatch ~= thrown { try x - [1, 2] })
  }

  @Test func aMatrixIsChangedInPlace() throws {
    var a = x
    try a += x
    try a -= Matrix(rows: 2, columns: 3, repeating: 1)
    a *= 4
    a /= 2
    #expect(a.elements == [2, 6, 10, 14, 18, 22])
    #expect(MatrixError.Code.shapeMismatch ~= thrown { try a -= x.transposed })
  }

  @Test func rowsAreDividedByTheirOwnNumber() throws {
    #expect(try x.dividingRows(by: [2, 4]).elements == [0.5, 1, 1.5, 1, 1.25, 1.5])
    #expect(MatrixError.Code.shapeMismatch ~= thrown { try x.dividingRows(by: [1, 2, 3]) })
  }

  @Test func productsOfBytesAreThoseOfDoubles() throws {
    let bytes = try Matrix<UInt8>(rows: 600, columns: 4, (0..<2400).map { UInt8($0 % 251) })
    let doubles = bytes.map { Double($0) }
    let w = try Matrix<Double>(rows: 4, columns: 2, (0..<8).map { Double($0) - 3.5 })
    #expect(try bytes.times(w) == doubles.times(w))
    let e = try Matrix<Double>(rows: 600, columns: 2, (0..<1200).map { Double($0 % 17) })
    let (a, b) = (try bytes.transposedTimes(e), try doubles.transposedTimes(e))
    #expect(zip(a.elements, b.elements).allSatisfy { abs($0 - $1) <= 1e-12 * abs($1) })
    #expect(MatrixError.Code.shapeMismatch ~= thrown { try bytes.times(e) })
    #expect(MatrixError.Code.shapeMismatch ~= thrown { try bytes.transposedTimes(w) })
  }
}
