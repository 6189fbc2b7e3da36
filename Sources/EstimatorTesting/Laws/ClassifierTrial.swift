import Estimators

/// One classifier on one sample, and what its laws have in common.
struct ClassifierTrial<C: LabelEstimator, Sample: TrialSample> where Sample.Input == C.Input, Sample.Label == C.Label {
  let classifier: C
  let sample: Sample
  let tolerance: Double
  let rounding: Double

  /// The same classifier on another sample.
  func on(_ sample: Sample) -> ClassifierTrial {
    ClassifierTrial(classifier: classifier, sample: sample, tolerance: tolerance, rounding: rounding)
  }

  /// A fit of the whole sample.
  func fitted(onIteration: OnIteration = { _ in .proceed }) throws -> C.Model {
    try classifier.fitted(to: sample.input, sample.labels, onIteration: onIteration)
  }

  /// A fit of chosen rows.
  func fitted(to rows: [Int]) throws -> C.Model {
    try classifier.fitted(to: sample.input.selectingRows(rows), rows.map { sample.labels[$0] })
  }

  /// Both models know the same classes and give the sample the same probabilities.
  func requireSame(_ a: C.Model, _ b: C.Model, within tolerance: Double, _ what: String) throws {
    try require(a.classes == b.classes, "\(what): classes \(a.classes) and \(b.classes).")
    let (pa, pb) = (try a.predictProbabilities(sample.input), try b.predictProbabilities(sample.input))
    let distance = difference(pa, pb)
    try require(distance <= tolerance, "\(what): probabilities differ by \(distance), allowed are \(tolerance).")
  }
}
