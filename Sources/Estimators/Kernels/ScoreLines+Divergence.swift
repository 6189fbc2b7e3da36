import Matrices
internal import Platform

/// What a dual point costs: the scores are known, so no data are read.
extension ScoreLines {
  /// Σᵢ sᵢ·KL(qᵢ ‖ pᵢ) of each problem on the lines, with q = θ·p + (1 − θ)·y a mixture of the probabilities and the truth.
  ///
  /// Only the probability u = 1 − p_y of all but the truth counts:
  /// KL = θ·u·ln θ + (1 − θ·u)·(ln(1 − θ·u) + ℓ), ℓ = −ln p_y.
  ///
  /// - Parameter shares: θ in 0...1 of each problem on the lines.
  func mixtureDivergences(_ shares: [Double]) -> [Double] {
    sumOverRows { scores, _, columns, pass, problems, row, partial in
      let z = scores + row * columns
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

  /// Σᵢ sᵢ·KL(qᵢ ‖ pᵢ) of each problem, with p the probabilities where the lines were opened, p̃ those at step 1, where the
  /// scores stand now, and q = θ·p̃ + (1 − θ)·y.
  ///
  /// With q/p = 1 + δ, KL = Σₖ pₖ·φ(δₖ), φ(δ) = (1 + δ)·ln(1 + δ) − δ ≥ 0, and δ comes from the changes of the scores, not
  /// from differences of probabilities: it is as exact when p̃ is next to p.
  func divergencesFromStart(_ shares: [Double]) -> [Double] {
    sumOverRows { scores, changes, columns, pass, problems, row, partial in
      let (z, v) = (scores + row * columns, changes + row * columns)
      let truth = pass.targets.classes.pointer[row]
      let weight = pass.targets.weights?.pointer[row] ?? 1
      switch pass.loss {
      case .softmax:
        partial[0] += weight * Self.divergence(columns, truth: Int(truth), share: shares[0]) { (z[$0], v[$0]) }
      case .logistic:
        for (place, problem) in problems.enumerated() {
          let side = pass.targets.sides[problem]
          let isPositive = truth == side.positiveClass
          let own = isPositive ? side.positiveWeight : side.negativeWeight
          let divergence = Self.divergence(2, truth: isPositive ? 1 : 0, share: shares[place]) {
            $0 == 1 ? (z[place], v[place]) : (0, 0)
          }
          partial[place] += weight * own * divergence
        }
      }
    }
  }

  /// Adds what one row has of each problem.
  private typealias RowSum = (
    _ scores: UnsafePointer<Double>, _ changes: UnsafePointer<Double>, _ columns: Int, LinearPass, _ problems: [Int],
    _ row: Int, _ partial: UnsafeMutablePointer<Double>
  ) -> Void

  /// One number per problem, summed over the rows in a fixed order.
  private func sumOverRows(_ add: @escaping RowSum) -> [Double] {
    let (columns, count) = (self.columns, problems.count)
    let plan = ChunkPlan(rows: rows, width: 4 * columns, partialCount: count)
    let sums = ChunkSums(chunks: plan.chunks, partialCount: count)
    let threads = rows * columns < 20_000 ? 1 : Parallelism.threads
    let (scores, changes, pass, problems) = (scores, changes, pass, problems)
    Parallelism.perform(tasks: plan.chunks, threads: threads) { _, chunk in
      let partial = sums.partial(chunk)
      for row in plan.rows(ofChunk: chunk) {
        add(scores.pointer, changes.pointer, columns, pass, problems, row, partial)
      }
    }
    let total = sums.reduce()
    return (0..<count).map { total[$0] }
  }

  /// KL(q ‖ p) of one row.
  ///
  /// - Parameter scores: Of each class, as it is now, and how far that is from the start.
  private static func divergence(
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
  private static func phi(_ delta: Double) -> Double {
    guard delta > -1 else { return 1 }
    if delta.magnitude < 1e-3 { return delta * delta * (0.5 - delta * (1.0 / 6 - delta * (1.0 / 12 - delta / 20))) }
    return (1 + delta) * log1p(delta) - delta
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
