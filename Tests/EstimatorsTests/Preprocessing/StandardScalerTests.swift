import Estimators
import Foundation
import Testing
import _EstimatorTestSupport

/// What scikit-learn 1.9.1 says, and the moments in exact fractions. `null` stands for what does not exist.
private struct ScalerCase: Decodable {
  let data: String
  let weighted: Bool
  let withMean: Bool
  let withStd: Bool
  let rows: [[Double]]?
  let mean: [Double]?
  let variance: [Double]?
  let scale: [Double]?
  let exactMean: [Double]
  let exactVariance: [Double]
  let transformed: [[Double]]

  /// 0.25 + ((7919 i) mod 101) / 50 for row i.
  func weights(_ count: Int) -> [Double]? {
    weighted ? (0..<count).map { 0.25 + Double(($0 * 7919) % 101) / 50 } : nil
  }
}

@Suite struct StandardScalerTests {
  /// Column 1 is constant.
  let numbers: Matrix<Double>
  let weights = [1, 2, 0.5, 0, 3, 1]

  init() throws {
    numbers = try Matrix([[1, 7, 0], [2, 7, 5], [4, 7, 0], [200, 7, 9], [0, 7, 0], [16, 7, 3]])
  }

  @Test func momentsAndScaledRowsAreThoseOfScikitLearn() throws {
    let cases = try Reference.load("standard-scaler", as: [ScalerCase].self)
    for each in cases {
      guard let rows = each.rows else { continue }
      let x = try Matrix(rows)
      let scaler = StandardScaler(withMean: each.withMean, withStandardDeviation: each.withStd)
      let model = try scaler.fitted(to: x, sampleWeight: each.weights(x.rows))
      let name: Comment = "\(each.data), weighted: \(each.weighted)"
      #expect(zip(model.means, each.exactMean).allSatisfy { abs($0 - $1) <= 2 * $1.ulp }, name)
      // How well the squares around a rounded mean can be known.
      let slack = each.exactMean.map { 4 * $0.ulp * $0.ulp }
      #expect(
        zip(zip(model.variances, each.exactVariance), slack).allSatisfy { abs($0.0 - $0.1) <= 1e-14 * $0.1 + $1 }, name)
      if let scale = each.scale { #expect(relativeError(model.scales, scale) < 1e-8, name) }
      let transformed = try model.transform(x[rows: ..<3]).matrix()
      #expect(relativeError(transformed.elements, Array(each.transformed.joined())) < 1e-7, name)
    }
  }

  @Test(arguments: StoredAs.allCases, [false, true])
  func everyStorageHasTheSameMoments(storage: StoredAs, weighted: Bool) throws {
    let weights = weighted ? weights : nil
    let model = try StandardScaler().fitted(to: storage.features(numbers), sampleWeight: weights)
    let expected = try StandardScaler().fitted(to: numbers, sampleWeight: weights)
    #expect(relativeError(model.means, expected.means) < 1e-15)
    #expect(relativeError(model.variances, expected.variances) < 1e-15)
    let scaled = try model.transform(storage.features(numbers)).matrix()
    #expect(relativeError(scaled.elements, try expected.transform(numbers).matrix().elements) < 1e-14)
  }

  @Test func manyBlocksAreMergedAsOne() throws {
    let x = PassSample(rows: 2000, columns: 5, classes: 2)
    let model = try StandardScaler().fitted(to: x.numbers, sampleWeight: x.weights)
    let total = x.weights.reduce(0, +)
    for j in 0..<5 {
      let column = x.numbers[column: j]
      let mean = zip(x.weights, column).reduce(0) { $0 + $1.0 * $1.1 } / total
      let variance = zip(x.weights, column).reduce(0) { $0 + $1.0 * ($1.1 - mean) * ($1.1 - mean) } / total
      #expect(abs(model.means[j] - mean) < 1e-12 * mean)
      #expect(abs(model.variances[j] - variance) < 1e-12 * variance)
    }
  }

  @Test func scaledColumnsHaveMeanZeroAndVarianceOne() throws {
    let scaled = try StandardScaler().fitted(to: numbers).transform(numbers)
    let again = try StandardScaler().fitted(to: scaled)
    #expect(again.means.allSatisfy { abs($0) < 1e-15 })
    #expect(zip(again.variances, [1, 0, 1]).allSatisfy { abs($0 - $1) < 1e-14 })
  }

  @Test(arguments: StoredAs.allCases)
  func aConstantColumnKeepsItsScale(storage: StoredAs) throws {
    let model = try StandardScaler().fitted(to: storage.features(numbers))
    #expect(model.scales[1] == 1)
    #expect(try model.transform(storage.features(numbers)).matrix()[column: 1].allSatisfy { $0 == 0 })
  }

  @Test func aConstantColumnWhoseMeanRoundsIsConstantAllTheSame() throws {
    let x = Matrix(rows: 1000, columns: 1, repeating: 0.1)
    #expect(try StandardScaler().fitted(to: x).scales == [1])
    #expect(try StandardScaler().fitted(to: SparseMatrix(x)).scales == [1])
  }

