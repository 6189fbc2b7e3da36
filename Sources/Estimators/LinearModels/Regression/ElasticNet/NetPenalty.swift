/// The penalty of lasso and elastic net and the limits of the weights, for p features:
///
///     R(w) = Σⱼ [ l1ⱼ·|wⱼ| + l2ⱼ/2·wⱼ² ],     lowerⱼ ≤ wⱼ ≤ upperⱼ
struct NetPenalty {
  let l2: [Double]
  /// The norm and the limits.
  private let term: SeparableTerm

  /// - Parameters:
  ///   - alpha: α ≥ 0, the factor of R beside the mean loss.
  ///   - l1Ratio: ρ, the share of the L1 norm.
  ///   - factors: What multiplies α for each feature; `nil` for all 1.
  /// - Throws: ``EstimatorError/invalidSetting(name:value:rule:)`` for lists of another length than p, and limits that
  ///   are not in order.
  init(alpha: Double, l1Ratio: Double, factors: [Double]?, bounds: CoefficientBounds?, features p: Int) throws {
    if let factors, factors.count != p {
      throw EstimatorError.invalidSetting(
        name: "penaltyFactors", value: "\(factors.count) numbers", rule: "one number per feature, \(p)")
    }
    let strengths = factors.map { $0.map { $0 * alpha } } ?? [Double](repeating: alpha, count: p)
    l2 = strengths.map { $0 * (1 - l1Ratio) }
    let limits = try bounds?.limits(rows: 1, features: p)
    term = SeparableTerm(
      l1: strengths.map { $0 * l1Ratio }, lower: limits?.lower ?? [Double](repeating: -.infinity, count: p),
      upper: limits?.upper ?? [Double](repeating: .infinity, count: p))
  }

  var l1: [Double] { term.l1 }
  private var lower: [Double] { term.lower }
  private var upper: [Double] { term.upper }

  /// R(w).
  func value(at w: [Double]) -> Double {
    var sum = 0.0
    for j in w.indices { sum += l1[j] * w[j].magnitude + l2[j] / 2 * w[j] * w[j] }
    return sum
  }

  /// How fast loss and R fall together when weight j moves the better way; 0 where they fall neither way.
  ///
  /// - Parameter slope: That of the loss alone.
  func violation(_ j: Int, at w: Double, slope: Double) -> Double {
    term.violation(j, at: w, gradient: slope + l2[j] * w)
  }

  /// The weights nearest to `w` that are within the limits.
  func clipped(_ w: [Double]) -> [Double] {
    var clipped = w
    term.clip(&clipped)
    return clipped
  }

  /// What has no gradient, for some of the weights.
  func separableTerm(_ columns: [Int]) -> SeparableTerm {
    SeparableTerm(
      l1: columns.map { l1[$0] }, lower: columns.map { lower[$0] }, upper: columns.map { upper[$0] })
  }
}

extension NetPenalty {
  /// Whether weight j is kept from growing for ever by the penalty or a limit, whichever way it is drawn.
  private func isHeld(_ j: Int) -> Bool { l1[j] > 0 || l2[j] > 0 || lower[j].isFinite && upper[j].isFinite }

  /// Whether there is a dual problem to prove a gap by.
  var holdsEveryWeight: Bool { l1.indices.allSatisfy(isHeld) }

  /// Σⱼ sup over the limits of u·w − R, at u = −t·g.
  func conjugate(_ slopes: [Double], times t: Double) -> Double {
    var sum = 0.0
    for j in slopes.indices {
      let u = -t * slopes[j]
      let free: Double
      if l2[j] > 0 {
        let shrunk = max(u.magnitude - l1[j], 0) / l2[j]
        free = u < 0 ? -shrunk : shrunk
      } else {
        // Up to l1 no weight pays; beyond it the largest that there may be.
        free = u.magnitude <= l1[j] * (1 + 1e-12) ? 0 : u < 0 ? -.infinity : .infinity
      }
      let best = min(max(free, lower[j]), upper[j])
      sum += u * best - l1[j] * best.magnitude - l2[j] / 2 * best * best
    }
    return sum
  }

  /// The largest t ≥ 0 at which the conjugate at −t·g is finite, ∞ for all.
  func largestScale(_ slopes: [Double]) -> Double {
    var scale = Double.infinity
    for j in slopes.indices where l2[j] == 0 && slopes[j] != 0 {
      let isOpen = slopes[j] < 0 ? upper[j] == .infinity : lower[j] == -.infinity
      if isOpen { scale = min(scale, l1[j] / slopes[j].magnitude) }
    }
    return scale
  }
}
