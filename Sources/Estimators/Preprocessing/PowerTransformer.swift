/// Bends every column by a power so that it looks as normal as possible, by maximum likelihood. scikit-learn's
/// `PowerTransformer`.
///
///     let even = try PowerTransformer().fitted(to: x).transform(x)
///
/// Missing values (NaN) are left out of the fit and stay; a weight of 2 counts as two equal rows. A constant column keeps
/// its numbers, less their mean when standardised. Powers that overflow, or bend all numbers to nearly the same one, are not
/// looked at.
///
/// Dense results are a copy: floats from bytes and floats, doubles from doubles. By Yeo and Johnson sparse rows stay sparse,
/// since 0 stays 0 before standardising, unless a change of columns has moved their zeros.
///
/// - Complexity: fitting about 15 · n · p exponentials, transforming n · p.
/// - SeeAlso: G. Box and D. Cox, "An Analysis of Transformations", J. R. Stat. Soc. B 26, 1964. I. Yeo and R. Johnson, "A new
///   family of power transformations to improve normality or symmetry", Biometrika 87, 2000.
public struct PowerTransformer: Transformer {
  /// The family of powers.
  public enum Method: String, Sendable, Hashable, Codable, CaseIterable {
    /// For numbers of any sign.
    case yeoJohnson
    /// For numbers > 0.
    case boxCox
  }

  /// The family of powers.
  public var method: Method
  /// Whether the bent columns are moved to mean 0 and scaled to variance 1.
  public var standardize: Bool
  public var model: Model?

  /// A transformer with the given settings.
  public init(method: Method = .yeoJohnson, standardize: Bool = true) {
    self.method = method
    self.standardize = standardize
  }

  /// Every setting is allowed.
  public func validate() throws {}

  /// Learns a power for each column. Targets have no influence.
  ///
  /// - Throws: ``EstimatorError/emptyInput(rows:columns:)``, ``EstimatorError/notFinite(row:column:value:)`` for an
  ///   infinite number, ``EstimatorError/unsupported(what:instead:)`` for a number ≤ 0 with Box and Cox's powers and for a
  ///   column that leaves the range of a Double, and the errors of weights.
  public func fitted(to x: Features, targets: ClassTargets?, weights: [Double]?) throws -> Model {
    try requireFittingCounts(x, targets: nil, weights: weights)
    try requireFinite(x, orMissing: true)
    if method == .boxCox { try Model.requirePositive(x) }
    var powers = [Double](repeating: 1, count: x.columns)
    var means = [Double](repeating: 0, count: x.columns)
    var scales = powers
    try x.forEachColumn { j, values in
      let raw = Moments(values, weights)
      if !raw.isConstant { powers[j] = PowerLikelihood(values, method, weights: weights).maximum() }
      let bent = Moments(values.map(ColumnPower(method, powers[j]).bent), weights)
      guard bent.mean.isFinite, bent.variance.isFinite else {
        throw EstimatorError.unsupported(
          what: "Bending column \(x.columnName(j)), whose numbers are too large for a Double,",
          instead: "Divide the column by a power of ten first.")
      }
      means[j] = bent.mean
      scales[j] = bent.isConstant ? 1 : bent.variance.squareRoot()
    }
    let change = standardize ? try ColumnAffine(scale: scales.map { 1 / $0 }, shift: means) : nil
    return Model(method: method, powers: powers, standardizing: change, source: FittedColumns(x))
  }
}

/// The weighted mean and population variance of a list, NaN left out.
private struct Moments {
  let mean: Double
  let variance: Double
  private let weight: Double

  init(_ values: [Double], _ weights: [Double]?) {
    var (mean, weight, squares) = (0.0, 0.0, 0.0)
    for (row, value) in values.enumerated() where !value.isNaN {
      let s = weights?[row] ?? 1
      guard s > 0 else { continue }
      weight += s
      let step = value - mean
      mean += step * s / weight
      squares += s * step * (value - mean)
    }
    self.mean = mean
    self.weight = weight
    variance = weight > 0 ? squares / weight : 0
  }

  var isConstant: Bool { isConstantColumn(variance: variance, mean: mean, count: weight) }
}
