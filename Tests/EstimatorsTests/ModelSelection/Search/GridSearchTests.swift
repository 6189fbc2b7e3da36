import EstimatorDatasets
import Estimators
import Foundation
import Testing
import _EstimatorTestSupport

@Suite struct GridSearchTests {
  private let sample = LawSample.threeClasses
  private let pipeline = Pipeline {
    StandardScaler()
    LogisticRegression<String>()
  }

  private func search(_ c: [Double] = [1e-4, 1]) -> GridSearch<Pipeline<StandardScaler, LogisticRegression<String>>> {
    GridSearch(pipeline, .init(\.classifier.c, c), .init(\.classifier.multiClass, [.ovr, .multinomial]))
  }

  /// scikit-learn's `cv_results_` on the digits: scaler on or off × C × one-vs-rest or multinomial.
  @Test func candidatesScoreAsInScikitLearnWithinOneSamplePerFold() throws {
    let digits = try Digits.load()
    let answers = try ModelSelectionAnswers.load().grid
    let base = Pipeline {
      StandardScaler()
      LogisticRegression(tolerance: 1e-8)
    }
    var search = GridSearch(
      base,
      .init(
        \.stages,
        ["on": StandardScaler(), "off": StandardScaler(withMean: false, withStandardDeviation: false)], name: "scaler"),
      .init(\.classifier.c, [0.001, 0.1]), .init(\.classifier.multiClass, [.multinomial, .ovr]))
    let model = try search.fit(digits.features, digits.labels)
    let folds = try StratifiedKFold(5).folds(of: digits.labels)
    #expect(model.results.candidates.count == answers.count)
    for (candidate, answer) in zip(model.results.candidates, answers) {
      #expect(
        candidate.settings.map(\.value) == [answer.scaled ? "on" : "off", "\(answer.c)", answer.multiClass.rawValue])
      for ((found, expected), fold) in zip(zip(candidate.testScores[0].values, answer.folds), folds) {
        #expect(abs(found - expected) * Double(fold.test.count) < 1.5, "\(candidate.settingsText)")
      }
      #expect(abs(candidate.testScores[0].mean - answer.mean) < 1.0 / 359)
    }
    let best = try search.bestEstimator
    #expect(best.classifier.c == (answers.first { $0.rank == 1 })?.c)
    #expect(best.model == model.best)
    #expect(try search.best == model.best)
  }

  @Test func theGridIsTriedInOrderAndTheBestIsFittedOnAllRows() throws {
    let model = try search().fitted(to: sample.bytes, sample.labels)
    #expect(
      model.results.candidates.map(\.settingsText) == [
        "classifier.c = 0.0001, classifier.multiClass = ovr",
        "classifier.c = 0.0001, classifier.multiClass = multinomial",
        "classifier.c = 1.0, classifier.multiClass = ovr", "classifier.c = 1.0, classifier.multiClass = multinomial",
      ])
    for candidate in model.results.candidates {
      var alone = pipeline
      alone.classifier.c = candidate.settings[0].value == "1.0" ? 1 : 1e-4
      alone.classifier.multiClass = try #require(MultiClass(rawValue: candidate.settings[1].value))
      let scores = try crossValidate(alone, sample.bytes, sample.labels).testScores
      #expect(candidate.testScores == scores)
    }
    let place = try #require(model.results.bestIndex)
    let means = model.results.candidates.map { $0.testScores[0].mean }
    #expect(means[place] == means.max())
    #expect(place == means.firstIndex(of: means[place]))
    var best = pipeline
    best.classifier.c = place < 2 ? 1e-4 : 1
    best.classifier.multiClass = place % 2 == 0 ? .ovr : .multinomial
    #expect(try model.best == best.fitted(to: sample.bytes, sample.labels))
    #expect(model.results.isComplete)
  }

  @Test func aLossRanksTheOtherWayRound() throws {
    let search = GridSearch(pipeline, .init(\.classifier.c, [1e-4, 1]), scoring: [.logLoss, .accuracy])
    let results = try search.fitted(to: sample.bytes, sample.labels).results
    #expect(results.candidates.map(\.rank) == [2, 1])
    #expect(results.candidates[0].testScores[0].mean > results.candidates[1].testScores[0].mean)
    #expect(results.candidates[0].testScores[1].scorer == "accuracy")
    #expect(results.ranked.map(\.rank) == [1, 2])
    #expect("\(results)".split(separator: "\n").count == 4)
  }

  @Test func equalsShareARankAndTheFirstIsTaken() throws {
    let results = try search([1, 1]).fitted(to: sample.bytes, sample.labels).results
    let ranks = results.candidates.map(\.rank)
    #expect(ranks[0] == ranks[2] && ranks[1] == ranks[3])
    #expect(try #require(results.bestIndex) < 2)
  }

  @Test func aCandidateThatFailsIsNamedAndTheOthersGoOn() throws {
    let results = try search([-1, 1]).fitted(to: sample.bytes, sample.labels).results
    #expect(results.candidates.map { $0.failure != nil } == [true, true, false, false])
    #expect(try #require(results.candidates[0].failure).contains("`c` must be greater than 0"))
    #expect(results.candidates[0].testScores.isEmpty)
    #expect(try #require(results.bestIndex) >= 2)
    #expect("\(results)".contains("failed: classifier.c = -1.0"))
    #expect(refusedSetting { try search([-1]).fitted(to: sample.bytes, sample.labels) } == "c")
  }

  @Test func emptyAndEndlessGridsAreExplained() {
    #expect(refusedSetting { try search([]).validate() } == "classifier.c")
    let many = Array(repeating: 1.0, count: 10_000)
    #expect(
      refusedSetting {
        try GridSearch(pipeline, .init(\.classifier.c, many), .init(\.classifier.c, many)).validate()
      } == "axes")
  }

  @Test func groupsReachASearchInsideACrossValidation() throws {
    let groups = sample.labels.indices.map { $0 / 4 }
    var search = GridSearch(pipeline, .init(\.classifier.c, [0.01, 1]), splitter: GroupKFold(3))
    #expect(EstimatorError.Code.unsupported ~= thrown { try search.fitted(to: sample.bytes, sample.labels) })
    try search.fit(sample.bytes, sample.labels, groups: groups)
    let nested = try crossValidate(
      search, sample.bytes, sample.labels, groups: groups, splitter: GroupKFold(4), keepsModels: true)
    let fold = try GroupKFold(4).folds(of: sample.labels, groups: groups)[1]
    let (inner, labels) = try (fold.split(groups).train, fold.split(sample.labels).train)
    #expect(try nested.models?[1] == search.fit(sample.bytes[rows: fold.train], labels, groups: inner))
  }

  @Test func groupsReachASearchInTheBackgroundAndOfPlainRows() async throws {
    let (labels, groups) = (sample.labels, sample.labels.indices.map { "group \($0 / 4)" })
    var search = GridSearch(pipeline, .init(\.classifier.c, [0.01, 1]), splitter: GroupKFold(3))
    let model = try search.fitted(to: sample.bytes, labels, groups: groups)
    #expect(try await search.fitting(sample.bytes, labels, groups: groups).model == model)
    let rows = (0..<sample.bytes.rows).map { row in sample.bytes[row: row].map { Double($0) } }
    #expect(try search.fitted(to: rows, labels, groups: groups) == search.fit(rows, labels, groups: groups))
    #expect(try search.fit(rows, labels, groups: groups).results == model.results)
  }

  @Test func weightsReachEveryFitAndScore() throws {
    let weights = ModelSelectionAnswers.weights(sample.rowCount)
    let results = try search().fitted(to: sample.bytes, sample.labels, sampleWeight: weights).results
    var alone = pipeline
    alone.classifier.c = 1
    let scores = try crossValidate(alone, sample.bytes, sample.labels, sampleWeight: weights).testScores
    #expect(results.candidates[3].testScores == scores)
  }

  @Test func stoppingFitsTheBestOfWhatIsThere() throws {
    let model = try Parallelism.withThreads(1) {
      try search([1e-4, 1, 10]).fitted(to: sample.bytes, sample.labels) { $0.number == 11 ? .stop : .proceed }
    }
    #expect(!model.results.isComplete)
    #expect(model.results.candidates.map { $0.rank != nil } == [true, true, false, false, false, false])
    #expect("\(model.results)".contains("4 of 6 candidates were not finished."))
    #expect(model.results.candidates.map(\.folds.count) == [5, 5, 1, 0, 0, 0])
    var begun = pipeline
    begun.classifier.c = 1
    begun.classifier.multiClass = .ovr
    let scores = try crossValidate(begun, sample.bytes, sample.labels).testScores[0].values
    #expect(model.results.candidates[2].testScores[0].values == [scores[0]])
    var best = pipeline
    best.classifier.c = 1e-4
    best.classifier.multiClass = model.results.bestIndex == 0 ? .ovr : .multinomial
    #expect(try model.best == best.fitted(to: sample.bytes, sample.labels))
  }

  @Test func cancellingKeepsTheTableAndAModelOfAFold() async throws {
    let (search, sample) = (search(), sample)
    let task = Task {
      try Parallelism.withThreads(1) {
        try search.fitted(to: sample.bytes, sample.labels) { iteration in
          if iteration.number == 6 { withUnsafeCurrentTask { $0?.cancel() } }
          return .proceed
        }
      }
    }
    do {
      _ = try await task.value
      Issue.record("The cancellation went unheard")
    } catch let stop as FitInterrupted<GridSearch<Pipeline<StandardScaler, LogisticRegression<String>>>.Model> {
      #expect(stop.model.results.candidates.map { $0.rank != nil } == [true, false, false, false])
      #expect(try stop.model.predict(sample.bytes).count == sample.rowCount)
    }
  }

  /// Fits that run beside the second one may end with it: too few of them for a candidate's ten folds.
  @Test(arguments: [1, 4])
  func stoppedBeforeACandidateIsCompleteItSaysSo(threads: Int) throws {
    var search = search()
    search.splitter = StratifiedKFold(10)
    do {
      _ = try Parallelism.withThreads(threads) {
        try search.fitted(to: sample.bytes, sample.labels) { $0.number == 2 ? .stop : .proceed }
      }
      Issue.record("There was no candidate to choose")
    } catch let stop as FitInterrupted<GridSearch<Pipeline<StandardScaler, LogisticRegression<String>>>.Model> {
      #expect(stop.model.results.bestIndex == nil)
      #expect(stop.model.results.candidates.allSatisfy { $0.rank == nil && !$0.isComplete })
      // What was done is there: the scores of the first candidate's folds.
      let first = stop.model.results.candidates[0]
      #expect(first.folds.count == stop.iteration && first.foldCount == 10)
      #expect(first.testScores[0].values.count == first.folds.count)
      #expect("\(stop.model.results)".contains("on \(first.folds.count) of 10 folds: classifier.c = 0.0001"))
      #expect(stop.model.results.candidates[3].testScores.isEmpty)
      // Fits that ended beside the second one are counted.
      #expect((2...1 + threads).contains(stop.iteration))
      #expect(try stop.model.predict(sample.bytes).count == sample.rowCount)
      for words in ["No candidate was judged on all 10 folds", "one fold", "classifier.c = ", "Stop later"] {
        #expect("\(stop)".contains(words), "\(stop)")
      }
    }
  }

  /// Seven threads begin three candidates at once. Which of them are complete when the first fit is heard of depends on
  /// the machine; what comes back must agree with it.
  @Test func stoppedAmongCandidatesSideBySideItReturnsACompleteOneOrSaysSo() throws {
    var search = search()
    search.splitter = StratifiedKFold(3)
    do {
      let model = try Parallelism.withThreads(7) {
        try search.fitted(to: sample.bytes, sample.labels) { _ in .stop }
      }
      let best = try #require(model.results.best)
      #expect(best.testScores[0].values.count == 3)
      #expect(!model.results.isComplete)
    } catch let stop as FitInterrupted<GridSearch<Pipeline<StandardScaler, LogisticRegression<String>>>.Model> {
      #expect(stop.model.results.best == nil)
      #expect(stop.advice?.contains("No candidate was judged on all 3 folds") == true)
    }
  }

  @Test func anInterruptedSearchKeepsItsAdviceInsideOfOthers() throws {
    let folds = StratifiedKFold(3)
    let inner = GridSearch(LogisticRegression<String>(), .init(\.c, [0.1, 1]), splitter: folds)
    let whole = Pipeline {
      StandardScaler()
      inner
    }
    do {
      _ = try Parallelism.withThreads(1) { try whole.fitted(to: sample.bytes, sample.labels) { _ in .stop } }
      Issue.record("There was no candidate to choose")
    } catch let stop as FitInterrupted<Pipeline<StandardScaler, GridSearch<LogisticRegression<String>>>.Model> {
      #expect(try stop.model.predict(sample.bytes).count == sample.rowCount)
      #expect(stop.advice?.contains("No candidate was judged on all 3 folds") == true)
    }
  }

  @Test func cancelledBeforeTheFirstFitThereIsNothingAndItSaysSo() async throws {
    // The first fit takes far longer than the search needs to hear of the cancellation.
    let endless = LogisticRegression<String>(solver: .gd, tolerance: 1e-300, maxIterations: 100_000_000)
    let (search, sample) = (GridSearch(endless, .init(\.c, [0.1, 1])), sample)
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try Parallelism.withThreads(2) { try search.fitted(to: sample.bytes, sample.labels) }
    }
    do {
      _ = try await task.value
      Issue.record("The cancellation went unheard")
    } catch let stop as FoldsInterrupted<SearchResults> {
      #expect(stop.done == 0)
      #expect(stop.total == 10)
      #expect("\(stop)".contains("before the first of 10 fits"))
    }
  }

  @Test func scoresThatAreNoNumbersAreExplained() throws {
    let nowhere = Scorer<String>("nowhere") { _, _, _ in .nan }
    let search = GridSearch(pipeline, .init(\.classifier.c, [1, 2]), scoring: [nowhere])
    #expect {
      try search.fitted(to: sample.bytes, sample.labels)
    } throws: {
      "\($0)".contains("nowhere, which is NaN for every candidate")
    }
  }

  @Test func aTableReadFromAFileRanksItself() throws {
    let results = try search().fitted(to: sample.bytes, sample.labels).results
    #expect(try JSON.value(SearchResults.self, of: JSON.text(of: results)) == results)
    let damaged = try JSON.text(of: results).replacingOccurrences(of: #""rank":1,"#, with: #""rank":99,"#)
    #expect(try JSON.value(SearchResults.self, of: damaged) == results)
    #expect(try JSON.value(SearchResults.self, of: #"{"candidates":[],"bestIndex":7}"#).best == nil)
  }

  @Test func theBestAsksForAFit() {
    #expect(EstimatorError.Code.notFitted ~= thrown { try search().best })
    #expect(EstimatorError.Code.notFitted ~= thrown { try search().bestEstimator })
  }
}

@Suite struct SearchAxisTests {
  @Test func keyPathsNameThemselves() {
    let pipeline = Pipeline {
      StandardScaler()
      LogisticRegression()
    }
    _ = pipeline
    typealias Scaled = Pipeline<StandardScaler, LogisticRegression<Int>>
    #expect(SearchAxis<Scaled>(\.classifier.c, [1]).name == "classifier.c")
    #expect(SearchAxis<Scaled>(\.stages.withMean, [true]).name == "stages.withMean")
    #expect(SearchAxis<Scaled>(\.classifier.c, [1], name: "C").name == "C")
  }
}
