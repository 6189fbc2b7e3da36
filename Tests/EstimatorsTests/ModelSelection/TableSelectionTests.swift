import EstimatorDatasets
import Estimators
import Foundation
import Testing
import _EstimatorTestSupport

/// The part of `Tests/Reference/column-transformer.json` that scikit-learn 1.9.1's `GridSearchCV` answers.
private struct TableAnswers: Decodable {
  struct Search: Decodable {
    let accuracy, logLoss: [[Double]]
    let best: Int
  }

  let csv, newcomers: String
  let search: Search
}

@Suite struct TableSelectionTests {
  private let answers: TableAnswers
  private let table: Table
  private let labels: [String]

  init() throws {
    answers = try Reference.load("column-transformer", as: TableAnswers.self)
    table = try Table(csv: Data(answers.csv.utf8))
    labels = try table.stringLabels("survived")
  }

  private typealias Passengers = TablePipeline<
    ColumnTransformer<Beside<Columns<Chain<SimpleImputer, StandardScaler>>, OneHotEncoder>>, LogisticRegression<String>
  >

  private var pipeline: Passengers {
    TablePipeline {
      ColumnTransformer {
        Columns("age", "fare") {
          SimpleImputer(strategy: .median)
          StandardScaler()
        }
        OneHotEncoder(["sex", "port"], unknown: .ignore, missing: .mostFrequent)
      }
      LogisticRegression<String>(solver: .newtonCholesky, tolerance: 1e-12)
    }
  }

  private var search: GridSearch<Passengers> {
    GridSearch(
      pipeline, .init(\.stages.parts.first.base.first.strategy, [.median, .mean]),
      .init(\.classifier.c, [0.01, 1, 100]),
      splitter: StratifiedKFold(3), scoring: [.logLoss, .accuracy])
  }

  /// The rows are those of a split of features, which are scikit-learn's.
  @Test func aTableIsSplitAsItsRowNumbersAre() throws {
    let fold = try trainTestSplit(of: labels, testSize: 0.25, stratified: true, randomState: 42)
    let (train, test, yTrain, yTest) = try trainTestSplit(
      table, labels, testSize: 0.25, stratified: true, randomState: 42)
    #expect(try train == table.selecting(rows: fold.train) && test == table.selecting(rows: fold.test))
    #expect(try yTrain == train.stringLabels("survived") && yTest == test.stringLabels("survived"))
    let rows = try trainTestSplit(rows: table.rows, testSize: 3, randomState: 7)
    let parts = try trainTestSplit(table, testSize: 3, randomState: 7)
    #expect(try parts.train == table.selecting(rows: rows.train) && parts.test == table.selecting(rows: rows.test))
    let front = try trainTestSplit(table, labels, testSize: 2, randomState: nil)
    #expect(front.xTrain == table.head(10) && front.xTest == table.tail(2))
    #expect(throws: EstimatorError.rowCountMismatch(features: 12, targets: 1)) { try trainTestSplit(table, ["yes"]) }
    #expect(refusedSetting { try trainTestSplit(table, labels, testSize: 12) } == "testSize")
  }

  /// Counts of rows are exact; losses are those of an inner optimisation, known to 1e-10 or so.
  @Test func aGridSearchOverATableIsScikitLearns() throws {
    var search = search
    let model = try search.fit(table, labels)
    #expect(model.results.candidates.count == 6)
    for (place, candidate) in model.results.candidates.enumerated() {
      #expect(relativeError(candidate.testScores[0].values, answers.search.logLoss[place]) < 1e-8)
      #expect(candidate.testScores[1].values == answers.search.accuracy[place])
    }
    #expect(model.results.bestIndex == answers.search.best)
    #expect(model.results.candidates[1].settingsText.hasSuffix("strategy = median, classifier.c = 1.0"))
    let alone = try search.bestEstimator.fitted(to: table, labels)
    let newcomers = try Table(csv: Data(answers.newcomers.utf8))
    #expect(try search.predict(newcomers) == alone.predict(newcomers))
    #expect(try search.predictProbabilities(newcomers) == alone.predictProbabilities(newcomers))
    #expect(try search.classes == ["no", "yes"])
    #expect(try JSON.value(type(of: model), of: JSON.text(of: model)) == model)
  }

