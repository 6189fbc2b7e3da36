import Matrices
import Testing

/// The built-in products against those behind the door: OpenBLAS, unless the trait BuiltInLinearAlgebra is on.
@Suite struct BuiltInProductsTests {
  struct Product: CustomTestStringConvertible {
    let m, n, k: Int
    var transposeA = false
    var transposeB = false
    /// Numbers between the rows, which belong to nobody.
    var gap = 0
    var alpha = 1.0
    var beta = 0.0

    var testDescription: String { "\(m)×\(n)×\(k) \(transposeA)\(transposeB) gap \(gap) α \(alpha) β \(beta)" }
    var aStride: Int { (transposeA ? m : k) + gap }
    var bStride: Int { (transposeB ? k : n) + gap }
    var cStride: Int { n + gap }
    var a: [Double] { numbers((transposeA ? k : m) * aStride, 1) }
    var b: [Double] { numbers((transposeB ? n : k) * bStride, 2) }
    var c: [Double] { numbers(m * cStride, 3) }
  }

  /// Below, at and above whole tiles and blocks, with an inner dimension that is empty, short and long.
  static let products: [Product] = [false, true].flatMap { left in
    [false, true].flatMap { right in
      [
        Product(m: 1, n: 1, k: 1, transposeA: left, transposeB: right),
        Product(m: 3, n: 2, k: 0, transposeA: left, transposeB: right, beta: 0.5),
        Product(m: 1, n: 70, k: 129, transposeA: left, transposeB: right, gap: 3, alpha: -2),
        Product(m: 24, n: 8, k: 128, transposeA: left, transposeB: right, beta: 1),
        Product(m: 25, n: 9, k: 257, transposeA: left, transposeB: right, gap: 5, alpha: 0.3, beta: -1.5),
        Product(m: 61, n: 53, k: 30, transposeA: left, transposeB: right, gap: 1, alpha: 0, beta: 2),
      ]
    }
  }

  @Test(arguments: products) func productsAgreeInDouble(_ p: Product) {
    var (own, other) = (p.c, p.c)
    BuiltInRoutines.gemm(
      transposeA: p.transposeA, transposeB: p.transposeB, m: p.m, n: p.n, k: p.k, alpha: p.alpha, a: p.a,
      aStride: p.aStride, b: p.b, bStride: p.bStride, beta: p.beta, c: &own, cStride: p.cStride)
    BLAS.gemm(
      transposeA: p.transposeA, transposeB: p.transposeB, m: p.m, n: p.n, k: p.k, alpha: p.alpha, a: p.a,
      aStride: p.aStride, b: p.b, bStride: p.bStride, beta: p.beta, c: &other, cStride: p.cStride)
    #expect(BLAS.largestDifference(own, other) <= 1e-15 * Double(p.k + 2))
    #expect(p.beta == 0 || p.k > 0 || own == p.c.map { $0 * p.beta } || p.gap > 0)
    expectGapsUntouched(own, p)
  }

  @Test(arguments: products) func productsAgreeInSingle(_ p: Product) {
    let (a, b, c) = (p.a.map { Float($0) }, p.b.map { Float($0) }, p.c.map { Float($0) })
    var (own, other) = (c, c)
    BuiltInRoutines.gemm(
      transposeA: p.transposeA, transposeB: p.transposeB, m: p.m, n: p.n, k: p.k, alpha: Float(p.alpha), a: a,
      aStride: p.aStride, b: b, bStride: p.bStride, beta: Float(p.beta), c: &own, cStride: p.cStride)
    BLAS.gemm(
      transposeA: p.transposeA, transposeB: p.transposeB, m: p.m, n: p.n, k: p.k, alpha: Float(p.alpha), a: a,
      aStride: p.aStride, b: b, bStride: p.bStride, beta: Float(p.beta), c: &other, cStride: p.cStride)
    #expect(zip(own, other).map { abs($0 - $1) }.max() ?? 0 <= 1e-6 * Float(p.k + 2))
  }

  private func expectGapsUntouched(_ c: [Double], _ p: Product) {
    for row in 0..<p.m {
      let gap = row * p.cStride + p.n..<(row + 1) * p.cStride
      #expect(Array(c[gap]) == Array(p.c[gap]))
    }
  }

