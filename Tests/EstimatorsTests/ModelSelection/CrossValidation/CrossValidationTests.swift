import EstimatorDatasets
import Estimators
import Foundation
import Testing
import _EstimatorTestSupport

@Suite struct CrossValidationTests {
  private let sample = LawSample.threeClasses
  private let pipeline = Pipeline {
    StandardScaler()
    LogisticRegression<String>()
  }

  @Test func everyFoldIsFittedOnItsTrainingRowsAlone() throws {
    let result = try crossValidate(pipeline, sample.bytes, sample.labels, keepsModels: true)
    let models = try #require(result.models)
    let folds = try StratifiedKFold(5).folds(of: sample.labels)
    for (fold, (model, score)) in zip(folds, zip(models, result.testScores[0].values)) {
      let (labels, testLabels) = try fold.split(sample.labels)
      let alone = try pipeline.fitted(to: sample.bytes[rows: fold.train], labels)
      #expect(model == alone)
      #expect(try score == alone.score(sample.bytes[rows: fold.test], testLabels))
    }
  }

  /// One held-out row is moved far away. What the fold's model says about the other held-out rows may not change by a
  /// bit; it would if the scaler, or anything else, saw that row.
  @Test func anOutlierAmongHeldOutRowsChangesNothing() throws {
    let fold = try StratifiedKFold(5).folds(of: sample.labels)[2]
    var spoilt = sample.doubles
    for column in 0..<4 { spoilt[fold.test[0], column] = 1e9 }
    let others = fold.test.dropFirst()

    func rows(_ matrix: Matrix<Double>) -> [[Double]] { others.map { Array(matrix[row: $0]) } }
    let clean = try crossValidatedPredictions(pipeline, sample.doubles, sample.labels).probabilities
    let withOutlier = try crossValidatedPredictions(pipeline, spoilt, sample.labels).probabilities
    #expect(rows(clean) == rows(withOutlier))

    let search = GridSearch(pipeline, .init(\.classifier.c, [0.01, 1]))
    let searched = try crossValidatedPredictions(search, sample.doubles, sample.labels).probabilities
    #expect(try rows(searched) == rows(crossValidatedPredictions(search, spoilt, sample.labels).probabilities))

    // The test can fail: scaled beforehand, on all rows, the outlier flattens everything else.
    let leaking = try StandardScaler().fitted(to: spoilt).transform(spoilt)
    let leaked = try crossValidatedPredictions(LogisticRegression<String>(), leaking, sample.labels).probabilities
    #expect(rows(clean) != rows(leaked))
  }

  @Test(arguments: [1, 2, 3, 7])
  func theNumberOfThreadsDoesNotChangeABit(threads: Int) throws {
    let digits = try Digits.load()
    let (x, y) = (digits.features[rows: ..<300], Array(digits.labels.prefix(300)))
    let classifier = LogisticRegression(multiClass: .ovr, tolerance: 1e-3)
    func run(_ threads: Int) throws -> CrossValidation<LogisticRegression<Int>.Model> {
      try Parallelism.withThreads(threads) {
        try crossValidate(classifier, x, y, splitter: KFold(3), scoring: [.accuracy, .logLoss], keepsModels: true)
      }
    }
    #expect(try run(threads) == run(1))
  }

  @Test func foldsNeverSeeAnEarlierModel() throws {
    var fitted = pipeline
    fitted.classifier.warmStart = true
    let cold = try crossValidate(fitted, sample.bytes, sample.labels, keepsModels: true)
    try fitted.fit(sample.bytes, sample.labels)
    #expect(try crossValidate(fitted, sample.bytes, sample.labels, keepsModels: true) == cold)
  }

  @Test func weightZeroEqualsAbsence() throws {
    let weights = sample.labels.indices.map { $0 % 5 == 0 ? 0.0 : 1.5 }
    let kept = weights.indices.filter { weights[$0] > 0 }
    let weighted = try crossValidate(pipeline, sample.bytes, sample.labels, sampleWeight: weights)
    let absent = try crossValidate(
      pipeline, sample.bytes[rows: kept], kept.map { sample.labels[$0] }, sampleWeight: kept.map { weights[$0] })
    #expect(weighted == absent)
  }

  @Test func aClassThatAFoldHasNotSeenGetsProbabilityZero() throws {
    // "cedar" lives in the last third alone, which judges last.
    let order = sample.labels.indices.sorted { (sample.labels[$0], $0) < (sample.labels[$1], $1) }
    let (x, y) = (sample.bytes[rows: order], order.map { sample.labels[$0] })
    let predictions = try crossValidatedPredictions(pipeline, x, y, splitter: KFold(3))
    #expect(predictions.classes == ["ash", "birch", "cedar"])
    for row in 40..<60 {
      #expect(predictions.probabilities[row, 2] == 0)
      #expect(abs(predictions.probabilities[row: row].reduce(0, +) - 1) < 1e-12)
    }
    let result = try crossValidate(pipeline, x, y, splitter: KFold(3), scoring: [.accuracy, .logLoss])
    #expect(result.testScores[0].values == [0, 0, 0])
    #expect(result.testScores[1].values.allSatisfy { $0.isFinite })
    #expect(result.notes.count == 3)
    #expect(result.notes[2].contains("cedar"))
  }

