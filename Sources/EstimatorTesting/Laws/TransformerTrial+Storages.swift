import Estimators

/// How features are stored does not matter.
struct TransformerStorageTrial<T: Transformer, Label: ClassLabel> {
  let trial: TransformerTrial<T, LawSample<Label>>

  private var sample: LawSample<Label> { trial.sample }

  func bytesAndFloatsEqualDoubles() throws {
    try requireSameOfDoubles(sample.bytes.features, "Bytes")
    try requireSameOfDoubles(sample.floats.features, "Floats")
  }

  func sparseEqualsDense() throws { try requireSameOfDoubles(sample.sparse().features, "Sparse rows") }

  private func fitted(_ x: Features, _ targets: ClassTargets) throws -> T.Model {
    try trial.fitted(trial.transformer, to: x, targets)
  }

  private func requireSameOfDoubles(_ x: Features, _ what: String) throws {
    let dense = try trial.fitted()
    let model = try fitted(x, trial.targets)
    try trial.requireSame(dense, model, what)
    let result = try model.transform(x)
    let allowed = try isMadeOfFloats(result) ? max(trial.tolerance, 1e-6) : trial.tolerance
    try trial.requireSame(trial.transformed(dense), result.matrix(), within: allowed, "\(what), transformed")
  }

  /// Whether the numbers were computed and then rounded to floats, which keep 2⁻²⁴ of a number; stored floats under a
  /// change of columns are exact.
  private func isMadeOfFloats(_ x: Features) throws -> Bool {
    var areFloats = false
    try x.forEachBlock { areFloats = $0.stored(as: Float.self) != nil }
    return areFloats && x.affine == nil
  }

  func sparseStaysSparse() throws {
    let x = try sample.sparse().features
    guard try fitted(x, trial.targets).transform(x).isSparse else {
      throw LawViolation("Sparse rows became dense.")
    }
  }

  func slicesEqualCopies() throws {
    let rows = sample.secondHalf
    let (slice, chosen) = (sample.doubles[rows: rows], trial.targets(of: Array(rows)))
    let copy = try Matrix(rows: rows.count, columns: sample.columnCount, slice.elements)
    let model = try fitted(slice.features, chosen)
    try require(try fitted(copy.features, chosen) == model, "A slice of rows gives another model than its copy.")
    try trial.requireSame(model, trial.fitted(to: Array(rows)), "Chosen rows and a slice")
  }
}
