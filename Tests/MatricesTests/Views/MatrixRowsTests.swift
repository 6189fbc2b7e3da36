import Matrices
import Testing

@Suite struct MatrixRowsTests {
  let a: Matrix<UInt8>

  init() throws { a = try Matrix([[0, 1], [10, 11], [20, 21], [30, 31]]) }

  @Test func rowsComeInAnyOrderAndAsOftenAsWanted() throws {
    let chosen = a[rows: [3, 0, 0]]
    #expect((chosen.rows, chosen.columns) == (3, 2))
    #expect(chosen[0, 1] == 31)
    #expect(chosen.copied() == (try Matrix([[30, 31], [0, 1], [0, 1]])))
  }

  @Test func rowsOfASliceCountFromItsStart() throws {
    #expect(a[rows: 2...][rows: [1, 0]].copied() == (try Matrix([[30, 31], [20, 21]])))
  }

  @Test func noRowsAreAllowed() {
    #expect(a[rows: [Int]()].copied().rows == 0)
    #expect(a[rows: [Int]()].copied().columns == 2)
  }

  @Test func aRowThatDoesNotExistStopsTheProgram() async {
    await #expect(processExitsWith: .failure) {
      _ = Matrix<Double>.zeros(rows: 2, columns: 2)[rows: [0, 2]]
    }
  }
}
