import Estimators
import Foundation

/// What every classifier promises, whatever it computes. Each case can be checked on its own.
public enum ClassifierLaw: String, CaseIterable, Sendable {
  case fitLeavesSettingsAlone
  case fittedNeverReadsTheModel
  case sameDataSameBits
  case threadsDoNotChangeBits
  case rowOrderIsIrrelevant
  case weightsEqualRepetitions
  case weightZeroEqualsAbsence
  case everyStorageGivesTheSame
  case slicesEqualCopies
  case probabilitiesAreDistributions
  case predictionIsTheMostProbableClass
  case unseenLabelsCountAsWrong
  case modelsSurviveCoding
  case badInputIsExplained
  case predictingBeforeFitIsExplained
  case cancellationKeepsTheModelSoFar
}

/// Checks one law for one classifier.
///
/// - Parameters:
///   - classifier: Its settings; the model is ignored.
///   - tolerance: How far probabilities may differ where the mathematics says equal but the iterations may not.
/// - Throws: ``LawViolation`` in words.
public func check<C: Classifier>(
  _ law: ClassifierLaw, of classifier: C, on sample: LawSample = .threeClasses, tolerance: Double
) throws where C.Label == String {
  let laws = ClassifierLaws(classifier: classifier.unfitted, sample: sample, tolerance: tolerance)
  switch law {
  case .fitLeavesSettingsAlone: try laws.fitLeavesSettingsAlone()
  case .fittedNeverReadsTheModel: try laws.fittedNeverReadsTheModel()
  case .sameDataSameBits: try laws.sameDataSameBits()
  case .threadsDoNotChangeBits: try laws.threadsDoNotChangeBits()
  case .rowOrderIsIrrelevant: try laws.rowOrderIsIrrelevant()
  case .weightsEqualRepetitions: try laws.weightsEqualRepetitions()
  case .weightZeroEqualsAbsence: try laws.weightZeroEqualsAbsence()
  case .everyStorageGivesTheSame: try laws.everyStorageGivesTheSame()
  case .slicesEqualCopies: try laws.slicesEqualCopies()
  case .probabilitiesAreDistributions: try laws.probabilitiesAreDistributions()
  case .predictionIsTheMostProbableClass: try laws.predictionIsTheMostProbableClass()
  case .unseenLabelsCountAsWrong: try laws.unseenLabelsCountAsWrong()
  case .modelsSurviveCoding: try laws.modelsSurviveCoding()
  case .badInputIsExplained: try laws.badInputIsExplained()
  case .predictingBeforeFitIsExplained: try laws.predictingBeforeFitIsExplained()
  case .cancellationKeepsTheModelSoFar: try laws.cancellationKeepsTheModelSoFar()
  }
}

private struct ClassifierLaws<C: Classifier> where C.Label == String {
  let classifier: C
  let sample: LawSample
  let tolerance: Double

  private func fitted() throws -> C.Model { try classifier.fitted(to: sample.doubles, sample.labels) }

  private func requireSame(_ a: C.Model, _ b: C.Model, within tolerance: Double, _ what: String) throws {
    try require(a.classes == b.classes, "\(what): classes \(a.classes) and \(b.classes)")
    let (pa, pb) = (try a.predictProbabilities(sample.doubles), try b.predictProbabilities(sample.doubles))
    let distance = difference(pa, pb)
    try require(distance <= tolerance, "\(what): probabilities differ by \(distance), allowed are \(tolerance)")
  }

  func fitLeavesSettingsAlone() throws {
    var copy = classifier
    try copy.fit(sample.doubles, sample.labels)
    let (before, after) = ("\(classifier)", "\(copy.unfitted)")
    try require(before == after, "Settings before: \(before), after: \(after)")
  }

  func fittedNeverReadsTheModel() throws {
    var copy = classifier
    try copy.fit(sample.doubles, sample.labels.reversed())
    let fresh = try fitted()
    try require(try copy.fitted(to: sample.doubles, sample.labels) == fresh, "An earlier model changed the next one")
  }

  func sameDataSameBits() throws {
    try require(try fitted() == fitted(), "Two fits of the same data differ")
  }

