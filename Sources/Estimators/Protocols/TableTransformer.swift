/// What fitting a ``TableTransformer`` returns: a fixed way from a table to features.
public protocol TableTransformerModel: EstimatorModel {
  /// The features of a table, row by row.
  ///
  /// Columns are found by name; those that the fit did not use may be missing, and others may be there.
  ///
  /// - Throws: ``EstimatorError/featureNamesMismatch(missing:unexpected:firstMoved:)`` for columns that are not there,
  ///   `MatrixError.wrongKind(column:expected:found:)` for a column of another kind.
  func transform(_ table: Table) throws -> Features
}

/// An estimator that turns a table into features: encodes texts, chooses columns, hands numbers to a ``Transformer``.
///
///     let x = try OneHotEncoder(["sex", "port"]).fitted(to: table).transform(table)
///
/// - SeeAlso: ``ColumnTransformer`` for different columns in different ways, ``TablePipeline``.
public protocol TableTransformer: Estimator where Model: TableTransformerModel {
  /// Learns the way from `table`. Never reads `model`.
  ///
  /// - Parameters:
  ///   - table: n rows.
  ///   - targets: The class of each row; a transformer that does not need them ignores them.
  ///   - weights: n weights ≥ 0, or `nil` for all equal.
  /// - Throws: ``EstimatorError`` for what is wrong with data or settings, `MatrixError` for columns that do not fit.
  func fitted(to table: Table, targets: ClassTargets?, weights: [Double]?) throws -> Model
}

extension TableTransformer {
  /// Learns the way from `table` and returns it.
  ///
  /// - Throws: ``EstimatorError`` and `MatrixError` for what is wrong with data or settings.
  public func fitted(
    to table: Table, targets: ClassTargets? = nil, sampleWeight: [Double]? = nil
  ) throws -> Model {
    try fitted(to: table, targets: targets, weights: sampleWeight)
  }

  /// Learns the way from `table` and keeps it.
  ///
  /// - Throws: As `fitted(to:targets:)`; the old model then stays.
  @discardableResult
  public mutating func fit(
    _ table: Table, targets: ClassTargets? = nil, sampleWeight: [Double]? = nil
  ) throws -> Model {
    let fitted = try fitted(to: table, targets: targets, weights: sampleWeight)
    model = fitted
    return fitted
  }

  /// The features of a table by the way learned by `fit`.
  ///
  /// - Throws: ``EstimatorError/notFitted(_:)`` before `fit`, and what the model throws.
  public func transform(_ table: Table) throws -> Features { try requireModel().transform(table) }
}
