/// The mean absolute error, Σ sᵢ|yᵢ − predᵢ| / S. scikit-learn's `mean_absolute_error`.
///
/// - Parameters:
///   - predicted: n numbers.
///   - truth: n numbers, in the same order.
///   - sampleWeight: n weights ≥ 0; all equal when `nil`.
/// - Returns: At least 0, in the unit of the targets.
/// - Throws: As ``r2Score(of:against:sampleWeight:)``.
public func meanAbsoluteError(
  of predicted: some Collection<Double>, against truth: some Collection<Double>, sampleWeight: [Double]? = nil
) throws -> Double {
  try PredictedNumbers(predicted, truth, sampleWeight).mean { ($1 - $0).magnitude }
}

/// The mean of the absolute errors as shares of the truth: 0.1 is 10 %. scikit-learn's
/// `mean_absolute_percentage_error`.
///
/// A target of 0 counts as 2⁻⁵², as in scikit-learn: one of them makes the mean huge.
///
/// - Parameters:
///   - predicted: n numbers.
///   - truth: n numbers, in the same order.
///   - sampleWeight: n weights ≥ 0; all equal when `nil`.
/// - Throws: As ``r2Score(of:against:sampleWeight:)``.
public func meanAbsolutePercentageError(
  of predicted: some Collection<Double>, against truth: some Collection<Double>, sampleWeight: [Double]? = nil
) throws -> Double {
  try PredictedNumbers(predicted, truth, sampleWeight).mean { ($1 - $0).magnitude / max($1.magnitude, .ulpOfOne) }
}

/// The median of the absolute errors, which a few large ones do not move. scikit-learn's `median_absolute_error`.
///
/// With weights, the error up to which half of the weight lies; the mean of two where exactly half does.
///
/// - Parameters:
///   - predicted: n numbers.
///   - truth: n numbers, in the same order.
///   - sampleWeight: n weights ≥ 0; all equal when `nil`.
/// - Complexity: O(n log n).
/// - Throws: As ``r2Score(of:against:sampleWeight:)``.
public func medianAbsoluteError(
  of predicted: some Collection<Double>, against truth: some Collection<Double>, sampleWeight: [Double]? = nil
) throws -> Double {
  let rows = try PredictedNumbers(predicted, truth, sampleWeight)
  return shareQuantile(0.5, of: zip(rows.predicted, rows.truth).map { ($1 - $0).magnitude }, weights: rows.weights)
}

/// The largest absolute error among rows with weight. scikit-learn's `max_error`, which takes no weights.
///
/// - Parameters:
///   - predicted: n numbers.
///   - truth: n numbers, in the same order.
///   - sampleWeight: n weights ≥ 0: rows of weight 0 are left out, otherwise the size has no part.
/// - Throws: As ``r2Score(of:against:sampleWeight:)``.
public func maxError(
  of predicted: some Collection<Double>, against truth: some Collection<Double>, sampleWeight: [Double]? = nil
) throws -> Double {
  let rows = try PredictedNumbers(predicted, truth, sampleWeight)
  return rows.truth.indices.reduce(0) { largest, row in
    rows.weights?[row] == 0 ? largest : max(largest, (rows.truth[row] - rows.predicted[row]).magnitude)
  }
}

/// The number up to which the share q of the weight lies; the mean of it and the next where exactly the share q does.
/// NumPy's `quantile(method="averaged_inverted_cdf")`, with weights.
///
/// - Complexity: O(n log n).
func shareQuantile(_ q: Double, of values: [Double], weights: [Double]?) -> Double {
  let order = values.indices.filter { weights?[$0] != 0 }.sorted { values[$0] < values[$1] }
  var sums: [Double] = []
  var sum = 0.0
  for row in order {
    sum += weights?[row] ?? 1
    sums.append(sum)
  }
  guard let last = order.indices.last else { return .nan }
  let wanted = q * sum
  // A sum that is equal but for rounding is equal.
  let slack = Double.ulpOfOne * sum
  let place = sums.firstIndex { $0 >= wanted - slack && $0 > 0 } ?? last
  let isEven = (sums[place] - wanted).magnitude <= slack && place < last
  return isEven ? (values[order[place]] + values[order[place + 1]]) / 2 : values[order[place]]
}
