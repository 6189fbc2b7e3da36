import Estimators
import Foundation
import Testing
import _EstimatorTestSupport

/// One bad fold ends nothing: it is named, has no score, and the others count.
@Suite struct FailedFoldTests {
  /// 60 rows of two classes, and one row of a third.
  private let x: Matrix<Double>
  private let y: [Int]
  private let rare: [Int]
  private let weighted = LogisticRegression(tolerance: 1e-8, classWeight: .weights([0: 1, 1: 2, 2: 10]))

  init() throws {
    var random = RandomState(7)
    let numbers = (0..<60).map { _ in (0..<2).map { _ in random.random() } }
    x = try Matrix(numbers)
    y = numbers.map { $0[0] + 0.3 * $0[1] > 0.65 ? 1 : 0 }
    var rare = y
    rare[7] = 2
    self.rare = rare
  }

  /// The rows in the order of their classes.
  private func sorted(_ labels: [Int]) throws -> (x: Features, y: [Int]) {
    let order = labels.indices.sorted { (labels[$0], $0) < (labels[$1], $1) }
    return (try x.features.selectingRows(order), order.map { labels[$0] })
  }

  // MARK: Class weights

  /// Every fold scores as it does when the weight of the class that it lacks is left out by hand.
  @Test func aClassWeightForAClassThatAFoldLacksHasNoEffectThere() throws {
    let result = try crossValidate(weighted, x, rare)
    let folds = try StratifiedKFold(5).folds(of: rare)
    for (fold, score) in zip(folds, result.testScores[0].values) {
      let (labels, truth) = try fold.split(rare)
      var alone = weighted
      alone.classWeight = .weights(labels.contains(2) ? [0: 1, 1: 2, 2: 10] : [0: 1, 1: 2])
      let model = try alone.fitted(to: x[rows: fold.train], labels)
      #expect(try score == model.score(x[rows: fold.test], truth))
    }
    #expect(result.failures.isEmpty && result.testScores[0].counted == 5)
    let place = try #require(folds.firstIndex { $0.test.contains(7) })
    #expect(result.notes == ["No training row of fold \(place) has 2."])
  }

  @Test func soItIsInEverythingThatDividesRows() throws {
    let ridge = RidgeClassifier<Int>(classWeight: .weights([0: 1, 1: 2, 2: 10]))
    let pipeline = Pipeline {
      StandardScaler()
      weighted
    }
    #expect(try crossValidate(ridge, x, rare).testScores[0].counted == 5)
    #expect(try crossValidate(pipeline, x, rare).testScores[0].counted == 5)
    #expect(try crossValidatedPredictions(weighted, x, rare).isComplete)
    let search = GridSearch(weighted, .init(\.c, [0.1, 1]))
    #expect(try search.fitted(to: x, rare).results.candidates.allSatisfy { $0.failures.isEmpty })
    let nested = try crossValidate(search, x, rare)
    #expect(nested.testScores[0].counted == 5)
    let weights = RandomizedSearch(
      LogisticRegression(), .init(\.classWeight, ["some": .weights([2: 10]), "more": .weights([1: 2, 2: 3])]))
    #expect(try weights.fitted(to: x, rare).results.candidates.allSatisfy { $0.failures.isEmpty })
    #expect(try crossValidate(weights, x, rare).testScores[0].counted == 5)
    let cv = try LogisticRegressionCV(weighted, cs: [0.1, 1]).fitted(to: x, rare)
    #expect(cv.scores.joined().allSatisfy { $0.isFinite })
    let calibrated = try CalibratedClassifier(weighted).fitted(to: x, rare)
    #expect(calibrated.classes == [0, 1, 2])
    #expect(calibrated.notes.count == 1 && calibrated.notes[0].contains("The class 2 has 1 row"))
    let curve = try learningCurve(weighted, x, rare, trainSizes: [20, 40])
    #expect(curve.points.allSatisfy { $0.testScores.counted == 5 })
    #expect(try validationCurve(weighted, x, rare, .init(\.c, [1])).points[0].testScores.counted == 5)
  }

  @Test func aTableThatIsDividedToo() throws {
    let table = try Table(["a": .doubles(x[column: 0]), "b": .doubles(x[column: 1])])
    let pipeline = TablePipeline {
      ColumnTransformer { Columns("a", "b") { StandardScaler() } }
      weighted
    }
    #expect(try crossValidate(pipeline, table, rare).testScores[0].counted == 5)
    let search = GridSearch(pipeline, .init(\.classifier.c, [0.1, 1]))
    #expect(try search.fitted(to: table, rare).results.candidates.allSatisfy { $0.failures.isEmpty })
    // Rows of weight 0 take their class with them.
    let weights = rare.map { $0 == 2 ? 0.0 : 1 }
    #expect(try pipeline.fitted(to: table, rare, sampleWeight: weights).classes == [0, 1])
    #expect(try crossValidate(pipeline, table, rare, sampleWeight: weights).testScores[0].counted == 5)
  }

