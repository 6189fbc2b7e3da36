import Estimators
import Foundation
import Testing
import _EstimatorTestSupport

/// What the reference tables do not show: storages, weights, errors, files.
@Suite struct FeatureTests {
  let gaps: Matrix<Double>
  let numbers: Matrix<Double>

  init() throws {
    gaps = try Matrix([[1, .nan, 0], [.nan, 5, 0], [4, 7, .nan], [16, 7, 3]])
    numbers = try Matrix([[1, 7, 0], [2, 7, 5], [4, 7, 0], [9, 7, 9], [0, 7, 0], [16, 7, 3]])
  }

  // MARK: SimpleImputer

  @Test(arguments: [StoredAs.float, .double, .sparse])
  func filledFeaturesKeepTheirStorage(storage: StoredAs) throws {
    let x = try storage.features(gaps)
    let filled = try SimpleImputer(strategy: .median).fitted(to: x).transform(x)
    #expect(StoredAs(filled) == storage)
    #expect(try filled.matrix() == (try Matrix([[1, 7, 0], [4, 5, 0], [4, 7, 0], [16, 7, 3]])))
  }

  @Test func weightsCountAsRepetitions() throws {
    let weights = [1, 0, 3, 2.0]
    let rows = [0, 2, 2, 2, 3, 3]
    for strategy in [SimpleImputer.Strategy.mean, .median, .mostFrequent] {
      let imputer = SimpleImputer(strategy: strategy, addsIndicator: true)
      let weighted = try imputer.fitted(to: gaps, sampleWeight: weights)
      let repeated = try imputer.fitted(to: gaps[rows: rows])
      #expect(relativeError(weighted.statistics.map { $0 ?? -1 }, repeated.statistics.map { $0 ?? -1 }) < 1e-15)
      #expect(weighted.indicated == repeated.indicated)
    }
  }

  @Test func scaledGapsAreFilledOnTheirScale() throws {
    let change = try ColumnAffine(scale: [2, 1, 1], shift: [1, 0, 5])
    for x in [gaps.features, try SparseMatrix(gaps).features] {
      let scaled = try x.applying(change)
      let filled = try SimpleImputer().fitted(to: scaled).transform(scaled).matrix()
      #expect(filled[1, 0] == 12)
      #expect(filled[2, 2] == -4)
    }
  }

  @Test func featuresWithoutGapsAreHandedOn() throws {
    let bytes = numbers.map { UInt8($0) }
    let same = try SimpleImputer().fitted(to: bytes).transform(bytes)
    #expect(StoredAs(same) == .bytes)
    let nothing = Matrix(rows: 3, columns: 2, repeating: Double.nan)
    #expect(EstimatorError.Code.unsupported ~= thrown { try SimpleImputer().fitted(to: nothing) })
    #expect(try SimpleImputer(keepsEmptyColumns: true).fitted(to: nothing).statistics == [0, 0])
    #expect(refusedSetting { try SimpleImputer(strategy: .constant(.nan)).fitted(to: gaps) } == "strategy")
  }

  // MARK: PolynomialFeatures