  @Test func onFoldIsCalledOnTheCallersThread() throws {
    let caller = ObjectIdentifier(Thread.current)
    var heard: [FoldProgress] = []
    let result = try crossValidate(pipeline, sample.bytes, sample.labels) { progress in
      #expect(ObjectIdentifier(Thread.current) == caller)
      heard.append(progress)
      return .proceed
    }
    #expect(heard.map(\.done) == [1, 2, 3, 4, 5])
    #expect(heard.map(\.fold).sorted() == [0, 1, 2, 3, 4])
    for progress in heard { #expect(progress.score == result.testScores[0].values[progress.fold]) }
  }

  @Test func stoppingKeepsTheFoldsThatAreDone() throws {
    let all = try crossValidate(pipeline, sample.bytes, sample.labels)
    let some = try Parallelism.withThreads(1) {
      try crossValidate(pipeline, sample.bytes, sample.labels) { $0.done == 2 ? .stop : .proceed }
    }
    #expect(!some.isComplete)
    #expect(some.folds == [0, 1])
    #expect(some.testScores[0].values == some.folds.map { all.testScores[0].values[$0] })
  }

  @Test func cancellingThrowsTheFoldsThatAreDone() async throws {
    let (pipeline, sample) = (pipeline, sample)
    let task = Task {
      try Parallelism.withThreads(1) {
        try crossValidate(pipeline, sample.bytes, sample.labels) { _ in
          withUnsafeCurrentTask { $0?.cancel() }
          return .proceed
        }
      }
    }
    do {
      _ = try await task.value
      Issue.record("The cancellation went unheard")
    } catch let stop as FoldsInterrupted<CrossValidation<Pipeline<StandardScaler, LogisticRegression<String>>.Model>> {
      #expect(stop.partial.folds == [0])
      #expect(stop.total == 5)
    }
  }

  @Test func whatOnFoldThrowsReachesTheCaller() {
    struct Enough: Error {}
    #expect(throws: Enough.self) {
      try crossValidate(pipeline, sample.bytes, sample.labels) { _ in throw Enough() }
    }
  }

