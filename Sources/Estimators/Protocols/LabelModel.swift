/// What fitting a ``LabelEstimator`` returns: it names the class of each row of whatever it reads.
///
/// Predictions throw ``EstimatorError/featureCountMismatch(expected:found:)`` or
/// ``EstimatorError/featureNamesMismatch(missing:unexpected:firstMoved:)`` for other columns than those of the fit,
/// ``EstimatorError/notFinite(row:column:value:)``, and for a table
/// `MatrixError.wrongKind(column:expected:found:)`.
public protocol LabelModel<Label>: SupervisedModel where Target == Label {
  /// The type that names the classes.
  associatedtype Label: ClassLabel

  /// The distinct labels of the fit, ascending. scikit-learn's `classes_`.
  var classes: [Label] { get }

  /// One score per row and class, n × K; for K = 2 one column, positive for `classes[1]`.
  ///
  /// - Throws: ``EstimatorError/featureCountMismatch(expected:found:)`` and
  ///   ``EstimatorError/notFinite(row:column:value:)``.
  func decisionFunction(_ x: Input) throws -> Matrix<Double>

  /// ln of the probability of each class, n × K.
  ///
  /// The default takes the scores for log-odds: softmax over K columns, or the sigmoid of one.
  func predictLogProbabilities(_ x: Input) throws -> Matrix<Double>

  /// The probability of each class, n × K, rows sum to 1.
  func predictProbabilities(_ x: Input) throws -> Matrix<Double>
}

/// What fitting a ``Classifier`` returns: a ``LabelModel`` that reads features.
public protocol ClassifierModel<Label>: LabelModel where Input == Features {}

/// What fitting a ``TableClassifier`` returns: a ``LabelModel`` that reads tables.
public protocol TableClassifierModel<Label>: LabelModel where Input == Table {}

extension LabelModel {
  public func predictLogProbabilities(_ x: Input) throws -> Matrix<Double> {
    var scores = try decisionFunction(x)
    guard scores.columns > 1 else { return scores.logProbabilitiesOfTwo() }
    scores.logSoftmaxRowsInPlace()
    return scores
  }

  public func predictProbabilities(_ x: Input) throws -> Matrix<Double> {
    var scores = try decisionFunction(x)
    guard scores.columns > 1 else { return scores.probabilitiesOfTwo() }
    scores.softmaxRowsInPlace()
    return scores
  }

  /// The most probable class of each row; of equals the first.
  public func predict(_ x: Input) throws -> [Label] {
    let scores = try decisionFunction(x)
    guard scores.columns == 1 else { return scores.largestColumns().map { classes[$0] } }
    return scores.elements.map { classes[$0 > 0 ? 1 : 0] }
  }

  public func score(_ x: Input, _ y: [Label], weights: [Double]?) throws -> Double {
    try accuracy(of: predict(x), against: y, sampleWeight: weights)
  }

  /// The share of rows whose class is predicted right, by weight; of the model of a search, the score that it was
  /// chosen by. Labels the fit has not seen count as wrong.
  ///
  /// - Throws: ``EstimatorError/rowCountMismatch(features:targets:)``, the errors of weights, and what `predict`
  ///   throws.
  public func score(
    _ x: some InputSource<Input>, _ y: some Collection<Label>, sampleWeight: [Double]? = nil
  ) throws -> Double {
    try score(x.input, Array(y), weights: sampleWeight)
  }

  /// One score per row and class, n × K; for K = 2 one column. scikit-learn's `decision_function`.
  public func decisionFunction(_ x: some InputSource<Input>) throws -> Matrix<Double> {
    try decisionFunction(x.input)
  }

  /// ln of the probability of each class, n × K. scikit-learn's `predict_log_proba`.
  public func predictLogProbabilities(_ x: some InputSource<Input>) throws -> Matrix<Double> {
    try predictLogProbabilities(x.input)
  }

  /// The probability of each class, n × K, rows sum to 1. scikit-learn's `predict_proba`.
  public func predictProbabilities(_ x: some InputSource<Input>) throws -> Matrix<Double> {
    try predictProbabilities(x.input)
  }
}

extension Matrix where Scalar == Double {
  /// The place of the largest element of each row; of equals the first. NumPy's `argmax(axis=1)`.
  package func largestColumns() -> [Int] {
    withElements { elements in
      (0..<rows).map { row in
        var best = 0
        for column in 1..<max(1, columns) where elements[row * columns + column] > elements[row * columns + best] {
          best = column
        }
        return best
      }
    }
  }
}
