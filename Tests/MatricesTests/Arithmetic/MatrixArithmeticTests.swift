import Matrices
import Testing

@Suite struct MatrixArithmeticTests {
  private let a: Matrix<Double>
  private let slice: Matrix<Double>

  init() throws {
    a = try Matrix([[1, 2, 3], [4, 5, 6]])
    slice = try Matrix([[9, 9, 9], [10, 20, 30], [40, 50, 60], [7, 7, 7]])[rows: 1..<3]
  }

  @Test func numbersActOnEveryElement() {
    #expect((a + 1).elements == [2, 3, 4, 5, 6, 7])
    #expect((10 - a).elements == [9, 8, 7, 6, 5, 4])
    #expect((a * 2).elements == (2 * a).elements)
    #expect((slice / 10).elements == a.elements)
    #expect((60 / slice).elements == [6, 3, 2, 1.5, 1.2, 1])
    #expect((-a).elements == [-1, -2, -3, -4, -5, -6])
    #expect((a - 1).rows == 2 && (a - 1).columns == 3)
  }

  @Test func matricesOfOneShapeActElementByElement() throws {
    #expect(try (a + slice).elements == [11, 22, 33, 44, 55, 66])
    #expect(try (slice - a).elements == [9, 18, 27, 36, 45, 54])
    #expect(try (a * a).elements == [1, 4, 9, 16, 25, 36])
    #expect(try (slice / a).elements == [10, 10, 10, 10, 10, 10])
  }

  @Test func otherShapesAreRefused() {
    #expect(throws: MatrixError.shapeMismatch(operation: "A + B", left: [2, 3], right: [3, 2])) {
      try a + a.transposed
    }
  }

  @Test func sumsAndMeansGoAlongRowsAndColumns() {
    #expect(a.rowSums() == [6, 15])
    #expect(slice.rowMeans() == [20, 50])
    #expect(slice.columnSums() == [50, 70, 90])
    #expect(a.columnMeans() == [2.5, 3.5, 4.5])
    #expect(Matrix<UInt8>(rows: 2, columns: 300, repeating: 255).rowSums() == [76_500, 76_500])
    #expect(Matrix<Double>.zeros(rows: 0, columns: 2).columnSums() == [0, 0])
  }

  @Test func theLargestOfARowIsTheFirstOfEquals() throws {
    #expect(try Matrix([[1, 3, 3], [5, 4, 5]]).rowArgmax() == [1, 0])
    #expect(slice.rowArgmax() == [2, 2])
    #expect(try Matrix([[1, .nan, 3.0, .nan]]).rowArgmax() == [1])
    #expect(Matrix<Double>.zeros(rows: 0, columns: 0).rowArgmax() == [])
  }

  @Test func rowsOfAnyNumbersMakeAMatrix() throws {
    #expect(try Matrix([[1, 2], [3, 4]]).elements == [1.0, 2, 3, 4])
    let floats: [[Float]] = [[0.5], [1.5]]
    let wide: Matrix<Double> = try Matrix(floats)
    #expect(wide.elements == [0.5, 1.5])
    #expect(throws: MatrixError.raggedRows(row: 1, expected: 2, found: 1)) { try Matrix([[1, 2], [3]]) }
  }
}
