import Estimators

/// One transformer on one sample, and what its laws have in common: it learns from, and changes, rows of the sample's
/// kind.
struct TransformerTrial<T: Estimator, Sample: TrialSample> {
  let transformer: T
  let sample: Sample
  let targets: ClassTargets
  let tolerance: Double
  /// Learns from rows, and from targets and weights where there are any.
  private let learn: (T, Sample.Input, ClassTargets, [Double]?) throws -> T.Model
  private let change: (T.Model, Sample.Input) throws -> Features
  /// `fit` and `transform` of the transformer itself, as its users call them.
  private let learnInPlace: (inout T, Sample.Input, ClassTargets) throws -> Void
  private let changeByTransformer: (T, Sample.Input) throws -> Features

  init<Label>(transformer: T, sample: LawSample<Label>, tolerance: Double)
  where T: Transformer, Sample == LawSample<Label> {
    (self.transformer, self.sample, self.tolerance) = (transformer, sample, tolerance)
    targets = ClassEncoding(sample.labels).targets
    learn = { try $0.fitted(to: $1, targets: $2, weights: $3) }
    change = { try $0.transform($1) }
    learnInPlace = { try $0.fit($1, targets: $2) }
    changeByTransformer = { try $0.transform($1) }
  }

  init<Label>(transformer: T, sample: TableLawSample<Label>, tolerance: Double)
  where T: TableTransformer, Sample == TableLawSample<Label> {
    (self.transformer, self.sample, self.tolerance) = (transformer, sample, tolerance)
    targets = ClassEncoding(sample.labels).targets
    learn = { try $0.fitted(to: $1, targets: $2, weights: $3) }
    change = { try $0.transform($1) }
    learnInPlace = { try $0.fit($1, targets: $2) }
    changeByTransformer = { try $0.transform($1) }
  }

  /// A fit of rows and their targets.
  func fitted(
    _ transformer: T, to x: Sample.Input, _ targets: ClassTargets, weights: [Double]? = nil
  ) throws -> T.Model {
    try learn(transformer, x, targets, weights)
  }

  /// `fit` of a transformer, which keeps the model.
  func fit(_ transformer: inout T, _ x: Sample.Input, _ targets: ClassTargets) throws {
    try learnInPlace(&transformer, x, targets)
  }

  /// `transform` of a transformer.
  func transformed(by transformer: T, _ x: Sample.Input) throws -> Features { try changeByTransformer(transformer, x) }

  /// A fit of the whole sample, with or without weights.
  func fitted(weights: [Double]? = nil) throws -> T.Model {
    try fitted(transformer, to: sample.input, targets, weights: weights)
  }

  /// A fit of chosen rows.
  func fitted(to rows: [Int]) throws -> T.Model {
    try fitted(transformer, to: sample.input.selectingRows(rows), targets(of: rows))
  }

  func targets(of rows: [Int]) -> ClassTargets {
    ClassTargets(indices: rows.map { targets.indices[$0] }, count: targets.count)
  }

  /// What becomes of rows.
  func transformed(_ model: T.Model, _ x: Sample.Input) throws -> Features { try change(model, x) }

  /// What becomes of the sample.
  func transformed(_ model: T.Model) throws -> Matrix<Double> { try change(model, sample.input).matrix() }

  /// Both models make the same of the sample.
  func requireSame(_ a: T.Model, _ b: T.Model, _ what: String) throws {
    try requireSame(transformed(a), transformed(b), within: tolerance, what)
  }

  func requireSame(_ a: Matrix<Double>, _ b: Matrix<Double>, within tolerance: Double, _ what: String) throws {
    let distance = difference(a, b)
    try require(distance <= tolerance, "\(what): results differ by \(distance), allowed are \(tolerance).")
  }
}