  @Test func badInputIsExplained() {
    #expect(throws: EstimatorError.rowCountMismatch(features: 60, targets: 1)) {
      try crossValidate(pipeline, sample.bytes, ["ash"])
    }
    #expect(throws: EstimatorError.groupCountMismatch(rows: 60, groups: 2)) {
      try crossValidate(pipeline, sample.bytes, sample.labels, groups: [1, 2], splitter: GroupKFold(2))
    }
    #expect(throws: EstimatorError.noWeight) {
      try crossValidate(pipeline, sample.bytes, sample.labels, sampleWeight: sample.labels.map { _ in 0 })
    }
    #expect(refusedSetting { try crossValidate(pipeline, sample.bytes, sample.labels, scoring: []) } == "scoring")
    #expect(throws: EstimatorError.tooFewClasses(found: ["ash"])) {
      try crossValidate(pipeline, sample.bytes, sample.labels.map { _ in "ash" })
    }
    #expect(
      EstimatorError.Code.unsupported
        ~= thrown {
          try crossValidatedPredictions(pipeline, sample.bytes, sample.labels, splitter: ShuffleSplit(3))
        })
    #expect(
      refusedSetting {
        try learningCurve(pipeline, sample.bytes, sample.labels, trainSizes: [49])
      } == "trainSizes")
    #expect(
      refusedSetting {
        try validationCurve(pipeline, sample.bytes, sample.labels, .init(\.classifier.c, [1, -1]))
      } == "c")
  }

  /// A splitter of a user's that forgets to split.
  private struct NoFolds: Splitter {
    func folds(of rows: SplitRows) throws -> [Fold] { [] }
  }

  /// A splitter of a user's that counts rows from 1.
  private struct OffByOne: Splitter {
    func folds(of rows: SplitRows) throws -> [Fold] { [Fold(train: Array(1...rows.count), test: [0])] }
  }

  /// A splitter of a user's whose last fold has nothing to judge, or nothing to train by.
  private struct OneSided: Splitter {
    let trains: Bool

    func folds(of rows: SplitRows) throws -> [Fold] {
      let all = Array(0..<rows.count)
      return [Fold(train: all, test: [0]), Fold(train: trains ? all : [], test: trains ? [] : all)]
    }
  }

  @Test func aSplitterThatIsWrongIsExplained() {
    let search = GridSearch(pipeline, .init(\.classifier.c, [1]), splitter: NoFolds())
    let calibrated = CalibratedClassifier(pipeline, splitter: NoFolds())
    for splitter in [NoFolds(), OffByOne(), OneSided(trains: true), OneSided(trains: false)] as [any Splitter] {
      let code: EstimatorError.Code = splitter is OffByOne ? .rowOutOfRange : .unsupported
      #expect(code ~= thrown { try crossValidate(pipeline, sample.bytes, sample.labels, splitter: splitter) })
      #expect(
        EstimatorError.Code.unsupported
          ~= thrown {
            try crossValidatedPredictions(pipeline, sample.bytes, sample.labels, splitter: splitter)
          })
      #expect(code ~= thrown { try learningCurve(pipeline, sample.bytes, sample.labels, splitter: splitter) })
    }
    #expect(EstimatorError.Code.unsupported ~= thrown { try search.fitted(to: sample.bytes, sample.labels) })
    #expect(EstimatorError.Code.unsupported ~= thrown { try calibrated.fitted(to: sample.bytes, sample.labels) })
    let empty = EstimatorError.unsupported(
      what: "A run with 60 training and 0 test rows in fold 1",
      instead: "Return at least one of both for every fold from folds(of:) of OneSided.")
    #expect(throws: empty) {
      try CalibratedClassifier(pipeline, method: .isotonic, splitter: OneSided(trains: true))
        .fitted(to: sample.bytes, sample.labels)
    }
  }

  @Test func aRunCancelledBeforeItsFirstFitSaysSo() async throws {
    let (pipeline, sample) = (pipeline, sample)
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try Parallelism.withThreads(1) { try crossValidate(pipeline, sample.bytes, sample.labels) }
    }
    do {
      _ = try await task.value
      Issue.record("The cancellation went unheard")
    } catch let stop as FoldsInterrupted<CrossValidation<Pipeline<StandardScaler, LogisticRegression<String>>.Model>> {
      // The first fit may end before it hears of it.
      #expect(stop.done == stop.partial.folds.count)
      #expect("\(stop)".contains(stop.done == 0 ? "before the first of 5 fits" : "after \(stop.done) of 5 fits"))
    }
  }

  @Test func resultsSurviveCoding() throws {
    let result = try crossValidate(pipeline, sample.bytes, sample.labels, trainScores: true, keepsModels: true)
    let decoded = try JSONDecoder().decode(type(of: result), from: JSONEncoder().encode(result))
    #expect(decoded == result)
  }
}

@Suite struct FoldScoresTests {
  private func scores(_ values: [Double]) throws -> FoldScores {
    let text = #"{"scorer":"accuracy","greaterIsBetter":true,"values":\#(values),"testToTrain":0.25}"#
    return try JSON.value(FoldScores.self, of: text)
  }

  @Test(arguments: ["-1", "1e308"])
  func anIntervalThatCannotBeIsNone(testToTrain: String) throws {
    let text = #"{"scorer":"a","greaterIsBetter":true,"values":[0.5,1e300],"testToTrain":\#(testToTrain)}"#
    #expect(try JSON.value(FoldScores.self, of: text).interval() == nil)
  }

  @Test func meanAndPopulationDeviation() throws {
    let folds = try scores([0.5, 0.75, 1, 0.75])
    #expect(folds.mean == 0.75)
    #expect(abs(folds.standardDeviation - 0.125.squareRoot() / 2) < 1e-16)
  }

  /// mean ± t · sqrt((1/k + test/train) · s²): with s² = 1/24, k = 4 and t₃ = 3.182446305284263.
  @Test func theIntervalAllowsForSharedTrainingRows() throws {
    let interval = try #require(try scores([0.5, 0.75, 1, 0.75]).interval())
    let half = 3.182446305284263 * ((0.25 + 0.25) / 24).squareRoot()
    #expect(abs(interval.upperBound - (0.75 + half)) < 1e-12)
    #expect(abs(interval.lowerBound - (0.75 - half)) < 1e-12)
    #expect(try scores([0.5]).interval() == nil)
    for confidence in [0, 1, -0.5, .nan, 1.0.nextDown] {
      #expect(refusedSetting { try scores([0.5, 1]).interval(confidence: confidence) } == "confidence")
    }
  }

