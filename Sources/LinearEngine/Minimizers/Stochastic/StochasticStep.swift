// Guarded by `AverageGradientTests`.
import CKernels

/// What a step of fixed size does to the weights besides following a gradient: the L2 part of the penalty shrinks them
/// by a factor 1 − η·l2ⱼ, the L1 part moves them towards 0 by η·l1ⱼ.
struct StochasticStep {
  /// η.
  let size: Double
  /// One factor per feature; 1 in the padding.
  let decay: AlignedBuffer<Double>
  /// One number per feature; 0 in the padding. `nil` without an L1 part.
  let threshold: AlignedBuffer<Double>?
  /// The factor that most features have, its powers, and their sums.
  private let commonDecay: Double
  private let powers: AlignedBuffer<Double>
  private let sums: AlignedBuffer<Double>
  /// The steps that each feature of sparse rows has made in this epoch.
  private let done: AlignedBuffer<Int64>

  /// - Parameters:
  ///   - width: The padded number of features for dense rows, `nil` for sparse ones.
  ///   - steps: In an epoch.
  init(size: Double, penalty: WeightPenalty, width: Int?, steps: Int) {
    self.size = size
    let features = penalty.l2.count
    let decay = AlignedBuffer<Double>(zeros: width ?? features)
    for j in 0..<decay.count { decay.pointer[j] = j < features ? 1 - size * penalty.l2[j] : 1 }
    self.decay = decay
    threshold = penalty.hasL1 ? AlignedBuffer(zeros: width ?? features) : nil
    for j in 0..<features { threshold?.pointer[j] = size * penalty.l1[j] }
    commonDecay = 1 - size * (penalty.l2.max() ?? 0)
    let lags = width == nil ? steps + 1 : 0
    (powers, sums) = (AlignedBuffer(zeros: lags), AlignedBuffer(zeros: lags))
    done = AlignedBuffer(zeros: width == nil ? features : 0)
    guard lags > 0 else { return }
    powers.pointer[0] = 1
    for m in 1..<lags {
      powers.pointer[m] = commonDecay * powers.pointer[m - 1]
      sums.pointer[m] = commonDecay * sums.pointer[m - 1] + 1
    }
  }

  /// Steps that leave the weights of sparse rows where they are.
  init(resting features: Int, steps: Int) {
    self.init(size: 0, penalty: .l2(0, features: features), width: nil, steps: steps)
  }

  /// The state of sparse weights, for the kernels. Valid as long as this, the weights and the average are.
  func lag(_ state: StochasticWeights, _ average: AlignedBuffer<Double>) -> est_lagged {
    est_lagged(
      columns: state.columns, weights: state.weights.pointer, average: average.pointer, done: done.pointer, step: size,
      decay: decay.pointer, threshold: threshold?.pointer, common_decay: commonDecay, powers: powers.pointer,
      sums: sums.pointer)
  }
}
