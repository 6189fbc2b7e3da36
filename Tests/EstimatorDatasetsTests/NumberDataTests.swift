import EstimatorDatasets
import Testing
import _EstimatorTestSupport

private struct NumbersCase: Decodable {
  struct Arguments: Decodable {
    let samples, features, informative: Int?
    let noise, bias: Double?
    let shuffle: Bool?
    let randomState: UInt32?

    private enum CodingKeys: String, CodingKey {
      case samples = "n_samples"
      case features = "n_features"
      case informative = "n_informative"
      case randomState = "random_state"
      case noise, bias, shuffle
    }
  }

  let function: String
  let arguments: Arguments
  let x: [[Double]]
  let y: [Double]
  let coef: [Double]?
}

/// Data sets whose targets are numbers: scikit-learn's, number for number.
@Suite struct NumberDataTests {
  @Test func theGeneratorsGiveScikitLearnsNumbers() throws {
    let cases = try Reference.load("generators-regression", as: [NumbersCase].self)
      .filter { $0.function != "load_diabetes" }
    #expect(cases.count == 5)
    for this in cases {
      let made = try make(this)
      #expect(relativeError(made.features.elements, this.x.flatMap { $0 }) < 1e-14)
      #expect(relativeError(made.targets, this.y) < 1e-13)
      #expect(made.coefficients.map { relativeError($0, this.coef ?? []) < 1e-15 } ?? (this.coef == nil))
    }
  }

  @Test func diabetesIsScikitLearns() throws {
    let scaled = try Diabetes.load()
    let expected = try #require(
      Reference.load("generators-regression", as: [NumbersCase].self).first { $0.function == "load_diabetes" })
    #expect(scaled.features.rows == 442 && scaled.features.columns == 10)
    for (place, row) in [0, 100, 441].enumerated() {
      #expect(relativeError(Array(scaled.features[row: row]), expected.x[place]) < 1e-13)
      #expect(scaled.targets[row] == expected.y[place])
    }
    let measured = try Diabetes.load(scaled: false)
    #expect(Array(measured.features[row: 0]) == [59, 2, 32.1, 101, 157, 93.2, 38, 4, 4.8598, 87])
    #expect(measured.targets == scaled.targets)
    #expect(measured.targets.reduce(0, +) == 67243)
    #expect(measured.featureNames == ["age", "sex", "bmi", "bp", "s1", "s2", "s3", "s4", "s5", "s6"])
    #expect("\(measured)".contains("Least Angle Regression"))
  }

  @Test func settingsThatMakeNoDataAreRefused() {
    let tries: [() throws -> GeneratedNumbers] = [
      { try makeRegression(samples: 0) }, { try makeRegression(features: 0) },
      { try makeRegression(informative: -1) }, { try makeRegression(noise: -1) },
      { try makeRegression(bias: .infinity) }, { try makeRegression(samples: 1000, noise: 1e308) },
      { try makeFriedman1(features: 4) }, { try makeFriedman1(noise: .nan) },
    ]
    for make in tries { #expect(DatasetError.Code.invalidSetting ~= thrown { try make() }) }
  }

  private func make(_ this: NumbersCase) throws -> GeneratedNumbers {
    let arguments = this.arguments
    let (samples, features) = try (#require(arguments.samples), #require(arguments.features))
    let (noise, seed) = (arguments.noise ?? 0, arguments.randomState ?? 0)
    guard this.function == "make_regression" else {
      return try makeFriedman1(samples: samples, features: features, noise: noise, randomState: seed)
    }
    return try makeRegression(
      samples: samples, features: features, informative: arguments.informative ?? 10, bias: arguments.bias ?? 0,
      noise: noise, shuffling: arguments.shuffle ?? true, randomState: seed)
  }
}