  @Test func tooManyProductsAreExplained() throws {
    let wide = Matrix(rows: 1, columns: 3000, repeating: 1.0)
    #expect {
      try PolynomialFeatures(degree: 3).fitted(to: wide)
    } throws: {
      "\($0)".contains("lower degree")
    }
    #expect(EstimatorError.Code.tooLarge ~= thrown { try PolynomialFeatures(degree: 60).fitted(to: wide) })
    #expect(refusedSetting { try PolynomialFeatures(degree: 0).fitted(to: numbers) } == "degree")
    // More factors than columns: nothing of that degree without repetition.
    let few = try PolynomialFeatures(degree: 9, interactionOnly: true, includesBias: false).fitted(to: numbers)
    #expect(few.width == 7)
    #expect(try few.transform(numbers).matrix()[row: 1].elementsEqual([2, 7, 5, 14, 10, 35, 70]))
  }

  @Test(arguments: [-1, 0, 1001, .max])
  func aDegreeOutOfRangeIsExplained(degree: Int) throws {
    let error = EstimatorError.invalidSetting(name: "degree", value: "\(degree)", rule: "in 1...1000")
    #expect(throws: error) { try PolynomialFeatures(degree: degree).fitted(to: Matrix([[2.0], [3]])) }
    let model = try JSON.text(of: PolynomialFeatures(degree: 2).fitted(to: Matrix([[2.0], [3]])))
    #expect(throws: DecodingError.self) {
      try JSON.value(
        PolynomialFeatures.Model.self, of: model.replacingOccurrences(of: "\"degree\":2", with: "\"degree\":\(degree)"))
    }
    #expect(throws: DecodingError.self) {
      try JSON.value(
        PolynomialFeatures.Model.self, of: model.replacingOccurrences(of: "\"count\":1", with: "\"count\":\(Int.max)"))
    }
  }

  // MARK: VarianceThreshold, SelectKBest

  @Test(arguments: StoredAs.allCases)
  func chosenColumnsKeepTheirStorage(storage: StoredAs) throws {
    let x = try storage.features(numbers).named(["a", "b", "c"])
    let varied = try VarianceThreshold().fitted(to: x).transform(x)
    #expect(StoredAs(varied) == storage)
    #expect(varied.names == ["a", "c"])
    let targets = ClassEncoding([0, 1, 0, 1, 0, 1]).targets
    let best = try SelectKBest(k: 1).fitted(to: x, targets: targets)
    #expect(best.kept == [2])
    #expect(best.scores[1] == nil)
    #expect(StoredAs(try best.transform(x)) == storage)
  }

  @Test func selectorsSeeScaledColumns() throws {
    let targets = ClassEncoding([0, 1, 0, 1, 0, 1]).targets
    let scaled = try numbers.features.applying(ColumnAffine(scale: [0.5, 1, -2], shift: [-3, 2, 20]))
    let plain = try scaled.matrix()
    for score in SelectKBest.Score.allCases {
      let a = try SelectKBest(k: 1, score: score).fitted(to: scaled, targets: targets)
      let b = try SelectKBest(k: 1, score: score).fitted(to: plain, targets: targets)
      #expect(relativeError(a.scores.map { $0 ?? 0 }, b.scores.map { $0 ?? 0 }) < 1e-13)
    }
    #expect(
      try relativeError(
        VarianceThreshold(threshold: 1e-9).fitted(to: scaled).variances,
        VarianceThreshold(threshold: 1e-9).fitted(to: plain).variances) < 1e-14)
  }

  @Test func equalFractionalWeightsChangeNoScore() throws {
    let targets = ClassEncoding([0, 1, 0, 1, 0, 1]).targets
    let sixth = Array(repeating: 1.0 / 6, count: 6)
    for score in SelectKBest.Score.allCases {
      let weighted = try SelectKBest(k: 1, score: score).fitted(to: numbers, targets: targets, sampleWeight: sixth)
      let plain = try SelectKBest(k: 1, score: score).fitted(to: numbers, targets: targets)
      #expect(relativeError(weighted.pValues.map { $0 ?? 0 }, plain.pValues.map { $0 ?? 0 }) < 1e-12)
    }
  }

  @Test func aColumnThatTellsTheClassesApartWithoutFailIsTheBest() throws {
    let x = try Matrix([[1, 0.0], [5, 0], [2, 1], [7, 1]])
    let model = try SelectKBest(k: 1).fitted(to: x, targets: ClassEncoding(["a", "a", "b", "b"]).targets)
    #expect(model.kept == [1])
    #expect(model.pValues[1] == 0)
  }

  @Test func whatCannotBeSelectedIsExplained() throws {
    let targets = ClassEncoding([0, 1, 0, 1, 0, 1]).targets
    #expect(throws: EstimatorError.targetsRequired(by: "SelectKBest")) { try SelectKBest().fitted(to: numbers) }
    #expect(
      EstimatorError.Code.unsupported
        ~= thrown {
          try SelectKBest(score: .chiSquared).fitted(to: numbers.map { $0 - 5 }, targets: targets)
        })
    #expect(
      EstimatorError.Code.tooFewClasses
        ~= thrown {
          try SelectKBest().fitted(to: numbers, targets: targets, sampleWeight: [1, 0, 1, 0, 1, 0])
        })
    #expect(refusedSetting { try SelectKBest(k: 0).fitted(to: numbers, targets: targets) } == "k")
    #expect(EstimatorError.Code.unsupported ~= thrown { try VarianceThreshold(threshold: 1e6).fitted(to: numbers) })
    #expect(refusedSetting { try VarianceThreshold(threshold: -1).fitted(to: numbers) } == "threshold")
  }

  // MARK: PowerTransformer

  @Test(arguments: PowerTransformer.Method.allCases, [true, false])
  func inversesGiveTheNumbersBack(method: PowerTransformer.Method, standardize: Bool) throws {
    let x = numbers.map { method == .boxCox ? $0 + 0.5 : $0 - 3 }
    let model = try PowerTransformer(method: method, standardize: standardize).fitted(to: x)
    let back = try model.inverseTransform(model.transform(x)).matrix()
    #expect(relativeError(back.elements, x.elements) < 1e-13)
  }

  @Test func mirroredColumnsHaveMirroredPowers() throws {
    let model = try PowerTransformer().fitted(to: numbers)
    let mirrored = try PowerTransformer().fitted(to: numbers.map { -$0 })
    #expect(abs(model.powers[0] + mirrored.powers[0] - 2) < 1e-12)
    #expect(model.powers[1] == 1)
  }

  @Test(arguments: [0.0, 1e6, 1e12])
  func farColumnsAreBentAsNearOnes(offset: Double) throws {
    // Box and Cox's powers follow the scale: the same column a million times larger has the same power.
    let scale = offset == 0 ? 1 : offset
    let x = try Matrix(rows: 6, columns: 1, [1, 2, 4, 9, 11, 16].map { $0 * scale })
    let power = try PowerTransformer(method: .boxCox).fitted(to: x).powers[0]
    let near = try PowerTransformer(method: .boxCox).fitted(to: Matrix(rows: 6, columns: 1, [1, 2, 4, 9, 11, 16.0]))
    #expect(abs(power - near.powers[0]) < 1e-10)
  }

  /// The likelihood of numbers so alike hardly depends on the power; what is learned must still tell them apart.
  @Test func numbersFarFromZeroStayApart() throws {
    var random = RandomState(0)
    let x = try Matrix(rows: 60, columns: 1, random.standardNormal(count: 60).map { 1e4 + $0 })
    let bent = try PowerTransformer().fitted(to: x).transform(x).matrix()
    let scaled = try StandardScaler().fitted(to: x).transform(x).matrix()
    // A power λ bends z standard deviations by (λ − 1)·z²/2 · 1e-4, and at 1e4 no λ beyond ±28 is looked at.
    #expect(difference(bent, scaled) < 2e-2)
  }

  @Test func wildColumnsNeitherHangNorBreak() throws {
    let columns: [[Double]] = [
      [1e-300, 1e300, 1, 2, 3, 4], [0, 0, 0, 0, 0, 1e-8], [-1e9, -1e9 + 1, -1e9 + 2, 5, 5, 5],
      [1e15, 1e15 + 1, 1e15 + 2, 1e15, 1e15, 1e15], [-1, 1, -1, 1, -1, 1],
    ]
    for column in columns {
      let x = try Matrix(rows: 6, columns: 1, column)
      do {
        let result = try PowerTransformer().fitted(to: x).transform(x).matrix()
        let isFinite = result.elements.allSatisfy(\.isFinite)
        #expect(isFinite, "\(column)")
      } catch { #expect(error is EstimatorError) }
    }
  }

  @Test func numbersWithoutAPowerAreExplained() throws {
    #expect {
      try PowerTransformer(method: .boxCox).fitted(to: numbers)
    } throws: {
      "\($0)".contains("yeoJohnson")
    }
    let model = try PowerTransformer(method: .boxCox).fitted(to: numbers.map { $0 + 1 })
    #expect(EstimatorError.Code.unsupported ~= thrown { try model.transform(numbers) })
  }

  @Test func aSpoiltFileIsRefused() throws {
    let power = try JSON.text(of: PowerTransformer().fitted(to: numbers))
    #expect(throws: (any Error).self) {
      try JSON.value(
        PowerTransformer.Model.self, of: power.replacingOccurrences(of: "\"powers\":[", with: "\"powers\":[1,"))
    }
    let kept = try JSON.text(of: VarianceThreshold().fitted(to: numbers))
    #expect(throws: (any Error).self) {
      try JSON.value(
        VarianceThreshold.Model.self, of: kept.replacingOccurrences(of: "\"kept\":[0,2]", with: "\"kept\":[0,3]"))
    }
  }
}