  @Test func aHugeMeanDoesNotSwallowATinyVariance() throws {
    let x = try Matrix(rows: 1000, columns: 1, (0..<1000).map { 1e9 + Double($0 % 2) / 1024 })
    for features in [x.features, try SparseMatrix(x).features] {
      let model = try StandardScaler().fitted(to: features)
      #expect(abs(model.variances[0] * 4 * 1024 * 1024 - 1) < 1e-6)
      let scaled = try model.transform(features).matrix()
      #expect(scaled.elements.allSatisfy { abs(abs($0) - 1) < 1e-3 })
    }
  }

  @Test func aWholeWeightEqualsRepeatedRowsAndZeroAnAbsentOne() throws {
    let weighted = try StandardScaler().fitted(to: numbers, sampleWeight: [1, 2, 0, 0, 1, 3])
    let repeated = try StandardScaler().fitted(to: numbers[rows: [0, 1, 1, 4, 5, 5, 5]])
    #expect(relativeError(weighted.means, repeated.means) < 1e-15)
    #expect(relativeError(weighted.variances, repeated.variances) < 1e-15)
  }

  @Test(arguments: [StoredAs.float, .double, .sparse])
  func missingValuesAreLeftOut(storage: StoredAs) throws {
    var x = numbers
    x[3, 0] = .nan
    x[0, 2] = .nan
    let model = try StandardScaler().fitted(to: storage.features(x), sampleWeight: weights)
    let first = try StandardScaler().fitted(to: numbers[rows: [0, 1, 2, 4, 5]], sampleWeight: [1, 2, 0.5, 3, 1])
    let last = try StandardScaler().fitted(to: numbers[rows: 1...], sampleWeight: Array(weights[1...]))
    #expect(relativeError([model.means[0], model.variances[0]], [first.means[0], first.variances[0]]) < 1e-14)
    #expect(relativeError([model.means[2], model.variances[2]], [last.means[2], last.variances[2]]) < 1e-14)
    #expect(try model.transform(x).matrix()[3, 0].isNaN)
  }

  @Test(arguments: [StoredAs.float, .double, .sparse])
  func infiniteNumbersAreRefused(storage: StoredAs) throws {
    var x = numbers
    x[2, 2] = .infinity
    let features = try storage.features(x).named(["a", "b", "c"])
    #expect(throws: EstimatorError.notFinite(row: 2, column: "\"c\"", value: .infinity)) {
      try StandardScaler().fitted(to: features)
    }
  }

  @Test func theInverseGivesTheNumbersBack() throws {
    for scaler in [StandardScaler(), StandardScaler(withMean: false), StandardScaler(withStandardDeviation: false)] {
      let model = try scaler.fitted(to: numbers)
      let back = try model.inverseTransform(model.transform(numbers))
      #expect(try relativeError(back.matrix().elements, numbers.elements) < 1e-15)
    }
    let model = try StandardScaler().fitted(to: numbers)
    let means = try model.inverseTransform(Matrix<Double>.zeros(rows: 1, columns: 3)).matrix()
    #expect(relativeError(means.elements, model.means) < 1e-15)
  }

  @Test func halfTheWorkIsDoneByHalfTheSettings() throws {
    let centred = try StandardScaler(withStandardDeviation: false).fitted(to: numbers)
    #expect(centred.scales == [1, 1, 1])
    #expect(try centred.transform(numbers).matrix()[0, 1] == 0)
    let stretched = try StandardScaler(withMean: false).fitted(to: numbers)
    #expect(try stretched.transform(numbers).matrix()[4, 0] == 0)
    #expect(try stretched.transform(numbers).matrix()[0, 1] == 7)
  }

  @Test func chosenRowsAloneAreLearnedFrom() throws {
    let chosen = try StandardScaler().fitted(to: numbers.features.selectingRows([5, 0, 0]))
    let copied = try StandardScaler().fitted(to: numbers[rows: [5, 0, 0]].copied())
    #expect(chosen == copied)
  }

  @Test func aModelSurvivesItsWayThroughJSON() throws {
    let model = try StandardScaler().fitted(to: numbers.features.named(["a", "b", "c"]))
    let back = try JSONDecoder().decode(StandardScaler.Model.self, from: JSONEncoder().encode(model))
    #expect(back == model)
    let spoilt = try JSON.text(of: model).replacingOccurrences(of: "\"c\"]", with: "\"c\",\"d\"]")
    #expect(throws: DecodingError.self) { try JSON.value(StandardScaler.Model.self, of: spoilt) }
  }

  @Test func otherColumnsThanThoseOfTheFitAreExplained() throws {
    let model = try StandardScaler().fitted(to: numbers.features.named(["a", "b", "c"]))
    #expect(throws: EstimatorError.featureCountMismatch(expected: 3, found: 2)) {
      try model.transform(Matrix<Double>.zeros(rows: 1, columns: 2))
    }
    #expect(
      EstimatorError.Code.featureNamesMismatch
        ~= thrown { try model.transform(numbers.features.named(["a", "c", "b"])) })
    #expect(throws: EstimatorError.notFitted("StandardScaler")) { try StandardScaler().transform(numbers) }
  }

  @Test func aVarianceThatOverflowsIsExplained() throws {
    let x = try Matrix([[1e200], [-1e200], [3]])
    #expect {
      try StandardScaler().fitted(to: x)
    } throws: {
      "\($0)".contains("power of ten")
    }
  }
}
