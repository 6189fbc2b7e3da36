import EstimatorDatasets
import Estimators
import Testing
import _EstimatorTestSupport

@Suite struct RegressionDatasetTests {
  private func diabetes() throws -> RegressionDataset {
    let data = try Diabetes.load(scaled: false)
    return try RegressionDataset(
      features: data.features, targets: data.targets, weights: data.targets.indices.map { 1 + Double($0 % 3) },
      groups: data.targets.indices.map { $0 / 10 }, names: data.featureNames)
  }

  @Test func aRegressorTakesAllOfIt() throws {
    let data = try diabetes()
    #expect(data.rows == 442 && data.names?.first == "age")
    var ridge = Ridge()
    let model = try ridge.fit(data)
    let plain = try Ridge().fitted(to: data.features, data.targets, sampleWeight: data.weights)
    #expect(try model == plain && Ridge().fitted(to: data) == plain)
    #expect(model.featureNames == data.names)
    #expect(try ridge.score(data) == plain.score(data.features, data.targets, sampleWeight: data.weights))
  }

  @Test func chosenRowsTakeEverythingAlong() throws {
    let part = try diabetes().selectingRows([441, 0, 25])
    #expect(part.targets.prefix(2) == [57, 151])
    #expect(part.weights == [1, 1, 2] && part.groups == [44, 0, 2])
    #expect(EstimatorError.Code.rowOutOfRange ~= thrown { try diabetes().selectingRows([442]) })
  }

  @Test func whatDoesNotBelongTogetherIsRefused() throws {
    let x = try Matrix([[1.0], [2]])
    #expect(
      EstimatorError.Code.rowCountMismatch ~= thrown { try RegressionDataset(features: x, targets: [1]) })
    #expect(
      EstimatorError.Code.invalidTarget ~= thrown { try RegressionDataset(features: x, targets: [1, .nan]) })
    #expect(
      EstimatorError.Code.invalidWeight
        ~= thrown { try RegressionDataset(features: x, targets: [1, 2], weights: [1, -1]) })
    #expect(
      EstimatorError.Code.groupCountMismatch
        ~= thrown { try RegressionDataset(features: x, targets: [1, 2], groups: [1]) })
    #expect(
      EstimatorError.Code.featureNameCount
        ~= thrown { try RegressionDataset(features: x, targets: [1, 2], names: ["a", "b"]) })
  }
}
