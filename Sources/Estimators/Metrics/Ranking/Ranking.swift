/// Rows in the order of a score, highest first, equal scores as one step: what ROC and precision–recall curves, their
/// areas, and average precision are made of.
struct Ranking {
  /// One distinct score.
  struct Step {
    let score: Double
    /// The weight of the positive and of the negative rows with this score or a higher one.
    let positives: Double
    let negatives: Double
  }

  /// Descending in the score.
  let steps: [Step]

  /// The weight of all positive rows, > 0 after ``requireBothClasses(_:)``.
  var positives: Double { steps.last?.positives ?? 0 }
  /// The weight of all negative rows.
  var negatives: Double { steps.last?.negatives ?? 0 }

  /// - Parameter weights: In units (``inUnits(_:)``), since an area multiplies their sums.
  /// - Complexity: O(n log n).
  /// - Throws: ``EstimatorError`` when counts differ, a weight is wrong, or a score is NaN.
  init(_ scores: [Double], _ isPositive: [Bool], _ weights: [Double]?) throws {
    guard scores.count == isPositive.count else {
      throw EstimatorError.rowCountMismatch(features: scores.count, targets: isPositive.count)
    }
    guard !scores.isEmpty else { throw EstimatorError.emptyInput(rows: 0, columns: 1) }
    if let weights { try requireWeights(weights, rows: scores.count) }
    if let row = scores.firstIndex(where: \.isNaN) {
      throw EstimatorError.notFinite(row: row, column: "score", value: .nan)
    }
    // Row order among equals decides the rounding of weighted sums alone, so it is fixed too.
    let order = scores.indices.sorted { (scores[$0], $1) > (scores[$1], $0) }
    var steps: [Step] = []
    var (positives, negatives) = (0.0, 0.0)
    for (place, row) in order.enumerated() {
      let weight = weights?[row] ?? 1
      if isPositive[row] { positives += weight } else { negatives += weight }
      let isLast = place + 1 == order.count || scores[order[place + 1]] != scores[row]
      guard isLast,
        steps.last.map({ $0.positives + $0.negatives < positives + negatives }) ?? (positives + negatives > 0)
      else { continue }
      steps.append(Step(score: scores[row], positives: positives, negatives: negatives))
    }
    self.steps = steps
  }

  /// There are rows with weight on both sides.
  func requireBothClasses(_ name: String) throws {
    guard positives > 0, negatives > 0 else { throw Self.oneSided(name, isMissing: positives == 0) }
  }

  func requirePositives(_ name: String) throws {
    guard positives > 0 else { throw Self.oneSided(name, isMissing: true) }
  }

  private static func oneSided(_ name: String, isMissing: Bool) -> EstimatorError {
    .unsupported(
      what: "A curve of \(name), the class of \(isMissing ? "no" : "every") row with weight,",
      instead: "Pass rows of this class and of others; stratified folds keep both.")
  }

  /// The chance that a positive row scores higher than a negative one, equal scores counting half.
  var area: Double {
    var area = 0.0
    var last = (positives: 0.0, negatives: 0.0)
    for step in steps {
      area += (step.negatives - last.negatives) * (step.positives + last.positives) / 2
      last = (step.positives, step.negatives)
    }
    return area / (positives * negatives)
  }

  /// Σ (Rₙ − Rₙ₋₁)·Pₙ over the steps.
  var averagePrecision: Double {
    var sum = 0.0
    var last = 0.0
    for step in steps where step.positives > last {
      sum += (step.positives - last) * (step.positives / (step.positives + step.negatives))
      last = step.positives
    }
    return sum / positives
  }
}
