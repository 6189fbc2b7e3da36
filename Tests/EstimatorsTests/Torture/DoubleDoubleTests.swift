import Testing
import _AttackSupport

/// The arithmetic of the truth, against constants of 32 digits.
@Suite struct DoubleDoubleTests {
  private func isNear(_ a: DoubleDouble, _ high: Double, _ low: Double, _ error: Double = 1e-30) -> Bool {
    (a - DoubleDouble(high: high, low: low)).value.magnitude <= error * high.magnitude
  }

  @Test func exponentials() {
    #expect(isNear(DoubleDouble(1).exponential, 2.718281828459045, 1.4456468917292502e-16))
    #expect(isNear(DoubleDouble(-1).exponential, 0.36787944117144233, -1.2428753672788363e-17))
    #expect(isNear(DoubleDouble(30).exponential * DoubleDouble(-30).exponential, 1, 0, 1e-28))
    #expect(DoubleDouble(-800).exponential.value == 0 && DoubleDouble(0).exponential.value == 1)
  }

  @Test func logarithms() {
    #expect(isNear(DoubleDouble(1).log1p, 0.6931471805599453, 2.3190468138462996e-17))
    #expect(isNear(DoubleDouble(2).exponential.log1p - DoubleDouble(-2).exponential.log1p, 2, 0, 1e-29))
    // Of small numbers nothing is lost: x − x²/2.
    #expect(isNear(DoubleDouble(1e-12).log1p / DoubleDouble(1e-12), 0.9999999999995, 0, 1e-16))
  }

  @Test func quotients() {
    let third = DoubleDouble(1) / DoubleDouble(3)
    #expect(isNear(third, 1.0 / 3, 1.850371707708594e-17))
    #expect((third * 3.0 - DoubleDouble(1)).value.magnitude < 1e-31)
  }
}