  /// What β = 0 replaces, and what α = 0 multiplies, may be anything.
  @Test func whatDoesNotCountIsNotRead() {
    var c = [Double](repeating: .nan, count: 4)
    let one = [1.0, 0, 0, 1]
    BuiltInRoutines.gemm(
      transposeA: false, transposeB: false, m: 2, n: 2, k: 2, alpha: 1, a: one, aStride: 2, b: one, bStride: 2,
      beta: 0, c: &c, cStride: 2)
    #expect(c == one)
    let nothing = [Double](repeating: .nan, count: 4)
    BuiltInRoutines.gemm(
      transposeA: false, transposeB: true, m: 2, n: 2, k: 2, alpha: 0, a: nothing, aStride: 2, b: nothing, bStride: 2,
      beta: 3, c: &c, cStride: 2)
    #expect(c == [3, 0, 0, 3])
  }

  /// An infinite number reaches its row and no other, also where a tile is padded.
  @Test func infiniteNumbersStayInTheirRows() {
    var a = [Double](repeating: 1, count: 5 * 3)
    a[4 * 3] = .infinity
    var c = [Double](repeating: 0, count: 5 * 2)
    BuiltInRoutines.gemm(
      transposeA: false, transposeB: false, m: 5, n: 2, k: 3, alpha: 1, a: a, aStride: 3,
      b: [Double](repeating: 1, count: 6), bStride: 2, beta: 0, c: &c, cStride: 2)
    #expect(c == [Double](repeating: 3, count: 8) + [.infinity, .infinity])
  }

  /// A row of a product has the same bits alone and among others.
  @Test func aRowDoesNotDependOnItsNeighbours() {
    let (a, b) = (numbers(37 * 200, 4), numbers(200 * 11, 5))
    var all = [Double](repeating: 0, count: 37 * 11)
    BuiltInRoutines.gemm(
      transposeA: false, transposeB: false, m: 37, n: 11, k: 200, alpha: 1, a: a, aStride: 200, b: b, bStride: 11,
      beta: 0, c: &all, cStride: 11)
    for row in 0..<37 {
      var one = [Double](repeating: 0, count: 11)
      BuiltInRoutines.gemm(
        transposeA: false, transposeB: false, m: 1, n: 11, k: 200, alpha: 1, a: Array(a[row * 200..<(row + 1) * 200]),
        aStride: 200, b: b, bStride: 11, beta: 0, c: &one, cStride: 11)
      #expect(one == Array(all[row * 11..<(row + 1) * 11]))
    }
  }

  @Test(arguments: [(1, 1), (7, 5), (40, 32), (150, 33), (300, 95)])
  func symmetricProductsAgree(rows: Int, n: Int) {
    let a = numbers(rows * n, 6)
    let start = numbers(n * n, 7)
    var (own, other) = (start, start)
    BuiltInRoutines.addGram(rows: rows, n: n, a, to: &own)
    BLAS.addGram(rows: rows, n: n, a, to: &other)
    #expect(BLAS.largestDifference(own, other) <= 1e-15 * Double(rows + 2))
    for i in 0..<n { #expect(own[(i * n + i + 1)..<((i + 1) * n)] == start[(i * n + i + 1)..<((i + 1) * n)]) }

    let narrow = a.map { Float($0) }
    var (ownNarrow, otherNarrow) = (start.map { Float($0) }, start.map { Float($0) })
    BuiltInRoutines.addGram(rows: rows, n: n, narrow, to: &ownNarrow)
    BLAS.addGram(rows: rows, n: n, narrow, to: &otherNarrow)
    #expect(zip(ownNarrow, otherNarrow).map { abs($0 - $1) }.max() ?? 0 <= 1e-6 * Float(rows + 2))
  }

  @Test(arguments: [0, 1, 7, 8, 9, 1000]) func vectorsAgree(count: Int) {
    let (x, start) = (numbers(count, 8), numbers(count, 9))
    #expect(abs(BuiltInRoutines.dot(count, x, start) - BLAS.dot(x, start)) <= 1e-15 * Double(count))
    var (own, other) = (start, start)
    BuiltInRoutines.add(count, -0.7, times: x, to: &own)
    BLAS.add(-0.7, times: x, to: &other)
    #expect(BLAS.largestDifference(own, other) <= 1e-15)
    BuiltInRoutines.scale(count, &own, by: 1.7)
    BLAS.scale(&other, by: 1.7)
    #expect(BLAS.largestDifference(own, other) <= 1e-15)
    var narrow = start.map { Float($0) }
    BuiltInRoutines.add(count, 2, times: x.map { Float($0) }, to: &narrow)
    #expect(zip(narrow, zip(x, start)).allSatisfy { abs(Double($0) - (2 * $1.0 + $1.1)) <= 1e-6 })
  }
}

/// So many numbers in −1…1, the same for the same seed.
func numbers(_ count: Int, _ seed: UInt32) -> [Double] {
  var random = RandomState(seed)
  return (0..<count).map { _ in 2 * random.random() - 1 }
}
