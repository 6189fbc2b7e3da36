/// What fitting a ``Transformer`` returns: a fixed change of features.
public protocol TransformerModel: EstimatorModel {
  /// The features after the change, row by row.
  ///
  /// - Throws: ``EstimatorError/featureCountMismatch(expected:found:)`` for other columns than those of the fit.
  func transform(_ x: Features) throws -> Features
}

extension TransformerModel {
  /// The features after the change, row by row.
  ///
  /// - Throws: ``EstimatorError/featureCountMismatch(expected:found:)`` for other columns than those of the fit.
  public func transform(_ x: some FeatureMatrix) throws -> Features { try transform(x.features) }
}

/// An estimator that changes features: scales them, chooses some, makes new ones.
///
///     let scaled = try StandardScaler().fitted(to: x).transform(x)
///
/// A pipeline hands every transformer the weights, and the class targets to those that look at them.
public protocol Transformer: Estimator where Model: TransformerModel {
  /// Learns the change from `x`. Never reads `model`.
  ///
  /// - Parameters:
  ///   - x: n × p features.
  ///   - targets: The class of each row; a transformer that does not need them ignores them.
  ///   - weights: n weights ≥ 0, or `nil` for all equal.
  /// - Throws: ``EstimatorError`` for what is wrong with data or settings.
  func fitted(to x: Features, targets: ClassTargets?, weights: [Double]?) throws -> Model
}

extension Transformer {
  /// Learns the change from `x` and returns it.
  ///
  /// - Throws: ``EstimatorError`` for what is wrong with data or settings.
  public func fitted(
    to x: some FeatureMatrix, targets: ClassTargets? = nil, sampleWeight: [Double]? = nil
  ) throws -> Model {
    try fitted(to: x.features, targets: targets, weights: sampleWeight)
  }

  /// Learns the change from `x` and keeps it. scikit-learn's `fit`.
  ///
  /// - Throws: As `fitted(to:targets:)`; the old model then stays.
  @discardableResult
  public mutating func fit(
    _ x: some FeatureMatrix, targets: ClassTargets? = nil, sampleWeight: [Double]? = nil
  ) throws -> Model {
    let fitted = try fitted(to: x.features, targets: targets, weights: sampleWeight)
    model = fitted
    return fitted
  }

  /// The features after the change learned by `fit`.
  ///
  /// - Throws: ``EstimatorError/notFitted(_:)`` before `fit`, and what the model throws.
  public func transform(_ x: some FeatureMatrix) throws -> Features { try requireModel().transform(x.features) }
}
