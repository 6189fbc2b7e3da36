// Guarded by `GivenModelTests`.

// Scalers that were fitted elsewhere. NaN stands for a column in which the fit has seen no number: its results are
// missing.

extension StandardScaler.Model {
  /// A scaler that was fitted elsewhere, checked: (x − mean) / scale in every column.
  ///
  /// - Parameters:
  ///   - means: p numbers. scikit-learn's `mean_`.
  ///   - scales: p numbers that can be divided by; `nil` where nothing is scaled. scikit-learn's `scale_`.
  ///   - variances: p numbers; the squares of the scales when `nil`. scikit-learn's `var_`.
  ///   - withMean: Whether the mean is subtracted.
  ///   - featureNames: The names of the columns, if they have any.
  /// - Throws: ``EstimatorError/invalidSetting(name:value:rule:)`` for infinite numbers, scales of 0 and names that are
  ///   there twice; ``EstimatorError/featureCountMismatch(expected:found:)`` for lists of other lengths.
  public init(
    means: [Double], scales: [Double]? = nil, variances: [Double]? = nil, withMean: Bool = true,
    featureNames: [String]? = nil
  ) throws {
    let scales = scales ?? means.map { _ in 1 }
    let variances = variances ?? scales.map { $0 * $0 }
    try requireStatistics(["means": means, "variances": variances], featureNames, columns: scales.count)
    self.init(
      means: means, variances: variances, scales: scales, featureNames: featureNames,
      change: try ColumnAffine(withMissing: scales.map { 1 / $0 }, shift: withMean ? means : means.map { _ in 0 }))
  }
}

extension MinMaxScaler.Model {
  /// A scaler that was fitted elsewhere, checked: the smallest and the largest number of each column become the ends of
  /// the range.
  ///
  /// - Parameters:
  ///   - minima: p numbers. scikit-learn's `data_min_`.
  ///   - maxima: p numbers, none below its minimum. scikit-learn's `data_max_`.
  ///   - range: Two different finite numbers. scikit-learn's `feature_range`.
  ///   - featureNames: The names of the columns, if they have any.
  /// - Throws: ``EstimatorError/invalidSetting(name:value:rule:)`` for infinite numbers, a maximum below its minimum
  ///   and names that are there twice; ``EstimatorError/featureCountMismatch(expected:found:)`` for lists of other
  ///   lengths.
  public init(
    minima: [Double], maxima: [Double], range: ClosedRange<Double> = 0...1, featureNames: [String]? = nil
  ) throws {
    try MinMaxScaler(range: range).validate()
    let factor = range.upperBound - range.lowerBound
    let widths = zip(maxima, minima).map { $0 - $1 }.map { $0 == 0 ? 1 : $0 }
    try self.init(
      minima: minima, maxima: maxima, factors: widths.map { factor / $0 },
      offsets: zip(minima, widths).map { range.lowerBound - $0 * factor / $1 }, featureNames: featureNames)
  }

  /// x · factor + offset. scikit-learn's `scale_` and `min_`.
  package init(
    minima: [Double], maxima: [Double], factors: [Double], offsets: [Double], featureNames: [String]?
  ) throws {
    try requireStatistics(["minima": minima, "maxima": maxima], featureNames, columns: factors.count)
    if let j = minima.indices.first(where: { maxima[$0] < minima[$0] }) {
      throw EstimatorError.invalidSetting(
        name: "maxima[\(j)]", value: "\(maxima[j])", rule: "at least the minimum, \(minima[j])")
    }
    let change = try ColumnAffine(withMissing: factors, shift: zip(offsets, factors).map { -$0 / $1 })
    self.init(
      minima: minima, maxima: maxima,
      scaling: ColumnScaling(change: change, fitted: FittedColumns(count: minima.count, names: featureNames)))
  }
}

extension MaxAbsScaler.Model {
  /// A scaler that was fitted elsewhere, checked: every column is divided by its largest magnitude, a column of zeros
  /// by 1.
  ///
  /// - Parameters:
  ///   - maximumMagnitudes: p numbers ≥ 0. scikit-learn's `max_abs_`.
  ///   - featureNames: The names of the columns, if they have any.
  /// - Throws: ``EstimatorError/invalidSetting(name:value:rule:)`` for infinite or negative numbers, and names that are
  ///   there twice.
  public init(maximumMagnitudes: [Double], featureNames: [String]? = nil) throws {
    try self.init(
      maximumMagnitudes: maximumMagnitudes, scales: maximumMagnitudes.map { $0 == 0 ? 1 : $0 },
      featureNames: featureNames)
  }

  /// With what the columns are divided by. scikit-learn's `scale_`.
  package init(maximumMagnitudes: [Double], scales: [Double], featureNames: [String]?) throws {
    try requireStatistics(["maximumMagnitudes": maximumMagnitudes], featureNames, columns: scales.count)
    if let j = maximumMagnitudes.firstIndex(where: { $0 < 0 }) {
      throw EstimatorError.invalidSetting(
        name: "maximumMagnitudes[\(j)]", value: "\(maximumMagnitudes[j])", rule: "at least 0")
    }
    let change = try ColumnAffine(withMissing: scales.map { 1 / $0 }, shift: scales.map { _ in 0 })
    self.init(
      maximumMagnitudes: maximumMagnitudes,
      scaling: ColumnScaling(change: change, fitted: FittedColumns(count: scales.count, names: featureNames)))
  }
}

extension RobustScaler.Model {
  /// A scaler that was fitted elsewhere, checked: (x − median) / scale in every column.
  ///
  /// - Parameters:
  ///   - medians: p numbers. scikit-learn's `center_`.
  ///   - scales: p numbers that can be divided by; `nil` where nothing is scaled. scikit-learn's `scale_`.
  ///   - withCentering: Whether the median is subtracted.
  ///   - featureNames: The names of the columns, if they have any.
  /// - Throws: ``EstimatorError/invalidSetting(name:value:rule:)`` for infinite numbers, scales of 0 and names that are
  ///   there twice; ``EstimatorError/featureCountMismatch(expected:found:)`` for lists of other lengths.
  public init(
    medians: [Double], scales: [Double]? = nil, withCentering: Bool = true, featureNames: [String]? = nil
  ) throws {
    let scales = scales ?? medians.map { _ in 1 }
    try requireStatistics(["medians": medians], featureNames, columns: scales.count)
    let shift = withCentering ? medians : medians.map { _ in 0 }
    let change = try ColumnAffine(withMissing: scales.map { 1 / $0 }, shift: shift)
    self.init(
      medians: medians, scales: scales,
      scaling: ColumnScaling(change: change, fitted: FittedColumns(count: scales.count, names: featureNames)))
  }
}

/// Lists of p numbers, none infinite.
private func requireStatistics(_ lists: [String: [Double]], _ names: [String]?, columns: Int) throws {
  guard columns > 0 else { throw EstimatorError.emptyInput(rows: 1, columns: 0) }
  for (name, list) in lists.sorted(by: { $0.key < $1.key }) {
    guard list.count == columns else {
      throw EstimatorError.featureCountMismatch(expected: columns, found: list.count)
    }
    if let j = list.firstIndex(where: \.isInfinite) {
      throw EstimatorError.invalidSetting(name: "\(name)[\(j)]", value: "\(list[j])", rule: "finite")
    }
  }
  try requireNames(names, columns: columns)
}
