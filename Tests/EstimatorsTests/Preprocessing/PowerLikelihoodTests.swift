import Estimators
import Foundation
import Testing
import _EstimatorTestSupport

/// λ and standardised numbers to 60 digits, rounded once.
private struct PowerCase: Decodable, Sendable, CustomTestStringConvertible {
  let name: String
  let method: String
  let numbers: [Double]
  let weights: [Double]?
  let power: Double
  let standardized: [Double]

  var testDescription: String { "\(name), \(method)" }

  static let all = (try? Reference.load("power-likelihood", as: [PowerCase].self)) ?? []

  func column() throws -> Matrix<Double> { try Matrix(rows: numbers.count, columns: 1, numbers) }
  var kind: PowerTransformer.Method { method == "box-cox" ? .boxCox : .yeoJohnson }
}

@Suite struct PowerLikelihoodTests {
  @Test func allCasesAreThere() { #expect(PowerCase.all.count == 10) }

  @Test(arguments: PowerCase.all)
  private func thePowerIsTheOneOfTheGreatestLikelihood(testCase: PowerCase) throws {
    let x = try testCase.column()
    let model = try PowerTransformer(method: testCase.kind).fitted(to: x, sampleWeight: testCase.weights)
    #expect(abs(model.powers[0] / testCase.power - 1) < 1e-8, "\(model.powers[0]) for \(testCase.power)")
    let bent = try model.transform(x).matrix().elements
    #expect(zip(bent, testCase.standardized).allSatisfy { abs($0 - $1) < 1e-8 })
  }

  @Test(arguments: PowerCase.all)
  private func standardisedNumbersHaveVarianceOneAndComeBack(testCase: PowerCase) throws {
    let x = try testCase.column()
    let model = try PowerTransformer(method: testCase.kind).fitted(to: x, sampleWeight: testCase.weights)
    let bent = try model.transform(x)
    let moments = try StandardScaler().fitted(to: bent, sampleWeight: testCase.weights)
    #expect(abs(moments.means[0]) < 1e-12 && abs(moments.variances[0] - 1) < 1e-12)
    #expect(Set(try bent.matrix().elements).count == Set(testCase.numbers).count)
    #expect(relativeError(try model.inverseTransform(bent).matrix().elements, testCase.numbers) < 1e-13)
    let back = try JSON.value(PowerTransformer.Model.self, of: JSON.text(of: model))
    #expect(back == model)
  }

  /// 10⁻¹⁵ is all that is left between results about 0.2: they cannot be told apart, and are not handed out.
  @Test func resultsThatADoubleDoesNotHoldAreExplained() throws {
    let tall = try #require(PowerCase.all.first { $0.name == "heights" })
    #expect {
      try PowerTransformer(standardize: false).fitted(to: tall.column())
    } throws: {
      "\($0)".contains("standardize: true")
    }
    let cancer = try #require(PowerCase.all.first { $0.name == "breast cancer, column 19" })
    let plain = try PowerTransformer(standardize: false).fitted(to: cancer.column())
    #expect(abs(plain.powers[0] / cancer.power - 1) < 1e-8)
  }

  /// A fit around an origin above 0 bends numbers below 0 too, on one curve without a jump.
  @Test func numbersOnTheOtherSideOfZeroFollowTheSameCurve() throws {
    let x = try Matrix(rows: 6, columns: 1, [1, 2, 4, 9, 11, 16.0])
    for column in [x, x.map { -$0 }] {
      let scaled = try PowerTransformer().fitted(to: column)
      let plain = try PowerTransformer(standardize: false).fitted(to: column)
      #expect(scaled.powers == plain.powers)
      let new = try Matrix(rows: 7, columns: 1, [-3, -0.5, -1e-9, 0, 1e-9, 0.5, 3.0])
      let bent = try plain.transform(column)
      let expected = try StandardScaler().fitted(to: bent).transform(plain.transform(new)).matrix()
      #expect(relativeError(try scaled.transform(new).matrix().elements, expected.elements) < 1e-12)
      let back = try scaled.inverseTransform(scaled.transform(new)).matrix()
      #expect(difference(back, new) < 1e-12)
      // Sparse rows, whose zeros are no more than absent.
      let sparse = try scaled.transform(SparseMatrix(new)).matrix()
      #expect(relativeError(sparse.elements, expected.elements) < 1e-12)
    }
  }

  /// Sparse columns far from 0 have no zeros worth keeping.
  @Test func sparseColumnsFarFromZeroAreBentAsDenseOnes() throws {
    let far = try #require(PowerCase.all.first { $0.name == "far from zero" })
    let x = try far.column()
    let sparse = try PowerTransformer().fitted(to: SparseMatrix(x)).transform(SparseMatrix(x)).matrix()
    #expect(zip(sparse.elements, far.standardized).allSatisfy { abs($0 - $1) < 1e-8 })
  }

  @Test func aRowBeyondAllNumbersIsExplained() throws {
    let far = try #require(PowerCase.all.first { $0.name == "far from zero" })
    let model = try PowerTransformer().fitted(to: far.column())
    #expect {
      try model.transform(Matrix([[1.7e9], [1.0]]))
    } throws: {
      "\($0)".contains("row 1")
    }
  }

  @Test func aModelOfAnEarlierVersionIsRead() throws {
    let x = try Matrix(rows: 6, columns: 1, [1, 2, 4, 9, 11, 16.0])
    let text = try JSON.text(of: PowerTransformer(standardize: false).fitted(to: x))
    let origins = try #require(text.range(of: "\"origins\":\\[[^]]*\\],", options: .regularExpression))
    let old = try JSON.value(PowerTransformer.Model.self, of: text.replacingCharacters(in: origins, with: ""))
    let new = try PowerTransformer(standardize: false).fitted(to: x)
    #expect(try old.transform(x).matrix() == new.transform(x).matrix())
  }
}
