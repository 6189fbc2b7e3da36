import Estimators
import Testing
import _EstimatorTestSupport

/// Columns decided in Float are those of scores in Double.
@Suite struct LinearPredictionsTests {
  private let sample = PassSample(rows: 900, columns: 37, classes: 5)

  private func largest(_ scores: Matrix<Double>) -> [Int32] {
    (0..<scores.rows).map { row in
      let z = Array(scores[row: row])
      return Int32(z.count == 1 ? (z[0] > 0 ? 1 : 0) : z.firstIndex(of: z.max() ?? 0) ?? 0)
    }
  }

  @Test(arguments: StoredAs.allCases, [1, 3, 10])
  func columnsAreThoseOfTheLargestScores(storage: StoredAs, columns: Int) throws {
    let x = try storage.features(sample.numbers)
    let bias = PassSample.coefficients(columns, size: 1, seed: 3)
    // Weights that differ in the tenth digit: Float sees equal scores, and so must leave the rows to Double.
    let close = PassSample.coefficients(37, size: 0.01, seed: 1)
    let apart = PassSample.coefficients(columns * 37, size: 0.01, seed: 4)
    let alike = (0..<columns).flatMap { k in close.enumerated().map { $1 + 1e-10 * Double((k * 31 + $0) % 17) } }
    for w in [apart, alike] {
      let weights = try Matrix(rows: columns, columns: 37, w)
      let shifts = w == alike ? Array(repeating: -0.5, count: columns) : bias
      for variant in KernelVariant.all {
        let scores = try linearScores(x, weights: weights, bias: shifts, variant: variant)
        #expect(
          try predictedColumns(x, weights: weights, bias: shifts, variant: variant) == largest(scores), "\(variant)")
      }
    }
  }

  /// Scores that lie so close that bytes, then Float, cannot tell them apart; ties; biases far larger than the
  /// products; more columns than lanes.
  @Test(arguments: [1, 2, 15, 16, 40, 300], [1, 4, 37])
  func bytesAreDecidedAsScoresInDoubleAre(columns: Int, features: Int) throws {
    let few = PassSample(rows: 900, columns: features, classes: 5)
    let all = try StoredAs.bytes.features(few.numbers)
    let chosen = try all.selectingRows((0..<900).filter { $0 % 5 != 2 }.reversed())
    let close = PassSample.coefficients(features, size: 0.01, seed: 1)
    let apart = PassSample.coefficients(columns * features, size: 0.01, seed: 4)
    for distance in [0, 1e-12, 1e-7, 1e-5, 1e-3] {
      let alike = (0..<columns).flatMap { k in
        close.enumerated().map { $1 + distance * Double((k * 31 + $0) % 17) }
      }
      for (w, size) in [(apart, 1.0), (alike, 0), (alike, 1e-4), (apart, 1e9)] {
        let weights = try Matrix(rows: columns, columns: features, w)
        let bias = PassSample.coefficients(columns, size: size, seed: 3)
        for x in [all, chosen] {
          let scores = try linearScores(x, weights: weights, bias: bias)
          #expect(
            try predictedColumns(x, weights: weights, bias: bias) == largest(scores),
            "distance \(distance), bias \(size)")
        }
      }
    }
  }

  @Test func scoresThatOverflowFloatAreLeftToDouble() throws {
    let weights = try Matrix(rows: 2, columns: 37, PassSample.coefficients(74, size: 1e300, seed: 2))
    let x = sample.numbers.features
    #expect(
      try predictedColumns(x, weights: weights, bias: [0, 0])
        == largest(linearScores(x, weights: weights, bias: [0, 0])))
  }

  @Test(arguments: StoredAs.allCases)
  func fewRowsHaveTheScoresOfMany(storage: StoredAs) throws {
    let change = try ColumnAffine(
      scale: (0..<37).map { 1 + Double($0) / 10 }, shift: (0..<37).map { 100 - Double($0) })
    let x = try storage.features(sample.numbers).applying(change)
    let weights = try Matrix(rows: 6, columns: 37, PassSample.coefficients(222, size: 0.01, seed: 1))
    let bias = PassSample.coefficients(6, size: 1, seed: 3)
    let all = try linearScores(x, weights: weights, bias: bias)
    for variant in KernelVariant.all {
      let few = try linearScores(try x.selectingRows([7, 3, 11]), weights: weights, bias: bias, variant: variant)
      for (place, row) in [7, 3, 11].enumerated() {
        #expect(relativeError(Array(few[row: place]), Array(all[row: row])) < 1e-12, "\(variant)")
      }
    }
  }
}
