// Guarded by `ColumnTransformerTests`.
extension Features {
  /// The share of numbers that are not 0 below which a result stays sparse.
  private static var sparseShare: Double { 0.3 }

  /// Two sets of columns of the same rows side by side: a copy.
  ///
  /// Sparse when one of them is and fewer than 30 % of the numbers are not 0; else floats when both are made of bytes
  /// or floats; else doubles. Names stay when both have them; of two
  /// equal ones the second gets a number.
  ///
  /// - Throws: ``EstimatorError/rowCountMismatch(features:targets:)`` when the row counts differ,
  ///   ``EstimatorError/tooLarge(what:bytes:limit:instead:)``.
  package init(joining first: Features, _ then: Features) throws {
    guard first.rows == then.rows else {
      throw EstimatorError.rowCountMismatch(features: first.rows, targets: then.rows)
    }
    let parts = [first, then]
    let joined =
      parts.contains(where: \.isSparse) ? try Self.joinedSparse(parts) : try Self.joinedDense(parts)
    guard let left = first.names, let right = then.names else {
      self = joined
      return
    }
    self = try joined.named((left + right).distinct)
  }

  private static func joinedDense(_ parts: [Features]) throws -> Features {
    let (rows, columns) = (parts[0].rows, parts.reduce(0) { $0 + $1.columns })
    try parts[0].requireDense(columns: columns, size: 16)
    let matrices = try parts.map { try $0.matrix() }
    guard parts.allSatisfy(\.makesFloats) else {
      return try Matrix(rows: rows, columns: columns, interleaved(matrices) { $0 }).features
    }
    return try Matrix(rows: rows, columns: columns, interleaved(matrices) { Float($0) }).features
  }

  private static func interleaved<Scalar>(_ matrices: [Matrix<Double>], _ rounded: (Double) -> Scalar) -> [Scalar] {
    var elements: [Scalar] = []
    elements.reserveCapacity(matrices.reduce(0) { $0 + $1.count })
    for row in 0..<matrices[0].rows {
      for matrix in matrices { elements.append(contentsOf: matrix[row: row].lazy.map(rounded)) }
    }
    return elements
  }

  private static func joinedSparse(_ parts: [Features]) throws -> Features {
    let sparse = try parts.map { try $0.sparseRows() ?? SparseMatrix(try $0.matrix()) }
    let stored = sparse.reduce(0) { $0 + $1.values.count }
    let (rows, columns) = (parts[0].rows, parts.reduce(0) { $0 + $1.columns })
    guard Double(stored) < sparseShare * Double(rows) * Double(columns) else { return try joinedDense(parts) }
    guard columns <= Int(Int32.max) else {
      throw EstimatorError.unsupported(
        what: "Putting \(columns) sparse columns side by side", instead: "There may be \(Int32.max): choose some first."
      )
    }
    var builder = SparseBuilder(columns: columns, capacity: stored)
    for row in 0..<rows {
      var offset: Int32 = 0
      for part in sparse {
        for k in part.rowStarts[row]..<part.rowStarts[row + 1] {
          builder.append(part.values[k], offset + part.columnIndices[k])
        }
        offset += Int32(part.columns)
      }
      builder.endRow()
    }
    return builder.matrix.features
  }
}
