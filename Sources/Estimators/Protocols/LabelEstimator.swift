/// An estimator that learns to name classes, from whatever it reads: a ``Classifier`` from features, a
/// ``TableClassifier`` from a table.
public protocol LabelEstimator<Label>: Estimator where Model: LabelModel<Label> {
  /// The type that names the classes.
  associatedtype Label: ClassLabel

  /// Whether `fit` starts from the model that is already there. `false` unless the type has such a setting.
  var warmStart: Bool { get }

  /// The same settings for rows that lack these classes of the data they were chosen from: what is set by label for these
  /// classes (a class weight) has no effect, where `fitted` would refuse it as a label that no row has.
  ///
  /// Cross-validation asks for it before it fits the training rows of a fold, so labels are checked once, on all rows. The
  /// default changes nothing. Whoever wraps a classifier of the same labels hands it on.
  func lacking(_ classes: Set<Label>) -> Self
}

extension LabelEstimator {
  public var warmStart: Bool { false }
  public func lacking(_ classes: Set<Label>) -> Self { self }

  /// The distinct labels of the fit, ascending. scikit-learn's `classes_`.
  ///
  /// - Throws: ``EstimatorError/notFitted(_:)`` before `fit`.
  public var classes: [Label] { get throws { try requireModel().classes } }
}

/// What fitting a ``LabelEstimator`` returns.
public protocol LabelModel<Label>: EstimatorModel {
  /// The type that names the classes.
  associatedtype Label: ClassLabel

  /// The distinct labels of the fit, ascending. scikit-learn's `classes_`.
  var classes: [Label] { get }
}
