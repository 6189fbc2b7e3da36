import Matrices

/// Whether two regressors differ in their squared errors on the same rows: Student's paired t-test.
///
///     let test = try PairedErrorTest(of: a.predict(x), and: b.predict(x), against: y)
///     test.pValue                       // small: the difference is more than chance
///
/// It supposes rows that are independent of each other, and enough of them (some 30) for the mean of their differences
/// to be near normal. For forecasts of one step it is the test of Diebold and Mariano.
///
/// - SeeAlso: F. X. Diebold and R. S. Mariano, "Comparing predictive accuracy", *Journal of Business & Economic
///   Statistics* 13, 1995.
public struct PairedErrorTest: Sendable, Hashable, Codable {
  /// The mean of (squared error of the first) − (squared error of the second).
  public let meanDifference: Double
  /// The standard error of that mean; 0 where every row has the same difference.
  public let standardError: Double
  /// n − 1.
  public let degreesOfFreedom: Int

  /// t, the mean difference in standard errors: 0 for no difference, infinite for the same one in every row.
  public var statistic: Double {
    guard standardError > 0 else { return meanDifference == 0 ? 0 : meanDifference * .infinity }
    return meanDifference / standardError
  }

  /// The chance of a difference at least as large when both are equally good, in 0...1. SciPy's `ttest_rel`.
  public var pValue: Double {
    min(1, 2 * StudentT(degreesOfFreedom: Double(degreesOfFreedom)).cumulative(-statistic.magnitude))
  }

  /// The test of two lists of predictions.
  ///
  /// - Throws: ``EstimatorError/unsupported(what:instead:)`` for a single row, else as
  ///   ``r2Score(of:against:sampleWeight:)``.
  public init(
    of first: some Collection<Double>, and second: some Collection<Double>, against truth: some Collection<Double>
  ) throws {
    let (a, b) = try (PredictedNumbers(first, truth, nil), PredictedNumbers(second, truth, nil))
    guard a.count >= 2 else {
      throw EstimatorError.unsupported(what: "A paired test of 1 row", instead: "Pass at least 2 rows, better 30.")
    }
    let differences = a.truth.indices.map { row in
      let (own, other) = (a.truth[row] - a.predicted[row], b.truth[row] - b.predicted[row])
      return own * own - other * other
    }
    let count = Double(differences.count)
    let mean = differences.reduce(0, +) / count
    let squares = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    (meanDifference, degreesOfFreedom) = (mean, differences.count - 1)
    standardError = (squares / (count - 1) / count).squareRoot()
    guard mean.isFinite, standardError.isFinite else {
      throw EstimatorError.unsupported(
        what: "A paired test of errors whose squares are too large for a Double",
        instead: "Divide targets and predictions by a common factor.")
    }
  }
}

extension PairedErrorTest: CustomStringConvertible {
  /// One sentence.
  public var description: String {
    let chance = pValue < 1e-4 ? DecimalFormat.scientific(pValue, digits: 1) : DecimalFormat.fixed(pValue, digits: 4)
    return "The squared errors differ by \(Readable.number(meanDifference)) ± \(Readable.number(standardError)): "
      + "p = \(chance)"
  }
}