  func threadsDoNotChangeBits() throws {
    let threads = Parallelism.threads
    defer { Parallelism.threads = threads }
    Parallelism.threads = 1
    let alone = try fitted()
    for count in [2, 3, 7] {
      Parallelism.threads = count
      try require(try fitted() == alone, "\(count) threads give other bits than 1")
    }
  }

  func rowOrderIsIrrelevant() throws {
    var random = RandomState(3)
    let order = random.permutation(sample.rowCount)
    let shuffled = try classifier.fitted(to: sample.doubles[rows: order], order.map { sample.labels[$0] })
    try requireSame(fitted(), shuffled, within: tolerance, "Shuffled rows")
  }

  func weightsEqualRepetitions() throws {
    let weighted = try classifier.fitted(
      to: sample.doubles, sample.labels, sampleWeight: sample.weights.map(Double.init))
    let repeated = try classifier.fitted(to: sample.doubles[rows: sample.repeated.rows], sample.repeated.labels)
    try requireSame(weighted, repeated, within: tolerance, "Weights and repeated rows")
  }

  func weightZeroEqualsAbsence() throws {
    let weights = sample.weights.map { $0 == 0 ? 0.0 : 1 }
    let kept = weights.indices.filter { weights[$0] > 0 }
    let weighted = try classifier.fitted(to: sample.doubles, sample.labels, sampleWeight: weights)
    let absent = try classifier.fitted(to: sample.doubles[rows: kept], kept.map { sample.labels[$0] })
    try requireSame(weighted, absent, within: 1e-9, "Weight 0 and an absent row")
    // A class of which no row has weight is not known to the model.
    let last = sample.labels.max()
    let without = sample.labels.map { $0 == last ? 0.0 : 1 }
    guard Set(sample.labels).count > 2 else { return }
    let model = try classifier.fitted(to: sample.doubles, sample.labels, sampleWeight: without)
    try require(!model.classes.contains(last ?? ""), "A class without weight stays in \(model.classes)")
  }

  func everyStorageGivesTheSame() throws {
    let dense = try fitted()
    try requireSame(dense, classifier.fitted(to: sample.bytes, sample.labels), within: 1e-9, "Bytes")
    try requireSame(dense, classifier.fitted(to: sample.floats, sample.labels), within: 1e-6, "Floats")
    try requireSame(dense, classifier.fitted(to: sample.sparse(), sample.labels), within: tolerance, "Sparse rows")
    let (a, b) = (
      try dense.predictProbabilities(sample.doubles), try dense.predictProbabilities(sample.sparse())
    )
    try require(difference(a, b) <= 1e-12, "Predicting sparse rows differs by \(difference(a, b))")
  }

  func slicesEqualCopies() throws {
    let half = sample.rowCount / 2
    let labels = Array(sample.labels[half...])
    let slice = try classifier.fitted(to: sample.doubles[rows: half...], labels)
    let copy = try Matrix(rows: sample.rowCount - half, columns: 4, sample.doubles[rows: half...].elements)
    try require(try classifier.fitted(to: copy, labels) == slice, "A slice of rows gives another model than its copy")
    let chosen = try classifier.fitted(to: sample.doubles[rows: Array(half..<sample.rowCount)], labels)
    try requireSame(slice, chosen, within: 1e-9, "Chosen rows and a slice")
  }

  func probabilitiesAreDistributions() throws {
    let model = try fitted()
    // Far outside the data too, where exponentials overflow and underflow.
    for scale in [1, -1, 1e3, -1e6, 1e12] {
      let x = sample.doubles.map { $0 * scale }
      let p = try model.predictProbabilities(x)
      let logs = try model.predictLogProbabilities(x)
      for row in 0..<p.rows {
        let sum = p[row: row].reduce(0, +)
        try require((sum - 1).magnitude < 1e-12, "Row \(row) at scale \(scale) sums to \(sum)")
        try require(p[row: row].allSatisfy { $0 >= 0 && $0 <= 1 }, "Row \(row) is \(Array(p[row: row]))")
        try require(logs[row: row].allSatisfy(\.isFinite), "Logarithms of row \(row): \(Array(logs[row: row]))")
        for (a, b) in zip(p[row: row], logs[row: row]) where a > 1e-300 {
          try require((a - exp(b)).magnitude <= 1e-9, "p = \(a) but exp(log p) = \(exp(b))")
        }
      }
    }
  }

