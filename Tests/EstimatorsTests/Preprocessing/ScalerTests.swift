import Estimators
import Foundation
import Testing
import _EstimatorTestSupport

/// What the reference tables do not show: storages, weights, gaps, inverses, errors.
@Suite struct ScalerTests {
  /// Column 1 is constant, column 2 mostly zeros.
  let numbers: Matrix<Double>

  init() throws {
    numbers = try Matrix([[1, 7, 0], [2, 7, 5], [4, 7, 0], [200, 7, 9], [0, 7, 0], [16, 7, 3]])
  }

  @Test(arguments: StoredAs.allCases)
  func scalingKeepsTheStorage(storage: StoredAs) throws {
    let x = try storage.features(numbers)
    #expect(StoredAs(try MinMaxScaler().fitted(to: x).transform(x)) == storage)
    #expect(StoredAs(try MaxAbsScaler().fitted(to: x).transform(x)) == storage)
    #expect(StoredAs(try RobustScaler().fitted(to: x).transform(x)) == storage)
  }

  @Test(arguments: [(StoredAs.bytes, StoredAs.float), (.float, .float), (.double, .double), (.sparse, .sparse)])
  func rowsOfBytesAndFloatsAreNormalisedToFloats(storage: StoredAs, result: StoredAs) throws {
    let x = try storage.features(numbers)
    #expect(StoredAs(try Normalizer().fitted(to: x).transform(x)) == result)
    #expect(StoredAs(try Binarizer().fitted(to: x).transform(x)) == (storage == .sparse ? .sparse : .bytes))
  }

  @Test func inversesGiveTheNumbersBack() throws {
    func back(_ result: Features) throws -> Double { try relativeError(result.matrix().elements, numbers.elements) }
    let minMax = try MinMaxScaler(range: -2...5).fitted(to: numbers)
    #expect(try back(minMax.inverseTransform(minMax.transform(numbers))) < 1e-15)
    let maxAbs = try MaxAbsScaler().fitted(to: numbers)
    #expect(try back(maxAbs.inverseTransform(maxAbs.transform(numbers))) < 1e-15)
    let robust = try RobustScaler().fitted(to: numbers)
    #expect(try back(robust.inverseTransform(robust.transform(numbers))) < 1e-15)
  }

