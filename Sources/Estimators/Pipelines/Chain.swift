/// Two transformers, one after the other. `Pipeline { … }` nests them for any number of stages:
/// `stages.first.first`, `stages.first.then`, `stages.then`.
public struct Chain<First: Transformer, Then: Transformer>: Transformer {
  /// Both fitted changes.
  public struct Model: TransformerModel {
    /// Applied first.
    public let first: First.Model
    /// Applied to what `first` returns.
    public let then: Then.Model

    public func transform(_ x: Features) throws -> Features { try then.transform(first.transform(x)) }
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

  public func validate() throws {
    try first.validate()
    try then.validate()
  }

  public func fitted(to x: Features, targets: ClassTargets?, weights: [Double]?) throws -> Model {
    let first = try first.fitted(to: x, targets: targets, weights: weights)
    return Model(
      first: first, then: try then.fitted(to: first.transform(x), targets: targets, weights: weights))
  }
}
