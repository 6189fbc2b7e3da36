import Matrices

/// A stage of a pipeline that may be absent; without it features pass unchanged.
///
///     let pipeline = Pipeline {
///       if scale { StandardScaler() }
///       LogisticRegression()
///     }
public struct OptionalStage<Stage: Transformer>: Transformer {
  /// The fitted stage.
  public struct Model: TransformerModel {
    /// `nil` where there was no stage.
    public let stage: Stage.Model?

    public func transform(_ x: Features) throws -> Features { try stage?.transform(x) ?? x }
  }

  /// The stage; `nil` when there is none.
  public var stage: Stage?
  public var model: Model?

  /// A stage, or none.
  public init(_ stage: Stage?) { self.stage = stage }

  public func validate() throws { try stage?.validate() }

  public func fitted(to x: Features, targets: ClassTargets?, weights: [Double]?) throws -> Model {
    Model(stage: try stage?.fitted(to: x, targets: targets, weights: weights))
  }
}

extension PipelineBuilder {
  /// A stage behind an `if`.
  public static func buildOptional<Stage: Transformer>(_ stage: Stage?) -> OptionalStage<Stage> { OptionalStage(stage) }
}

/// The settings, without a model.
extension OptionalStage: Codable where Stage: Codable {
  private enum CodingKeys: String, CodingKey { case stage }
}
