// Guarded by `DualityGapTests`.
import Matrices
internal import Platform

/// Divergences between two distributions over classes, from scores.
enum Divergence {
  /// KL(q ‖ p) of one row.
  ///
  /// - Parameter scores: Of each class, as it is now, and how far that is from the start.
  static func fromStart(
    _ classes: Int, truth: Int, share: Double, _ scores: (Int) -> (now: Double, change: Double)
  ) -> Double {
    var largest = -Double.infinity
    for k in 0..<classes { largest = max(largest, scores(k).now) }
    var (sum, back) = (0.0, 0.0)
    for k in 0..<classes {
      let (now, change) = scores(k)
      let e = exp(now - largest)
      sum += e
      back += e * expm1(-change)
    }
    let shift = -log1p(back / sum)  // ln Σ p·e^change
    var divergence = 0.0
    for k in 0..<classes {
      let (now, change) = scores(k)
      let logHere = now - largest - log(sum)  // ln p̃
      let logStart = logHere - change + shift
      var delta = share * expm1(change - shift)
      guard k == truth else {
        delta -= 1 - share
        divergence += exp(logStart) * phi(delta)
        continue
      }
      let q = share * exp(logHere) + (1 - share)
      delta += (1 - share) * expm1(-logStart)
      divergence += delta < 1 ? exp(logStart) * phi(delta) : q * (log(q) - logStart) - q + exp(logStart)
    }
    return max(0, divergence)
  }

  /// (1 + δ)·ln(1 + δ) − δ for δ ≥ −1.
  static func phi(_ delta: Double) -> Double {
    guard delta > -1 else { return 1 }
    if delta.magnitude < 1e-3 { return delta * delta * (0.5 - delta * (1.0 / 6 - delta * (1.0 / 12 - delta / 20))) }
    return (1 + delta) * log1p(delta) - delta
  }

  static func softmaxLoss(_ z: UnsafePointer<Double>, _ columns: Int, _ truth: Int) -> Double {
    var largest = z[0]
    for k in 1..<columns { largest = max(largest, z[k]) }
    var sum = 0.0
    for k in 0..<columns { sum += exp(z[k] - largest) }
    return largest - z[truth] + log(sum)
  }

  static func ofMixture(loss: Double, share: Double) -> Double {
    guard share < 1 else { return 0 }
    guard share > 0 else { return loss }
    let rest = -share * expm1(-loss)
    return max(0, rest * log(share) + (1 - rest) * (log1p(-rest) + loss))
  }
}
