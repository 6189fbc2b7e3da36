/// How a grid of C did on each fold, for one L1 ratio.
///
/// Means are over the folds that have a score; NaN stands where there is none (`notes` of the model say why), and a
/// file has `"nan"` there.
public struct CrossValidatedPath: Sendable, Hashable {
  /// The share of the L1 norm in the penalty. scikit-learn's `l1_ratios_`, one of them.
  public let l1Ratio: Double
  /// The C that were tried on every fold, ascending. scikit-learn's `Cs_`.
  public let cs: [Double]
  /// The score of each fold and C, folds × C; NaN where there is none. scikit-learn's `scores_`.
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
  public var meanScores: [Double] { cs.indices.map(mean) }

  /// The standard error of each mean: the standard deviation over the k folds (divisor k − 1) over √k. NaN for one
  /// fold.
  public var standardErrors: [Double] {
    cs.indices.map { place in
      let (numbers, mean) = (numbers(place), mean(place))
      let k = Double(numbers.count)
      let squares = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      return (squares / (k - 1) / k).squareRoot()
    }
  }

  /// The smallest C whose mean score is the best, among those with a score on the most folds. `nil` without scores.
  public var cMin: Double? { bestPlace.map { cs[$0] } }

  /// The smallest C whose mean score is within one standard error of the best, for one fold `cMin`. `nil` without
  /// scores.
  public var cOneStandardError: Double? {
    guard let best = bestPlace else { return nil }
    let (means, errors) = (meanScores, standardErrors)
    let error = errors[best].isNaN ? 0 : errors[best]
    let worst = greaterIsBetter ? means[best] - error : means[best] + error
    let most = numbers(best).count
    return cs.indices.first {
      numbers($0).count == most && (greaterIsBetter ? means[$0] >= worst : means[$0] <= worst)
    }.map { cs[$0] }
  }

  /// The C that the rule chooses. `nil` without scores.
  public func c(by rule: SelectionRule) -> Double? {
    switch rule.kind {
    case .best: cMin
    case .oneStandardError: cOneStandardError
    }
  }

  /// On how many folds the best C has a score, and its mean.
  typealias Standing = (folds: Int, mean: Double)

  var bestStanding: Standing? { bestPlace.map(standing) }

  func isBetter(_ a: Standing, than b: Standing) -> Bool {
    a.folds != b.folds ? a.folds > b.folds : greaterIsBetter ? a.mean > b.mean : a.mean < b.mean
  }

  /// Means that are not numbers are worse than all others.
  private var bestPlace: Int? {
    var best: Int?
    for place in cs.indices where !mean(place).isNaN {
      if best.map({ isBetter(standing(place), than: standing($0)) }) ?? true { best = place }
    }
    return best
  }

  private func standing(_ place: Int) -> Standing { (numbers(place).count, mean(place)) }

  private func numbers(_ place: Int) -> [Double] { scores.map { $0[place] }.filter { !$0.isNaN } }

  private func mean(_ place: Int) -> Double {
    let numbers = numbers(place)
    return numbers.reduce(0, +) / Double(numbers.count)
  }

  /// NaN equals NaN here, so that results with a failed fold can be compared.
  public static func == (a: CrossValidatedPath, b: CrossValidatedPath) -> Bool {
    (a.l1Ratio, a.cs, a.iterations, a.greaterIsBetter) == (b.l1Ratio, b.cs, b.iterations, b.greaterIsBetter)
      && a.scores.count == b.scores.count && zip(a.scores, b.scores).allSatisfy(sameNumbers)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(l1Ratio)
    hasher.combine(cs)
    hasher.combine(iterations)
  }
}

extension CrossValidatedPath: Codable {
  private enum CodingKeys: String, CodingKey { case l1Ratio, cs, scores, iterations, greaterIsBetter }

  /// Reads a path and checks that its parts fit together.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    l1Ratio = try container.decode(Double.self, forKey: .l1Ratio)
    cs = try container.decode([Double].self, forKey: .cs)
    scores = try container.decode([[CodedNumber]].self, forKey: .scores).map { $0.map(\.value) }
    iterations = try container.decode([[Int]].self, forKey: .iterations)
    greaterIsBetter = try container.decode(Bool.self, forKey: .greaterIsBetter)
    let (counts, count) = (scores.map(\.count) + iterations.map(\.count), cs.count)
    try requireDecoded(
      scores.count == iterations.count && counts.allSatisfy { $0 == count },
      "Every fold needs one score and one number of iterations for each of \(count) C.", decoder)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(l1Ratio, forKey: .l1Ratio)
    try container.encode(cs, forKey: .cs)
    try container.encode(scores.map { $0.map(CodedNumber.init) }, forKey: .scores)
    try container.encode(iterations, forKey: .iterations)
    try container.encode(greaterIsBetter, forKey: .greaterIsBetter)
  }
}

extension CrossValidatedPath: CustomStringConvertible {
  /// One line for each C, of many the first and the last: mean score and standard error, and of how many folds that is
  /// when some have no score. The last line says what ± is.
  public var description: String {
    let (means, errors) = (meanScores, standardErrors)
    let lines = cs.indices.map { place in
      let counted = numbers(place).count
      return "C \(Readable.number(cs[place])): \(Readable.number(means[place])) ± \(Readable.number(errors[place]))"
        + (counted == scores.count ? "" : " (\(counted) of \(scores.count) folds)")
    }
    let all = Readable.excerpt(lines, most: 20) + ["± is the standard error of the mean over the folds."]
    return (["l1Ratio \(Readable.number(l1Ratio))"] + all).joined(separator: "\n")
  }
}
