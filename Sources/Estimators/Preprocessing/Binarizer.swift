/// 1 where a number is above the threshold, 0 elsewhere. scikit-learn's `Binarizer`.
///
/// Dense results are bytes, which every estimator reads at an eighth of the memory of doubles. Sparse rows stay sparse
/// when the threshold is not negative and no change of columns has moved their zeros. Nothing is learned but the
/// columns.
///
/// - Complexity: transforming O(n · p), or O(stored numbers).
public struct Binarizer: Transformer {
  /// The threshold and the columns of the fit.
  public struct Model: TransformerModel {
    /// The largest number that becomes 0.
    public let threshold: Double
    package let columns: FittedColumns

    /// The names of the columns of the fit, if they had any.
    public var featureNames: [String]? { columns.names }

    public func transform(_ x: Features) throws -> Features {
      try columns.require(x)
      try requireFinite(x)
      let result = try binarized(x)
      return try x.names.map(result.named) ?? result
    }

    private func binarized(_ x: Features) throws -> Features {
      if threshold >= 0, let sparse = try x.sparseRows() {
        var builder = SparseBuilder(columns: columns.count, capacity: sparse.values.count)
        for row in 0..<sparse.rows {
          for k in sparse.rowStarts[row]..<sparse.rowStarts[row + 1] where sparse.values[k] > threshold {
            builder.append(1, sparse.columnIndices[k])
          }
          builder.endRow()
        }
        return builder.matrix.features
      }
      return try x.mappingRowsToBytes { $0 > threshold }
    }
  }

  /// The largest number that becomes 0.
  public var threshold: Double
  public var model: Model?

  /// A binarizer with the given threshold.
  public init(threshold: Double = 0) { self.threshold = threshold }

  public func validate() throws {
    guard threshold.isFinite else {
      throw EstimatorError.invalidSetting(name: "threshold", value: "\(threshold)", rule: "finite")
    }
  }

  /// Notes the columns.
  ///
  /// - Throws: ``EstimatorError/emptyInput(rows:columns:)``, ``EstimatorError/notFinite(row:column:value:)``, and the
  ///   errors of weights.
  public func fitted(to x: Features, targets: ClassTargets?, weights: [Double]?) throws -> Model {
    try requireFit(to: x, weights: weights)
    return Model(threshold: threshold, columns: FittedColumns(x))
  }
}

/// The settings, without a model.
extension Binarizer: Codable {
  private enum CodingKeys: String, CodingKey { case threshold }
}
