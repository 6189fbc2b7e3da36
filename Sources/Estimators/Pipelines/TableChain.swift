/// A way from a table to features, then a transformer of these. ``TablePipeline`` nests them for any number of stages.
public struct TableChain<First: TableTransformer, Then: Transformer>: TableTransformer {
  /// Both fitted stages.
  public struct Model: TableTransformerModel {
    /// Makes features of a table.
    public let first: First.Model
    /// Applied to what `first` returns.
    public let then: Then.Model

    public func transform(_ table: Table) throws -> Features { try then.transform(first.transform(table)) }
  }

  /// Makes features of a table.
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

  public func fitted(to table: Table, targets: ClassTargets?, weights: [Double]?) throws -> Model {
    let first = try first.fitted(to: table, targets: targets, weights: weights)
    return Model(
      first: first, then: try then.fitted(to: first.transform(table), targets: targets, weights: weights))
  }
}
