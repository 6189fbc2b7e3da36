/// How a grid of C did on each fold, for one L1 ratio.
public struct CrossValidatedPath: Sendable, Codable, Hashable {
  /// The share of the L1 norm in the penalty. scikit-learn's `l1_ratios_`, one of them.
  public let l1Ratio: Double
  /// The C that were tried on every fold, ascending. scikit-learn's `Cs_`.
  public let cs: [Double]
  /// The score of each fold and C, folds × C. scikit-learn's `scores_`.
  public let scores: [[Double]]
  /// The iterations of each fold and C, folds × C; with one-vs-rest the most of any class. scikit-learn's `n_iter_`.
  public let iterations: [[Int]]
  /// Whether more is better.
  public let greaterIsBetter: Bool

  package init(l1Ratio: Double, cs: [Double], scores: [[Double]], iterations: [[Int]], greaterIsBetter: Bool) {
    self.l1Ratio = l1Ratio
    self.cs = cs
    self.scores = scores
    self.iterations = iterations
    self.greaterIsBetter = greaterIsBetter
  }

  /// The plain mean over the folds for each C.
  public var meanScores: [Double] {
    cs.indices.map { place in scores.reduce(0) { $0 + $1[place] } / Double(scores.count) }
  }

  /// The standard error of each mean: the standard deviation over the k folds (divisor k − 1) over √k. NaN for one fold.
  public var standardErrors: [Double] {
    let k = Double(scores.count)
    return zip(cs.indices, meanScores).map { place, mean in
      let squares = scores.reduce(0) { $0 + ($1[place] - mean) * ($1[place] - mean) }
      return (squares / (k - 1) / k).squareRoot()
    }
  }

  /// The smallest C whose mean score is the best. `nil` without scores.
  public var cMin: Double? { bestPlace.map { cs[$0] } }

  /// The smallest C whose mean score is within one standard error of the best, for one fold `cMin`. `nil` without scores.
  public var cOneStandardError: Double? {
    guard let best = bestPlace else { return nil }
    let (means, errors) = (meanScores, standardErrors)
    let error = errors[best].isNaN ? 0 : errors[best]
    let worst = greaterIsBetter ? means[best] - error : means[best] + error
    return cs.indices.first { greaterIsBetter ? means[$0] >= worst : means[$0] <= worst }.map { cs[$0] }
  }

  /// The C that the rule chooses. `nil` without scores.
  public func c(by rule: SelectionRule) -> Double? {
    switch rule {
    case .best: cMin
    case .oneStandardError: cOneStandardError
    }
  }

  /// The best mean score.
  var bestMean: Double? { bestPlace.map { meanScores[$0] } }

  /// Means that are not numbers are worse than all others.
  private var bestPlace: Int? {
    let means = meanScores
    var best: Int?
    for place in means.indices where !means[place].isNaN {
      if best.map({ isBetter(means[place], than: means[$0]) }) ?? true { best = place }
    }
    return best
  }

  func isBetter(_ a: Double, than b: Double) -> Bool { greaterIsBetter ? a > b : a < b }
}

extension CrossValidatedPath: CustomStringConvertible {
  /// One line for each C: mean score and standard error.
  public var description: String {
    let (means, errors) = (meanScores, standardErrors)
    return (["l1Ratio \(l1Ratio)"] + cs.indices.map { "C \(cs[$0]): \(means[$0]) ± \(errors[$0])" })
      .joined(separator: "\n")
  }
}
