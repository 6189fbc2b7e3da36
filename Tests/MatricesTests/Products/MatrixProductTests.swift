import Matrices
import Testing

/// Numbers that look random and are exact in binary, so that sums of products of them are exact as well.
private func made(rows: Int, columns: Int, seed: Int) throws -> Matrix<Double> {
  try Matrix(
    rows: rows, columns: columns, (0..<rows * columns).map { Double(($0 * 7919 + seed * 104_729) % 257 - 128) / 16 })
}

/// Σₖ aᵢₖ·bₖⱼ, three loops.
private func naive(_ a: Matrix<Double>, _ b: Matrix<Double>) -> Matrix<Double> {
  var c = Matrix<Double>.zeros(rows: a.rows, columns: b.columns)
  for i in 0..<a.rows {
    for j in 0..<b.columns {
      for k in 0..<a.columns { c[i, j] += a[i, k] * b[k, j] }
    }
  }
  return c
}

@Suite struct MatrixProductTests {
  @Test(arguments: [(1, 1, 1), (3, 5, 2), (17, 33, 9), (1, 64, 7), (65, 1, 3), (4, 4, 1), (0, 3, 2), (3, 2, 0)])
  func productsAreThoseOfThreeLoops(m: Int, k: Int, n: Int) throws {
    let (a, b) = (try made(rows: m, columns: k, seed: 1), try made(rows: k, columns: n, seed: 2))
    let expected = naive(a, b)
    #expect(try a.times(b) == expected)
    #expect(try a.transposed.transposedTimes(b) == expected)
    #expect(try a.timesTransposed(b.transposed) == expected)
  }

  @Test func anEmptyInnerDimensionGivesZeros() throws {
    let zeros = Matrix<Double>.zeros(rows: 2, columns: 3)
    #expect(try Matrix.zeros(rows: 2, columns: 0).times(.zeros(rows: 0, columns: 3)) == zeros)
    #expect(try Matrix.zeros(rows: 0, columns: 2).transposedTimes(.zeros(rows: 0, columns: 3)) == zeros)
    #expect(try Matrix.zeros(rows: 2, columns: 0).timesTransposed(.zeros(rows: 3, columns: 0)) == zeros)
  }

  @Test func slicesMultiplyAsTheirCopies() throws {
    let (a, b) = (try made(rows: 9, columns: 4, seed: 3), try made(rows: 6, columns: 4, seed: 4))
    let (left, right) = (a[rows: 2..<7], b[rows: 1..<5])
    #expect(try left.times(right) == naive(left, right))
    #expect(try left.timesTransposed(right) == naive(left, right.transposed))
  }

  @Test func shapesThatDoNotFitAreExplained() throws {
    let a = try made(rows: 2, columns: 3, seed: 5)
    #expect(throws: MatrixError.shapeMismatch(operation: "A·B", left: [2, 3], right: [2, 3])) { try a.times(a) }
    #expect(throws: MatrixError.shapeMismatch(operation: "Aᵀ·B", left: [2, 3], right: [3, 2])) {
      try a.transposedTimes(a.transposed)
    }
    #expect {
      try a.timesTransposed(a.transposed)
    } throws: {
      "\($0)" == "Cannot compute A·Bᵀ: the shapes are 2 × 3 and 3 × 2. Check which one is transposed."
    }
  }
}
