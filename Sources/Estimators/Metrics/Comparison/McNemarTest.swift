internal import Platform

/// Whether two classifiers differ in how often they are right on the same rows, by the rows on which only one is.
///
///     let test = try McNemarTest(of: a.predict(x), and: b.predict(x), against: y)
///     test.pValue                       // small: the difference is more than chance
///
/// - SeeAlso: Q. McNemar, "Note on the sampling error of the difference between correlated proportions or percentages",
///   *Psychometrika* 12, 1947; T. G. Dietterich, *Neural Computation* 10, 1998.
public struct McNemarTest: Sendable, Hashable, Codable {
  /// The rows on which the first alone is right.
  public let onlyFirst: Int
  /// The rows on which the second alone is right.
  public let onlySecond: Int
  /// The chance of a difference at least as large when both are equally good, in 0...1; exact, by the binomial
  /// distribution. statsmodels' `mcnemar(exact=True)`.
  public let pValue: Double
  /// (|b − c| − 1)² / (b + c), McNemar's statistic with the continuity correction; 0 when no row tells them apart.
  public let statistic: Double
  /// The same chance by the χ² distribution of `statistic` with one degree of freedom, for comparison with other work.
  public let asymptoticPValue: Double

  /// The test of two counts.
  ///
  /// - Throws: ``EstimatorError/invalidSetting(name:value:rule:)`` for a negative count.
  public init(onlyFirst: Int, onlySecond: Int) throws {
    try requireAtLeast(0, onlyFirst, name: "onlyFirst")
    try requireAtLeast(0, onlySecond, name: "onlySecond")
    self.onlyFirst = onlyFirst
    self.onlySecond = onlySecond
    let (b, c) = (Double(onlyFirst), Double(onlySecond))
    let fewer = min(b, c)
    // P(X ≤ k) of Binomial(n, ½) is I_½(n − k, k + 1).
    pValue = b == c ? 1 : min(1, 2 * regularizedBeta(0.5, a: b + c - fewer, b: fewer + 1))
    let excess = max(0, (b - c).magnitude - 1)
    statistic = b + c > 0 ? excess * excess / (b + c) : 0
    asymptoticPValue = erfc((statistic / 2).squareRoot())
  }

  /// The test of two lists of predictions.
  ///
  /// - Throws: ``EstimatorError/rowCountMismatch(features:targets:)`` when the counts differ,
  ///   ``EstimatorError/emptyInput(rows:columns:)`` when there are none.
  public init<Label: Equatable>(
    of first: some Collection<Label>, and second: some Collection<Label>, against truth: some Collection<Label>
  ) throws {
    for count in [first.count, second.count] where count != truth.count {
      throw EstimatorError.rowCountMismatch(features: count, targets: truth.count)
    }
    guard !truth.isEmpty else { throw EstimatorError.emptyInput(rows: 0, columns: 1) }
    var counts = (first: 0, second: 0)
    for ((a, b), label) in zip(zip(first, second), truth) where (a == label) != (b == label) {
      if a == label { counts.first += 1 } else { counts.second += 1 }
    }
    try self.init(onlyFirst: counts.first, onlySecond: counts.second)
  }
}

extension McNemarTest: CustomStringConvertible {
  /// One sentence.
  public var description: String {
    "Only the first is right on \(onlyFirst) rows, only the second on \(onlySecond): p = "
      + (pValue < 1e-4 ? DecimalFormat.scientific(pValue, digits: 1) : DecimalFormat.fixed(pValue, digits: 4))
  }
}
