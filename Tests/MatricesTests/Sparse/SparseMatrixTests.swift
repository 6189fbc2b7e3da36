import Foundation
import Matrices
import Testing
import _EstimatorTestSupport

/// Arrays that contradict each other, and a word of the explanation.
struct MalformedCase: CustomTestStringConvertible, Sendable {
  let testDescription: String
  var rows = 2
  var columns = 3
  var rowStarts = [0, 1, 3]
  var columnIndices: [Int32] = [1, 0, 2]
  var values: [Double] = [1, 2, 3]
  let explanation: String

  static let all = [
    Self(testDescription: "negative rows", rows: -1, rowStarts: [], explanation: "-1 × 3"),
    Self(testDescription: "negative columns", columns: -1, explanation: "2 × -1"),
    Self(testDescription: "too many columns", columns: Int(Int32.max) + 1, explanation: "outside 0...2147483647"),
    Self(testDescription: "no row start", rowStarts: [], explanation: "one more row start than rows, got 0"),
    Self(testDescription: "a row start too few", rowStarts: [0, 3], explanation: "rows, got 2"),
    Self(testDescription: "does not start at 0", rowStarts: [1, 1, 3], explanation: "run from 1 to 3"),
    Self(testDescription: "does not end at the count", rowStarts: [0, 1, 2], explanation: "run from 0 to 2"),
    Self(testDescription: "an index too few", columnIndices: [1, 0], explanation: "3 values and 2 column indices"),
    Self(testDescription: "starts that fall", rowStarts: [0, 4, 3], explanation: "row 0 starts at 0 and ends at 4"),
    Self(testDescription: "starts below 0", rowStarts: [0, -1, 3], explanation: "row 0 starts at 0 and ends at -1"),
    Self(testDescription: "a column too large", columnIndices: [1, 0, 3], explanation: "row 1 has column 3"),
    Self(testDescription: "a column below 0", columnIndices: [-1, 0, 2], explanation: "row 0 has column -1"),
    Self(testDescription: "columns that fall", columnIndices: [1, 2, 0], explanation: "row 1 has column 0 after 2"),
    Self(testDescription: "a column twice", columnIndices: [1, 2, 2], explanation: "row 1 has column 2 after 2"),
  ]
}

@Suite struct SparseMatrixTests {
  let dense: Matrix<Double>

  init() throws { dense = try Matrix([[0, 1.5, 0, -2], [0, 0, 0, 0], [7, 0, 0.25, 0]]) }

  @Test func onlyTheNumbersThatAreNotZeroAreKept() throws {
    let sparse = try SparseMatrix(dense)
    #expect(sparse.rowStarts == [0, 2, 2, 4])
    #expect(sparse.columnIndices == [1, 3, 0, 2])
    #expect(sparse.values == [1.5, -2, 7, 0.25])
    #expect(try sparse.dense == dense)
  }

  @Test func missingAndInfiniteNumbersAreKept() throws {
    let sparse = try SparseMatrix(Matrix([[0, Double.nan, .infinity]]))
    #expect(sparse.values.count == 2)
    #expect(try sparse.dense[0, 1].isNaN)
  }

  @Test(arguments: [(0, 0), (0, 4), (3, 0)])
  func emptyShapesAreMatricesToo(rows: Int, columns: Int) throws {
    let empty = Matrix<Double>.zeros(rows: rows, columns: columns)
    #expect(try SparseMatrix(empty).dense == empty)
  }

  @Test func storedZerosAreAllowed() throws {
    let sparse = try SparseMatrix(rows: 1, columns: 2, rowStarts: [0, 2], columnIndices: [0, 1], values: [0, 3])
    #expect(try sparse.dense == (try Matrix([[0.0, 3]])))
  }

  @Test(arguments: MalformedCase.all)
  func arraysThatContradictEachOtherAreExplained(wrong: MalformedCase) {
    #expect {
      try SparseMatrix(
        rows: wrong.rows, columns: wrong.columns, rowStarts: wrong.rowStarts, columnIndices: wrong.columnIndices,
        values: wrong.values)
    } throws: {
      "\($0)".contains(wrong.explanation)
    }
  }

  @Test func rowsAndColumnsAreChosenInAnyOrderAndRepeated() throws {
    let sparse = try SparseMatrix(dense)
    let chosen = try sparse.selecting(rows: [2, 0, 2], columns: [3, 0, 0, 1])
    #expect(try chosen.dense == (try Matrix([[0, 7, 7, 0], [-2, 0, 0, 1.5], [0, 7, 7, 0]])))
  }

  @Test func aSparseMatrixSurvivesItsWayThroughJSON() throws {
    let sparse = try SparseMatrix(dense)
    #expect(try JSONDecoder().decode(SparseMatrix.self, from: JSONEncoder().encode(sparse)) == sparse)
  }

  @Test func contradictoryJSONIsRefused() {
    let text = #"{"rows": 1, "columns": 2, "rowStarts": [0, 1], "columnIndices": [5], "values": [1]}"#
    #expect(
      MatrixError.Code.malformedSparse ~= thrown { try JSONDecoder().decode(SparseMatrix.self, from: Data(text.utf8)) })
  }
}
