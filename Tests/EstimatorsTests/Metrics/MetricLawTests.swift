import Estimators
import Testing
import _EstimatorTestSupport

/// What holds for every metric: weights are repetitions, weight 0 is absence, row order has no part, bad input throws.
@Suite struct MetricLawTests {
  /// A metric of labels and probabilities at once.
  struct Metric: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let value: @Sendable (Sample) throws -> Double
  }

  /// Rows of three classes.
  struct Sample: Sendable {
    var truth, predicted: [String]
    var probabilities: [[Double]]
    var weights: [Double]?

    static let classes = ["a", "b", "c"]

    func choosing(_ rows: [Int]) -> Sample {
      Sample(
        truth: rows.map { truth[$0] }, predicted: rows.map { predicted[$0] },
        probabilities: rows.map { probabilities[$0] }, weights: weights.map { all in rows.map { all[$0] } })
    }

    func matrix() throws -> Matrix<Double> { try Matrix(probabilities) }

    static func random(_ count: Int, seed: UInt32) -> Sample {
      var random = RandomState(seed)
      var sample = Sample(truth: [], predicted: [], probabilities: [], weights: nil)
      for row in 0..<count {
        // Sixteenths, so that scores tie.
        let a = Double(Int(random.random() * 9)) / 16
        let b = Double(Int(random.random() * 8)) / 16
        let p = [a, b, 1 - a - b]
        let best = p.firstIndex(of: p.max() ?? 0) ?? 0
        sample.probabilities.append(p)
        sample.predicted.append(classes[best])
        sample.truth.append(classes[random.random() < 0.6 ? best : row % 3])
      }
      return sample
    }
  }

  static let metrics: [Metric] =
    [
      Metric(testDescription: "accuracy") {
        try accuracy(of: $0.predicted, against: $0.truth, sampleWeight: $0.weights)
      },
      Metric(testDescription: "zero-one") {
        try zeroOneLoss(of: $0.predicted, against: $0.truth, sampleWeight: $0.weights)
      },
      Metric(testDescription: "balanced accuracy") {
        try balancedAccuracy(of: $0.predicted, against: $0.truth, sampleWeight: $0.weights)
      },
      Metric(testDescription: "Matthews") {
        try matthewsCorrelation(of: $0.predicted, against: $0.truth, sampleWeight: $0.weights)
      },
      Metric(testDescription: "kappa") {
        try cohenKappa(of: $0.predicted, against: $0.truth, disagreement: .quadratic, sampleWeight: $0.weights)
      },
      Metric(testDescription: "F2 weighted") {
        try fBetaScore(2, of: $0.predicted, against: $0.truth, averaging: .weighted, sampleWeight: $0.weights)
      },
      Metric(testDescription: "Brier") {
        try brierScore(of: $0.matrix(), against: $0.truth, classes: Sample.classes, sampleWeight: $0.weights)
      },
      Metric(testDescription: "top 2") {
        try topKAccuracy(2, of: $0.matrix(), against: $0.truth, classes: Sample.classes, sampleWeight: $0.weights)
      },
      Metric(testDescription: "log-loss") {
        try logLoss(of: $0.matrix(), against: $0.truth, classes: Sample.classes, sampleWeight: $0.weights)
      },
      Metric(testDescription: "average precision") {
        try averagePrecision(of: $0.matrix(), against: $0.truth, classes: Sample.classes, sampleWeight: $0.weights)
      },
      Metric(testDescription: "ECE, equal width") {
        try expectedCalibrationError(
          of: $0.matrix(), against: $0.truth, classes: Sample.classes, sampleWeight: $0.weights)
      },
      Metric(testDescription: "ECE, equal mass") {
        try expectedCalibrationError(
          of: $0.matrix(), against: $0.truth, classes: Sample.classes, bins: 5, by: .equalMass, sampleWeight: $0.weights
        )
      },
    ]
    + AreaAveraging.allCases.map { averaging in
      Metric(testDescription: "ROC-AUC \(averaging)") {
        try rocAUC(
          of: $0.matrix(), against: $0.truth, classes: Sample.classes, averaging: averaging, sampleWeight: $0.weights)
      }
    }

  private let sample = Sample.random(90, seed: 11)

  @Test(arguments: metrics)
  func weightsAreRepetitions(metric: Metric) throws {
    var weighted = sample
    let times = sample.truth.indices.map { ($0 * 7 + $0 / 5) % 4 }
    weighted.weights = times.map(Double.init)
    let repeated = sample.choosing(times.indices.flatMap { Array(repeating: $0, count: times[$0]) })
    #expect(abs(try metric.value(weighted) - metric.value(repeated)) < 1e-13)
  }

  @Test(arguments: metrics)
  func rowOrderHasNoPart(metric: Metric) throws {
    var random = RandomState(2)
    let shuffled = sample.choosing(random.permutation(90))
    #expect(abs(try metric.value(sample) - metric.value(shuffled)) < 1e-13)
  }

  @Test(arguments: metrics)
  func weightsOfTheSameSizeChangeNothing(metric: Metric) throws {
    var weighted = sample
    weighted.weights = sample.truth.map { _ in 0.25 }
    #expect(abs(try metric.value(weighted) - metric.value(sample)) < 1e-13)
  }

  @Test(arguments: metrics)
  func badInputIsExplained(metric: Metric) {
    var few = sample
    few.truth.removeLast()
    #expect(EstimatorError.Code.rowCountMismatch ~= thrown { try metric.value(few) })
    for wrong in [-1, .nan, .infinity] {
      var weighted = sample
      weighted.weights = sample.truth.map { _ in 1 }
      weighted.weights?[3] = wrong
      #expect(EstimatorError.Code.invalidWeight ~= thrown { try metric.value(weighted) })
    }
    var absent = sample
    absent.weights = sample.truth.map { _ in 0 }
    #expect(EstimatorError.Code.noWeight ~= thrown { try metric.value(absent) })
    #expect(throws: (any Error).self) { try metric.value(sample.choosing([])) }
  }

  @Test func scoresThatAreNoNumbersAreRefused() throws {
    var p = try sample.matrix()
    p[5, 1] = .nan
    let (y, classes) = (sample.truth, Sample.classes)
    #expect(EstimatorError.Code.notFinite ~= thrown { try rocAUC(of: p, against: y, classes: classes) })
    #expect(EstimatorError.Code.notFinite ~= thrown { try topKAccuracy(1, of: p, against: y, classes: classes) })
    #expect(EstimatorError.Code.notADistribution ~= thrown { try brierScore(of: p, against: y, classes: classes) })
    #expect(EstimatorError.Code.notFinite ~= thrown { try ROCCurve(of: [0.1, .nan], positive: [true, false]) })
    #expect(refusedSetting { try CalibrationCurve(of: [0.1, 1.5], positive: [true, false]) } == "probabilities[1]")
  }

  @Test func topOneIsTheAccuracyOfThePrediction() throws {
    let top = try topKAccuracy(1, of: sample.matrix(), against: sample.truth, classes: Sample.classes)
    #expect(try top == accuracy(of: sample.predicted, against: sample.truth))
    #expect(try topKAccuracy(3, of: sample.matrix(), against: sample.truth, classes: Sample.classes) == 1)
    #expect(
      refusedSetting {
        try topKAccuracy(0, of: sample.matrix(), against: sample.truth, classes: Sample.classes)
      } == "k")
  }

  @Test func classesWithoutRowsAreNamed() throws {
    let only = sample.choosing(sample.truth.indices.filter { sample.truth[$0] != "b" })
    for averaging in AreaAveraging.allCases where averaging != .oneVsRestWeighted {
      do {
        _ = try rocAUC(of: only.matrix(), against: only.truth, classes: Sample.classes, averaging: averaging)
        Issue.record("\(averaging) went through")
      } catch let error as EstimatorError {
        #expect("\(error)".contains("b"))
      }
    }
    #expect(EstimatorError.Code.unsupported ~= thrown { try ROCCurve(of: [1, 2], positive: [true, true]) })
    #expect(
      EstimatorError.Code.unsupported ~= thrown { try PrecisionRecallCurve(of: [1, 2], positive: [false, false]) })
  }

  /// Also of a label that neither side has, as in a batch without a rare class: scikit-learn's `pos_label`.
  @Test func aLabelThatNeitherSideHasIsZeroDividedByZero() throws {
    typealias Policy = ClassificationReport<String>.ZeroDivision
    typealias Score = ([String], [String], Averaging<String>, Policy) throws -> Double
    let scores: [Score] = [
      { try f1Score(of: $0, against: $1, averaging: $2, zeroDivision: $3) },
      { try precisionScore(of: $0, against: $1, averaging: $2, zeroDivision: $3) },
      { try recallScore(of: $0, against: $1, averaging: $2, zeroDivision: $3) },
      { try fBetaScore(2, of: $0, against: $1, averaging: $2, zeroDivision: $3) },
    ]
    for score in scores {
      #expect(try score(["a", "a"], ["a", "a"], .only("z"), .zero) == 0)
      #expect(try score(["a", "a"], ["a", "a"], .only("z"), .one) == 1)
      #expect(try score(["a", "a"], ["a", "a"], .only("z"), .notANumber).isNaN)
      #expect(try score(["a", "a"], ["a", "a"], .only("a"), .zero) == 1)
    }
  }

  @Test func scoresThatAreNoNumbersSurviveCoding() throws {
    let report = try ClassificationReport(
      of: ["a", "a"], against: ["a", "a"], classes: ["a", "b"], zeroDivision: .notANumber)
    let back = try JSON.value([ClassificationReport<String>.Scores].self, of: JSON.text(of: report.scores))
    #expect(back[0] == report.scores[0] && back[1].f1.isNaN && back[1].support == 0)
  }

  @Test(arguments: [0, 1, 1e200, Double.infinity])
  func fBetaIsBetweenPrecisionAndRecall(beta: Double) throws {
    let confusion = try ConfusionMatrix(of: ["a", "a", "b", "a"], against: ["a", "b", "b", "b"])
    let score = try confusion.fBeta(beta, averaging: .only("b"))
    let expected = beta == 0 ? 1 : beta == 1 ? 0.5 : 1.0 / 3
    #expect(abs(score - expected) < 1e-15)
    #expect(refusedSetting { try confusion.fBeta(-1) } == "beta")
    #expect(refusedSetting { try confusion.fBeta(.nan) } == "beta")
  }

  @Test func zeroDivisionHasAPolicy() throws {
    let (predicted, truth) = (["a", "a"], ["a", "b"])
    #expect(try precisionScore(of: predicted, against: truth) == 0.25)
    #expect(try precisionScore(of: predicted, against: truth, zeroDivision: .one) == 0.75)
    #expect(try precisionScore(of: predicted, against: truth, zeroDivision: .notANumber) == 0.5)
  }

  @Test func equalMassBinsHoldEqualWeight() throws {
    let p = (0..<40).map { Double($0 * 17 % 40) / 40 }
    let curve = try CalibrationCurve(of: p, positive: p.map { $0 > 0.5 }, bins: 8, by: .equalMass)
    #expect(curve.weights == Array(repeating: 5, count: 8))
    #expect(curve.observed == [0, 0, 0, 0, 0.8, 1, 1, 1])
    #expect(abs(curve.maximumError - 0.425) < 1e-12)  // 15...19 of 40 in the fourth bin, none of them true
    let error = zip(curve.predicted, curve.observed).map { abs($0 - $1) }.reduce(0, +) / 8
    #expect(abs(curve.expectedError - error) < 1e-15)
  }
}
