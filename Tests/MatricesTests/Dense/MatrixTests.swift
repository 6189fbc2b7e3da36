import Foundation
import Matrices
import Testing
import _EstimatorTestSupport

@Suite struct MatrixTests {
  /// 4 × 3, element (i, j) = 10·i + j.
  let a: Matrix<Double>

  init() throws { a = try Matrix((0..<4).map { i in (0..<3).map { Double(10 * i + $0) } }) }

  // MARK: Shapes

  @Test func elementsRunRowAfterRow() throws {
    let b = try Matrix(rows: 2, columns: 3, [1, 2, 3, 4, 5, 6] as [Float])
    #expect((b.rows, b.columns, b.count) == (2, 3, 6))
    #expect(b[0, 2] == 3)
    #expect(b[1, 0] == 4)
    #expect(Array(b[row: 1]) == [4, 5, 6])
    #expect(b[column: 1] == [2, 5])
    #expect(b == (try Matrix([[1, 2, 3], [4, 5, 6]] as [[Float]])))
  }

  @Test(arguments: [(2, 3, 5), (2, 3, 7), (-1, -6, 6), (-2, 3, 0), (Int.max, 2, 4), (0, 5, 1)])
  func aCountThatDoesNotFitTheShapeIsExplained(rows: Int, columns: Int, elements: Int) {
    #expect(throws: MatrixError.elementCountMismatch(rows: rows, columns: columns, elements: elements)) {
      try Matrix(rows: rows, columns: columns, [Double](repeating: 0, count: elements))
    }
  }

  @Test func raggedRowsAreExplained() {
    #expect(throws: MatrixError.raggedRows(row: 2, expected: 2, found: 1)) {
      try Matrix([[1.0, 2], [3, 4], [5]])
    }
  }

  @Test func emptyShapesAreMatricesToo() throws {
    let noRows = try Matrix<Double>([])
    let noColumns = try Matrix<Double>([[], []])
    #expect((noRows.rows, noRows.columns, noRows.count) == (0, 0, 0))
    #expect((noColumns.rows, noColumns.columns, noColumns.count) == (2, 0, 0))
    #expect(noColumns[row: 1].isEmpty)
    #expect(noColumns.transposed.columns == 2)
    #expect(Matrix<Double>.zeros(rows: 0, columns: 3) != noRows)
  }

  // MARK: Slices

  @Test func aRangeOfRowsSharesItsParentsStorage() {
    let parent = a.withElements { UnsafeRawPointer($0.baseAddress) }
    let slice = a[rows: 1..<3].withElements { UnsafeRawPointer($0.baseAddress) }
    #expect(slice == parent.map { $0 + 3 * MemoryLayout<Double>.stride })
  }

  @Test func everyFormOfRangeWorks() {
    #expect(a[rows: 1..<3].elements == [10, 11, 12, 20, 21, 22])
    #expect(a[rows: ..<1].elements == [0, 1, 2])
    #expect(a[rows: 3...].elements == [30, 31, 32])
    #expect(a[rows: 0...3] == a)
    #expect(a[rows: 2..<2].rows == 0)
  }

  @Test func aSliceOfASliceCountsFromItsOwnStart() {
    let slice = a[rows: 1...][rows: 1...]
    #expect(slice[0, 0] == 20)
    #expect(Array(slice[row: 1]) == [30, 31, 32])
    #expect(slice[column: 2] == [22, 32])
    #expect(slice.transposed.elements == [20, 30, 21, 31, 22, 32])
    #expect(slice.map { -$0 }.elements == [-20, -21, -22, -30, -31, -32])
  }

  @Test func slicesAreEqualByContent() throws {
    let same = try Matrix([[10.0, 11, 12], [20, 21, 22]])
    #expect(a[rows: 1..<3] == same)
    #expect(a[rows: 1..<3].hashValue == same.hashValue)
    #expect(a[rows: 0..<2] != same)
    #expect(same != (try Matrix(rows: 3, columns: 2, same.elements)))
  }

  @Test func changingASliceLeavesItsParentAndChangingTheParentLeavesTheSlice() {
    var parent = a
    var slice = parent[rows: 1..<2]
    slice[0, 0] = -1
    parent[1, 1] = -2
    #expect(slice.elements == [-1, 11, 12])
    #expect(Array(parent[row: 1]) == [10, -2, 12])
    #expect(Array(a[row: 1]) == [10, 11, 12])
  }

  @Test func changingOneElementOfASliceDoesNotCopyTheParent() {
    var slice = a[rows: 1..<2]
    slice[0, 0] = -1
    #expect(slice.storedCount == 3)
  }

  @Test func changingASliceInPlaceGivesItMemoryOfItsOwn() {
    var slice = a[rows: 2..<4]
    slice.withMutableElements { elements in
      for index in elements.indices { elements[index] = Double(index) }
    }
    #expect(slice.elements == [0, 1, 2, 3, 4, 5])
    #expect(a[2, 0] == 20)
  }

  // MARK: Values

  @Test func transposingTwiceChangesNothing() {
    #expect(a.transposed.columns == 4)
    #expect(a.transposed[2, 1] == a[1, 2])
    #expect(a.transposed.transposed == a)
  }

  @Test func mapMayChangeTheTypeAndThrow() {
    struct Refused: Error {}
    #expect(a.map { UInt8($0) }[3, 2] == 32)
    #expect(throws: Refused.self) {
      try a.map { (value) throws(Refused) -> Double in
        guard value < 20 else { throw Refused() }
        return value
      }
    }
  }

  @Test func aMatrixSurvivesItsWayThroughJSON() throws {
    let data = try JSONEncoder().encode(a[rows: 1..<3])
    #expect(try JSONDecoder().decode(Matrix<Double>.self, from: data) == a[rows: 1..<3])
  }

  @Test(arguments: [
    #"{"rows": 2, "columns": 2, "elements": [1, 2, 3]}"#,
    #"{"rows": -1, "columns": -1, "elements": [1]}"#,
    #"{"rows": 4611686018427387904, "columns": 4, "elements": []}"#,
  ])
  func contradictoryJSONIsRefused(text: String) {
    #expect(
      MatrixError.Code.elementCountMismatch
        ~= thrown { try JSONDecoder().decode(Matrix<Double>.self, from: Data(text.utf8)) })
  }

  @Test func indicesOutOfRangeStopTheProgram() async {
    await #expect(processExitsWith: .failure) {
      _ = Matrix<Double>.zeros(rows: 2, columns: 2)[0, 2]
    }
    await #expect(processExitsWith: .failure) {
      _ = Matrix<Double>.zeros(rows: 2, columns: 2)[rows: 1..<3]
    }
  }

  @Test func aDescriptionShowsTheShapeAndTheNumbers() throws {
    #expect("\(try Matrix<Int32>([[1, 2], [3, 4]]))" == "2 × 2 Int32\n  [1  2]\n  [3  4]")
    let large = "\(Matrix<UInt8>.zeros(rows: 100, columns: 100))"
    let line = "  [0  0  0  0  …  0  0  0  0]"
    #expect(large == "100 × 100 UInt8\n\(line)\n\(line)\n\(line)\n  …\n\(line)\n\(line)\n\(line)")
    #expect("\(Matrix<Double>.zeros(rows: 0, columns: 3))" == "0 × 3 Double")
  }
}
