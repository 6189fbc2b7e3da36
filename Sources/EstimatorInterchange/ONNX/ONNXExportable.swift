import Estimators

/// A fitted transformer that can be part of an ``ONNXModel``.
///
///     extension Clipper.Model: ONNXTransformer {
///       func addNodes(to graph: inout ONNXGraph, reading rows: ONNXRows) throws -> ONNXValue {
///         let x = try graph.features(rows, of: columns)
///         return graph.add("Clip", x, graph.constant(low), graph.constant(high))
///       }
///     }
public protocol ONNXTransformer: EstimatorModel {
  /// Adds what `transform` does.
  ///
  /// - Parameters:
  ///   - graph: Gets the nodes.
  ///   - rows: Features, or the columns of a table: ``ONNXGraph/features(_:of:)``, ``ONNXGraph/numbers(_:of:)``,
  ///     ``ONNXGraph/texts(_:of:)``.
  /// - Returns: The features after the change, doubles of n × their number.
  /// - Throws: ``ExportError/notExportable(part:format:instead:)`` when a setting has no form in ONNX.
  func addNodes(to graph: inout ONNXGraph, reading rows: ONNXRows) throws -> ONNXValue
}

/// A fitted classifier that can be an ``ONNXModel``, or part of one.
public protocol ONNXClassifier: LabelModel {
  /// Adds what `decisionFunction`, `predictProbabilities` and `predict` do.
  ///
  /// - Returns: Scores, probabilities and the place of the predicted class.
  /// - Throws: ``ExportError/notExportable(part:format:instead:)`` when a part has no form in ONNX.
  func addNodes(to graph: inout ONNXGraph, reading rows: ONNXRows) throws -> ONNXClasses
}

/// What a part of an ``ONNXModel`` reads: features, or the columns of a table.
public struct ONNXRows: Sendable, Hashable {
  enum Kind: Sendable, Hashable {
    /// The input of the model: features or the columns of a table, as the first reader says.
    case input
    case features(ONNXValue)
  }

  let kind: Kind

  /// Features that nodes have made: doubles, n × their number.
  public static func features(_ value: ONNXValue) -> ONNXRows { ONNXRows(kind: .features(value)) }
}

/// What a classifier in an ``ONNXModel`` says of each row.
public struct ONNXClasses: Sendable, Hashable {
  /// As `decisionFunction`: n × K, n × 1 for two classes.
  public let scores: ONNXValue
  /// As `predictProbabilities`: n × K.
  public let probabilities: ONNXValue
  /// The place of the predicted class, in `0..<K`: n whole numbers.
  public let places: ONNXValue
  /// The labels themselves, from an operator that knows them.
  var labels: ONNXValue?

  /// - Parameters:
  ///   - scores: n × K, n × 1 for two classes.
  ///   - probabilities: n × K.
  ///   - places: n whole numbers.
  public init(scores: ONNXValue, probabilities: ONNXValue, places: ONNXValue) {
    self.scores = scores
    self.probabilities = probabilities
    self.places = places
  }
}
