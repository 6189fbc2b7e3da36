import EstimatorDatasets
import Estimators
import Foundation
import Testing
import _EstimatorTestSupport

/// What scikit-learn 1.9.1 says, signs included.
private struct PCACase: Decodable {
  let data: String
  let preparation: String
  let count: Int?
  let share: Double?
  let whiten: Bool
  let solver: String
  let mean: [Double]
  let components: [[Double]]
  let explainedVariance: [Double]
  let explainedShare: [Double]
  let transformed: [[Double]]

  var name: Comment { "\(data) \(preparation) \(solver) \(count ?? 0) \(share ?? 0)" }

  func features() throws -> Matrix<Double> {
    let raw =
      switch data {
      case "iris": try Iris.load().features
      case "wine": try Wine.load().features
      default: try BreastCancer.load().features
      }
    return preparation == "raw" ? raw : try StandardScaler().fitted(to: raw).transform(raw).matrix()
  }

  var pca: PCA {
    PCA(
      components: count.map { .count($0) } ?? share.map { .share($0) } ?? .all, whiten: whiten,
      solver: solver == "full" ? .full : .covariance)
  }
}

@Suite struct PCATests {
  private let numbers: Matrix<Double>

  init() throws {
    numbers = try Matrix([[1, 7, 0], [2, 7, 5], [4, 8, 0], [200, 7, 9], [0, 7, 0], [16, 9, 3]])
  }

  @Test func componentsAndVariancesAreThoseOfScikitLearn() throws {
    let cases = try Reference.load("pca", as: [PCACase].self)
    #expect(cases.count == 16)
    for each in cases {
      let x = try each.features()
      let model = try each.pca.fitted(to: x)
      #expect(relativeError(model.means, each.mean) < 1e-13 || each.preparation != "raw", each.name)
      #expect(model.components.rows == each.components.count, each.name)
      // scikit-learn's covariance has products of means subtracted; its small components keep fewer digits than ours.
      let tolerance = each.solver == "full" ? 1e-10 : 1e-9
      for (row, expected) in each.components.enumerated() {
        #expect(relativeError(Array(model.components[row: row]), expected) < tolerance, each.name)
        #expect(abs(model.explainedVariance[row] / each.explainedVariance[row] - 1) < tolerance, each.name)
        #expect(abs(model.explainedShare[row] / each.explainedShare[row] - 1) < tolerance, each.name)
      }
      let transformed = try model.transform(x[rows: ..<4]).matrix()
      #expect(relativeError(transformed.elements, Array(each.transformed.joined())) < tolerance, each.name)
    }
  }

  @Test(arguments: StoredAs.allCases, [PCA.Solver.full, .covariance, .randomized])
  func everySolverAgreesOnEveryStorage(storage: StoredAs, solver: PCA.Solver) throws {
    let x = try storage.features(numbers)
    let model = try PCA(components: .count(2), solver: solver).fitted(to: x)
    let expected = try PCA(components: .count(2), solver: .full).fitted(to: numbers)
    #expect(difference(model.components, expected.components) < 1e-12)
    #expect(relativeError(model.explainedVariance, expected.explainedVariance) < 1e-12)
    #expect(StoredAs(try model.transform(x)) == (storage == .bytes || storage == .float ? .float : .double))
  }

  /// Decaying singular values, so that ten spare directions and power iterations find the first five to many digits.
  @Test func randomDirectionsFindTheLargestComponents() throws {
    var random = RandomState(5)
    let (n, p) = (700, 60)
    var x = try Matrix(rows: n, columns: p, random.standardNormal(count: n * p))
    for row in 0..<n { for column in 0..<p { x[row, column] *= pow(0.7, Double(column)) } }
    let exact = try PCA(components: .count(5), solver: .full).fitted(to: x)
    let found = try PCA(components: .count(5), solver: .randomized).fitted(to: x)
    #expect(relativeError(found.explainedVariance, exact.explainedVariance) < 1e-8)
    #expect(difference(found.components, exact.components) < 1e-4)
    let automatic = try PCA(components: .count(5)).fitted(to: x[rows: ..<550])
    #expect(try automatic == PCA(components: .count(5), solver: .randomized).fitted(to: x[rows: ..<550]))
    #expect(found == (try PCA(components: .count(5), solver: .randomized).fitted(to: x)))
    let product = try found.components.timesTransposed(found.components)
    for i in 0..<5 { for j in 0..<5 { #expect(abs(product[i, j] - (i == j ? 1 : 0)) < 1e-12) } }
  }

  @Test(arguments: [false, true])
  func allComponentsGiveTheNumbersBack(whiten: Bool) throws {
    let x = try numbers.features.named(["a", "b", "c"])
    let model = try PCA(whiten: whiten).fitted(to: x)
    let new = try model.transform(x)
    #expect(new.names == ["pca0", "pca1", "pca2"])
    #expect(relativeError(try model.inverseTransform(new).matrix().elements, numbers.elements) < 1e-14)
    guard whiten else { return }
    let scaled = try StandardScaler().fitted(to: new)
    #expect(scaled.variances.allSatisfy { abs($0 - 5.0 / 6) < 1e-12 })
  }

  @Test func scaledColumnsAreSeenScaled() throws {
    let change = try ColumnAffine(scale: [0.01, 1, -2], shift: [5, -1, 0])
    for x in [numbers.features, try SparseMatrix(numbers).features] {
      let scaled = try x.applying(change)
      let model = try PCA(solver: .covariance).fitted(to: scaled)
      let expected = try PCA(solver: .full).fitted(to: scaled.matrix())
      #expect(difference(model.components, expected.components) < 1e-12)
      #expect(relativeError(model.explainedVariance, expected.explainedVariance) < 1e-12)
    }
  }

  @Test func equalFractionalWeightsChangeNothing() throws {
    let weighted = try PCA().fitted(to: numbers, sampleWeight: Array(repeating: 1.0 / 6, count: 6))
    let plain = try PCA().fitted(to: numbers)
    #expect(relativeError(weighted.explainedVariance, plain.explainedVariance) < 1e-14)
  }

  @Test func constantDataHaveNoVariance() throws {
    let x = Matrix(rows: 4, columns: 2, repeating: 3.0)
    let model = try PCA(whiten: true).fitted(to: x)
    #expect(model.explainedShare == [0, 0])
    #expect(try model.transform(x).matrix().elements.allSatisfy { $0 == 0 })
    #expect(try PCA().fitted(to: x[rows: ..<1]).components.rows == 1)
  }

  @Test func wrongSettingsAndNumbersAreExplained() throws {
    #expect(refusedSetting { try PCA(components: .count(4)).fitted(to: numbers) } == "components")
    #expect(refusedSetting { try PCA(components: .count(0)).fitted(to: numbers) } == "components")
    #expect(refusedSetting { try PCA(components: .share(1)).fitted(to: numbers) } == "components")
    #expect(EstimatorError.Code.unsupported ~= thrown { try PCA(solver: .randomized).fitted(to: numbers) })
    #expect(EstimatorError.Code.unsupported ~= thrown { try PCA().fitted(to: numbers.map { $0 * 1e200 }) })
    #expect(EstimatorError.Code.notFinite ~= thrown { try PCA().fitted(to: numbers.map { $0 == 0 ? .nan : $0 }) })
    let text = try JSON.text(of: PCA().fitted(to: numbers))
    #expect(throws: (any Error).self) {
      try JSON.value(PCA.Model.self, of: text.replacingOccurrences(of: "\"means\":[", with: "\"means\":[0,"))
    }
  }
}
