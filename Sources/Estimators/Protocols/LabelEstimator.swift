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

  /// The same settings for rows that lack these classes of the data they were chosen from: what is set by label for
  /// these classes (a class weight) has no effect, where `fitted` would refuse it as a label that no row has.
  ///
  /// Cross-validation asks for it before it fits the training rows of a fold, so labels are checked once, on all rows.
  /// The default changes nothing. Whoever wraps a classifier of the same labels hands it on.
  func lacking(_ classes: Set<Label>) -> Self
}

/// A ``LabelEstimator`` that reads features: a matrix of any type, sparse rows, a file.
public protocol Classifier<Label>: LabelEstimator where Model: ClassifierModel<Label>, Input == Features {}

/// A ``LabelEstimator`` that reads the rows of a table: a ``TablePipeline``, or what is wrapped around one.
public protocol TableClassifier<Label>: LabelEstimator where Model: TableClassifierModel<Label>, Input == Table {}

extension LabelEstimator {
  public func lacking(_ classes: Set<Label>) -> Self { self }
  public func adapted(to part: TrainingData<Input, Label>) -> Self { lacking(part.lostClasses) }

  /// The distinct labels of the fit, ascending. scikit-learn's `classes_`.
  ///
  /// - Throws: ``EstimatorError/notFitted(_:)`` before `fit`.
  public var classes: [Label] { get throws { try requireModel().classes } }
}
