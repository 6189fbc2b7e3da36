import EstimatorDatasets
import Estimators
import Testing
import _EstimatorTestSupport

/// Cross-validation against scikit-learn 1.9.1: the same folds, inner fits at their optimum.
@Suite struct CrossValidationReferenceTests {
  private let answers: ModelSelectionAnswers
  private let wine: BundledDataset<Double>

  init() throws {
    answers = try ModelSelectionAnswers.load()
    wine = try Wine.load()
  }

  private let macroF1 = Scorer<Int>("f1") { predicted, truth, weights in
    try ClassificationReport(of: predicted, against: truth, sampleWeight: weights).macroAverage.f1
  }

  @Test func scoresOfEveryFold() throws {
    let result = try crossValidate(
      ModelSelectionAnswers.scaled(), wine.features, wine.labels, splitter: StratifiedKFold(5, randomState: 42),
      scoring: [.accuracy, .logLoss, macroF1], trainScores: true)
    let train = try #require(result.trainScores)
    for (name, sign, place) in [("accuracy", 1.0, 0), ("neg_log_loss", -1, 1), ("f1_macro", 1, 2)] {
      // Counts of rows are the same; losses differ by what the inner fits leave, some 1e-8.
      let tolerance = name == "neg_log_loss" ? 1e-6 : 1e-12
      let (test, training) = try (
        #require(answers.crossValidation.test[name]), #require(answers.crossValidation.train[name])
      )
      #expect(closeTo(result.testScores[place].values, test.map { $0 * sign }, within: tolerance), "\(name)")
      #expect(closeTo(train[place].values, training.map { $0 * sign }, within: tolerance), "\(name), training")
    }
    #expect(result.isComplete)
    #expect(result.folds == [0, 1, 2, 3, 4])
    #expect(result.notes.isEmpty)
    #expect(result["log-loss"] == result.testScores[1])
  }

  @Test func predictionsOfEveryRow() throws {
    let result = try crossValidatedPredictions(
      ModelSelectionAnswers.scaled(), wine.features, wine.labels, splitter: StratifiedKFold(5, randomState: 42))
    #expect(try result.labels() == answers.crossValidation.predicted)
    #expect(closeTo(result.probabilities.elements, answers.crossValidation.probabilities.flatMap { $0 }, within: 1e-6))
  }

  @Test func weightsReachScalerClassifierAndScoreAndGroupsReachTheSplitter() throws {
    let count = wine.labels.count
    let result = try crossValidate(
      ModelSelectionAnswers.scaled(), wine.features, wine.labels, groups: (0..<count).map { $0 % 11 },
      sampleWeight: ModelSelectionAnswers.weights(count), splitter: GroupKFold(4), scoring: [.accuracy, .logLoss])
    #expect(closeTo(result.testScores[0].values, answers.weightedGroups.accuracy, within: 1e-12))
    #expect(closeTo(result.testScores[1].values, answers.weightedGroups.logLoss, within: 1e-6))
  }

  @Test func learningCurveOfWine() throws {
    let curve = try learningCurve(
      ModelSelectionAnswers.scaled(), wine.features, wine.labels, trainSizes: [0.2, 0.6, 1.0],
      splitter: StratifiedKFold(3, randomState: 1), randomState: 7)
    #expect(curve.points.map(\.value) == answers.curves.sizes.map(String.init))
    for (point, (train, test)) in zip(curve.points, zip(answers.curves.sizeTrain, answers.curves.sizeTest)) {
      #expect(closeTo(point.trainScores.values, train, within: 1e-12))
      #expect(closeTo(point.testScores.values, test, within: 1e-12))
    }
    #expect(curve.isComplete)
  }

  @Test func validationCurveOfWine() throws {
    let curve = try validationCurve(
      ModelSelectionAnswers.scaled(), wine.features, wine.labels, .init(\.classifier.c, answers.curves.c),
      splitter: StratifiedKFold(3, randomState: 1))
    #expect(curve.name == "classifier.c")
    for (point, (train, test)) in zip(curve.points, zip(answers.curves.cTrain, answers.curves.cTest)) {
      #expect(closeTo(point.trainScores.values, train, within: 1e-12))
      #expect(closeTo(point.testScores.values, test, within: 1e-12))
    }
  }
}
