import CKernels
import Platform
import Testing

/// The kernels' own exponential and log1p against that of the C library, for every variant of this machine.
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

  // MARK: log1p

  @Test(arguments: 0..<est_variant_count())
  func logarithmsOfDoublesAreWithinThreeUnitsInTheLastPlace(variant: Int32) {
    var values = (0...60_000).map { pow(10, -300 + 305 * Double($0) / 60_000) } + (0...2000).map { Double($0) / 1000 }
    let expected = values.map(log1p)
    est_variant_f64(variant).pointee.logarithm_1p(values.count, &values)
    let worst = zip(values, expected).map { $0 == $1 ? 0 : abs($0 - $1) / $1.ulp }.max() ?? .infinity
    #expect(worst <= 3)
  }

  @Test(arguments: 0..<est_variant_count())
  func logarithmsOfFloatsAreWithinThreeUnitsInTheLastPlace(variant: Int32) {
    var values = (0...60_000).map { Float(pow(10, -35 + 40 * Double($0) / 60_000)) }
    let expected = values.map { log1p(Double($0)) }
    est_variant_f32(variant).pointee.logarithm_1p(values.count, &values)
    let worst = zip(values, expected).map { abs(Double($0) - $1) / Double(Float($1).ulp) }.max() ?? .infinity
    #expect(worst <= 3)
  }

  @Test(arguments: 0..<est_variant_count())
  func theLogarithmOfOneIsZeroAndThatOfNaNIsNaN(variant: Int32) {
    var values = [0, Double.nan]
    est_variant_f64(variant).pointee.logarithm_1p(2, &values)
    #expect(values[0] == 0 && values[1].isNaN)
  }
}
