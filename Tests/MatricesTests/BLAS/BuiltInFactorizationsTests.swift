import Matrices
import Platform
import Testing

/// The built-in factorisations against those behind the door: LAPACK's, unless the trait BuiltInLinearAlgebra is on.
@Suite struct BuiltInFactorizationsTests {
  // MARK: Cholesky

  /// Blocks have 48 rows.
  @Test(arguments: [1, 2, 5, 47, 48, 49, 100, 257]) func choleskyAgrees(n: Int) throws {
    for shift in [1, 1e-10] {
      let matrix = try gram(rows: n, columns: n, seed: 1, addedToDiagonal: shift)
      var own = matrix.elements
      #expect(BuiltInRoutines.choleskyFactor(n, &own) == 0)
      var other = matrix
      try LAPACK.choleskyFactor(&other)
      let largest = BLAS.maximumMagnitude(other.elements)
      #expect(BLAS.largestDifference(own, other.elements) <= 1e-15 * Double(n + 1) * largest / min(1, shift))

      let right = numbers(n, 2)
      var x = right
      BuiltInRoutines.choleskySolve(n, own, &x)
      let residual = zip((0..<n).map { i in (0..<n).reduce(0) { $0 + matrix[max(i, $1), min(i, $1)] * x[$1] } }, right)
      let scale = BLAS.maximumMagnitude(matrix.elements) * BLAS.maximumMagnitude(x) + 1
      #expect(residual.map { abs($0 - $1) }.max() ?? 0 <= 1e-14 * Double(n) * scale)
    }
  }

