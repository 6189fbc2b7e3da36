import Estimators
import Testing
import _EstimatorTestSupport

@Suite struct LinearScoresTests {
  private let sample = PassSample(rows: 270, columns: 19, classes: 2)

  @Test(arguments: KernelVariant.all, StoredAs.allCases)
  func scoresAreProductsPlusBias(variant: KernelVariant, storage: StoredAs) throws {
    let change = try ColumnAffine(scale: (0..<19).map { 1 / Double($0 + 1) }, shift: (0..<19).map { Double($0) })
    let x = try storage.features(sample.numbers)
    for columns in [1, 4, 5, 6, 12] {
      let weights = try Matrix(
        rows: columns, columns: 19, PassSample.coefficients(columns * 19, size: 1, seed: columns))
      let bias = PassSample.coefficients(columns, size: 2, seed: 9)
      for features in [x, try x.applying(change), try x.selectingRows([269, 0, 0, 7])] {
        var expected = try features.matrix().timesTransposed(weights)
        for i in 0..<expected.rows {
          for m in 0..<columns { expected[i, m] += bias[m] }
        }
        let found = try linearScores(features, weights: weights, bias: bias, variant: variant)
        #expect(found.rows == features.rows && found.columns == columns)
        #expect(relativeError(found.elements, expected.elements) < 1e-13)
      }
    }
  }

  @Test func noRowsHaveNoScores() throws {
    let none = try linearScores(
      Matrix<Double>.zeros(rows: 0, columns: 3).features, weights: .zeros(rows: 2, columns: 3), bias: [1, 2])
    #expect((none.rows, none.columns) == (0, 2))
  }

  @Test func noFeaturesLeaveTheBias() throws {
    let scores = try linearScores(
      Matrix<Double>.zeros(rows: 2, columns: 0).features, weights: .zeros(rows: 2, columns: 0), bias: [1, 2])
    #expect(scores.elements == [1, 2, 1, 2])
  }
}