  @Test func aClassWhoseRowsHaveNoWeightIsAClassOfTheData() throws {
    let weights = rare.map { $0 == 2 ? 0.0 : 1 }
    let kept = rare.indices.filter { rare[$0] != 2 }
    let absent = try crossValidate(
      LogisticRegression(tolerance: 1e-8, classWeight: .weights([0: 1, 1: 2])), x[rows: kept], kept.map { rare[$0] },
      sampleWeight: kept.map { _ in 1 })
    #expect(try crossValidate(weighted, x, rare, sampleWeight: weights).testScores == absent.testScores)
    let search = GridSearch(weighted, .init(\.c, [0.1, 1]))
    #expect(try search.fitted(to: x, rare, sampleWeight: weights).classes == [0, 1])
    #expect(try LogisticRegressionCV(weighted, cs: [1]).fitted(to: x, rare, sampleWeight: weights).classes == [0, 1])
    #expect(try CalibratedClassifier(weighted).fitted(to: x, rare, sampleWeight: weights).classes == [0, 1])
    let tuned = TunedThresholdClassifier(weighted)
    #expect(try tuned.fitted(to: x, rare, sampleWeight: weights).classes == [0, 1])
  }

  @Test func aLabelThatNoRowHasIsRefusedOnceByTheClassesOfAllRows() throws {
    let wrong = LogisticRegression(classWeight: .weights([5: 2]))
    let error = EstimatorError.unknownClass(label: "5", known: ["0", "1", "2"])
    #expect(throws: error) { try crossValidate(wrong, x, rare) }
    #expect(throws: error) { try crossValidatedPredictions(wrong, x, rare) }
    #expect(throws: error) { try learningCurve(wrong, x, rare) }
    #expect(throws: error) { try GridSearch(wrong, .init(\.c, [1])).fitted(to: x, rare) }
    #expect(throws: error) { try CalibratedClassifier(wrong).fitted(to: x, rare) }
    #expect(throws: error) { try LogisticRegressionCV(wrong).fitted(to: x, rare) }
  }

