/// Two parts of a ``ColumnTransformer``, whose features stand side by side. `ColumnTransformer { … }` nests them for
/// any number of parts: `parts.first.first`, `parts.first.then`, `parts.then`.
public struct Beside<First: Estimator, Then: Estimator>: Estimator {
  /// Both fitted parts.
  public struct Model: EstimatorModel {
    /// Makes the first features.
    public let first: First.Model
    /// Makes the features behind them.
    public let then: Then.Model
  }

  /// Makes the first features.
  public var first: First
  /// Makes the features behind them.
  public var then: Then
  public var model: Model?

  /// `first`, and `then` beside it.
  public init(_ first: First, _ then: Then) {
    self.first = first
    self.then = then
  }

  public func validate() throws {
    try first.validate()
    try then.validate()
  }
}

extension Beside.Model: TableTransformerModel
where First.Model: TableTransformerModel, Then.Model: TableTransformerModel {
  public func transform(_ table: Table) throws -> Features {
    try Features(joining: first.transform(table), then.transform(table))
  }
}

extension Beside.Model: TransformerModel where First.Model: TransformerModel, Then.Model: TransformerModel {
  public func transform(_ x: Features) throws -> Features {
    try Features(joining: first.transform(x), then.transform(x))
  }
}

extension Beside: TableTransformer where First: TableTransformer, Then: TableTransformer {
  public func fitted(to table: Table, targets: ClassTargets?, weights: [Double]?) throws -> Model {
    Model(
      first: try first.fitted(to: table, targets: targets, weights: weights),
      then: try then.fitted(to: table, targets: targets, weights: weights))
  }
}

extension Beside: Transformer where First: Transformer, Then: Transformer {
  public func fitted(to x: Features, targets: ClassTargets?, weights: [Double]?) throws -> Model {
    Model(
      first: try first.fitted(to: x, targets: targets, weights: weights),
      then: try then.fitted(to: x, targets: targets, weights: weights))
  }
}

/// The settings, without a model.
extension Beside: Codable where First: Codable, Then: Codable {
  private enum CodingKeys: String, CodingKey { case first, then }
}
