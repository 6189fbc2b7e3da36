import Estimators
import Foundation

/// What every transformer promises, whatever it computes.
public enum TransformerLaw: String, CaseIterable, Sendable {
  case fitLeavesSettingsAlone
  case sameDataSameBits
  case rowOrderIsIrrelevant
  case weightsEqualRepetitions
  case everyStorageGivesTheSame
  case slicesEqualCopies
  case modelsSurviveCoding
  case badInputIsExplained
  case transformingBeforeFitIsExplained
  case sparseStaysSparse
}

/// Checks one law for one transformer.
///
/// - Throws: ``LawViolation`` in words.
public func check<T: Transformer>(
  _ law: TransformerLaw, of transformer: T, on sample: LawSample = .threeClasses
) throws {
  let laws = TransformerLaws(transformer: transformer.unfitted, sample: sample)
  switch law {
  case .fitLeavesSettingsAlone: try laws.fitLeavesSettingsAlone()
  case .sameDataSameBits: try require(try laws.fitted() == laws.fitted(), "Two fits of the same data differ")
  case .rowOrderIsIrrelevant: try laws.rowOrderIsIrrelevant()
  case .weightsEqualRepetitions: try laws.weightsEqualRepetitions()
  case .everyStorageGivesTheSame: try laws.everyStorageGivesTheSame()
  case .slicesEqualCopies: try laws.slicesEqualCopies()
  case .modelsSurviveCoding: try laws.modelsSurviveCoding()
  case .badInputIsExplained: try laws.badInputIsExplained()
  case .transformingBeforeFitIsExplained: try laws.transformingBeforeFitIsExplained()
  case .sparseStaysSparse: try laws.sparseStaysSparse()
  }
}

private struct TransformerLaws<T: Transformer> {
  let transformer: T
  let sample: LawSample

  private var targets: ClassTargets { ClassEncoding(sample.labels).targets }

  private func targets(_ rows: [Int]) -> ClassTargets {
    ClassTargets(indices: rows.map { targets.indices[$0] }, count: targets.count)
  }

  func fitted() throws -> T.Model { try transformer.fitted(to: sample.doubles, targets: targets) }

  private func requireSame(_ a: T.Model, _ b: T.Model, within tolerance: Double, _ what: String) throws {
    let distance = difference(
      try a.transform(sample.doubles).matrix(), try b.transform(sample.doubles).matrix())
    try require(distance <= tolerance, "\(what): results differ by \(distance), allowed are \(tolerance)")
  }

  func fitLeavesSettingsAlone() throws {
    var copy = transformer
    try copy.fit(sample.doubles, targets: targets)
    try require("\(transformer)" == "\(copy.unfitted)", "fit changed the settings")
  }

  func rowOrderIsIrrelevant() throws {
    var random = RandomState(3)
    let order = random.permutation(sample.rowCount)
    let shuffled = try transformer.fitted(to: sample.doubles[rows: order], targets: targets(order))
    try requireSame(fitted(), shuffled, within: 1e-12, "Shuffled rows")
  }

  func weightsEqualRepetitions() throws {
    let weighted = try transformer.fitted(
      to: sample.doubles, targets: targets, sampleWeight: sample.weights.map(Double.init))
    let rows = sample.repeated.rows
    let repeated = try transformer.fitted(to: sample.doubles[rows: rows], targets: targets(rows))
    try requireSame(weighted, repeated, within: 1e-12, "Weights and repeated rows")
  }

  func everyStorageGivesTheSame() throws {
    let dense = try fitted()
    for (name, x) in [
      ("Bytes", sample.bytes.features), ("Floats", sample.floats.features),
      ("Sparse rows", try sample.sparse().features),
    ] {
      let model = try transformer.fitted(to: x, targets: targets)
      try requireSame(dense, model, within: 1e-12, name)
      let result = try model.transform(x)
      let (a, b) = (try dense.transform(sample.doubles).matrix(), result.matrix())
      let allowed = isMadeOfFloats(result) ? 1e-6 : 1e-12
      try require(difference(a, b) <= allowed, "\(name): the transformed numbers differ by \(difference(a, b))")
    }
  }

  /// Whether the numbers were computed and then rounded to floats, which keep 2⁻²⁴ of a number; stored floats under a
  /// change of columns are exact.
  private func isMadeOfFloats(_ x: Features) -> Bool {
    if case .float = x.storage { x.affine == nil } else { false }
  }

  func slicesEqualCopies() throws {
    let half = sample.rowCount / 2
    let rows = Array(half..<sample.rowCount)
    let copy = try Matrix(rows: rows.count, columns: 4, sample.doubles[rows: half...].elements)
    let slice = try transformer.fitted(to: sample.doubles[rows: half...], targets: targets(rows))
    try require(try transformer.fitted(to: copy, targets: targets(rows)) == slice, "A slice differs from its copy")
  }

  func modelsSurviveCoding() throws {
    let model = try fitted()
    let data = try JSONEncoder().encode(model)
    try require(try JSONDecoder().decode(T.Model.self, from: data) == model, "The model read back differs")
  }

  func badInputIsExplained() throws {
    func explained(_ what: String, _ body: () throws -> Void) throws {
      do { try body() } catch is EstimatorError { return }
      throw LawViolation("\(what) went through")
    }
    let empty = sample.doubles[rows: 0..<0]
    try explained("No rows") {
      _ = try transformer.fitted(to: empty, targets: ClassTargets(indices: [], count: 0))
    }
    var spoilt = sample.doubles
    spoilt[1, 1] = .infinity
    try explained("∞") { _ = try transformer.fitted(to: spoilt, targets: targets) }
    try explained("Too few weights") {
      _ = try transformer.fitted(to: sample.doubles, targets: targets, sampleWeight: [1])
    }
    let model = try fitted()
    try explained("Another number of columns") { _ = try model.transform(Matrix<Double>.zeros(rows: 1, columns: 9)) }
  }

  func transformingBeforeFitIsExplained() throws {
    do {
      _ = try transformer.transform(sample.doubles)
    } catch EstimatorError.notFitted { return }
    throw LawViolation("transform before fit did not throw .notFitted")
  }

  func sparseStaysSparse() throws {
    let x = try sample.sparse()
    guard case .sparse = try transformer.fitted(to: x, targets: targets).transform(x).storage else {
      throw LawViolation("Sparse rows became dense")
    }
  }
}
