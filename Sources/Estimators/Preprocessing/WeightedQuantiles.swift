/// Quantiles of a list of numbers, of which a weight of 2 counts as two equal ones. Missing values (NaN) are left out.
///
/// Without weights these are NumPy's (`percentile`, method `linear`): the number at place q · (n − 1) of the sorted
/// list, interpolated. With weights the sorted list is a staircase whose steps are as wide as the weights, n* wide in
/// all, and the quantile is its mean over the window of width 1 that starts at q · (n* − 1). For whole weights that is
/// the same as repeating the numbers. n* is the sum of the weights, or their number if that is larger: weights that sum
/// to 1 then act as if scaled up.
struct WeightedQuantiles {
  /// Ascending.
  private let values: [Double]
  /// The right end of each step, the last is n*; `nil` for steps of width 1.
  private let ends: [Double]?

  /// - Complexity: O(n log n).
  init(_ numbers: [Double], weights: [Double]?) {
    guard let weights else {
      values = numbers.filter { !$0.isNaN }.sorted()
      ends = nil
      return
    }
    let places = numbers.indices.filter { !numbers[$0].isNaN && weights[$0] > 0 }.sorted { numbers[$0] < numbers[$1] }
    values = places.map { numbers[$0] }
    let total = places.reduce(0) { $0 + weights[$1] }
    let unit = total < Double(places.count) ? Double(places.count) / total : 1
    var end = 0.0
    ends = places.map { place in
      end += weights[place] * unit
      return end
    }
  }

  /// Whether there is no number at all.
  var isEmpty: Bool { values.isEmpty }

  /// - Parameter q: In 0...1.
  /// - Precondition: there is a number.
  func quantile(_ q: Double) -> Double {
    guard let ends else {
      let place = q * Double(values.count - 1)
      let below = Int(place)
      guard below + 1 < values.count else { return values[values.count - 1] }
      return interpolated(values[below], values[below + 1], place - Double(below))
    }
    let start = q * (ends[ends.count - 1] - 1)
    return mean(from: start, to: start + 1, ends)
  }

  /// a + t·(b − a), computed from the nearer end.
  private func interpolated(_ a: Double, _ b: Double, _ t: Double) -> Double {
    guard (b - a).isFinite else { return a * (1 - t) + b * t }
    return t < 0.5 ? a + (b - a) * t : b - (b - a) * (1 - t)
  }

  /// The mean of the staircase between two places one apart.
  private func mean(from start: Double, to stop: Double, _ ends: [Double]) -> Double {
    var first = 0
    var last = ends.count - 1
    while first < last {
      let middle = (first + last) / 2
      if ends[middle] > start { last = middle } else { first = middle + 1 }
    }
    // Relative to the first step, so that equal numbers give themselves.
    let base = values[first]
    var sum = 0.0
    var left = start
    for step in first..<values.count where left < stop {
      let right = min(ends[step], stop)
      sum += (right - left) * (values[step] - base)
      left = right
    }
    return base + sum
  }
}