  /// Above the diagonal is somebody else's.
  @Test func choleskyTouchesTheLowerTriangleAlone() throws {
    var a = try gram(rows: 60, columns: 60, seed: 3, addedToDiagonal: 1).elements
    for i in 0..<60 { for j in (i + 1)..<60 { a[i * 60 + j] = .nan } }
    #expect(BuiltInRoutines.choleskyFactor(60, &a) == 0)
    for i in 0..<60 { #expect(!(0...i).contains { a[i * 60 + $0].isNaN }) }
    for i in 0..<60 { #expect(!((i + 1)..<60).contains { !a[i * 60 + $0].isNaN }) }
  }

  @Test func choleskyNamesTheRowThatFails() {
    var zero = [0.0]
    #expect(BuiltInRoutines.choleskyFactor(1, &zero) == 1)
    for row in [1, 2, 48, 49, 60] {
      var a = [Double](repeating: 0, count: 60 * 60)
      for i in 0..<60 { a[i * 61] = i + 1 == row ? -1 : 1 }
      #expect(BuiltInRoutines.choleskyFactor(60, &a) == row)
      for i in 0..<60 { a[i * 61] = i + 1 == row ? .nan : 1 }
      #expect(BuiltInRoutines.choleskyFactor(60, &a) == row)
    }
  }

  // MARK: Eigenvalues

  static let symmetric: [(String, @Sendable (Int, Int) -> Double)] = [
    ("random", { i, j in numbers(2, UInt32(1000 * max(i, j) + min(i, j)))[0] }),
    ("Hilbert's", { i, j in 1 / Double(i + j + 1) }),
    ("ones", { _, _ in 1 }),
    ("zeros", { _, _ in 0 }),
    ("one", { i, j in i == j ? 1 : 0 }),
    ("graded", { i, j in exp10(-Double(i + j) / 4) * (i == j ? 2 : 1) }),
    ("graded upwards", { i, j in exp10(Double(i + j) / 4) * (i == j ? 2 : 1) }),
    ("tiny", { i, j in 1e-300 * Double((i + 1) * (j + 1) % 7) }),
    ("huge", { i, j in 1e300 * Double((i + 1) * (j + 1) % 7) }),
    ("apart", { i, j in i / 3 == j / 3 ? Double(i + j) : 0 }),
  ]

  @Test(arguments: symmetric.indices, [1, 2, 3, 10, 65]) func eigenvectorsAgree(kind: Int, n: Int) throws {
    let (name, entry) = Self.symmetric[kind]
    let matrix = try Matrix(rows: n, columns: n, (0..<n * n).map { entry($0 / n, $0 % n) })
    var own = matrix.elements
    var values = [Double](repeating: 0, count: n)
    try #require(BuiltInRoutines.symmetricEigen(n, &own, &values), "\(name)")
    var other = matrix
    let expected = try LAPACK.symmetricEigen(&other)
    let largest = max(BLAS.maximumMagnitude(expected), .leastNormalMagnitude)
    let bound = 1e-15 * Double(n + 4)
    #expect(BLAS.largestDifference(values, expected) <= bound * largest, "\(name)")
    #expect(values == values.sorted())
    expectOrthonormalRows(own, columns: n, bound)
    for vector in 0..<n {
      for row in 0..<n {
        let product = (0..<n).reduce(0) { $0 + matrix[row, $1] / largest * own[vector * n + $1] }
        #expect(abs(product - values[vector] / largest * own[vector * n + row]) <= bound, "\(name)")
      }
    }
  }

  @Test func eigenvectorsInSinglePrecision() throws {
    let n = 30
    let matrix = try gram(rows: n, columns: 20, seed: 5)
    var own = matrix.elements.map { Float($0) }
    var values = [Float](repeating: 0, count: n)
    #expect(BuiltInRoutines.symmetricEigen(n, &own, &values))
    var other = try Matrix(rows: n, columns: n, matrix.elements.map { Float($0) })
    let expected = try LAPACK.symmetricEigen(&other)
    #expect(zip(values, expected).map { abs($0 - $1) }.max() ?? 0 <= 1e-5 * (expected.last ?? 0))
    expectOrthonormalRows(own.map(Double.init), columns: n, 1e-5)
  }

  @Test(arguments: [Double.nan, .infinity]) func infiniteNumbersHaveNoEigenvalues(_ number: Double) {
    var a = [1, 2, number, 1]
    var values = [0.0, 0]
    #expect(!BuiltInRoutines.symmetricEigen(2, &a, &values))
    var vectors = [0.0, 0, 0, 0]
    #expect(!BuiltInRoutines.rightSingular(rows: 2, columns: 2, &a, &values, &vectors))
  }

  // MARK: Singular values

  static let rectangular: [(String, @Sendable (Int, Int) -> Double)] = [
    ("random", { i, j in numbers(2, UInt32(1000 * i + j))[0] }),
    ("Hilbert's", { i, j in 1 / Double(i + j + 1) }),
    ("rank 1", { i, j in Double(i % 3) * Double(j + 1) }),
    ("zeros", { _, _ in 0 }),
    ("one column", { i, j in j == 0 ? Double(i + 1) : 0 }),
    ("graded", { i, j in numbers(2, UInt32(1000 * i + j))[0] * exp10(-Double(j)) }),
    ("tiny", { i, j in 1e-300 * numbers(2, UInt32(1000 * i + j))[0] }),
    ("huge", { i, j in 1e300 * numbers(2, UInt32(1000 * i + j))[0] }),
  ]
  static let shapes = [(1, 1), (1, 6), (6, 1), (5, 5), (40, 7), (7, 40), (120, 50)]

  @Test(arguments: rectangular.indices, shapes)
  func singularVectorsAgree(kind: Int, shape: (rows: Int, columns: Int)) throws {
    let (name, entry) = Self.rectangular[kind]
    let (n, p) = shape
    let k = min(n, p)
    let matrix = try Matrix(rows: n, columns: p, (0..<n * p).map { entry($0 / p, $0 % p) })
    var work = matrix.elements
    var values = [Double](repeating: 0, count: k)
    var vectors = [Double](repeating: 0, count: k * p)
    try #require(BuiltInRoutines.rightSingular(rows: n, columns: p, &work, &values, &vectors), "\(name)")
    let expected = try LAPACK.rightSingular(matrix).values
    let largest = max(expected[0], .leastNormalMagnitude)
    let bound = 1e-15 * Double(n + p + 4)
    #expect(BLAS.largestDifference(values, expected) <= bound * largest, "\(name)")
    #expect(values == values.sorted(by: >))
    expectOrthonormalRows(vectors, columns: p, bound)
    // A = U·S·Vᵀ, so the length of A·v is its singular value.
    for vector in 0..<k {
      let product = (0..<n).map { i in
        (0..<p).reduce(0) { $0 + matrix[i, $1] / largest * vectors[vector * p + $1] }
      }
      #expect(abs(product.reduce(0) { $0 + $1 * $1 }.squareRoot() - values[vector] / largest) <= bound, "\(name)")
    }
  }

  // MARK: Orthonormal columns

  @Test(arguments: [(1, 1), (5, 5), (60, 17), (400, 3)]) func orthonormalColumnsAgree(rows: Int, columns: Int) throws {
    for exponent in [0.0, 200, -200] {
      let a = numbers(rows * columns, 8).enumerated().map { $1 * ($0 % columns % 2 == 0 ? 1 : exp10(exponent)) }
      var own = a
      BuiltInRoutines.orthonormalizeColumns(rows: rows, columns: columns, &own)
      var other = try Matrix(rows: rows, columns: columns, a)
      LAPACK.orthonormalizeColumns(&other)
      #expect(BLAS.largestDifference(own, other.elements) <= 1e-14)
    }
  }

  @Test func dependentColumnsBecomeOrthonormalToo() {
    let (rows, columns) = (20, 6)
    let entries: [(Int, Int) -> Double] = [
      { i, j in Double(i * (j + 1)) }, { _, _ in 0 }, { i, j in j == 2 ? 0 : Double((i + j) % 5) },
    ]
    for entry in entries {
      var a = (0..<rows * columns).map { entry($0 / columns, $0 % columns) }
      BuiltInRoutines.orthonormalizeColumns(rows: rows, columns: columns, &a)
      let turned = (0..<columns).flatMap { j in (0..<rows).map { a[$0 * columns + j] } }
      expectOrthonormalRows(turned, columns: rows, 1e-14)
    }
  }

  private func expectOrthonormalRows(
    _ rows: [Double], columns: Int, _ bound: Double, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let count = rows.count / columns
    var worst = 0.0
    for i in 0..<count {
      for j in 0...i {
        let product = (0..<columns).reduce(0) { $0 + rows[i * columns + $1] * rows[j * columns + $1] }
        // A NaN must not hide.
        worst = max(worst, product.isNaN ? .infinity : abs(product - (i == j ? 1 : 0)))
      }
    }
    #expect(worst <= bound, sourceLocation: sourceLocation)
  }
}

/// B·Bᵀ for random numbers B, plus a number on the diagonal.
private func gram(rows: Int, columns: Int, seed: UInt32, addedToDiagonal: Double = 0) throws -> Matrix<Double> {
  let b = numbers(rows * columns, seed)
  return try Matrix(
    rows: rows, columns: rows,
    (0..<rows * rows).map { place in
      let (i, j) = (place / rows, place % rows)
      let sum = (0..<columns).reduce(0) { $0 + b[i * columns + $1] * b[j * columns + $1] }
      return sum + (i == j ? addedToDiagonal : 0)
    })
}

private func exp10(_ x: Double) -> Double { pow(10, x) }
