import Estimators
import Testing

@Suite struct InputChecksTests {
  private let x = Matrix<Double>.zeros(rows: 3, columns: 2).features

  @Test func countsThatFitPass() throws {
    try requireFittingCounts(x, targets: 3, weights: [0, 1, 0.5])
    try requireFittingCounts(x, targets: nil, weights: nil)
  }

  @Test(arguments: [(0, 2), (2, 0), (0, 0)])
  func emptyInputIsExplained(rows: Int, columns: Int) {
    #expect(throws: EstimatorError.emptyInput(rows: rows, columns: columns)) {
      try requireFittingCounts(Matrix<UInt8>.zeros(rows: rows, columns: columns).features, targets: rows, weights: nil)
    }
  }

  @Test func countsThatDifferAreExplained() {
    #expect(throws: EstimatorError.rowCountMismatch(features: 3, targets: 2)) {
      try requireFittingCounts(x, targets: 2, weights: nil)
    }
    #expect(throws: EstimatorError.weightCountMismatch(rows: 3, weights: 4)) {
      try requireFittingCounts(x, targets: nil, weights: [1, 1, 1, 1])
    }
  }

  @Test(arguments: [-1, Double.infinity, -Double.infinity])
  func aWeightThatIsNoneIsExplained(weight: Double) {
    #expect(throws: EstimatorError.invalidWeight(row: 1, value: weight)) {
      try requireWeights([1, weight, -5], rows: 3)
    }
  }

  @Test func aMissingWeightIsExplained() {
    #expect { try requireWeights([.nan], rows: 1) } throws: { "\($0)".contains("The weight of row 0 is nan") }
  }

  @Test func someRowMustHaveWeight() {
    #expect(throws: EstimatorError.noWeight) { try requireWeights([0, 0], rows: 2) }
  }
}
