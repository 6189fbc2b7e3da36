import EstimatorDatasets
import Estimators
import Foundation
import Testing
import _EstimatorTestSupport

/// What scikit-learn 1.9.1 says, stored in `Tests/Reference/thresholds.json`.
private struct ThresholdAnswers: Decodable {
  struct Tuned: Decodable {
    let base, scorer: String
    let count: Int?
    let listed: [Double]?
    let response: ThresholdResponse
    let weighted: Bool
    let thresholds, scores: [Double]
    let bestThreshold, bestScore: Double
    let predicted: [Int]
  }

  struct Fixed: Decodable {
    let threshold: Double
    let response: ThresholdResponse
    let positive: Int
    let predicted: [Int]
  }

  let tuned: [Tuned]
  let fixed: [Fixed]
}

@Suite struct ThresholdTests {
  private let answers: ThresholdAnswers
  private let x: Features
  private let y: [Int]

  init() throws {
    answers = try Reference.load("thresholds", as: ThresholdAnswers.self)
    let data = try BreastCancer.load()
    x = try StandardScaler().fitted(to: data.features).transform(data.features)
    y = data.labels
  }

  private static let macroF1 = Scorer<Int>("f1") {
    try f1Score(of: $0, against: $1, averaging: .macro, sampleWeight: $2)
  }
  private static let zeroOne = Scorer<Int>("zero-one", greaterIsBetter: false) {
    try zeroOneLoss(of: $0, against: $1, sampleWeight: $2)
  }

  private func check(_ answer: ThresholdAnswers.Tuned, _ base: some Classifier<Int>) throws {
    let scorer: Scorer<Int> =
      switch answer.scorer {
      case "balancedAccuracy": .balancedAccuracy
      case "f1": Self.macroF1
      default: Self.zeroOne
      }
    let classifier = TunedThresholdClassifier(
      base, scoring: scorer, thresholds: answer.count.map { .count($0) } ?? .listed(answer.listed ?? []),
      splitter: StratifiedKFold(4, randomState: 3), response: answer.response)
    let weights = answer.weighted ? y.indices.map { 0.25 + Double(($0 * 7919) % 101) / 50 } : nil
    let model = try classifier.fitted(to: x, y, sampleWeight: weights)
    let curve = try #require(model.curve)
    let comment: Comment = "\(answer.base), \(answer.scorer), \(answer.response)"
    let sign = scorer.greaterIsBetter ? 1.0 : -1
    // Scores are shares of rows; between two thresholds they are as exact as the responses.
    #expect(relativeError(curve.thresholds, answer.thresholds) < 1e-7, comment)
    #expect(relativeError(curve.scores, answer.scores.map { $0 * sign }) < 1e-6, comment)
    #expect(relativeError([model.threshold], [answer.bestThreshold]) < 1e-7, comment)
    #expect(relativeError([curve.bestScore], [answer.bestScore * sign]) < 1e-6, comment)
    #expect(try model.predict(x) == answer.predicted, comment)
  }

  @Test func tunedThresholdsAreScikitLearns() throws {
    #expect(answers.tuned.count == 6)
    for answer in answers.tuned {
      switch answer.base {
      case "lda": try check(answer, LinearDiscriminantAnalysis<Int>())
      default: try check(answer, LogisticRegression(solver: .newtonCholesky, c: 0.01, tolerance: 1e-12))
      }
    }
  }

  @Test func fixedThresholdsAreScikitLearns() throws {
    #expect(answers.fixed.count == 4)
    for answer in answers.fixed {
      let classifier = FixedThresholdClassifier(
        LinearDiscriminantAnalysis<Int>(), threshold: answer.threshold, response: answer.response,
        positive: answer.positive)
      let model = try classifier.fitted(to: x, y)
      #expect(try model.predict(x) == answer.predicted)
      #expect(try model.predictProbabilities(x) == model.base.predictProbabilities(x))
    }
  }

