/// A transformer behind another, or behind a way from a table to features. `Pipeline { … }` and `TablePipeline { … }`
/// nest them for any number of stages: `stages.first.first`, `stages.first.then`, `stages.then`.
public struct Chain<First: Estimator, Then: Transformer>: Estimator {
  /// Both fitted stages.
  public struct Model: EstimatorModel {
    /// Applied first.
    public let first: First.Model
    /// Applied to what `first` returns.
    public let then: Then.Model

    package init(first: First.Model, then: Then.Model) {
      self.first = first
      self.then = then
    }
  }

  /// Applied first.
  public var first: First
  /// Fitted on, and applied to, what `first` returns.
  public var then: Then
  public var model: Model?

  /// `first`, then `then`.
  public init(_ first: First, _ then: Then) {
    self.first = first
    self.then = then
  }

  /// Three stages, one behind the other.
  public init<A: Estimator, B: Transformer>(_ a: A, _ b: B, _ then: Then) where First == Chain<A, B> {
    self.init(Chain<A, B>(a, b), then)
  }

  /// Four stages, one behind the other.
  public init<A: Estimator, B: Transformer, C: Transformer>(
    _ a: A, _ b: B, _ c: C, _ then: Then
  ) where First == Chain<Chain<A, B>, C> {
    self.init(Chain<Chain<A, B>, C>(Chain<A, B>(a, b), c), then)
  }

  public func validate() throws {
    try first.validate()
    try then.validate()
  }
}

extension Chain.Model: TransformerModel where First.Model: TransformerModel {
  public func transform(_ x: Features) throws -> Features { try then.transform(first.transform(x)) }
}

extension Chain.Model: TableTransformerModel where First.Model: TableTransformerModel {
  public func transform(_ table: Table) throws -> Features { try then.transform(first.transform(table)) }
}

extension Chain: Transformer where First: Transformer {
  public func fitted(to x: Features, targets: ClassTargets?, weights: [Double]?) throws -> Model {
    let first = try first.fitted(to: x, targets: targets, weights: weights)
    return Model(
      first: first, then: try then.fitted(to: first.transform(x), targets: targets, weights: weights))
  }
}

extension Chain: TableTransformer where First: TableTransformer {
  public func fitted(to table: Table, targets: ClassTargets?, weights: [Double]?) throws -> Model {
    let first = try first.fitted(to: table, targets: targets, weights: weights)
    return Model(
      first: first, then: try then.fitted(to: first.transform(table), targets: targets, weights: weights))
  }
}

/// The settings, without a model.
extension Chain: Codable where First: Codable, Then: Codable {
  private enum CodingKeys: String, CodingKey { case first, then }
}
