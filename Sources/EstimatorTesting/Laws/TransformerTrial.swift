import Estimators

/// One transformer on one sample, and what its laws have in common.
struct TransformerTrial<T: Transformer, Label: ClassLabel> {
  let transformer: T
  let sample: LawSample<Label>
  let targets: ClassTargets
  let tolerance: Double

  init(transformer: T, sample: LawSample<Label>, tolerance: Double) {
    (self.transformer, self.sample, self.tolerance) = (transformer, sample, tolerance)
    targets = ClassEncoding(sample.labels).targets
  }

  /// A fit of the whole sample.
  func fitted() throws -> T.Model { try transformer.fitted(to: sample.doubles, targets: targets) }

  /// A fit of chosen rows.
  func fitted(to rows: [Int]) throws -> T.Model {
    try transformer.fitted(to: sample.doubles[rows: rows], targets: targets(of: rows))
  }

  /// A fit of rows with weights.
  func fitted(weights: [Double]) throws -> T.Model {
    try transformer.fitted(to: sample.doubles, targets: targets, sampleWeight: weights)
  }

  func targets(of rows: [Int]) -> ClassTargets {
    ClassTargets(indices: rows.map { targets.indices[$0] }, count: targets.count)
  }

  /// Both models make the same of the sample.
  func requireSame(_ a: T.Model, _ b: T.Model, _ what: String) throws {
    try requireSame(
      a.transform(sample.doubles).matrix(), b.transform(sample.doubles).matrix(), within: tolerance, what)
  }

  func requireSame(_ a: Matrix<Double>, _ b: Matrix<Double>, within tolerance: Double, _ what: String) throws {
    let distance = difference(a, b)
    try require(distance <= tolerance, "\(what): results differ by \(distance), allowed are \(tolerance).")
  }
}