  func predictionIsTheMostProbableClass() throws {
    let model = try fitted()
    let p = try model.predictLogProbabilities(sample.doubles)
    let best = (0..<p.rows).map { row in
      (0..<p.columns).max { p[row, $0] < p[row, $1] || (p[row, $0] == p[row, $1] && $0 > $1) } ?? 0
    }
    let predicted = try model.predict(sample.doubles)
    try require(predicted == best.map { model.classes[$0] }, "predict is not the argmax of the probabilities")
  }

  func unseenLabelsCountAsWrong() throws {
    let model = try fitted()
    let strangers = sample.labels.map { _ in "never seen" }
    try require(try model.score(sample.doubles, strangers) == 0, "Labels never seen must all count as wrong")
  }

  func modelsSurviveCoding() throws {
    let model = try fitted()
    let data = try JSONEncoder().encode(model)
    try require(try JSONDecoder().decode(C.Model.self, from: data) == model, "The model read back differs")
  }

  func badInputIsExplained() throws {
    let (x, y) = (sample.doubles, sample.labels)
    func explained(_ what: String, _ body: () throws -> Void) throws {
      do { try body() } catch is EstimatorError { return } catch is MatrixError { return }
      throw LawViolation("\(what) went through")
    }
    func spoilt(_ value: Double) -> Matrix<Double> {
      var copy = x
      copy[2, 1] = value
      return copy
    }
    try explained("No rows") { _ = try classifier.fitted(to: x[rows: 0..<0], [String]()) }
    try explained("No columns") {
      _ = try classifier.fitted(to: Matrix<Double>.zeros(rows: 3, columns: 0), ["a", "b", "a"])
    }
    try explained("Fewer targets than rows") { _ = try classifier.fitted(to: x, y.dropLast()) }
    try explained("NaN") { _ = try classifier.fitted(to: spoilt(.nan), y) }
    try explained("∞") { _ = try classifier.fitted(to: spoilt(.infinity), y) }
    try explained("One class") { _ = try classifier.fitted(to: x, y.map { _ in "only" }) }
    for wrong in [-1, .nan, .infinity] {
      var weights = y.map { _ in 1.0 }
      weights[1] = wrong
      try explained("A weight of \(wrong)") { _ = try classifier.fitted(to: x, y, sampleWeight: weights) }
    }
    try explained("No weight at all") { _ = try classifier.fitted(to: x, y, sampleWeight: y.map { _ in 0 }) }
    try explained("Too few weights") { _ = try classifier.fitted(to: x, y, sampleWeight: [1]) }
    let model = try fitted()
    try explained("Another number of columns") { _ = try model.predict(Matrix<Double>.zeros(rows: 2, columns: 5)) }
    try explained("NaN at predict") { _ = try model.predict(spoilt(.nan)) }
    try explained("Too few labels at score") { _ = try model.score(x, y.dropLast()) }
    let named = try classifier.fitted(to: x.features.named(["a", "b", "c", "d"]), y)
    try explained("Other names at predict") { _ = try named.predict(x.features.named(["a", "b", "d", "c"])) }
  }

  func predictingBeforeFitIsExplained() throws {
    do {
      _ = try classifier.predict(sample.doubles)
    } catch EstimatorError.notFitted { return }
    throw LawViolation("predict before fit did not throw .notFitted")
  }

  /// A fit that is told to stop by cancellation after its first iteration throws the model so far; one without
  /// iterations just ends.
  func cancellationKeepsTheModelSoFar() throws {
    var iterations = 0
    do {
      _ = try classifier.fitted(to: sample.doubles, sample.labels) { _ in
        iterations += 1
        throw CancellationError()
      }
    } catch let interrupted as FitInterrupted<C.Model> {
      try require(iterations == 1, "It went on for \(iterations) iterations after cancellation")
      _ = try interrupted.model.predict(sample.doubles)
      return
    }
    try require(iterations == 0, "Cancellation was swallowed")
  }
}
