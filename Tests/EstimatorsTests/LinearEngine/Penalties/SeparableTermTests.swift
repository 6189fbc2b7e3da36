import Estimators
import Testing

/// The formulas for single parameters, against a search over a grid.
@Suite struct SeparableTermTests {
  static let term = SeparableTerm(
    l1: [0, 0.5, 0.5, 2, 0.3, 0], lower: [-.infinity, -.infinity, 0, -1, 0.5, 2],
    upper: [.infinity, .infinity, 1, -0.25, 0.5, 3])

  @Test func theMinimizerIsTheBestOfAGrid() {
    let term = Self.term
    for j in term.l1.indices {
      for (gradient, w) in [(-3.0, 0.4), (-0.4, 0), (0, 0.7), (0.2, -0.1), (1.5, 0.9), (4, 2.5)] {
        func model(_ x: Double) -> Double {
          0.75 * (x - w) * (x - w) + gradient * (x - w) + term.l1[j] * x.magnitude
        }
        let found = term.minimizer(j, from: w, gradient: gradient, curvature: 1.5)
        #expect(found >= term.lower[j] && found <= term.upper[j])
        for step in -4000...4000 {
          let x = Double(step) / 1000
          guard x >= term.lower[j], x <= term.upper[j] else { continue }
          #expect(model(found) <= model(x) + 1e-12, "parameter \(j) at \(x)")
        }
      }
    }
  }

  @Test func aMinimizerViolatesNothingAndAnotherPointDoes() {
    let term = Self.term
    for j in term.l1.indices {
      for gradient in [-3.0, -0.4, 0, 0.2, 4] {
        let found = term.minimizer(j, from: 0.4, gradient: gradient, curvature: 1.5)
        #expect(term.violation(j, at: found, gradient: gradient + 1.5 * (found - 0.4)) <= 1e-12)
        for other in [found - 0.05, found + 0.05] where other >= term.lower[j] && other <= term.upper[j] {
          #expect(term.violation(j, at: other, gradient: gradient + 1.5 * (other - 0.4)) > 1e-3)
        }
      }
    }
  }

  @Test func smallGradientsKeepAParameterAtExactlyZero() {
    let term = SeparableTerm(l1: [0.5], lower: [-.infinity], upper: [.infinity])
    #expect(term.minimizer(0, from: 0.1, gradient: 0.2, curvature: 1) == 0)
    #expect(term.violation(0, at: 0, gradient: 0.49) == 0)
    #expect(abs(term.violation(0, at: 0, gradient: -0.6) - 0.1) < 1e-15)
    #expect(term.violation(0, at: 0, gradient: .nan).isNaN)
  }

  @Test func aPointPastALimitIsPutBackOnIt() {
    var point = [5.0, -5, 1.0000001, -2, 7, 0]
    Self.term.clip(&point)
    #expect(point == [5, -5, 1, -1, 0.5, 2])
    #expect(abs(Self.term.value(at: point) - (2.5 + 0.5 + 2 + 0.15)) < 1e-15)
  }
}
