import Matrices

/// What a classifier says about each row when that row did not train it.
public struct CrossValidatedPredictions<Label: ClassLabel>: Sendable, Hashable {
  /// All classes of the data, ascending, in the order of the columns.
  public let classes: [Label]
  /// The predicted class of each row, n labels; `nil` for a row whose fold was not done, or failed.
  public let predicted: [Label?]
  /// n × K; the row of a fold that was not done, or failed, holds NaN; a class that a fold has not seen has probability
  /// 0.
  public let probabilities: Matrix<Double>
  /// Why folds have no predictions; empty when none failed.
  public let failures: [FoldFailure]

  /// Whether every row has a prediction.
  public var isComplete: Bool { !predicted.contains(nil) }

  /// The predicted class of each row.
  ///
  /// - Throws: ``EstimatorError/unsupported(what:instead:)`` when the run was stopped before all folds were done, or a
  ///   fold failed.
  public func labels() throws -> [Label] {
    let labels = predicted.compactMap { $0 }
    guard labels.count == predicted.count else {
      throw unfinishedPredictions("label", done: labels.count, of: predicted.count, failures)
    }
    return labels
  }
}

/// Predicts every row by a model that other rows have trained. scikit-learn's `cross_val_predict`, labels and
/// probabilities in one.
///
///     let outside = try crossValidatedPredictions(clf, x, y)
///     print(try ClassificationReport(of: outside.labels(), against: y))
///
/// Folds, threads and weights as in
/// ``crossValidate(_:_:_:groups:sampleWeight:splitter:scoring:trainScores:keepsModels:verbose:onFold:)-(_,_,_,_,_,_,[Scorer<C.Label>],_,_,_,_)``,
/// but that rows of weight 0 keep their place in the folds, since they too get a prediction.
///
/// - Parameters:
///   - classifier: The settings; its model is not looked at.
///   - x: n rows: a feature matrix, or a table for what reads tables.
///   - y: n labels.
///   - groups: The group of each row, for ``GroupKFold`` and for searches inside.
///   - sampleWeight: n weights ≥ 0 for the fits. All equal when `nil`.
///   - splitter: Must let every row judge exactly once, as the k-fold splitters do.
///   - onFold: Called after each fit; ``FitControl/stop`` ends with the folds that are done.
/// - Throws: ``EstimatorError/unsupported(what:instead:)`` when a row would judge twice or never; otherwise as
///   `crossValidate`, ``FoldsInterrupted`` with these predictions. A fold that cannot be fitted is named in `failures`.
public func crossValidatedPredictions<C: LabelEstimator, Group: ClassLabel>(
  _ classifier: C, _ x: some InputSource<C.Input>, _ y: some Collection<C.Label>, groups: [Group]? = [Int]?.none,
  sampleWeight: [Double]? = nil, splitter: any Splitter = StratifiedKFold(5), onFold: OnFold = { _ in .proceed }
) throws -> CrossValidatedPredictions<C.Label> {
  let rows = TrainingData(x, y, weights: sampleWeight, groups: numbered(groups))
  let classes = rows.encoding.classes
  let run = try OutsidePredictions(classifier, rows, splitter, onFold) { model, test in
    FoldPredictions(
      labels: try model.predict(test),
      probabilities: try model.predictProbabilities(test).columns(of: model.classes, spreadOver: classes, filling: 0))
  }
  let result = gather(run, classes: classes, rows: rows.count)
  try run.requireEnd(result)
  return result
}

private struct FoldPredictions<Label: ClassLabel>: Sendable {
  let labels: [Label]
  let probabilities: Matrix<Double>
}

private func gather<Label: ClassLabel>(
  _ run: OutsidePredictions<FoldPredictions<Label>>, classes: [Label], rows: Int
) -> CrossValidatedPredictions<Label> {
  var predicted = [Label?](repeating: nil, count: rows)
  let probabilities = Matrix<Double>(rows: rows, columns: classes.count) { elements in
    elements.initialize(repeating: .nan)
    for case (.success(let part)?, let fold) in zip(run.parts, run.folds) {
      for (place, row) in fold.test.enumerated() {
        predicted[row] = part.labels[place]
        for column in classes.indices { elements[row * classes.count + column] = part.probabilities[place, column] }
      }
    }
  }
  return CrossValidatedPredictions(
    classes: classes, predicted: predicted, probabilities: probabilities, failures: run.failures)
}
