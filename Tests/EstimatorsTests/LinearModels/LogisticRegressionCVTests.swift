import EstimatorDatasets
import Estimators
import Foundation
import Testing
import _EstimatorTestSupport

/// scikit-learn 1.9.1's LogisticRegressionCV on explicit folds, solved to 1e-12 (saga: 1e-9):
/// `Tests/Reference/logistic_cv.py`.
struct CrossValidationCase: Decodable, Sendable, CustomTestStringConvertible {
  var dataset: String
  var scoring: String
  var weighted: Bool
  var cs: [Double]
  var l1Ratios: [Double]?
  var tests: [[Int]]
  /// Ratios × folds × C.
  var scores: [[[Double]]]
  var c: Double
  var l1Ratio: Double?

  static let all = (try? Reference.load("logistic-cv", as: [CrossValidationCase].self)) ?? []

  var testDescription: String { "\(dataset) \(scoring)\(weighted ? " weighted" : "")\(l1Ratios == nil ? "" : " L1")" }
}

/// Folds whose test rows are listed.
struct ListedFolds: Splitter {
  let tests: [[Int]]

  func folds(of rows: SplitRows) throws -> [Fold] {
    tests.map { test in
      let held = Set(test)
      return Fold(train: (0..<rows.count).filter { !held.contains($0) }, test: test)
    }
  }
}

