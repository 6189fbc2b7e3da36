import Matrices

/// What a dual point costs: the scores are known, so no data are read.
extension ScoreLines {
  /// Σᵢ sᵢ·KL(qᵢ ‖ pᵢ) of each problem on the lines, with q = θ·p + (1 − θ)·y a mixture of the probabilities and the
  /// truth.
  ///
  /// - Parameter shares: θ in 0...1 of each problem on the lines.
  func mixtureDivergences(_ loss: any ConjugateLoss, _ shares: [Double]) throws -> [Double] {
    try sumOverRows { z, _, row, place, problem in
      loss.mixtureDivergence(z, ofRow: row, problem: problem, share: shares[place])
    }
  }

  /// Σᵢ sᵢ·KL(qᵢ ‖ pᵢ) of each problem, with p the probabilities where the lines were opened, p̃ those at step 1, where
  /// the scores stand now, and q = θ·p̃ + (1 − θ)·y.
  func divergencesFromStart(_ loss: any ConjugateLoss, _ shares: [Double]) throws -> [Double] {
    try sumOverRows { z, v, row, place, problem in
      loss.divergenceFromStart(z, changes: v, ofRow: row, problem: problem, share: shares[place])
    }
  }

  /// What one row has of a problem, from its scores and their changes.
  private typealias RowTerm = (
    _ scores: UnsafePointer<Double>, _ changes: UnsafePointer<Double>, _ row: Int, _ place: Int, _ problem: Int
  ) -> Double

  /// One number per problem, summed over the rows in a fixed order.
  private func sumOverRows(_ term: @escaping RowTerm) throws -> [Double] {
    let (columns, count, width) = (self.columns, problems.count, columnsPerProblem)
    let plan = ChunkPlan(rows: rows, width: 4 * columns, partialCount: count)
    let sums = ChunkSums(chunks: plan.chunks, partialCount: count)
    let threads = Parallelism.threads(for: .exponentials, rows * columns)
    let (scores, changes, problems) = (scores, changes, problems)
    Parallelism.perform(tasks: plan.chunks, threads: threads) { _, chunk in
      let partial = sums.partial(chunk)
      for row in plan.rows(ofChunk: chunk) {
        let (z, v) = (scores.pointer + row * columns, changes.pointer + row * columns)
        for (place, problem) in problems.enumerated() {
          partial[place] += term(z + place * width, v + place * width, row, place, problem)
        }
      }
    }
    let total = try sums.reduce(by: pass.reducer)
    return (0..<count).map { total[$0] }
  }
}
