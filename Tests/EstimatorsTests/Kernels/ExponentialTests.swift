import CKernels
import Testing

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The kernels' own exponential against that of the C library, for every variant of this machine.
@Suite struct ExponentialTests {
  private func exponentials(_ x: [Double], variant: Int32) -> [Double] {
    var values = x
    est_variant_f64(variant).pointee.exponential(x.count, &values)
    return Array(values.prefix(x.count))
  }

  private func exponentials(_ x: [Float], variant: Int32) -> [Float] {
    var values = x
    est_variant_f32(variant).pointee.exponential(x.count, &values)
    return Array(values.prefix(x.count))
  }

  @Test(arguments: 0..<est_variant_count())
  func doublesAreWithinTwoUnitsInTheLastPlace(variant: Int32) {
    let x = (0...50_000).map { -708 + 1416 * Double($0) / 50_000 } + (0...2000).map { -Double($0) / 1e6 }
    let worst = zip(exponentials(x, variant: variant), x.map(exp)).map { abs($0 - $1) / $1.ulp }.max() ?? .infinity
    #expect(worst <= 2)
  }

  @Test(arguments: 0..<est_variant_count())
  func floatsAreWithinTwoUnitsInTheLastPlace(variant: Int32) {
    let x = (0...50_000).map { Float(-87 + 174 * Double($0) / 50_000) }
    let worst = zip(exponentials(x, variant: variant), x).map { value, x in
      abs(Double(value) - exp(Double(x))) / Double(Float(exp(Double(x))).ulp)
    }.max()
    #expect(worst ?? .infinity <= 2)
  }

  @Test(arguments: 0..<est_variant_count())
  func theEndsAreExact(variant: Int32) {
    #expect(exponentials([0, -0.0, -709, -1e4, -1e308, -.infinity], variant: variant) == [1, 1, 0, 0, 0, 0])
    #expect(exponentials([0, -0.0, -88, -1e4, -.infinity] as [Float], variant: variant) == [1, 1, 0, 0, 0])
    #expect(exponentials([Double.nan], variant: variant)[0].isNaN)
    #expect(exponentials([Float.nan], variant: variant)[0].isNaN)
  }
}
