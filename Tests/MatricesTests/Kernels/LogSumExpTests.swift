import Matrices
import Testing

@Suite struct LogSumExpTests {
  @Test(arguments: [-1e308, -745, -1, 0, 1, 709, 710, 1e308])
  func equalNumbersAddTheLogarithmOfTheirCount(level: Double) {
    let expected = level + 1.3862943611198906  // ln 4
    #expect(abs(logSumExp([level, level, level, level]) - expected) <= expected.ulp)
    #expect(logSumExp([level]) == level)
  }

  @Test func aTinyShareIsNotLost() {
    #expect(logSumExp([0, -50]) == 1.9287498479639178e-22)
    #expect(logSumExp([-50, 0, -800]) == 1.9287498479639178e-22)
  }

  @Test func infinitiesAndMissingNumbersFollowTheLimit() {
    #expect(logSumExp([]) == -.infinity)
    #expect(logSumExp([-.infinity, -.infinity]) == -.infinity)
    #expect(logSumExp([-.infinity, 3]) == 3)
    #expect(logSumExp([.infinity, 3]) == .infinity)
    #expect(logSumExp([1, .nan, 3]).isNaN)
    #expect(logSumExp([.nan, .infinity]).isNaN)
    #expect(logSumExp([.infinity, .nan]).isNaN)
  }

  @Test func aSliceIsReadFromItsOwnStart() {
    #expect(logSumExp([100.0, 0, 0].dropFirst()) == 0.6931471805599453)
  }
}

@Suite struct SigmoidTests {
  @Test(
    arguments: [
      (-1e308, 0, 0), (-745, .leastNonzeroMagnitude, .leastNonzeroMagnitude),
      (-40, 4.248354255291589e-18, 4.248354255291589e-18),
      (0, 0.5, 0.6931471805599453), (1, 0.7310585786300049, 1.3132616875182228), (40, 1, 40), (709, 1, 709),
      (1e308, 1, 1e308), (-.infinity, 0, 0), (.infinity, 1, .infinity),
    ] as [(Double, Double, Double)])
  func sigmoidAndSoftplusAreRightToTheLastPlaces(z: Double, sigma: Double, plus: Double) {
    #expect(abs(sigmoid(z) - sigma) <= sigma.ulp)
    #expect(softplus(z) == plus || abs(softplus(z) - plus) <= plus.ulp)
  }

  @Test func aMissingNumberStaysMissing() {
    #expect(sigmoid(.nan).isNaN)
    #expect(softplus(.nan).isNaN)
  }

  @Test(arguments: Array(stride(from: -30.0, through: 30, by: 1.7)))
  func theTwoSidesAddToOne(z: Double) {
    #expect(abs(sigmoid(z) + sigmoid(-z) - 1) <= Double.ulpOfOne)
    #expect(abs(softplus(z) - softplus(-z) - z) <= 4 * Double.ulpOfOne * max(1, abs(z)))
  }
}
