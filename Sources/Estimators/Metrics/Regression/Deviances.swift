internal import Platform

/// The mean deviance of Poisson's distribution, for counts: 2·(y·ln(y/pred) − y + pred). scikit-learn's
/// `mean_poisson_deviance`.
///
/// - Parameters:
///   - predicted: n numbers > 0.
///   - truth: n numbers ≥ 0, in the same order.
///   - sampleWeight: n weights ≥ 0; all equal when `nil`.
/// - Throws: As ``meanTweedieDeviance(of:against:power:sampleWeight:)``.
public func meanPoissonDeviance(
  of predicted: some Collection<Double>, against truth: some Collection<Double>, sampleWeight: [Double]? = nil
) throws -> Double {
  try meanTweedieDeviance(of: predicted, against: truth, power: 1, sampleWeight: sampleWeight)
}

/// The mean deviance of the gamma distribution, for amounts whose error grows with their size: 2·(ln(pred/y) + y/pred −
/// 1). scikit-learn's `mean_gamma_deviance`.
///
/// - Parameters:
///   - predicted: n numbers > 0.
///   - truth: n numbers > 0, in the same order.
///   - sampleWeight: n weights ≥ 0; all equal when `nil`.
/// - Throws: As ``meanTweedieDeviance(of:against:power:sampleWeight:)``.
public func meanGammaDeviance(
  of predicted: some Collection<Double>, against truth: some Collection<Double>, sampleWeight: [Double]? = nil
) throws -> Double {
  try meanTweedieDeviance(of: predicted, against: truth, power: 2, sampleWeight: sampleWeight)
}

/// The mean deviance of the distributions whose variance is a power of their mean. scikit-learn's
/// `mean_tweedie_deviance`.
///
///     2·(max(y, 0)^(2−p) / ((1−p)(2−p)) − y·pred^(1−p) / (1−p) + pred^(2−p) / (2−p))
///
/// - Parameters:
///   - predicted: n numbers > 0; any for power 0.
///   - truth: n numbers: any for power ≤ 0, ≥ 0 for power in 1..<2, > 0 for power ≥ 2.
///   - power: p, at most 0 or at least 1: 0 the squared error, 1 Poisson, 1 to 2 amounts with zeros, 2 gamma, 3 inverse
///     Gaussian.
///   - sampleWeight: n weights ≥ 0; all equal when `nil`.
/// - Returns: At least 0 but for rounding, 0 for what is predicted exactly.
/// - Throws: ``EstimatorError/invalidSetting(name:value:rule:)`` for a power between 0 and 1,
///   ``EstimatorError/invalidTarget(row:value:rule:)`` and ``EstimatorError/unsupported(what:instead:)`` for a target
///   and a prediction out of range, else as ``r2Score(of:against:sampleWeight:)``.
public func meanTweedieDeviance(
  of predicted: some Collection<Double>, against truth: some Collection<Double>, power: Double,
  sampleWeight: [Double]? = nil
) throws -> Double {
  let deviance = try TweedieDeviance(power: power)
  let rows = try PredictedNumbers(predicted, truth, sampleWeight)
  try deviance.requireDomain(rows)
  return rows.mean { deviance.value($0, $1) }
}

/// The share of a deviance that is gone, compared with predicting the mean for every row: 1 − deviance / deviance of
/// the mean. scikit-learn's `d2_tweedie_score`.
///
/// - Parameters:
///   - predicted: n numbers, as for ``meanTweedieDeviance(of:against:power:sampleWeight:)``.
///   - truth: n numbers, likewise.
///   - power: At most 0 or at least 1; 0 gives R².
///   - sampleWeight: n weights ≥ 0; all equal when `nil`.
/// - Returns: At most 1. Where all of the truth is equal, 1 for predictions that are too, else 0. NaN for fewer than 2
///   rows, as in scikit-learn.
/// - Throws: As ``meanTweedieDeviance(of:against:power:sampleWeight:)``; also for targets of power < 0 whose mean is
///   not > 0.
public func d2TweedieScore(
  of predicted: some Collection<Double>, against truth: some Collection<Double>, power: Double,
  sampleWeight: [Double]? = nil
) throws -> Double {
  let deviance = try TweedieDeviance(power: power)
  let rows = try PredictedNumbers(predicted, truth, sampleWeight)
  try deviance.requireDomain(rows)
  guard rows.count >= 2 else { return .nan }
  let mean = rows.mean { $1 }
  guard power == 0 || mean > 0 else {
    throw EstimatorError.unsupported(
      what: "A deviance of power \(power) from targets whose mean is \(mean)",
      instead: "Use a mean above 0, or power 0.")
  }
  let missed = rows.mean { deviance.value($0, $1) }
  guard rows.truth.contains(where: { $0 != rows.truth[0] }) else { return rows.predicted == rows.truth ? 1 : 0 }
  return 1 - missed / rows.mean { deviance.value(mean, $1) }
}

/// The deviance of one row, for a power.
private struct TweedieDeviance {
  let power: Double

  init(power: Double) throws {
    guard power <= 0 || power >= 1, power.isFinite else {
      throw EstimatorError.invalidSetting(name: "power", value: "\(power)", rule: "finite, at most 0 or at least 1")
    }
    self.power = power
  }

  func requireDomain(_ rows: PredictedNumbers) throws {
    guard power != 0 else { return }
    try requirePredictions(rows.predicted, "above 0") { $0 > 0 }
    if power >= 2 { try requireTargets(rows.truth, "above 0 for power \(power)") { $0 > 0 } }
    if (1..<2).contains(power) { try requireTargets(rows.truth, "at least 0 for power \(power)") { $0 >= 0 } }
  }

  func value(_ mean: Double, _ y: Double) -> Double {
    switch power {
    case 0: return (y - mean) * (y - mean)
    case 1: return 2 * ((y > 0 ? y * log(y / mean) : 0) - y + mean)
    case 2: return 2 * (log(mean / y) + y / mean - 1)
    default:
      let (first, second) = (1 - power, 2 - power)
      // Of power above 2, y > 0 has been checked, so that 0 is not raised to a negative power.
      let own = pow(max(y, 0), second) / (first * second)
      return 2 * (own - y * pow(mean, first) / first + pow(mean, second) / second)
    }
  }
}
