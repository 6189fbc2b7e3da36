/// Settings plus, once fitted, a model.
///
/// A value: copying copies the model too, and ``unfitted`` drops it. `fitted(to:)` of the refining protocols is pure:
/// it never reads `model`.
///
/// - SeeAlso: ``Classifier``, ``Transformer``.
public protocol Estimator: Sendable, CustomStringConvertible {
  /// What fitting returns: immutable, comparable, and ready for a file.
  associatedtype Model: EstimatorModel
  /// The result of the last `fit`, `nil` before it.
  var model: Model? { get set }
  /// Checks the settings, without any data.
  ///
  /// - Throws: ``EstimatorError/invalidSetting(name:value:rule:)`` naming the setting, its value and the rule.
  func validate() throws
}

extension Estimator {
  /// The same settings without a model. scikit-learn's `clone`.
  public var unfitted: Self {
    var copy = self
    copy.model = nil
    return copy
  }

  /// The fitted model.
  ///
  /// - Throws: ``EstimatorError/notFitted(_:)`` before `fit`.
  public func requireModel() throws -> Model {
    guard let model else { throw EstimatorError.notFitted("\(Self.self)") }
    return model
  }
}