  @Test func aScalerAfterAScalerSeesScaledNumbers() throws {
    let flipped = try numbers.features.applying(ColumnAffine(scale: [-1, 2, 0.5], shift: [3, 0, 1]))
    let plain = try flipped.matrix()
    #expect(try MinMaxScaler().fitted(to: flipped).minima == MinMaxScaler().fitted(to: plain).minima)
    #expect(try MinMaxScaler().fitted(to: flipped).maxima == MinMaxScaler().fitted(to: plain).maxima)
    #expect(try RobustScaler().fitted(to: flipped).medians == RobustScaler().fitted(to: plain).medians)
    let normal = try Normalizer().fitted(to: flipped).transform(flipped).matrix()
    #expect(normal == (try Normalizer().fitted(to: plain).transform(plain).matrix()))
    // Moved zeros are no longer zeros.
    let sparse = try SparseMatrix(numbers).features.applying(ColumnAffine(scale: [1, 1, 1], shift: [0, 0, 1]))
    let dense = try numbers.features.applying(ColumnAffine(scale: [1, 1, 1], shift: [0, 0, 1]))
    #expect(
      try Normalizer().fitted(to: sparse).transform(sparse).matrix()
        == Normalizer().fitted(to: dense).transform(dense).matrix())
  }

  @Test func rowsWithoutWeightDoNotCount() throws {
    let weights = [1, 1, 1, 0, 1, 1.0]
    for x in [numbers.features, try SparseMatrix(numbers).features] {
      #expect(try MinMaxScaler().fitted(to: x, sampleWeight: weights).maxima == [16, 7, 5])
      #expect(try MaxAbsScaler().fitted(to: x, sampleWeight: weights).maximumMagnitudes == [16, 7, 5])
      #expect(try RobustScaler().fitted(to: x, sampleWeight: weights).medians == [2, 7, 0])
    }
  }

  @Test(arguments: [StoredAs.float, .double, .sparse])
  func gapsAreLeftOut(storage: StoredAs) throws {
    var x = numbers
    x[3, 0] = .nan
    for row in 0..<6 { x[row, 2] = .nan }
    let features = try storage.features(x)
    let model = try MinMaxScaler().fitted(to: features)
    #expect(Array(model.maxima[..<2]) == [16, 7] && model.maxima[2].isNaN)
    #expect(try model.transform(features).matrix()[3, 0].isNaN)
    let magnitudes = try MaxAbsScaler().fitted(to: features).maximumMagnitudes
    #expect(Array(magnitudes[..<2]) == [16, 7] && magnitudes[2].isNaN)
    let medians = try RobustScaler().fitted(to: features).medians
    #expect(Array(medians[..<2]) == [2, 7] && medians[2].isNaN)
    #expect(EstimatorError.Code.notFinite ~= thrown { try Normalizer().fitted(to: features) })
  }

  @Test func equalFractionalWeightsChangeNothing() throws {
    let weighted = try RobustScaler().fitted(to: numbers, sampleWeight: Array(repeating: 1.0 / 6, count: 6))
    let plain = try RobustScaler().fitted(to: numbers)
    #expect(relativeError(weighted.medians, plain.medians) < 1e-14)
    #expect(relativeError(weighted.scales, plain.scales) < 1e-14)
  }

  @Test func lengthsNeitherOverflowNorVanish() throws {
    let x = try Matrix([[3e200, 4e200], [3e-200, 4e-200], [0, 0]])
    let normal = try Normalizer().fitted(to: x).transform(x).matrix()
    #expect(relativeError(normal.elements, [0.6, 0.8, 0.6, 0.8, 0, 0]) < 1e-15)
  }

  @Test func wrongSettingsAreExplained() {
    #expect(refusedSetting { try MinMaxScaler(range: 1...1).fitted(to: numbers) } == "range")
    #expect(refusedSetting { try MinMaxScaler(range: 0...(.infinity)).fitted(to: numbers) } == "range")
    #expect(refusedSetting { try RobustScaler(quantileRange: 0.25...75).fitted(to: numbers) } == "quantileRange")
    #expect(refusedSetting { try Binarizer(threshold: .nan).fitted(to: numbers) } == "threshold")
  }

  @Test func aRangeThatOverflowsIsExplained() throws {
    let x = try Matrix([[-1.7e308], [1.7e308]])
    for fit in [{ _ = try MinMaxScaler().fitted(to: x) }, { _ = try RobustScaler(quantileRange: 0...1).fitted(to: x) }]
    {
      #expect {
        try fit()
      } throws: {
        "\($0)".contains("power of ten")
      }
    }
  }

  @Test func spoiltFilesAreRefused() throws {
    let text = try JSON.text(of: MinMaxScaler().fitted(to: numbers.features.named(["a", "b", "c"])))
    #expect(throws: (any Error).self) {
      try JSON.value(MinMaxScaler.Model.self, of: text.replacingOccurrences(of: "[\"a\",", with: "["))
    }
    #expect(throws: (any Error).self) {
      try JSON.value(
        MinMaxScaler.Model.self, of: text.replacingOccurrences(of: "\"maxima\":[200,", with: "\"maxima\":["))
    }
  }

  @Test func otherColumnsThanThoseOfTheFitAreExplained() throws {
    let x = try numbers.features.named(["a", "b", "c"])
    let moved = try numbers.features.named(["a", "c", "b"])
    #expect(EstimatorError.Code.featureNamesMismatch ~= thrown { try RobustScaler().fitted(to: x).transform(moved) })
    #expect(EstimatorError.Code.featureNamesMismatch ~= thrown { try Normalizer().fitted(to: x).transform(moved) })
    #expect(try Normalizer().fitted(to: x).transform(x).names == ["a", "b", "c"])
    #expect(try Binarizer().fitted(to: x).transform(x).names == ["a", "b", "c"])
  }
}
