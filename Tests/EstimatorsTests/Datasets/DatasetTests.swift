import EstimatorDatasets
import Estimators
import Foundation
import Testing

@Suite struct DatasetTests {
  private let numbers: Matrix<Double>

  init() throws { numbers = try Matrix([[1, 5], [2, 6], [8, 1], [9, 2]]) }

  @Test func namesTravelToTheModelAndAreChecked() throws {
    let data = try Dataset(features: numbers, labels: ["a", "a", "b", "b"], names: ["x", "y"])
    var classifier = LogisticRegression<String>()
    try classifier.fit(data)
    #expect(try classifier.requireModel().featureNames == ["x", "y"])
    #expect(try classifier.score(data) == 1)
    let moved = EstimatorError.featureNamesMismatch(
      missing: [], unexpected: [], firstMoved: "\"y\" where the fit had \"x\"")
    #expect(throws: moved) { try classifier.predict(numbers.features.named(["y", "x"])) }
  }

  @Test func weightsReachFitAndScore() throws {
    let data = try Dataset(features: numbers, labels: [0, 0, 1, 1], weights: [1, 0, 2, 0.5])
    let model = try LogisticRegression().fitted(to: data)
    #expect(try model == LogisticRegression().fitted(to: numbers, [0, 0, 1, 1], sampleWeight: [1, 0, 2, 0.5]))
    var wrong = LogisticRegression()
    try wrong.fit(numbers, [1, 1, 0, 0])
    #expect(try wrong.score(Dataset(features: numbers, labels: [1, 0, 1, 1], weights: [3, 1, 0, 0])) == 0.75)
  }

  @Test func rowsAreChosenWithAllThatBelongsToThem() throws {
    let data = try Dataset(features: numbers, labels: [0, 1, 2, 3], weights: [1, 2, 3, 4], groups: [7, 7, 8, 9])
    let chosen = try data.selectingRows([3, 1])
    #expect(chosen.labels == [3, 1])
    #expect(chosen.weights == [4, 2])
    #expect(chosen.groups == [9, 7])
    #expect(try chosen.features.matrix() == (try Matrix([[9, 2], [2, 6]])))
    #expect(throws: EstimatorError.rowOutOfRange(row: 4, rows: 4)) { try data.selectingRows([4]) }
  }

  @Test func countsThatDifferAreExplained() {
    #expect(throws: EstimatorError.rowCountMismatch(features: 4, targets: 1)) {
      try Dataset(features: numbers, labels: [1])
    }
    #expect(throws: EstimatorError.groupCountMismatch(rows: 4, groups: 2)) {
      try Dataset(features: numbers, labels: [1, 2, 3, 4], groups: [1, 2])
    }
    #expect(throws: EstimatorError.weightCountMismatch(rows: 4, weights: 1)) {
      try Dataset(features: numbers, labels: [1, 2, 3, 4], weights: [1])
    }
    #expect(throws: EstimatorError.featureNameCount(names: 1, columns: 2)) {
      try Dataset(features: numbers, labels: [1, 2, 3, 4], names: ["x"])
    }
  }

  @Test func aTableOfNumbersBecomesADataset() throws {
    let text = "x,flag,species,w,writer\n1.5,true,a,1,anna\n,false,b,2,ben\n3,true,a,0.5,anna\n"
    let table = try Table(csv: Data(text.utf8))
    let data = try Dataset<String>(table, labels: "species", weights: "w", groups: "writer")
    #expect(data.names == ["x", "flag"])
    #expect(data.labels == ["a", "b", "a"])
    #expect(data.weights == [1, 2, 0.5])
    #expect(data.groups == [0, 1, 0])
    #expect(try data.features.matrix()[1, 0].isNaN)
    #expect(try data.features.matrix()[column: 1] == [1, 0, 1])
    let whole: Dataset<Int> = try Dataset(table.dropping(columns: ["species", "writer"]), labels: "flag")
    #expect(whole.labels == [1, 0, 1])
    #expect {
      try Dataset<String>(table, labels: "x", weights: "w")
    } throws: {
      "\($0)".contains("row 1")
    }
    #expect {
      try Dataset<String>(table, labels: "w", groups: "writer")
    } throws: {
      "\($0)".contains("OneHotEncoder")
    }
  }
}
