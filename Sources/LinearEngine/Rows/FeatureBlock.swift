import Matrices

/// Some rows of features that follow each other, as ``Features/forEachBlock(rows:_:)`` shows them.
///
/// Guarded by `FeatureBlockTests`.
public struct FeatureBlock: Sendable {
  /// Which rows of the features these are.
  public let rows: Range<Int>
  /// The rows with their column change and names, in memory.
  public let features: Features

  /// The numbers as they are stored, before the column change, where they are stored in that type; `nil` where not.
  ///
  /// - Parameter type: `UInt8`, `Float` or `Double`. Half floats of a file come as `Float`.
  public func stored<Scalar: FeatureScalar>(as type: Scalar.Type) -> Matrix<Scalar>? {
    switch features.storage {
    case .bytes(let matrix): matrix as? Matrix<Scalar>
    case .float(let matrix): matrix as? Matrix<Scalar>
    case .double(let matrix): matrix as? Matrix<Scalar>
    case .sparse, .source, .borrowed: nil
    }
  }

  /// The numbers as they are stored, before the column change, where they are compressed; `nil` where not.
  public var storedSparse: SparseMatrix? {
    if case .sparse(let matrix) = features.storage { matrix } else { nil }
  }

  /// The numbers as doubles, column change applied; zeros too.
  ///
  /// - Throws: ``EstimatorError/tooLarge(what:bytes:limit:instead:)`` for sparse rows of very many columns.
  public func matrix() throws -> Matrix<Double> { try features.matrix() }
}

extension Features {
  /// Numbers of a block, as many rows as hold them.
  private static var numbersAtATime: Int { 1 << 17 }

  /// Calls the closure with the rows some at a time, first rows first, wherever they are stored: a file is read as it
  /// goes on.
  ///
  /// ```swift
  /// var brightest = 0
  /// try x.forEachBlock { block in
  ///   if let bytes = block.stored(as: UInt8.self) {
  ///     brightest = max(brightest, Int(bytes.elements.max() ?? 0))
  ///   }
  /// }
  /// ```
  ///
  /// - Parameters:
  ///   - count: Rows of a block, ≥ 1, the last may have fewer; by default a megabyte of doubles.
  ///   - body: Called once for every block.
  /// - Throws: What `body` throws, ``EstimatorError/invalidSetting(name:value:rule:)`` for a count below 1, and
  ///   `FileRowsError` for a file that can't be read.
  /// - Complexity: O(n · p), or O(stored numbers); a copy of one block at a time.
  public func forEachBlock(rows count: Int? = nil, _ body: (FeatureBlock) throws -> Void) throws {
    let count = count ?? max(1, Self.numbersAtATime / max(1, columns))
    guard count >= 1 else {
      throw EstimatorError.invalidSetting(name: "rows", value: "\(count)", rule: "at least 1")
    }
    for start in stride(from: 0, to: rows, by: count) {
      let some = start..<min(rows, start + count)
      let features = Features(storage: try storedRows(some)).with(affine: affine, names: names)
      try body(FeatureBlock(rows: some, features: features))
    }
  }
}