  /// Of an accuracy near 1 the plain interval would end above it.
  @Test func anIntervalStaysWithinWhatAScoreCanBe() throws {
    let scorer = #""scorer":"accuracy","greaterIsBetter":true,"lower":0,"upper":1"#
    let text = #"{\#(scorer),"values":[0.8,1,1,1],"testToTrain":0.25}"#
    let folds = try JSON.value(FoldScores.self, of: text)
    let interval = try #require(try folds.interval())
    #expect(interval.upperBound == 1 && interval.lowerBound > 0.7 && interval.lowerBound < 0.8)
    #expect(folds.description.hasPrefix("accuracy 0.9500, 0.7") && folds.description.hasSuffix("…1 (4 folds)"))
    #expect(try JSON.value(FoldScores.self, of: JSON.text(of: folds)) == folds)
    #expect(throws: DecodingError.self) {
      try JSON.value(FoldScores.self, of: text.replacingOccurrences(of: #""lower":0"#, with: #""lower":2"#))
    }
  }

  @Test func everyScorersRangeHoldsItsScores() throws {
    let sample = LawSample.threeClasses
    let scorers: [Scorer<String>] = [
      .accuracy, .balancedAccuracy, .matthews, .logLoss, .brier, .averagePrecision, .rocAUC(), .f1(), .precision(),
      .recall(), .topK(2), .calibrationError(),
    ]
    let result = try crossValidate(GaussianNB<String>(), sample.doubles, sample.labels, scoring: scorers)
    for (scorer, scores) in zip(scorers, result.testScores) {
      let range = try #require(scorer.range)
      #expect(scores.range == range)
      #expect(!scores.values.contains { !range.contains($0) }, "\(scorer.name)")
      let interval = try #require(try scores.interval())
      #expect(range.contains(interval.lowerBound) && range.contains(interval.upperBound), "\(scorer.name)")
    }
    #expect(try JSON.value(CrossValidation<GaussianNB<String>.Model>.self, of: JSON.text(of: result)) == result)
    #expect(Scorer<String>("mine") { _, _, _ in 1 }.range == nil)
    #expect(Scorer<String>("mine", range: 0...5) { _, _, _ in 1 }.range == 0...5)
  }

  @Test func whatIsPrintedSaysWhatItMeans() throws {
    let sample = LawSample.threeClasses
    let clf = LogisticRegression<String>()
    let legend = "± is half of the 95 % interval of the expected score, not a deviation."
    #expect(try crossValidate(clf, sample.doubles, sample.labels, scoring: .logLoss).description.contains(legend))
    var search = GridSearch(clf, .init(\.c, [0.1, 1]), scoring: .logLoss)
    #expect(try search.fit(sample.doubles, sample.labels).results.description.contains(legend))
    let curve = try validationCurve(clf, sample.doubles, sample.labels, .init(\.c, [0.1, 1]), scoring: .logLoss)
    #expect(curve.description.contains(legend))
    let mean = try crossValidate(clf, sample.doubles, sample.labels).testScores[0].mean
    let bounded = Scorer<String>("bounded", range: 0...(mean + 0.001)) { predicted, truth, _ in
      try accuracy(of: predicted, against: truth)
    }
    let cut = "a…b is the 95 % interval of the expected score, cut to what that can be."
    #expect(try crossValidate(clf, sample.doubles, sample.labels, scoring: bounded).description.contains(cut))
  }

  /// One scorer needs no brackets, wherever a list of them goes.
  @Test func oneScorerIsAListOfOne() throws {
    let sample = LawSample.threeClasses
    let clf = LogisticRegression<String>()
    let plain = try crossValidate(clf, sample.doubles, sample.labels, scoring: .logLoss)
    #expect(try plain == crossValidate(clf, sample.doubles, sample.labels, scoring: [.logLoss]))
    let data = try Dataset(features: sample.doubles, labels: sample.labels)
    #expect(try crossValidate(clf, data, scoring: .f1(.micro)) == crossValidate(clf, data, scoring: [.f1(.micro)]))
    let tables = try TableLawSample<String>.threeClasses
    let pipeline = TablePipeline {
      Columns("count")
      clf
    }
    #expect(
      try crossValidate(pipeline, tables.table, tables.labels, scoring: .accuracy)
        == crossValidate(pipeline, tables.table, tables.labels, scoring: [.accuracy]))
    let grid = GridSearch(clf, .init(\.c, [0.1, 1]), splitter: KFold(3), scoring: .brier, trainScores: true)
    let listed = GridSearch(clf, .init(\.c, [0.1, 1]), splitter: KFold(3), scoring: [.brier], trainScores: true)
    #expect(
      try grid.fitted(to: sample.doubles, sample.labels) == listed.fitted(to: sample.doubles, sample.labels))
    let random = RandomizedSearch(clf, .init(\.c, [0.1, 1, 10]), candidates: 2, randomState: 3, scoring: .brier)
    let both = RandomizedSearch(clf, .init(\.c, [0.1, 1, 10]), candidates: 2, randomState: 3, scoring: [.brier])
    #expect(
      try random.fitted(to: sample.doubles, sample.labels) == both.fitted(to: sample.doubles, sample.labels))
  }
}
