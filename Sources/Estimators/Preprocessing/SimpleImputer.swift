/// Fills gaps (NaN) with a number learned for each column. scikit-learn's `SimpleImputer`.
///
///     let filled = try SimpleImputer(strategy: .median, addsIndicator: true).fitted(to: x).transform(x)
///
/// A column without any number in the fit is dropped, unless `keepsEmptyColumns` says otherwise. With an indicator,
/// every column that had a gap in the fit gets another one behind all others: 1 where the number is missing, 0
/// elsewhere.
///
/// Features without gaps are handed on as they are. Filled ones are a copy: floats from floats, doubles from doubles;
/// sparse rows stay sparse, zeros counting as numbers, unless a change of columns has moved their zeros.
///
/// - Complexity: O(n · p), with the median O(n · p · log n).
public struct SimpleImputer: Transformer {
  /// What a gap becomes.
  public struct Strategy: CodedChoice, Sendable, Hashable, Codable {
    package enum Kind: Sendable, Hashable, Codable {
      case mean, median, mostFrequent
      case constant(Double)
    }

    package let kind: Kind

    package init(_ kind: Kind) { self.kind = kind }

    /// The mean of the column, by weight.
    public static let mean = Self(.mean)
    /// The median of the column; a weight of 2 counts as two equal rows.
    public static let median = Self(.median)
    /// The most frequent number of the column, by weight; of equals the smallest.
    public static let mostFrequent = Self(.mostFrequent)
    /// A number of the caller's.
    public static func constant(_ number: Double) -> Strategy { Self(.constant(number)) }

    /// The number of ``constant(_:)``, scikit-learn's `fill_value`; `nil` where it is learned.
    public var constant: Double? {
      if case .constant(let number) = kind { number } else { nil }
    }
  }

  /// What a gap becomes. scikit-learn's `strategy` and `fill_value`.
  public var strategy: Strategy
  /// Whether columns that say what was missing are added. scikit-learn's `add_indicator`.
  public var addsIndicator: Bool
  /// Whether a column without any number is kept and filled with 0, or the constant. scikit-learn's
  /// `keep_empty_features`.
  public var keepsEmptyColumns: Bool
  public var model: Model?

  /// An imputer with the given settings.
  public init(strategy: Strategy = .mean, addsIndicator: Bool = false, keepsEmptyColumns: Bool = false) {
    self.strategy = strategy
    self.addsIndicator = addsIndicator
    self.keepsEmptyColumns = keepsEmptyColumns
  }

  public func validate() throws {
    if let value = strategy.constant, !value.isFinite {
      throw EstimatorError.invalidSetting(name: "strategy", value: ".constant(\(value))", rule: "a finite constant")
    }
  }

  /// Learns what gaps become. Targets have no influence.
  ///
  /// - Throws: ``EstimatorError/emptyInput(rows:columns:)``, ``EstimatorError/notFinite(row:column:value:)`` for an
  ///   infinite number, ``EstimatorError/unsupported(what:instead:)`` when no column has a number, and the errors of
  ///   weights.
  public func fitted(to x: Features, targets: ClassTargets?, weights: [Double]?) throws -> Model {
    try requireFit(to: x, weights: weights, orMissing: true)
    try requireMemory(8, perColumnOf: x, for: "SimpleImputer")
    var statistics = [Double?](repeating: nil, count: x.columns)
    var withGaps: [Int] = []
    try x.forEachColumn { j, values in
      statistics[j] = statistic(values, weights)
      if zip(values, values.indices).contains(where: { $0.isNaN && weights?[$1] != 0 }) { withGaps.append(j) }
    }
    if keepsEmptyColumns { statistics = statistics.map { $0 ?? emptyValue } }
    guard statistics.contains(where: { $0 != nil }) else {
      throw EstimatorError.unsupported(
        what: "Filling features that have no number at all", instead: "Check how missing values were read.")
    }
    return Model(statistics: statistics, indicated: addsIndicator ? withGaps : [], source: FittedColumns(x))
  }

  private var emptyValue: Double { strategy.constant ?? 0 }

  /// What a gap of a column becomes; `nil` when it has no number.
  private func statistic(_ values: [Double], _ weights: [Double]?) -> Double? {
    let places = values.indices.filter { !values[$0].isNaN && weights?[$0] != 0 }
    guard !places.isEmpty else { return nil }
    switch strategy.kind {
    case .constant(let value): return value
    case .median: return WeightedQuantiles(values, weights: weights).quantile(0.5)
    case .mean:
      var (mean, total) = (0.0, 0.0)
      for place in places {
        total += weights?[place] ?? 1
        mean += (values[place] - mean) * ((weights?[place] ?? 1) / total)
      }
      return mean
    case .mostFrequent:
      var counts: [Double: Double] = [:]
      for place in places { counts[values[place], default: 0] += weights?[place] ?? 1 }
      return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    }
  }
}

/// The settings, without a model.
extension SimpleImputer: Codable {
  private enum CodingKeys: String, CodingKey { case strategy, addsIndicator, keepsEmptyColumns }
}
