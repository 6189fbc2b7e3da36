import Estimators
import Foundation
import Testing

/// Code whose own names hide the free functions.
private struct Judge {
  let truth = ["a", "b", "b", "c", "a", "b"]
  let predicted = ["a", "b", "c", "c", "b", "b"]
  let probabilities = Matrix(rows: 6, columns: 3) { elements in
    for row in 0..<6 {
      for (column, p) in [0.5, 0.3, 0.2].enumerated() {
        elements.initializeElement(at: row * 3 + (column + row) % 3, to: p)
      }
    }
  }
  let classes = ["a", "b", "c"]

  var accuracy: Double { get throws { try Metrics.accuracy(of: predicted, against: truth) } }
  var logLoss: Double { get throws { try Metrics.logLoss(of: probabilities, against: truth, classes: classes) } }
}

@Suite struct MetricsNamespaceTests {
  private let judge = Judge()

  @Test func membersOfTheSameNameHideNothing() throws {
    #expect(try judge.accuracy == 4.0 / 6)
    #expect(try judge.logLoss == logLoss(of: judge.probabilities, against: judge.truth, classes: judge.classes))
  }

  @Test func theyAreTheFreeFunctions() throws {
    let (a, b, p, k) = (judge.predicted, judge.truth, judge.probabilities, judge.classes)
    let weights = [1.0, 2, 1, 3, 1, 1]
    let rows: ([Int]) throws -> Double = { Double($0.reduce(0, +)) }
    let pairs: [(Double, Double)] = [
      (
        try Metrics.accuracy(of: a, against: b, sampleWeight: weights),
        try accuracy(of: a, against: b, sampleWeight: weights)
      ),
      (
        try Metrics.balancedAccuracy(of: a, against: b, adjusted: true),
        try balancedAccuracy(of: a, against: b, adjusted: true)
      ),
      (try Metrics.zeroOneLoss(of: a, against: b), try zeroOneLoss(of: a, against: b)),
      (try Metrics.matthewsCorrelation(of: a, against: b), try matthewsCorrelation(of: a, against: b)),
      (try Metrics.cohenKappa(of: a, against: b), try cohenKappa(of: a, against: b)),
      (
        try Metrics.precisionScore(of: a, against: b, averaging: .only("c")),
        try precisionScore(of: a, against: b, averaging: .only("c"))
      ),
      (
        try Metrics.recallScore(of: a, against: b, averaging: .micro),
        try recallScore(of: a, against: b, averaging: .micro)
      ),
      (try Metrics.f1Score(of: a, against: b), try f1Score(of: a, against: b)),
      (try Metrics.fBetaScore(2, of: a, against: b), try fBetaScore(2, of: a, against: b)),
      (
        try Metrics.logLoss(ofLogProbabilities: p.map(log), against: b, classes: k),
        try logLoss(ofLogProbabilities: p.map(log), against: b, classes: k)
      ),
      (try Metrics.brierScore(of: p, against: b, classes: k), try brierScore(of: p, against: b, classes: k)),
      (
        try Metrics.expectedCalibrationError(of: p, against: b, classes: k, bins: 4, by: .equalMass),
        try expectedCalibrationError(of: p, against: b, classes: k, bins: 4, by: .equalMass)
      ),
      (try Metrics.topKAccuracy(2, of: p, against: b, classes: k), try topKAccuracy(2, of: p, against: b, classes: k)),
      (
        try Metrics.rocAUC(of: p, against: b, classes: k, averaging: .oneVsOne),
        try rocAUC(of: p, against: b, classes: k, averaging: .oneVsOne)
      ),
      (
        try Metrics.averagePrecision(of: p, against: b, classes: k, weighted: true),
        try averagePrecision(of: p, against: b, classes: k, weighted: true)
      ),
    ]
    for (place, pair) in pairs.enumerated() { #expect(pair.0 == pair.1, "\(place)") }
    #expect(
      try Metrics.wilsonInterval(successes: 3, trials: 9, confidence: 0.9)
        == wilsonInterval(successes: 3, trials: 9, confidence: 0.9))
    #expect(try Metrics.accuracyInterval(of: a, against: b) == accuracyInterval(of: a, against: b))
    #expect(
      try Metrics.bootstrapInterval(rows: 9, draws: 50, randomState: 4, rows)
        == bootstrapInterval(rows: 9, draws: 50, randomState: 4, rows))
    #expect(
      try Metrics.compareClassifiers(a, b.reversed(), against: b, draws: 50)
        == compareClassifiers(a, b.reversed(), against: b, draws: 50))
  }

  /// A metric that is added later has to be added there, too.
  @Test func noneIsLeftOut() throws {
    var package = URL(fileURLWithPath: #filePath)
    for _ in 0..<4 { package.deleteLastPathComponent() }
    let folder = package.appendingPathComponent("Sources/Estimators/Metrics")
    let sources = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".swift") && !$0.hasSuffix("OtherLabels.swift") }
      .map { try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8) }.joined(separator: "\n")
    let free = Set(sources.matches(of: /\npublic func (\w+)/).map { String($0.1) })
    let members = Set(sources.matches(of: /\n  public static func (\w+)/).map { String($0.1) })
    #expect(free.count > 15)
    #expect(free.subtracting(members).sorted() == [])
  }
}