@Suite(.tags(.slow)) struct LogisticRegressionCVTests {
  @Test func groupsReachTheSplitter() throws {
    let iris = try Iris.load()
    var search = LogisticRegressionCV(cs: [0.1, 1], splitter: GroupKFold(3))
    #expect(EstimatorError.Code.unsupported ~= thrown { try search.fit(iris.features, iris.labels) })
    let model = try search.fit(iris.features, iris.labels, groups: iris.labels.indices.map { $0 % 7 })
    #expect([0.1, 1].contains(model.c))
  }

  @Test func allReferenceAnswersAreThere() {
    #expect(CrossValidationCase.all.count == 6)
  }

  @Test(arguments: CrossValidationCase.all)
  func scoresAndChoiceAreThoseOfTheReference(testCase: CrossValidationCase) throws {
    let (features, y) = try DataSets.load(testCase.dataset)
    let x = try StandardScaler().fitted(to: features).transform(features)
    let isLoss = testCase.scoring == "neg_log_loss"
    let clf = LogisticRegressionCV(
      LogisticRegression(
        solver: testCase.l1Ratios == nil ? .newtonCholesky : .coordinateDescent, tolerance: 1e-10, maxIterations: 5000),
      cs: testCase.cs, l1Ratios: testCase.l1Ratios, splitter: ListedFolds(tests: testCase.tests),
      scoring: isLoss ? .logLoss : .accuracy)
    let weights = testCase.weighted ? y.indices.map { 0.25 + Double(($0 * 7919) % 101) / 50 } : nil
    let model = try clf.fitted(to: x, y, sampleWeight: weights)
    #expect(abs(model.c / testCase.c - 1) < 1e-12)
    #expect(model.l1Ratio == testCase.l1Ratio ?? 0)
    for (path, expected) in zip(model.paths, testCase.scores) {
      for (found, wanted) in zip(path.scores.joined(), expected.joined()) {
        // saga stops 1e-7 from the optimum
        #expect(abs(found - (isLoss ? -wanted : wanted)) < 1e-6)
      }
    }
  }

  /// By the default solver too, within what its tolerance allows.
  @Test func warmStartedFitsReachWhatColdOnesReach() throws {
    let (x, y) = try standardisedIris()
    let folds = try StratifiedKFold(4).folds(of: y)
    let base = LogisticRegression(tolerance: 1e-10)
    let clf = LogisticRegressionCV(
      base, cs: [0.01, 1, 100], splitter: StratifiedKFold(4), keepsCoefficientPaths: true)
    let model = try clf.fitted(to: x, y)
    for (place, c) in model.cs.enumerated() {
      for (number, fold) in folds.enumerated() {
        var alone = base
        alone.c = c
        let cold = try alone.fitted(to: x.selectingRows(fold.train), fold.train.map { y[$0] })
        let warm = try #require(model.coefficientPaths)[0][place][number]
        #expect(difference(warm, cold.coefficients) < 1e-5)
      }
    }
    var chosen = base
    chosen.c = model.c
    #expect(difference(try chosen.fitted(to: x, y).coefficients, model.coefficients) < 1e-6)
  }

  @Test func labelsOfTestRowsDoNotReachTheFitsOfTheirFold() throws {
    let (x, y) = try standardisedIris()
    let test = Array(stride(from: 0, to: 150, by: 4))
    let clf = LogisticRegressionCV(
      LogisticRegression(), cs: [0.1, 10], splitter: ListedFolds(tests: [test]), keepsCoefficientPaths: true)
    var changed = y
    for row in test { changed[row] = 2 - changed[row] }
    let (a, b) = (try clf.fitted(to: x, y), try clf.fitted(to: x, changed))
    #expect(a.coefficientPaths == b.coefficientPaths)
    #expect(a.scores != b.scores)
  }

  // MARK: Choice

  @Test func theOneStandardErrorRuleTakesTheSmallestCThatTheDataCannotTellFromTheBest() {
    // Means 0.5, 0.41, 0.40, 0.40; the standard error of the best is 0.02.
    let scores = [[0.5, 0.39, 0.38, 0.38], [0.5, 0.43, 0.42, 0.42]]
    let path = CrossValidatedPath(
      l1Ratio: 0, cs: [1, 2, 3, 4], scores: scores, iterations: [[1, 1, 1, 1], [1, 1, 1, 1]], greaterIsBetter: false)
    #expect(abs(path.standardErrors[2] - 0.02) < 1e-15)
    #expect(path.cMin == 3)
    #expect(path.cOneStandardError == 2)
    let gains = CrossValidatedPath(
      l1Ratio: 0, cs: [1, 2, 3, 4], scores: scores, iterations: [[1, 1, 1, 1], [1, 1, 1, 1]], greaterIsBetter: true)
    #expect(gains.cMin == 1)
  }

  @Test func theRuleDecidesWhichCIsFitted() throws {
    let (x, y) = try standardisedIris()
    let clf = LogisticRegressionCV(LogisticRegression(), rule: .oneStandardError)
    let model = try clf.fitted(to: x, y)
    #expect(model.c == model.cOneStandardError)
    #expect(try #require(model.cOneStandardError) < #require(model.cMin))
    var best = clf
    best.rule = .best
    #expect(try best.fitted(to: x, y).c == model.cMin)
  }

  @Test func aGridWhoseBestIsItsEndSaysSo() throws {
    let (x, y) = try standardisedIris()
    let model = try LogisticRegressionCV(LogisticRegression(), cs: [1e-4, 1e-3]).fitted(to: x, y)
    #expect(model.notes.joined().contains("upper end of the grid"))
  }

  @Test func aClassThatAFoldDoesNotTrainOnIsTold() throws {
    let (x, y) = try standardisedIris()
    let clf = LogisticRegressionCV(
      LogisticRegression(), cs: [1], splitter: ListedFolds(tests: [Array(0..<50), Array(50..<60)]), scoring: .accuracy)
    let model = try clf.fitted(to: x, y)
    #expect(model.scores[0][0] == 0)
    #expect(model.notes.joined().contains("without any row of these classes"))
  }

  @Test func theDefaultGridIsScikitLearns() throws {
    let grid = try logarithmicGrid()
    #expect(grid.count == 10 && abs(grid[0] - 1e-4) < 1e-18 && abs(grid[9] - 1e4) < 1e-10)
    #expect(abs(grid[4] - 0.359381366380463) < 1e-14)
    #expect(LogisticRegressionCV().cs == grid)
  }

  // MARK: Stopping

  @Test func stoppedItFitsTheBestCSoFar() throws {
    let (x, y) = try standardisedIris()
    let clf = LogisticRegressionCV(LogisticRegression(), cs: [0.01, 0.1, 1], splitter: StratifiedKFold(3))
    var heard: [Int] = []
    // One at a time: side by side, a fit of the last C may end before one of the second.
    let model = try Parallelism.withThreads(1) {
      try clf.fitted(to: x, y) { iteration in
        heard.append(iteration.number)
        return iteration.number == 6 ? .stop : .proceed
      }
    }
    #expect(Array(heard.prefix(6)) == [1, 2, 3, 4, 5, 6])
    #expect(model.cs == [0.01, 0.1])
    #expect(model.c == 0.1)
    #expect(model.notes.joined().contains("only 2 of 3 C"))
  }

  /// Side by side, fits end in any order: whatever it is, only C that all folds have done are kept, with the scores of
  /// a run that nobody stopped, and without one the error says that the caller stopped it.
  @Test(arguments: [2, 3, 5], 1...9)
  func stoppedAmongFitsSideBySideItKeepsWholeC(threads: Int, stop: Int) throws {
    let (x, y) = try standardisedIris()
    let clf = LogisticRegressionCV(LogisticRegression(), cs: [1, 0.01, 0.1], splitter: StratifiedKFold(3))
    let whole = try clf.fitted(to: x, y)
    func check(_ model: LogisticRegressionCV<Int>.Model) {
      let count = model.cs.count
      #expect(model.cs == Array([0.01, 0.1, 1].prefix(count)))
      #expect(model.scores == whole.scores.map { Array($0.prefix(count)) })
      #expect(model.path.iterations == whole.path.iterations.map { Array($0.prefix(count)) })
    }
    do {
      let model = try Parallelism.withThreads(threads) {
        try clf.fitted(to: x, y) { $0.number == stop ? .stop : .proceed }
      }
      check(model)
      #expect(model.cs.contains(model.c) && model.c == model.cMin)
      #expect(model.notes.joined().contains("only \(model.cs.count) of 3 C") == (model.cs.count < 3))
      #expect(!model.notes.joined().contains("Cancelled"))
      // A C takes three fits; those under way at the stop may have ended too.
      #expect(model.cs.count <= (stop + threads - 1) / 3)
    } catch let error as FitInterrupted<LogisticRegressionCV<Int>.Model> {
      check(error.model)
      #expect(error.model.cs.isEmpty && error.cause == .caller)
      #expect("\(error)".contains("stopped by the caller after iteration") && !"\(error)".contains("ancelled"))
      #expect(error.model.notes.joined().contains("Stopped before a C was judged on all 3 folds"))
    }
  }

  @Test func cancelledItKeepsTheScoresSoFar() throws {
    let (x, y) = try standardisedIris()
    let clf = LogisticRegressionCV(LogisticRegression(), cs: [0.01, 0.1, 1], splitter: StratifiedKFold(3))
    let error = #expect(throws: FitInterrupted<LogisticRegressionCV<Int>.Model>.self) {
      try Parallelism.withThreads(1) {
        try clf.fitted(to: x, y) { if $0.number == 4 { throw CancellationError() } else { .proceed } }
      }
    }
    #expect(error?.model.cs == [0.01] && error?.cause == .cancelled)
    #expect(error?.model.notes == ["Cancelled: this is the model of one fold."])
    #expect(try #require(error).model.predict(x).count == 150)
  }

  // MARK: Settings

  @Test(arguments: [[], [0.0], [-1], [.nan], [.infinity]])
  func aGridOutsideItsRangeIsExplained(cs: [Double]) {
    #expect {
      try LogisticRegressionCV(cs: cs).validate()
    } throws: {
      "\($0)".contains("`cs`")
    }
  }

  @Test func ratiosAndPenaltiesOutsideTheirRangeAreExplained() {
    for ratios in [[], [1.5]] {
      #expect(refusedSetting { try LogisticRegressionCV(l1Ratios: ratios).validate() } == "l1Ratios")
    }
    let none = LogisticRegressionCV(LogisticRegression(penalty: .none))
    #expect(refusedSetting { try none.validate() } == "classifier.penalty")
    let smooth = LogisticRegressionCV(LogisticRegression(solver: .newtonCholesky), l1Ratios: [0.5])
    #expect(EstimatorError.Code.unsupported ~= thrown { try smooth.validate() })
  }

  private func standardisedIris() throws -> (x: Features, y: [Int]) {
    let iris = try Iris.load()
    return (try StandardScaler().fitted(to: iris.features).transform(iris.features), iris.labels)
  }
}
