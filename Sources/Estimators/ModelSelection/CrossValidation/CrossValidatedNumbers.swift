import Matrices

/// What a regressor says about each row when that row did not train it.
public struct CrossValidatedNumbers: Sendable, Hashable {
  /// The prediction for each row, n numbers; `nil` for a row whose fold was not done, or failed.
  public let predicted: [Double?]
  /// Why folds have no predictions; empty when none failed.
  public let failures: [FoldFailure]

  /// Whether every row has a prediction.
  public var isComplete: Bool { !predicted.contains(nil) }

  /// The prediction for each row.
  ///
  /// - Throws: ``EstimatorError/unsupported(what:instead:)`` when the run was stopped before all folds were done, or a
  ///   fold failed.
  public func numbers() throws -> [Double] {
    let numbers = predicted.compactMap { $0 }
    guard numbers.count == predicted.count else {
      throw unfinishedPredictions("number", done: numbers.count, of: predicted.count, failures)
    }
    return numbers
  }
}

/// Predicts every row by a model that other rows have trained. scikit-learn's `cross_val_predict`.
///
///     let outside = try crossValidatedPredictions(Ridge(), x, y).numbers()
///     print(try r2Score(of: outside, against: y))
///
/// - Parameters:
///   - regressor: The settings; its model is not looked at.
///   - x: n rows: a feature matrix, or a table for what reads tables.
///   - y: n numbers.
///   - groups: The group of each row, for ``GroupKFold`` and for searches inside.
///   - sampleWeight: n weights ≥ 0 for the fits. All equal when `nil`. Rows of weight 0 keep their place in the folds.
///   - splitter: Must let every row judge exactly once, as the k-fold splitters do.
///   - onFold: Called after each fit; ``FitControl/stop`` ends with the folds that are done.
/// - Throws: ``EstimatorError/unsupported(what:instead:)`` when a row would judge twice or never; otherwise as
///   `crossValidate`, ``FoldsInterrupted`` with these predictions. A fold that cannot be fitted is named in `failures`.
public func crossValidatedPredictions<R: NumberEstimator, Group: ClassLabel>(
  _ regressor: R, _ x: some InputSource<R.Input>, _ y: some Collection<Double>, groups: [Group]? = [Int]?.none,
  sampleWeight: [Double]? = nil, splitter: any Splitter = KFold(5), onFold: OnFold = { _ in .proceed }
) throws -> CrossValidatedNumbers {
  let rows = TrainingData(x, y, weights: sampleWeight, groups: numbered(groups))
  let run = try OutsidePredictions(regressor, rows, splitter, onFold) { model, test in try model.predict(test) }
  var predicted = [Double?](repeating: nil, count: rows.count)
  for (part, fold) in zip(run.parts, run.folds) {
    guard case .success(let numbers)? = part else { continue }
    for (number, row) in zip(numbers, fold.test) { predicted[row] = number }
  }
  let result = CrossValidatedNumbers(predicted: predicted, failures: run.failures)
  try run.requireEnd(result)
  return result
}
