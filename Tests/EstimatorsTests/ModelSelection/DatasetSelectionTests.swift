import Estimators
import Testing
import _EstimatorTestSupport

@Suite struct DatasetSelectionTests {
  private let data: Dataset<String>

  init() throws {
    let sample = LawSample.threeClasses
    data = try Dataset(
      features: sample.bytes, labels: sample.labels, weights: ModelSelectionAnswers.weights(60),
      groups: (0..<60).map { $0 / 5 }, names: ["a", "b", "c", "d"])
  }

  @Test func splittingKeepsEverythingOfARowTogether() throws {
    let fold = try trainTestSplit(of: data.labels, testSize: 15, stratified: true, randomState: 3)
    let (train, test) = try trainTestSplit(data, testSize: 15, stratified: true, randomState: 3)
    for (part, rows) in [(train, fold.train), (test, fold.test)] {
      #expect(part.labels == rows.map { data.labels[$0] })
      #expect(part.weights == rows.map { data.weights?[$0] ?? 0 })
      #expect(part.groups == rows.map { $0 / 5 })
      #expect(try part.features.matrix() == (try data.features.selectingRows(rows)).matrix())
      #expect(part.names == ["a", "b", "c", "d"])
    }
  }

  @Test func weightsAndGroupsReachCrossValidationAndSearch() throws {
    let classifier = LogisticRegression<String>()
    let byHand = try crossValidate(
      classifier, data.features, data.labels, groups: data.groups, sampleWeight: data.weights, splitter: GroupKFold(4))
    #expect(try crossValidate(classifier, data, splitter: GroupKFold(4)) == byHand)
    var search = GridSearch(classifier, .init(\.c, [0.1, 1]), splitter: GroupKFold(4))
    let model = try search.fit(data)
    #expect(model.results.candidates[1].testScores == byHand.testScores)
    #expect(try search.fitted(to: data) == model)
    let predictions = try crossValidatedPredictions(search, data, splitter: GroupKFold(3))
    #expect(predictions.isComplete)
  }
}
