// Guarded by `PenaltyTests`.
/// The penalty of the weights of a linear classifier and their limits, in numbers:
///
///     R(W) = Σⱼ Σₖ [ l2ⱼ/2 · w²ₖⱼ + l1ⱼ · |wₖⱼ| ],     lowerₖⱼ ≤ wₖⱼ ≤ upperₖⱼ
///
/// for p features and M score columns, all problems counted. Intercepts have neither.
package struct WeightPenalty: Sendable, Hashable {
  /// p numbers ≥ 0.
  package var l2: [Double]
  /// p numbers ≥ 0.
  package var l1: [Double]
  /// M × p numbers; empty without limits.
  package var lower: [Double] = []
  /// M × p numbers; empty without limits.
  package var upper: [Double] = []

  package init(l2: [Double], l1: [Double]) {
    (self.l2, self.l1) = (l2, l1)
  }

  /// λ/2·‖W‖².
  package static func l2(_ strength: Double, features: Int) -> WeightPenalty {
    WeightPenalty(l2: Array(repeating: strength, count: features), l1: Array(repeating: 0, count: features))
  }

  package var hasL1: Bool { l1.contains { $0 > 0 } }
  package var hasLimits: Bool { !lower.isEmpty }
  /// Whether R has a gradient everywhere and there are no limits.
  package var isSmooth: Bool { !hasL1 && !hasLimits }

  /// Whether R and the limits keep every weight from growing for ever, however little it costs the loss.
  var boundsEveryWeight: Bool {
    l2.indices.allSatisfy { j in
      if l2[j] > 0 || l1[j] > 0 { return true }
      let places = stride(from: j, to: lower.count, by: l2.count)
      return hasLimits && places.allSatisfy { lower[$0].isFinite && upper[$0].isFinite }
    }
  }

  /// That of some features.
  package func ofColumns(_ columns: [Int]) -> WeightPenalty {
    var fewer = WeightPenalty(l2: columns.map { l2[$0] }, l1: columns.map { l1[$0] })
    for start in stride(from: 0, to: lower.count, by: l2.count) {
      fewer.lower += columns.map { lower[start + $0] }
      fewer.upper += columns.map { upper[start + $0] }
    }
    return fewer
  }

  /// What has no gradient, for the parameters of the problem with the given score columns; `nil` when there is nothing.
  func separableTerm(_ columns: Range<Int>, hasIntercept: Bool) -> SeparableTerm? {
    guard !isSmooth else { return nil }
    func parameters(_ row: (Int) -> ArraySlice<Double>, intercept: Double) -> [Double] {
      columns.flatMap { Array(row($0)) + (hasIntercept ? [intercept] : []) }
    }
    let p = l2.count
    func rows(_ limits: [Double], or none: Double) -> [Double] {
      parameters(
        { limits.isEmpty ? ArraySlice(repeating: none, count: p) : limits[$0 * p..<($0 + 1) * p] }, intercept: none)
    }
    return SeparableTerm(
      l1: parameters({ _ in l1[...] }, intercept: 0), lower: rows(lower, or: -.infinity),
      upper: rows(upper, or: .infinity))
  }
}
