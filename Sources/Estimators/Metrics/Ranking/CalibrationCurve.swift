/// How probabilities are put into bins.
public struct CalibrationBins: ListedChoice, Sendable, Hashable, CaseIterable {
  package enum Kind: Sendable, Hashable, CaseIterable {
    case equalWidth, equalMass
  }

  package let kind: Kind

  package init(_ kind: Kind) { self.kind = kind }

  /// Bins of equal width: (0, 1/B], (1/B, 2/B], …, 0 in the first.
  public static let equalWidth = Self(.equalWidth)
  /// Bins of equal weight; rows of equal probability stay together.
  public static let equalMass = Self(.equalMass)
}

/// What became true of each bin of probabilities. scikit-learn's `calibration_curve`.
///
///     let curve = try CalibrationCurve(of: probabilities.column(1), positive: y.map { $0 == "yes" })
///     zip(curve.predicted, curve.observed)      // equal where the classifier means what it says
public struct CalibrationCurve: Sendable, Hashable {
  /// The mean probability of each bin that has rows, ascending, in 0...1. scikit-learn's `prob_pred`.
  public let predicted: [Double]
  /// The share of positive rows in it, in 0...1. scikit-learn's `prob_true`.
  public let observed: [Double]
  /// The weight of its rows.
  public let weights: [Double]

  /// The mean distance of `predicted` and `observed`, weighted by rows, in 0...1.
  public var expectedError: Double {
    let total = weights.reduce(0, +)
    return zip(weights, zip(predicted, observed)).reduce(0) { $0 + $1.0 / total * ($1.1.0 - $1.1.1).magnitude }
  }

  /// The largest distance of `predicted` and `observed`, in 0...1.
  public var maximumError: Double { zip(predicted, observed).map { ($0 - $1).magnitude }.max() ?? 0 }

  /// How far rounding, of Float or of six decimals, may carry a probability above 1.
  private static var rounding: Double { 1e-6 }

  /// The curve of one class.
  ///
  /// - Parameters:
  ///   - probabilities: n probabilities of being positive, in 0...1; up to a millionth more, as of a Float, counts as
  ///     1.
  ///   - isPositive: n truths.
  ///   - bins: The number of bins, in 1...1,000,000; those without rows are left out. scikit-learn's `n_bins`. Default
  ///     10.
  ///   - by: How they are made. scikit-learn's `strategy`, `"uniform"` or `"quantile"` (whose edges lie between ours,
  ///     and which takes no weights).
  ///   - sampleWeight: n weights ≥ 0; all equal when `nil`.
  /// - Complexity: O(n log n).
  /// - Throws: ``EstimatorError/invalidSetting(name:value:rule:)`` for a number of bins or a probability out of range,
  ///   and the errors of counts and weights.
  public init(
    of probabilities: [Double], positive isPositive: [Bool], bins: Int = 10, by: CalibrationBins = .equalWidth,
    sampleWeight: [Double]? = nil
  ) throws {
    guard probabilities.count == isPositive.count else {
      throw EstimatorError.rowCountMismatch(features: probabilities.count, targets: isPositive.count)
    }
    guard !probabilities.isEmpty else { throw EstimatorError.emptyInput(rows: 0, columns: 1) }
    guard (1...1_000_000).contains(bins) else {
      throw EstimatorError.invalidSetting(name: "bins", value: "\(bins)", rule: "in 1...1,000,000")
    }
    if let sampleWeight { try requireWeights(sampleWeight, rows: probabilities.count) }
    if let row = probabilities.firstIndex(where: { !($0 >= 0 && $0 <= 1 + Self.rounding) }) {
      throw EstimatorError.invalidSetting(
        name: "probabilities[\(row)]", value: "\(probabilities[row])", rule: "in 0...1")
    }
    let probabilities = probabilities.map { min(1, $0) }
    let weights = sampleWeight ?? probabilities.map { _ in 1 }
    let places =
      switch by.kind {
      case .equalWidth: probabilities.map { equalWidthBin($0, of: bins) }
      case .equalMass: equalMassBins(probabilities, weights, count: bins)
      }
    var sums = [(weight: Double, predicted: Double, positive: Double)](repeating: (0, 0, 0), count: bins)
    for (row, bin) in places.enumerated() {
      sums[bin].weight += weights[row]
      sums[bin].predicted += weights[row] * probabilities[row]
      if isPositive[row] { sums[bin].positive += weights[row] }
    }
    let filled = sums.filter { $0.weight > 0 }
    predicted = filled.map { $0.predicted / $0.weight }
    observed = filled.map { $0.positive / $0.weight }
    self.weights = filled.map(\.weight)
  }
}

/// The bin whose edges i/B ≤ … have p in (lower, upper], as NumPy's `searchsorted` on `linspace` finds it.
private func equalWidthBin(_ p: Double, of bins: Int) -> Int {
  let step = 1 / Double(bins)
  var bin = max(0, min(bins - 1, Int(p * Double(bins))))
  while bin > 0, p <= Double(bin) * step { bin -= 1 }
  while bin + 1 < bins, p > Double(bin + 1) * step { bin += 1 }
  return bin
}

/// Each row's bin by the weight below it; equal probabilities go by the middle of theirs, so row order has no part.
private func equalMassBins(_ probabilities: [Double], _ weights: [Double], count: Int) -> [Int] {
  let order = probabilities.indices.sorted { (probabilities[$0], $0) < (probabilities[$1], $1) }
  let total = weights.reduce(0, +)
  var bins = [Int](repeating: 0, count: order.count)
  var below = 0.0
  var start = 0
  while start < order.count {
    let end = order[start...].firstIndex { probabilities[$0] != probabilities[order[start]] } ?? order.count
    let own = order[start..<end].reduce(0) { $0 + weights[$1] }
    let bin = min(count - 1, Int((below + own / 2) / total * Double(count)))
    for row in order[start..<end] { bins[row] = bin }
    below += own
    start = end
  }
  return bins
}
