// Guarded by `OpenCertificateTests`.
import Matrices

/// The best lower bound of an objective that the iterates of a fit prove together.
///
/// F is the sum of a convex loss and Σ l2ⱼ/2·wⱼ², so that at every iterate wᵢ, with ∇F there,
///
///     F(x) ≥ F(wᵢ) + ∇F(wᵢ)·(x − wᵢ) + Σⱼ l2ⱼ/2·(xⱼ − wᵢⱼ)²       for all x
///
/// and the same holds of every mean of these parabolas. All of them have the same curvature, so their mean with shares
/// a ≥ 0 that sum to 1 has a minimum by a formula. Seen from the last iterate w, where parabola i passes eᵢ ≥ 0 below F
/// with slope dᵢ = ∇F(wᵢ) + l2∘(w − wᵢ), it lies below F(w) by
///
///     φ(a) = Σᵢ aᵢ·eᵢ + ½·‖Σᵢ aᵢ·dᵢ‖²,        ‖v‖² = Σⱼ vⱼ²/l2ⱼ
///
/// The last iterate alone gives the bound ‖∇F‖²/2. The steps of a quasi-Newton method go back and forth across the
/// steep directions, so that in the mean of some gradients little is left of those: on the digits it is 2 to 5 times
/// smaller.
///
/// - SeeAlso: Drusvyatskiy, Fazel & Roy, *An optimal first order method based on optimal quadratic averaging*, SIAM J.
///   Optim. 28 (2018), section 4; the bundle bound of Teo, Vishwanathan, Smola & Le, JMLR 11 (2010).
struct LowerBound {
  /// aᵢ, the last iterate's share last.
  private(set) var shares: [Double]
  /// eᵢ.
  let offsets: [Double]
  /// dᵢ, 0 for parameters without curvature.
  let slopes: [[Double]]
  /// φ(a), and φ of the last iterate alone.
  private(set) var gap = 0.0
  let lastGap: Double

  /// A relative step of φ that ends the search for the shares.
  private static let exactness = 1e-2
  private static let mostSteps = 200
  /// The last iterate keeps at least so much, because its intercepts are to make up for the slopes of the others.
  private static let leastLastShare = 0.1

  /// - Parameters:
  ///   - iterates: From the oldest to the last one. Parameters without curvature are left out of φ: the caller sees to
  ///     it that their mean slope is 0.
  ///   - l2: One number per parameter, 0 for those without curvature.
  ///   - means: Of the p columns; empty when they are not known or there is no intercept. An intercept that moves until
  ///     its slope is gone takes about so much times the slope off the slopes of the weights: the shares
  ///     are chosen for that.
  init(_ iterates: [Iterate], l2: [Double], means: [Double]) {
    let last = iterates[iterates.count - 1]
    var (offsets, slopes): ([Double], [[Double]]) = ([], [])
    for iterate in iterates.dropLast() {
      let (offset, slope) = Self.parabola(iterate, seenFrom: last, l2)
      offsets.append(offset)
      slopes.append(slope)
    }
    offsets.append(0)
    slopes.append(zip(last.evaluation.gradient, l2).map { $1 > 0 ? $0 : 0 })
    (self.offsets, self.slopes) = (offsets, slopes)
    shares = offsets.map { _ in 0 }
    shares[shares.count - 1] = 1
    if iterates.count == 1 {
      lastGap = Self.gap(last.evaluation.gradient, l2, means)
      gap = lastGap
      return
    }
    let roots = l2.map { $0 > 0 ? 1 / $0.squareRoot() : 0 }
    let scaled = zip(slopes, iterates).map { slope, iterate in
      Self.centred(slope, iterate.evaluation.gradient, means).enumerated().map { $1 * roots[$0] }
    }
    let products = scaled.indices.map { i in scaled.indices.map { $0 <= i ? BLAS.dot(scaled[i], scaled[$0]) : 0 } }
    lastGap = products[products.count - 1][products.count - 1] / 2
    gap = lastGap
    improve { products[max($0, $1)][min($0, $1)] }
  }

  /// φ of one iterate, ½·‖d‖².
  private static func gap(_ gradient: [Double], _ l2: [Double], _ means: [Double]) -> Double {
    let slope = centred(gradient, gradient, means)
    var sum = 0.0
    for j in slope.indices where l2[j] > 0 { sum += slope[j] * slope[j] / l2[j] }
    return sum / 2
  }

  private static func centred(_ slope: [Double], _ gradient: [Double], _ means: [Double]) -> [Double] {
    guard !means.isEmpty else { return slope }
    var result = slope
    for start in stride(from: 0, to: slope.count, by: means.count + 1) {
      let own = gradient[start + means.count]
      for j in means.indices { result[start + j] -= own * means[j] }
    }
    return result
  }

  private static func parabola(_ iterate: Iterate, seenFrom last: Iterate, _ l2: [Double]) -> (Double, [Double]) {
    let (point, gradient) = (iterate.point, iterate.evaluation.gradient)
    var slope = gradient
    var below = last.evaluation.value - iterate.evaluation.value
    for j in point.indices {
      let way = last.point[j] - point[j]
      below -= (gradient[j] + l2[j] / 2 * way) * way
      slope[j] = l2[j] > 0 ? gradient[j] + l2[j] * way : 0
    }
    return (max(0, below), slope)
  }

  /// Moves shares from the parabola where φ rises fastest to the one where it rises least, as far as φ falls.
  private mutating func improve(_ product: (Int, Int) -> Double) {
    let last = shares.count - 1
    var rises = shares.indices.map { offsets[$0] + product(last, $0) }
    for _ in 0..<Self.mostSteps {
      var (to, from) = (0, last)
      var steepest = -Double.infinity
      for i in shares.indices {
        if rises[i] < rises[to] { to = i }
        let least = i == last ? Self.leastLastShare : 0
        if shares[i] > least, rises[i] > steepest { (from, steepest) = (i, rises[i]) }
      }
      let promised = rises[from] - rises[to]
      guard to != from, promised > Self.exactness * gap else { break }
      let curvature = product(to, to) + product(from, from) - 2 * product(to, from)
      let movable = shares[from] - (from == last ? Self.leastLastShare : 0)
      let step = curvature > 0 ? min(movable, promised / curvature) : movable
      shares[to] += step
      shares[from] -= step
      for i in shares.indices { rises[i] += step * (product(to, i) - product(from, i)) }
      gap = zip(shares, zip(rises, offsets)).reduce(0) { $0 + $1.0 * ($1.1.0 + $1.1.1) / 2 }
    }
    if !(gap < lastGap) { useLastAlone() }
  }

  /// Goes back to the last iterate alone.
  mutating func useLastAlone() {
    shares = shares.map { _ in 0 }
    shares[shares.count - 1] = 1
    gap = lastGap
  }

  /// The share of the last iterate.
  var lastShare: Double { shares[shares.count - 1] }
}
