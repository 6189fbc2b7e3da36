/// An estimator that learns to name classes, from whatever it reads: a ``Classifier`` from features, a
/// ``TableClassifier`` from a table. Pipelines and searches are among them.
///
///     var clf = LogisticRegression()
///     try clf.fit(x, y)
///     try clf.score(xTest, yTest)
///
/// Whoever wraps a classifier takes any of them, and reads what it reads:
///
///     struct Bagging<Base: LabelEstimator>: LabelEstimator {
///       typealias Label = Base.Label
///       typealias Input = Base.Input
///       …
///     }
///
/// Code for features alone says `C: Classifier`, which is `C: LabelEstimator` with `where C.Input == Features`.
public protocol LabelEstimator<Label>: SupervisedEstimator where Model: LabelModel<Label>, Target == Label {
  /// The type that names the classes.
  associatedtype Label: ClassLabel
}

/// A ``LabelEstimator`` that reads features: a matrix of any type, sparse rows, a file.
public protocol Classifier<Label>: LabelEstimator where Model: ClassifierModel<Label>, Input == Features {}

/// A ``LabelEstimator`` that reads the rows of a table: a ``TablePipeline``, or what is wrapped around one.
public protocol TableClassifier<Label>: LabelEstimator where Model: TableClassifierModel<Label>, Input == Table {}

extension LabelEstimator {
  /// The distinct labels of the fit, ascending. scikit-learn's `classes_`.
  ///
  /// - Throws: ``EstimatorError/notFitted(_:)`` before `fit`.
  public var classes: [Label] { get throws { try requireModel().classes } }
}
