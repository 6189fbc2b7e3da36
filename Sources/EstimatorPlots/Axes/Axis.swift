internal import Platform

/// A range of numbers along one side of a chart, with ticks at round ones.
struct Axis: Sendable, Hashable {
  struct Tick: Sendable, Hashable {
    let value: Double
    /// Empty for the small ticks between.
    let label: String
  }

  let scale: AxisScale
  /// A power of two that numbers are counted in, so that the axis has a length and a middle where the numbers
  /// themselves overflow or vanish.
  private let unit: Double
  /// The ends in scaled numbers: for a logarithmic axis, powers of ten.
  private let low: Double
  private let high: Double
  private(set) var ticks: [Tick] = []

  /// An axis that holds every value.
  ///
  /// - Parameters:
  ///   - values: At least one; finite, and above 0 on a logarithmic axis.
  ///   - scale: Linear or logarithmic.
  ///   - margin: Free room at both ends as a share of the range.
  ///   - count: How many intervals between labelled ticks there is room for, ≥ 1.
  init(_ values: [Double], scale: AxisScale, margin: Double, intervals count: Int) {
    self.scale = scale
    let unit = scale == .log ? 1 : Self.unit(of: values)
    let scaled = scale == .log ? values.map { log10($0) } : values.map { $0 / unit }
    let low = scaled.min() ?? 0
    let high = scaled.max() ?? 0
    self.unit = unit
    // A single value, or values that differ by rounding only, stand in the middle of a range of their own.
    let isFlat = high - low <= max(abs(low), abs(high)) * 1e-12
    let extra = isFlat ? (high == 0 || scale == .log ? 0.5 : abs(high) * 0.1) : (high - low) * margin
    self.low = low - extra
    self.high = high + extra
    ticks = scale == .log ? logTicks(count) : linearTicks(count)
  }

  /// Where the value lies between the two ends, from 0 to 1.
  func position(_ value: Double) -> Double { ((scale == .log ? log10(value) : value / unit) - low) / (high - low) }

  var labels: [String] { ticks.map(\.label).filter { !$0.isEmpty } }

  /// 1 for all numbers that leave room for sums and differences; elsewhere the power of two of the largest.
  private static func unit(of values: [Double]) -> Double {
    let largest = values.reduce(0) { max($0, abs($1)) }
    return largest == 0 || (1e-250...1e250).contains(largest) ? 1 : largest.binade
  }

  private func linearTicks(_ count: Int) -> [Tick] {
    let (step, decimals) = Self.niceStep((high - low) / Double(max(count, 1)))
    let first = Int64((low / step).rounded(.up))
    let last = Int64((high / step).rounded(.down))
    guard first <= last else { return [] }
    let largest = max(abs(low), abs(high))
    let isPlain = unit == 1 && (1e-4..<1e7).contains(largest)
    // As many digits as it takes to tell one tick from the next.
    let digits = Int(log10(largest / step)) + 2
    return (first...last).compactMap { index in
      let value = Double(index) * step * unit
      // Next to the largest and the smallest numbers of all not every place of the axis is a number.
      guard value.isFinite, abs(value / unit - Double(index) * step) <= 1e-3 * step else { return nil }
      return Tick(
        value: value,
        label: isPlain ? PlotNumber.fixed(value, decimals: decimals) : PlotNumber.scientific(value, digits: digits))
    }
  }

  /// The smallest of 1, 2, 2.5 and 5 times a power of ten that is at least `rough`, and the decimals to write it.
  private static func niceStep(_ rough: Double) -> (step: Double, decimals: Int) {
    let exponent = Int(log10(rough).rounded(.down))
    let power = pow(10, Double(exponent))
    let factor = [1, 2, 2.5, 5].first { $0 * power >= rough * (1 - 1e-9) } ?? 10
    return (factor * power, max(0, -exponent + (factor == 2.5 ? 1 : factor == 10 ? -1 : 0)))
  }

  private func logTicks(_ count: Int) -> [Tick] {
    let first = Int(low.rounded(.down))
    let last = Int(high.rounded(.up))
    let stride = max(1, Int((Double(last - first) / Double(max(count, 1))).rounded(.up)))
    // Within a decade or so, the numbers between powers of ten need labels too.
    let labelled: [Double] = high - low < 1.3 ? (high - low < 0.7 ? [1, 2, 3, 4, 5, 6, 8] : [1, 2, 5]) : [1]
    let isPlain = first >= -4 && last <= 5
    return (first...last).flatMap { exponent in
      (stride == 1 ? [1.0, 2, 3, 4, 5, 6, 7, 8, 9] : [1]).compactMap { factor -> Tick? in
        let value = factor * pow(10, Double(exponent))
        guard (-1e-9...1 + 1e-9).contains(position(value)), value.isNormal else { return nil }
        let hasLabel = labelled.contains(factor) && exponent.isMultiple(of: stride)
        guard hasLabel || stride == 1 else { return nil }
        return Tick(value: value, label: hasLabel ? Self.powerLabel(factor, exponent, isPlain: isPlain) : "")
      }
    }
  }

  private static func powerLabel(_ factor: Double, _ exponent: Int, isPlain: Bool) -> String {
    if isPlain { return PlotNumber.fixed(factor * pow(10, Double(exponent)), decimals: max(0, -exponent)) }
    let raised = String(exponent).map { character in
      character == "-" ? "⁻" : String(Array("⁰¹²³⁴⁵⁶⁷⁸⁹")[character.wholeNumberValue ?? 0])
    }.joined()
    return (factor == 1 ? "" : "\(Int(factor))·") + "10" + raised
  }
}