  @Test(arguments: [-1, Double.nan, .infinity])
  func aClassWeightThatIsNoWeightIsRefused(weight: Double) {
    #expect(
      refusedSetting {
        try RidgeClassifier<Int>(classWeight: .weights([0: weight])).fitted(to: x, y)
      } == "classWeight[0]")
    #expect(
      refusedSetting {
        try LogisticRegression(classWeight: .weights([0: weight])).fitted(to: x, y)
      } == "classWeight[0]")
  }

  // MARK: Folds that cannot be fitted

  /// 0 up to row 29, 1 behind: of five splits in time the first three train on one class.
  @Test func foldsOfOneClassAreNamedAndLeftOut() throws {
    let late = (0..<60).map { $0 < 30 ? 0 : 1 }
    let result = try crossValidate(
      LogisticRegression(), x, late, splitter: TimeSeriesSplit(5), scoring: [.accuracy, .logLoss], trainScores: true,
      keepsModels: true)
    let scores = result.testScores[0]
    #expect(scores.values.map(\.isNaN) == [true, true, true, false, false])
    #expect(scores.counted == 2 && scores.mean == (scores.values[3] + scores.values[4]) / 2)
    #expect(scores.description.hasSuffix("(2 of 5 folds)"))
    let interval = try #require(try scores.interval())
    #expect(interval.contains(scores.mean))
    #expect(result.failures.map(\.fold) == [0, 1, 2] && result.failures.allSatisfy { $0.scorer == nil })
    #expect(result.failures[0].reason.contains("one class, named \"0\""))
    #expect("\(result)".contains("Fold 1 has no score: A classifier needs at least 2 classes"))
    #expect(result.folds == [0, 1, 2, 3, 4] && result.isComplete && result.models?.count == 2)
    let text = try JSON.text(of: result)
    #expect(text.contains(#""values":["nan","nan","nan","#))
    #expect(try JSON.value(type(of: result), of: text) == result)
  }

  @Test func whenEveryFoldFailsTheFirstReasonIsThrown() throws {
    #expect(throws: EstimatorError.tooFewClasses(found: ["1"])) {
      try crossValidate(LogisticRegression(), x[rows: ..<20], (0..<20).map { $0 < 10 ? 0 : 1 }, splitter: KFold(2))
    }
    #expect(throws: EstimatorError.tooFewClasses(found: ["1"])) {
      try crossValidatedPredictions(
        LogisticRegression(), x[rows: ..<20], (0..<20).map { $0 < 10 ? 0 : 1 }, splitter: KFold(2))
    }
    let neighbors = KNeighborsClassifier<Int>(neighbors: 100)
    #expect { try crossValidate(neighbors, x, y) } throws: { "\($0)".contains("at most the number of rows, 48") }
    #expect(refusedSetting { try learningCurve(neighbors, x, y) } == "neighbors")
  }

  @Test func predictionsOfAFoldThatFailedAreMissingAndSaidToBe() throws {
    let (x, y) = (x, (0..<60).map { $0 == 59 ? 1 : 0 })
    let outside = try crossValidatedPredictions(LogisticRegression(), x, y, splitter: KFold(6))
    #expect(outside.predicted[50...].allSatisfy { $0 == nil } && outside.predicted[..<50].allSatisfy { $0 == 0 })
    #expect(outside.failures.map(\.fold) == [5] && !outside.isComplete)
    #expect(outside.probabilities[59, 0].isNaN && !outside.probabilities[0, 0].isNaN)
    #expect {
      try outside.labels()
    } throws: {
      "\($0)".contains("fold 5 failed") && "\($0)".contains("holds 50") && "\($0)".contains("one class")
    }
  }

  @Test func aLearningCurveOfSortedRowsHasThePointsThatCouldBeFitted() throws {
    let (x, y) = try sorted(y)
    let curve = try learningCurve(LogisticRegression(), x, y)
    let counts = curve.points.map(\.testScores.counted)
    #expect(counts.first == 0 && counts.last == 5, "\(counts)")
    #expect(curve.isComplete && curve.points[0].failures.count == 5)
    #expect(curve.notes.last?.contains("pass a randomState") == true)
    #expect("\(curve)".contains("nan (0 of 5 folds)") && "\(curve)".contains("one class, named \"0\""))
    #expect(try JSON.value(ScoreCurve.self, of: JSON.text(of: curve)) == curve)
    let shuffled = try learningCurve(LogisticRegression(), x, y, trainSizes: [0.5, 1.0], randomState: 1)
    #expect(shuffled.notes.isEmpty && shuffled.points.allSatisfy { $0.testScores.counted == 5 })
  }

  // MARK: Scores without a value

  @Test func aScoreWithoutAValueTakesNoOtherWithIt() throws {
    let (x, y) = try sorted(rare)
    let result = try crossValidate(
      LogisticRegression(), x, y, splitter: KFold(5), scoring: [.accuracy, .rocAUC(), .f1(.only(2))])
    #expect(result.testScores.map(\.counted) == [5, 0, 5])
    #expect(result.failures.map(\.scorer) == Array(repeating: "ROC-AUC", count: 5))
    #expect("\(result)".contains("ROC-AUC nan (0 of 5 folds)"))
    #expect(
      EstimatorError.Code.unsupported
        ~= thrown {
          try crossValidate(LogisticRegression(), x, y, splitter: KFold(5), scoring: [.rocAUC()])
        })
  }

  @Test func aScorerThatReturnsNoNumberIsNamed() throws {
    let kappa = Scorer<Int>("kappa") { try cohenKappa(of: $0, against: $1, sampleWeight: $2) }
    let result = try crossValidate(LogisticRegression(), x, y, splitter: LeaveOneOut(), scoring: [kappa, .accuracy])
    #expect(result.testScores[0].counted < 60 && result.testScores[1].counted == 60)
    #expect(result.failures.count == 60 - result.testScores[0].counted)
    #expect(result.failures.allSatisfy { $0.scorer == "kappa" })
    #expect(try JSON.value(type(of: result), of: JSON.text(of: result)) == result)
  }

  @Test func aSettingOfAScorerEndsTheRunAtOnce() throws {
    var heard = 0
    #expect(throws: EstimatorError.invalidSetting(name: "k", value: "0", rule: "at least 1")) {
      try Parallelism.withThreads(1) {
        try crossValidate(LogisticRegression(), x, y, scoring: [.accuracy, .topK(0)]) { _ in
          heard += 1
          return .proceed
        }
      }
    }
    #expect(heard == 0)
  }

  // MARK: Searches

  /// 45 neighbours are more than the first folds in time have rows: that candidate counts on fewer folds, and ranks
  /// last however good it is on these.
  @Test func candidatesWithFailedFoldsRankBehindTheOthers() throws {
    let wrong = Scorer<Int>("errors") { try zeroOneLoss(of: $0, against: $1, sampleWeight: $2) }
    for scorer in [Scorer.accuracy, wrong] {
      let search = GridSearch(
        KNeighborsClassifier<Int>(), .init(\.neighbors, [45, 3, 5]), splitter: TimeSeriesSplit(5), scoring: [scorer])
      let results = try search.fitted(to: x, y).results
      #expect(results.candidates[0].rank == 3 && results.bestIndex != 0)
      #expect(results.candidates[0].testScores[0].counted == 1 && results.candidates[0].failures.count == 4)
      #expect(results.candidates[0].failure?.contains("at most the number of rows, 10") == true)
      #expect(results.isComplete)
      #expect("\(results)".contains("(1 of 5 folds)"))
      #expect("\(results)".contains("Fold 3 has no score"))
      #expect("\(results)".contains("(1 of 3 candidates)"))
      #expect(try JSON.value(SearchResults.self, of: JSON.text(of: results)) == results)
    }
  }

  @Test func whenAllCandidatesFailOnOneFoldTheOthersDecide() throws {
    let late = (0..<60).map { $0 < 15 ? 0 : $0 % 2 }
    let search = GridSearch(LogisticRegression(), .init(\.c, [1e-6, 10]), splitter: TimeSeriesSplit(5))
    let model = try search.fitted(to: x, late)
    #expect(model.results.candidates.allSatisfy { $0.testScores[0].counted == 4 && $0.rank != nil })
    #expect("\(model.results)".components(separatedBy: "Fold 0 has no score").count == 2)
    #expect(try JSON.value(type(of: model), of: JSON.text(of: model)) == model)
  }

  @Test func aSearchWithoutAnyScoreThrowsTheFirstReason() throws {
    let search = GridSearch(LogisticRegression(), .init(\.c, [1, 10]), splitter: KFold(2))
    #expect(throws: EstimatorError.tooFewClasses(found: ["1"])) {
      try search.fitted(to: x[rows: ..<20], (0..<20).map { $0 < 10 ? 0 : 1 })
    }
  }

  @Test func logisticRegressionCVLeavesOutFoldsOfOneClass() throws {
    let late = (0..<60).map { $0 < 30 ? 0 : 1 }
    let clf = LogisticRegressionCV(LogisticRegression(), cs: [0.01, 1, 100], splitter: TimeSeriesSplit(5))
    let model = try clf.fitted(to: x, late)
    #expect(model.scores.map { $0[0].isNaN } == [true, true, true, false, false])
    let good = try TimeSeriesSplit(5).folds(rows: 60).suffix(2)
    var alone = clf
    alone.splitter = FixedFolds(folds: Array(good))
    let expected = try alone.fitted(to: x, late)
    #expect(model.c == expected.c && model.path.meanScores == expected.path.meanScores)
    #expect(model.notes.count { $0.contains("has no score") } == 3)
    #expect("\(model.path)".contains("(2 of 5 folds)"))
    #expect(try JSON.value(type(of: model), of: JSON.text(of: model)) == model)
    var none = clf
    none.splitter = FixedFolds(folds: Array(try TimeSeriesSplit(5).folds(rows: 60).prefix(3)))
    #expect(throws: EstimatorError.tooFewClasses(found: ["0"])) { try none.fitted(to: x, late) }
  }

  @Test func aTunedThresholdLeavesOutFoldsOfOneClass() throws {
    let late = (0..<60).map { $0 < 15 ? 0 : $0 % 2 }
    let tuned = TunedThresholdClassifier(LogisticRegression(), splitter: TimeSeriesSplit(5))
    let model = try tuned.fitted(to: x, late)
    var alone = tuned
    alone.splitter = FixedFolds(folds: Array(try TimeSeriesSplit(5).folds(rows: 60).dropFirst()))
    #expect(try model.threshold == alone.fitted(to: x, late).threshold)
    #expect(model.curve?.failures.map(\.fold) == [0])
    #expect(try JSON.value(type(of: model), of: JSON.text(of: model)) == model)
  }

  /// A score that is NaN at the first threshold does not keep that one chosen.
  @Test func aThresholdWithoutAScoreIsNotChosen() throws {
    let picky = Scorer<Int>("picky") { predicted, truth, weights in
      predicted.contains(0) ? try accuracy(of: predicted, against: truth, sampleWeight: weights) : .nan
    }
    let tuned = TunedThresholdClassifier(LogisticRegression(c: 100), scoring: picky)
    let curve = try #require(try tuned.fitted(to: x, y).curve)
    #expect(curve.scores[0].isNaN && curve.bestIndex > 0 && curve.bestScore > 0.5)
    let never = TunedThresholdClassifier(LogisticRegression(), scoring: Scorer("never") { _, _, _ in .nan })
    #expect { try never.fitted(to: x, y) } throws: { "\($0)".contains("never, which is NaN at every threshold") }
  }
}

/// Folds that are given.
private struct FixedFolds: Splitter {
  let folds: [Fold]

  func folds(of rows: SplitRows) throws -> [Fold] { folds }
}
