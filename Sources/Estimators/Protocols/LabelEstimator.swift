/// An estimator that learns to name classes, from whatever it reads: a ``Classifier`` from features, a
/// ``TableClassifier`` from a table.
public protocol LabelEstimator<Label>: Estimator where Model: LabelModel<Label> {
  /// The type that names the classes.
  associatedtype Label: ClassLabel

  /// Whether `fit` starts from the model that is already there. `false` unless the type has such a setting.
  var warmStart: Bool { get }
}

extension LabelEstimator {
  public var warmStart: Bool { false }

  /// The distinct labels of the fit, ascending. scikit-learn's `classes_`.
  ///
  /// - Throws: ``EstimatorError/notFitted(_:)`` before `fit`.
  public var classes: [Label] { get throws { try requireModel().classes } }
}

/// What fitting a ``LabelEstimator`` returns.
public protocol LabelModel<Label>: Sendable, Codable, Hashable {
  /// The type that names the classes.
  associatedtype Label: ClassLabel

  /// The distinct labels of the fit, ascending. scikit-learn's `classes_`.
  var classes: [Label] { get }
}
