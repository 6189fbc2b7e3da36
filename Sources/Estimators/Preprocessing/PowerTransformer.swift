/// Bends every column by a power so that it looks as normal as possible, by maximum likelihood. scikit-learn's
/// `PowerTransformer`.
///
///     let even = try PowerTransformer().fitted(to: x).transform(x)
///
/// Missing values (NaN) are left out of the fit and stay; a weight of 2 counts as two equal rows. A constant column
/// keeps its numbers, less their mean when standardised. The power may be any: of numbers far from 0 it is often large,
/// heights in centimetres want −6.5. Standardised results are computed around an origin among the numbers of the fit,
/// so that they keep all digits; without standardising a column whose bent numbers a Double can't tell apart is
/// refused.
///
/// Dense results are a copy: floats from bytes and floats, doubles from doubles. By Yeo and Johnson sparse rows stay
/// sparse, since 0 stays 0 before standardising, unless a change of columns has moved their zeros, or a column lies so
/// far from 0 that its zeros are beyond telling.
///
/// - Complexity: fitting about 20 · n · p exponentials, transforming n · p.
/// - SeeAlso: G. Box and D. Cox, "An Analysis of Transformations", J. R. Stat. Soc. B 26, 1964. I. Yeo and R. Johnson,
///   "A new family of power transformations to improve normality or symmetry", Biometrika 87, 2000.
public struct PowerTransformer: Transformer {
  /// The family of powers.
  public struct Method: NamedChoice, RawRepresentable, Sendable, Hashable, Codable, CaseIterable {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
      case yeoJohnson, boxCox
    }

    package let kind: Kind

    package init(_ kind: Kind) { self.kind = kind }

    /// For numbers of any sign.
    public static let yeoJohnson = Self(.yeoJohnson)
    /// For numbers > 0.
    public static let boxCox = Self(.boxCox)
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
  ///   infinite number, ``EstimatorError/unsupported(what:instead:)`` for a number ≤ 0 with Box and Cox's powers, for a
  ///   column whose bent numbers, when not standardised, are no Doubles or too alike, and for one of tiny numbers;
  ///   ``EstimatorError/tooLarge(what:bytes:limit:instead:)``, and the errors of weights.
  public func fitted(to x: Features, targets: ClassTargets?, weights: [Double]?) throws -> Model {
    try requireFit(to: x, weights: weights, orMissing: true)
    try requireMemory(12, perColumnOf: x, for: "PowerTransformer")
    if method == .boxCox { try Model.requirePositive(x) }
    let unit = weightUnit(weights)
    let shares = unit == 1 ? weights : weights.map { $0.map { $0 / unit } }
    var columns: [ColumnPower] = []
    var (means, scales) = ([Double](), [Double]())
    try x.forEachColumn { j, values in
      let raw = NumberMoments(values, shares)
      try requireSpread(raw, x, j)
      let column = raw.isConstant ? ColumnPower(method, 1) : mostLikely(values, shares)
      if !standardize { try requireTold(column, values, shares, raw, x, j) }
      let bent = NumberMoments(standardize ? values.map(column.relative) : values, shares)
      let deviation = raw.isConstant ? 1 : bent.variance.squareRoot()
      guard bent.mean.isFinite, deviation.isFinite, (1 / deviation).isFinite else { throw tooWide(x, j) }
      columns.append(column)
      means.append(bent.mean)
      scales.append(1 / deviation)
    }
    let change = standardize ? try ColumnAffine(scale: scales, shift: means) : nil
    return Model(
      method: method, powers: columns.map(\.power), origins: columns.map(\.origin), standardizing: change,
      source: FittedColumns(x))
  }

  private func mostLikely(_ values: [Double], _ weights: [Double]?) -> ColumnPower {
    let likelihood = PowerLikelihood(values, method, weights: weights)
    return ColumnPower(method, likelihood.maximum(), origin: likelihood.origin)
  }

  /// The squares of a column's deviations are Doubles.
  private func requireSpread(_ raw: NumberMoments, _ x: Features, _ j: Int) throws {
    guard raw.isConstant || raw.variance.isFinite else {
      throw EstimatorError.unsupported(
        what: "Bending column \(x.columnName(j)), whose numbers are too large for their squares,",
        instead: "Divide the column by a power of ten first.")
    }
    guard !raw.isConstant, raw.variance < 1e-280 else { return }
    throw EstimatorError.unsupported(
      what: "Bending column \(x.columnName(j)), whose numbers are too small for their squares,",
      instead: "Multiply the column by a power of ten first.")
  }

  /// Bent numbers that are not standardised keep at least half of the digits that tell them apart.
  private func requireTold(
    _ column: ColumnPower, _ values: [Double], _ weights: [Double]?, _ raw: NumberMoments, _ x: Features, _ j: Int
  ) throws {
    let bent = NumberMoments(values.map(column.bent), weights)
    guard bent.mean.isFinite, bent.variance.isFinite else { throw tooWide(x, j) }
    let half = x.makesFloats ? 0x1p-12 : 0x1p-26
    guard !raw.isConstant, bent.relativeSpread < half * min(1, raw.relativeSpread) else { return }
    throw EstimatorError.unsupported(
      what:
        "Bending column \(x.columnName(j)) by its power, \(column.power), without standardising: a number does not hold "
        + "what tells the results apart. That",
      instead: "Use standardize: true, or move the column towards 0 first.")
  }

  private func tooWide(_ x: Features, _ j: Int) -> EstimatorError {
    .unsupported(
      what: "Bending column \(x.columnName(j)), whose results are too large for a Double,",
      instead: "Divide the column by a power of ten first.")
  }
}

/// The weighted mean and population variance of a list, NaN left out.
private struct NumberMoments {
  let mean: Double
  let variance: Double
  private let rows: Int
  private let ends: (least: Double, most: Double)

  init(_ values: [Double], _ weights: [Double]?) {
    var (mean, weight, squares, rows) = (0.0, 0.0, 0.0, 0)
    var (least, most) = (Double.infinity, -Double.infinity)
    for (row, value) in values.enumerated() where !value.isNaN {
      let s = weights?[row] ?? 1
      guard s > 0 else { continue }
      rows += 1
      weight += s
      (least, most) = (min(least, value), max(most, value))
      let step = value - mean
      mean += step * (s / weight)
      squares += s * step * (value - mean)
    }
    self.mean = mean
    self.rows = rows
    ends = (least, most)
    variance = weight > 0 ? squares / weight : 0
  }

  /// Whether the numbers are all equal, or apart by no more than rounding.
  var isConstant: Bool {
    !(ends.least < ends.most) || isRounding(variance: variance, mean: mean, rows: rows) && !isTiny
  }

  private var isTiny: Bool { variance < 1e-280 && mean.magnitude < 1e-120 }

  /// The deviation over the largest magnitude.
  var relativeSpread: Double {
    let largest = max(ends.least.magnitude, ends.most.magnitude)
    return largest > 0 ? variance.squareRoot() / largest : 0
  }
}

/// The settings, without a model.
extension PowerTransformer: Codable {
  private enum CodingKeys: String, CodingKey { case method, standardize }
}
