import EstimatorDatasets
import Estimators
import Testing
import _EstimatorTestSupport

/// What scikit-learn 1.9.1 says. `null` stands for NaN.
private struct ScalerCase: Decodable {
  let kind: String
  let data: String
  let low: Double?
  let high: Double?
  let norm: String?
  let threshold: Double?
  let rows: [[Double?]]?
  let learned: [String: [Double]]
  let transformed: [[Double?]]

  var name: Comment { "\(kind) of \(data)" }

  func features() throws -> Matrix<Double> {
    guard let rows else { return try Wine.load().features }
    return try Matrix(rows.map { $0.map { $0 ?? .nan } })
  }

  /// Largest distance of the learned numbers, relative to the largest.
  func distance(_ key: String, _ numbers: [Double]) -> Double {
    learned[key].map { relativeError(numbers, $0) } ?? .infinity
  }
}

@Suite struct ScalerReferenceTests {
  /// Closed formulas: what differs is the order of two or three roundings.
  private let tolerance = 1e-14

  private func cases(_ kind: String) throws -> [ScalerCase] {
    let cases = try Reference.load("scalers", as: [ScalerCase].self).filter { $0.kind == kind }
    #expect(cases.count >= 2)
    return cases
  }

  private func requireSame(_ x: Features, _ each: ScalerCase) throws {
    let found = try x.matrix()
    #expect(found.rows == 6)
    for (row, expected) in each.transformed.enumerated() {
      for (j, value) in expected.enumerated() {
        guard let value else {
          #expect(found[row, j].isNaN, each.name)
          continue
        }
        // Moving to the lower end cancels: the rounding is that of the numbers before.
        #expect(abs(found[row, j] - value) <= tolerance * max(1, abs(value)), each.name)
      }
    }
  }

  @Test func minMaxScaler() throws {
    for each in try cases("minMax") {
      let x = try each.features()
      let model = try MinMaxScaler(range: (each.low ?? 0)...(each.high ?? 1)).fitted(to: x)
      #expect(model.minima == each.learned["data_min_"], each.name)
      #expect(model.maxima == each.learned["data_max_"], each.name)
      try requireSame(model.transform(x[rows: ..<6]), each)
    }
  }

  @Test func maxAbsScaler() throws {
    for each in try cases("maxAbs") {
      let x = try each.features()
      let model = try MaxAbsScaler().fitted(to: x)
      #expect(model.maximumMagnitudes == each.learned["max_abs_"], each.name)
      try requireSame(model.transform(x[rows: ..<6]), each)
    }
  }

  @Test func robustScaler() throws {
    for each in try cases("robust") {
      let x = try each.features()
      let model = try RobustScaler(quantileRange: (each.low ?? 0)...(each.high ?? 1)).fitted(to: x)
      #expect(each.distance("center_", model.medians) < tolerance, each.name)
      #expect(each.distance("scale_", model.scales) < tolerance, each.name)
      try requireSame(model.transform(x[rows: ..<6]), each)
    }
  }

  @Test func normalizer() throws {
    for each in try cases("normalizer") {
      let norm = try #require(each.norm.flatMap(Normalizer.Norm.init))
      let x = try each.features()
      try requireSame(Normalizer(norm: norm).fitted(to: x).transform(x[rows: ..<6]), each)
    }
  }

  @Test func binarizer() throws {
    for each in try cases("binarizer") {
      let x = try each.features()
      try requireSame(Binarizer(threshold: each.threshold ?? 0).fitted(to: x).transform(x[rows: ..<6]), each)
    }
  }
}
