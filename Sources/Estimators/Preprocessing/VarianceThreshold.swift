/// Keeps the columns whose variance is above a threshold; by default drops constant ones. scikit-learn's
/// `VarianceThreshold`.
///
///     let varied = try VarianceThreshold().fitted(to: x).transform(x)
///
/// The population variance, by weight; missing values (NaN) are left out. With threshold 0 a column counts as constant
/// when its smallest and largest number agree, whatever rounding makes of its variance and whatever its unit.
///
/// - Complexity: fitting O(n · p); the kept columns are copied in their stored type.
public struct VarianceThreshold: Transformer {
  /// The variances and the kept columns.
  public struct Model: TransformerModel {
    /// The variance of each column, p numbers. scikit-learn's `variances_`.
    public let variances: [Double]
    package let selection: SelectedColumns

    /// The kept columns, ascending. scikit-learn's `get_support(indices=True)`.
    public var kept: [Int] { selection.kept }

    init(variances: [Double], selection: SelectedColumns) {
      self.variances = variances
      self.selection = selection
    }

    /// Reads a model and checks that its parts fit together.
    public init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      variances = try container.decodeFinite(forKey: .variances)
      selection = try container.decode(SelectedColumns.self, forKey: .selection)
      try requireDecoded(
        variances.count == selection.source.count, "\(selection.source.count) columns need a variance each.", decoder)
    }

    public func transform(_ x: Features) throws -> Features { try selection.transform(x) }
  }

  /// What a variance must be above, ≥ 0.
  public var threshold: Double
  public var model: Model?

  /// A selector with the given threshold.
  public init(threshold: Double = 0) { self.threshold = threshold }

  public func validate() throws {
    guard threshold >= 0, threshold.isFinite else {
      throw EstimatorError.invalidSetting(name: "threshold", value: "\(threshold)", rule: "finite and at least 0")
    }
  }

  /// Learns the variances. Targets have no influence.
  ///
  /// - Throws: ``EstimatorError/emptyInput(rows:columns:)``, ``EstimatorError/notFinite(row:column:value:)`` for an
  ///   infinite number, ``EstimatorError/unsupported(what:instead:)`` when no column is left, and the errors of
  ///   weights.
  public func fitted(to x: Features, targets: ClassTargets?, weights: [Double]?) throws -> Model {
    try requireFit(to: x, weights: weights, orMissing: true)
    try requireMemory(14, perColumnOf: x, for: "VarianceThreshold")
    let moments = try ColumnMoments(x, sampleWeight: weights)
    let scale = x.affine?.scale ?? Array(repeating: 1, count: x.columns)
    // A column that an earlier scaler has never seen a number of has none.
    var variances = zip(moments.variances, scale).map { $1.isNaN ? 0 : $0 * $1 * $1 }
    if let j = variances.firstIndex(where: { !$0.isFinite }) {
      throw EstimatorError.unsupported(
        what: "Judging column \(x.columnName(j)), whose variance is too large for a Double,",
        instead: "Divide the column by a power of ten first.")
    }
    var kept = variances.indices.filter { variances[$0] > threshold }
    if threshold == 0 {
      let ends = try ColumnExtremes(x, sampleWeight: weights)
      variances = variances.indices.map { min(variances[$0], max(0, ends.maxima[$0] - ends.minima[$0])) }
      kept = variances.indices.filter { ends.maxima[$0] > ends.minima[$0] }
    }
    guard !kept.isEmpty else {
      throw EstimatorError.unsupported(
        what: "Keeping no column: the largest variance is \(variances.max() ?? 0), the threshold \(threshold)",
        instead: "Lower the threshold.")
    }
    return Model(variances: variances, selection: SelectedColumns(kept: kept, source: FittedColumns(x)))
  }
}

/// The settings, without a model.
extension VarianceThreshold: Codable {
  private enum CodingKeys: String, CodingKey { case threshold }
}
