import Estimators

/// One classifier on one sample, and what its laws have in common.
struct ClassifierTrial<C: Classifier> {
  let classifier: C
  let sample: LawSample<C.Label>
  let tolerance: Double
  let rounding: Double
  /// The sample, and places far outside it, where exponentials overflow and underflow.
  let nearAndFar: [Matrix<Double>]

  init(classifier: C, sample: LawSample<C.Label>, tolerance: Double, rounding: Double) {
    let x = sample.doubles
    self.init(
      classifier: classifier, sample: sample, tolerance: tolerance, rounding: rounding,
      nearAndFar: [1, -1, 1e3, -1e6, 1e12].map { scale in x.map { $0 * scale } })
  }

  init(
    classifier: C, sample: LawSample<C.Label>, tolerance: Double, rounding: Double, nearAndFar: [Matrix<Double>]
  ) {
    self.classifier = classifier
    self.sample = sample
    self.tolerance = tolerance
    self.rounding = rounding
    self.nearAndFar = nearAndFar
  }

  /// The same classifier on another sample.
  func on(_ sample: LawSample<C.Label>) -> ClassifierTrial {
    ClassifierTrial(classifier: classifier, sample: sample, tolerance: tolerance, rounding: rounding)
  }

  /// A fit of the whole sample.
  func fitted(onIteration: OnIteration = { _ in .proceed }) throws -> C.Model {
    try classifier.fitted(to: sample.doubles, sample.labels, onIteration: onIteration)
  }

  /// A fit of chosen rows.
  func fitted(to rows: [Int]) throws -> C.Model {
    try classifier.fitted(to: sample.doubles[rows: rows], rows.map { sample.labels[$0] })
  }

  /// Both models know the same classes and give the sample the same probabilities.
  func requireSame(_ a: C.Model, _ b: C.Model, within tolerance: Double, _ what: String) throws {
    try require(a.classes == b.classes, "\(what): classes \(a.classes) and \(b.classes).")
    let (pa, pb) = (try a.predictProbabilities(sample.doubles), try b.predictProbabilities(sample.doubles))
    let distance = difference(pa, pb)
    try require(distance <= tolerance, "\(what): probabilities differ by \(distance), allowed are \(tolerance).")
  }
}
