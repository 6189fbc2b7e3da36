extension ClassSums {
  /// What a test says about one column.
  struct Judgement {
    /// ≥ 0, perhaps infinite.
    let score: Double
    let pValue: Double
  }

  /// The number of rows, a weight of 2 counting as two. Weights that sum to less than their number act as if scaled up.
  private var count: Double { max(weights.reduce(0, +) * moments.unit, Double(rows)) }

  /// F = (Σ n_k·(mean_k − mean)² / (K − 1)) / (Σ within² / (n − K)) of each column; `nil` for a constant one, and where
  /// every row is a class of its own.
  ///
  /// - Parameter constant: The columns whose squares are rounding.
  func fTests(constant: [Bool]) -> [Judgement?] {
    let classes = Double(presentClasses)
    let (between, within) = (classes - 1, count - classes)
    return squares.indices.map { j in
      let ofClasses = weights.indices.reduce(0.0) { sum, k in
        weights[k] > 0 ? sum + sums[k, j] * sums[k, j] / weights[k] : sum
      }
      guard squares[j] > 0, !constant[j], within > 0 else { return nil }
      let rest = max(0, squares[j] - ofClasses)
      let score = (ofClasses / between) / (rest / within)
      return Judgement(score: score, pValue: fSurvival(score, between, within))
    }
  }

  /// χ² = Σ_k (observed − expected)² / expected of the sums by class, K − 1 degrees of freedom; `nil` for zeros only.
  func chiSquaredTests() -> [Judgement?] {
    let unit = count / weights.reduce(0, +)
    let degrees = Double(presentClasses - 1)
    return means.indices.map { j in
      guard means[j] > 0 else { return nil }
      // observed − expected = Σ (x − mean): just the moved sums.
      let score = weights.indices.reduce(0.0) { sum, k in
        weights[k] > 0 ? sum + unit * sums[k, j] * sums[k, j] / (weights[k] * means[j]) : sum
      }
      return Judgement(score: score, pValue: chiSquaredSurvival(score, degrees))
    }
  }
}
