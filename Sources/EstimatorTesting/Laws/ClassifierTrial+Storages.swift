import Estimators

extension ClassifierTrial where Sample == LawSample<C.Label> {
  func bytesAndFloatsEqualDoubles() throws {
    let dense = try fitted()
    let floats = max(rounding, 1e-6)  // what is computed in single precision
    try requireSame(dense, classifier.fitted(to: sample.bytes, sample.labels), within: rounding, "Bytes")
    try requireSame(dense, classifier.fitted(to: sample.floats, sample.labels), within: floats, "Floats")
    try requireSamePredictions(dense, sample.bytes, within: rounding, "bytes")
    try requireSamePredictions(dense, sample.floats, within: floats, "floats")
  }

  func sparseEqualsDense() throws {
    let dense = try fitted()
    try requireSame(dense, classifier.fitted(to: sample.sparse(), sample.labels), within: tolerance, "Sparse rows")
    try requireSamePredictions(dense, sample.sparse(), within: 1e-3 * rounding, "sparse rows")
  }

  private func requireSamePredictions(
    _ model: C.Model, _ x: some FeatureMatrix, within tolerance: Double, _ what: String
  ) throws {
    let distance = difference(try model.predictProbabilities(sample.doubles), try model.predictProbabilities(x))
    try require(distance <= tolerance, "Predicting \(what) differs by \(distance), allowed are \(tolerance).")
  }

  func slicesEqualCopies() throws {
    let rows = sample.secondHalf
    let (slice, labels) = (sample.doubles[rows: rows], Array(sample.labels[rows]))
    let copy = try Matrix(rows: rows.count, columns: sample.columnCount, slice.elements)
    let model = try classifier.fitted(to: slice, labels)
    try require(
      try classifier.fitted(to: copy, labels) == model, "A slice of rows gives another model than its copy.")
    try requireSame(model, fitted(to: Array(rows)), within: rounding, "Chosen rows and a slice")
  }
}