  @Test func groupsReachSplitterAndBase() throws {
    let groups = y.indices.map { $0 % 7 }
    let search = GridSearch(LogisticRegression(), .init(\.c, [0.1, 1]), splitter: GroupKFold(3))
    var tuned = TunedThresholdClassifier(search, splitter: GroupKFold(3))
    try tuned.fit(x, y, groups: groups)
    var fixed = FixedThresholdClassifier(search, threshold: 0.3)
    try fixed.fit(x, y, groups: groups)
    #expect(EstimatorError.Code.unsupported ~= thrown { try fixed.fit(x, y) })
    #expect(EstimatorError.Code.unsupported ~= thrown { try tuned.fit(x, y) })
  }

  @Test func wrongSettingsAndDataAreExplained() throws {
    let iris = try Iris.load()
    for wrong in [TunedThresholdClassifier<LogisticRegression<Int>>.Thresholds.count(1), .listed([]), .listed([2, 1])] {
      #expect(
        refusedSetting {
          try TunedThresholdClassifier(LogisticRegression(), thresholds: wrong).fitted(to: x, y)
        } == "thresholds")
    }
    #expect {
      try TunedThresholdClassifier(LogisticRegression(), scoring: .logLoss).fitted(to: x, y)
    } throws: {
      "\($0)".contains("a score of labels")
    }
    #expect {
      try TunedThresholdClassifier(LogisticRegression()).fitted(to: iris.features, iris.labels)
    } throws: {
      "\($0)".contains("One threshold for 3 classes")
    }
    #expect {
      try TunedThresholdClassifier(DummyClassifier<Int>()).fitted(to: x, y)
    } throws: {
      "\($0)".contains("tells rows apart")
    }
    #expect(throws: EstimatorError.unknownClass(label: "7", known: ["0", "1"])) {
      try FixedThresholdClassifier(LogisticRegression(), positive: 7).fitted(to: x, y)
    }
    #expect(
      refusedSetting {
        try FixedThresholdClassifier(LogisticRegression(), threshold: .nan).fitted(to: x, y)
      } == "threshold")
  }

  /// The curves of the folds are interpolated at each other's thresholds, each found in logarithmic time.
  @Test func manyThresholdsAreNotTooMany() throws {
    let few = y.indices.filter { $0 % 20 == 0 }
    let tuned = TunedThresholdClassifier(
      LogisticRegression(c: 0.001), thresholds: .count(40_000), splitter: StratifiedKFold(2))
    let model = try tuned.fitted(to: x.features.selectingRows(few), few.map { y[$0] })
    let curve = try #require(model.curve)
    #expect(curve.thresholds.count == 40_000)
    #expect(zip(curve.thresholds, curve.thresholds.dropFirst()).allSatisfy { $0 < $1 })
    #expect(curve.scores.max() == curve.bestScore)
  }

  @Test func aCancellationIsHeardBetweenThresholds() async throws {
    let tuned = TunedThresholdClassifier(
      LogisticRegression(c: 0.001), thresholds: .count(1_000_000), splitter: StratifiedKFold(2))
    let (x, y) = (x, y)
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try tuned.fitted(to: x, y)
    }
    do {
      _ = try await task.value
      Issue.record("The cancellation went unheard")
    } catch let stop as FoldsInterrupted<ThresholdModel<LogisticRegression<Int>.Model>?> {
      #expect(stop.done == 0 && stop.total == 2)
    }
  }

  @Test func spoiltFilesAreRefused() throws {
    let model = try TunedThresholdClassifier(GaussianNB<Int>(), thresholds: .listed([0.25, 0.5])).fitted(to: x, y)
    let text = try JSON.text(of: model)
    #expect(try JSON.value(type(of: model), of: text) == model)
    let spoilt = [
      ("\"positive\":1", "\"positive\":2"), ("[0.25,0.5]", "[0.25]"), ("\"bestIndex\":", "\"bestIndex\":9"),
    ]
    for (from, to) in spoilt {
      #expect(text.contains(from))
      #expect(throws: (any Error).self, "\(to)") {
        try JSON.value(type(of: model), of: text.replacingOccurrences(of: from, with: to))
      }
    }
  }
}