  @Test func aTableOfNumbersScoresAsItsFeatures() throws {
    let wine = try Wine.load()
    let columns = (0..<4).map { Table.Column.doubles(wine.features[column: $0]) }
    let numbers = try Table(names: ["a", "b", "c", "d"], columns: columns)
    let x = try numbers.features()
    let ofTable = TablePipeline {
      Columns(.all) { StandardScaler() }
      LogisticRegression()
    }
    let ofFeatures = Pipeline {
      StandardScaler()
      LogisticRegression()
    }
    let weights = wine.labels.indices.map { Double($0 % 3) }
    let (a, b) = (
      try crossValidate(
        ofTable, numbers, wine.labels, sampleWeight: weights, scoring: [.accuracy, .logLoss], trainScores: true,
        keepsModels: true),
      try crossValidate(
        ofFeatures, x, wine.labels, sampleWeight: weights, scoring: [.accuracy, .logLoss], trainScores: true,
        keepsModels: true)
    )
    #expect(a.testScores == b.testScores)
    #expect(a.trainScores == b.trainScores)
    #expect(a.models?.map(\.classifier) == b.models?.map(\.classifier))
    #expect(
      try crossValidatedPredictions(ofTable, numbers, wine.labels)
        == crossValidatedPredictions(ofFeatures, x, wine.labels))
    #expect(
      try learningCurve(ofTable, numbers, wine.labels, randomState: 2)
        == learningCurve(ofFeatures, x, wine.labels, randomState: 2))
    let curves = (
      try validationCurve(ofTable, numbers, wine.labels, .init(\.classifier.c, [0.01, 1])),
      try validationCurve(ofFeatures, x, wine.labels, .init(\.classifier.c, [0.01, 1]))
    )
    #expect(curves.0 == curves.1)
    let random = (
      try RandomizedSearch(ofTable, .init(\.classifier.c, logUniform: 0.01...1), candidates: 3).fitted(
        to: numbers, wine.labels),
      try RandomizedSearch(ofFeatures, .init(\.classifier.c, logUniform: 0.01...1), candidates: 3).fitted(
        to: x, wine.labels)
    )
    #expect(random.0.results == random.1.results)
  }

  /// Port Q is in one row only: whoever learned from the test rows would know it.
  @Test func encodersLearnFromTrainingRowsAlone() throws {
    let strict = TablePipeline {
      OneHotEncoder(["port"])
      LogisticRegression<String>()
    }
    let result = try crossValidate(strict, table, labels, splitter: StratifiedKFold(3))
    #expect(result.testScores[0].counted == 2)
    #expect(result.failures.count == 1 && result.failures[0].reason.contains("Column \"port\" has \"Q\""))
    #expect(throws: Never.self) { try strict.fitted(to: table, labels) }
  }

  @Test func groupsAndCancellationPassThrough() throws {
    var search = search
    search.splitter = GroupKFold(3)
    #expect(EstimatorError.Code.unsupported ~= thrown { try search.fit(table, labels) })
    try search.fit(table, labels, groups: labels.indices.map { $0 % 5 })
    search.splitter = StratifiedKFold(3)
    #expect {
      // Side by side, the first candidate may still be at work when six other fits are done.
      try Parallelism.withThreads(1) {
        try search.fitted(to: table, labels) { iteration in
          if iteration.number == 7 { throw CancellationError() }
          return .proceed
        }
      }
    } throws: { error in
      let stop = error as? FitInterrupted<SearchModel<Passengers.Model>>
      return stop?.model.results.candidates[0].rank != nil && stop?.model.results.isComplete == false
    }
    #expect {
      try crossValidate(pipeline, table, labels, splitter: StratifiedKFold(3), keepsModels: true) { _ in
        throw CancellationError()
      }
    } throws: { error in
      (error as? FoldsInterrupted<CrossValidation<Passengers.Model>>)?.partial.models?.isEmpty == false
    }
    #expect(throws: EstimatorError.rowCountMismatch(features: 12, targets: 1)) {
      try search.fitted(to: table, ["yes"])
    }
  }
}
