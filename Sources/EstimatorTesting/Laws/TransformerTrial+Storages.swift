import Estimators

extension TransformerTrial {
  func bytesAndFloatsEqualDoubles() throws {
    try requireSameOfDoubles(sample.bytes.features, "Bytes")
    try requireSameOfDoubles(sample.floats.features, "Floats")
  }

  func sparseEqualsDense() throws { try requireSameOfDoubles(sample.sparse().features, "Sparse rows") }

  private func requireSameOfDoubles(_ x: Features, _ what: String) throws {
    let dense = try fitted()
    let model = try transformer.fitted(to: x, targets: targets)
    try requireSame(dense, model, what)
    let (expected, result) = (try dense.transform(sample.doubles).matrix(), try model.transform(x))
    let allowed = try isMadeOfFloats(result) ? max(tolerance, 1e-6) : tolerance
    try requireSame(expected, result.matrix(), within: allowed, "\(what), transformed")
  }

  /// Whether the numbers were computed and then rounded to floats, which keep 2⁻²⁴ of a number; stored floats under a
  /// change of columns are exact.
  private func isMadeOfFloats(_ x: Features) throws -> Bool {
    var areFloats = false
    try x.forEachBlock { areFloats = $0.stored(as: Float.self) != nil }
    return areFloats && x.affine == nil
  }

  func sparseStaysSparse() throws {
    let x = try sample.sparse()
    guard try transformer.fitted(to: x, targets: targets).transform(x).isSparse else {
      throw LawViolation("Sparse rows became dense.")
    }
  }

  func slicesEqualCopies() throws {
    let rows = sample.secondHalf
    let (slice, chosen) = (sample.doubles[rows: rows], targets(of: Array(rows)))
    let copy = try Matrix(rows: rows.count, columns: sample.columnCount, slice.elements)
    let model = try transformer.fitted(to: slice, targets: chosen)
    try require(
      try transformer.fitted(to: copy, targets: chosen) == model, "A slice of rows gives another model than its copy.")
    try requireSame(model, fitted(to: Array(rows)), "Chosen rows and a slice")
  }
}
