import Matrices

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What a dual point costs: the scores are known, so no data are read.
extension ScoreLines {
  /// Σᵢ sᵢ·KL(qᵢ ‖ pᵢ) of each problem on the lines, with q = θ·p + (1 − θ)·y a mixture of the probabilities and the truth.
  ///
  /// Only the probability u = 1 − p_y of all but the truth counts:
  /// KL = θ·u·ln θ + (1 − θ·u)·(ln(1 − θ·u) + ℓ), ℓ = −ln p_y.
  ///
  /// - Parameter shares: θ in 0...1 of each problem on the lines.
  func mixtureDivergences(_ shares: [Double]) -> [Double] {
    let (columns, count) = (self.columns, problems.count)
    let plan = ChunkPlan(rows: rows, width: 4 * columns, partialCount: count)
    let sums = ChunkSums(chunks: plan.chunks, partialCount: count)
    let threads = rows * columns < 20_000 ? 1 : Parallelism.threads
    let (scores, pass, problems) = (scores, pass, problems)
    Parallelism.perform(tasks: plan.chunks, threads: threads) { _, chunk in
      let partial = sums.partial(chunk)
      for row in plan.rows(ofChunk: chunk) {
        let z = scores.pointer + row * columns
        let truth = pass.targets.classes.pointer[row]
        let weight = pass.targets.weights?.pointer[row] ?? 1
        switch pass.loss {
        case .softmax:
          partial[0] += weight * Self.divergence(Self.softmaxLoss(z, columns, Int(truth)), shares[0])
        case .logistic:
          for (place, problem) in problems.enumerated() {
            let side = pass.targets.sides[problem]
            let isPositive = truth == side.positiveClass
            let loss = softplus(isPositive ? -z[place] : z[place])
            let own = isPositive ? side.positiveWeight : side.negativeWeight
            partial[place] += weight * own * Self.divergence(loss, shares[place])
          }
        }
      }
    }
    let total = sums.reduce()
    return (0..<count).map { total[$0] }
  }

  private static func softmaxLoss(_ z: UnsafePointer<Double>, _ columns: Int, _ truth: Int) -> Double {
    var largest = z[0]
    for k in 1..<columns { largest = max(largest, z[k]) }
    var sum = 0.0
    for k in 0..<columns { sum += exp(z[k] - largest) }
    return largest - z[truth] + log(sum)
  }

  private static func divergence(_ loss: Double, _ share: Double) -> Double {
    guard share < 1 else { return 0 }
    guard share > 0 else { return loss }
    let rest = -share * expm1(-loss)
    return max(0, rest * log(share) + (1 - rest) * (log1p(-rest) + loss))
  }
}
