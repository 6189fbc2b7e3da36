/// A function that never falls, nearest to 0/1 truths in weighted squares. scikit-learn's
/// `IsotonicRegression(out_of_bounds= "clip")`.
///
/// - SeeAlso: R. E. Barlow and others, *Statistical Inference under Order Restrictions*, 1972: pool adjacent violators.
package struct IsotonicFunction: Sendable, Hashable, Codable {
  /// Where the function is given, ascending.
  package let scores: [Double]
  /// Its values there, never falling, in 0...1; linear between two, constant outside.
  package let values: [Double]

  var isValid: Bool {
    !scores.isEmpty && scores.count == values.count && scores.allSatisfy(\.isFinite)
      && zip(scores, scores.dropFirst()).allSatisfy { $0 < $1 }
      && zip(values, values.dropFirst()).allSatisfy { $0 <= $1 }
      && values.allSatisfy { $0 >= 0 && $0 <= 1 }
  }

  /// - Complexity: O(n log n).
  package init(_ scores: [Double], _ isPositive: [Bool], _ weights: [Double]?) {
    let points = Self.distinct(scores, isPositive, weights)
    let levels = Self.pooled(points)
    // Points inside a level add nothing to a function that is linear between points.
    let kept = levels.indices.filter { place in
      place == 0 || place + 1 == levels.count || levels[place] != levels[place - 1]
        || levels[place] != levels[place + 1]
    }
    self.scores = kept.map { points[$0].score }
    values = kept.map { levels[$0] }
  }

  package func value(at score: Double) -> Double {
    guard let last = scores.last, score < last else { return values[values.count - 1] }
    guard score > scores[0] else { return values[0] }
    var (low, high) = (0, scores.count - 1)
    while high - low > 1 {
      let middle = (low + high) / 2
      if scores[middle] <= score { low = middle } else { high = middle }
    }
    let share = (score - scores[low]) / (scores[high] - scores[low])
    return values[low] + (values[high] - values[low]) * share
  }

  private struct Point {
    let score: Double
    var mean: Double
    var weight: Double
  }

  /// One point for each distinct score: the mean truth of its rows.
  private static func distinct(_ scores: [Double], _ isPositive: [Bool], _ weights: [Double]?) -> [Point] {
    var points: [Point] = []
    for row in scores.indices.sorted(by: { (scores[$0], $0) < (scores[$1], $1) }) {
      let (weight, truth) = (weights?[row] ?? 1, isPositive[row] ? 1.0 : 0)
      if let last = points.last, last.score == scores[row] {
        let total = last.weight + weight
        points[points.count - 1].mean += (truth - last.mean) * weight / total
        points[points.count - 1].weight = total
      } else {
        points.append(Point(score: scores[row], mean: truth, weight: weight))
      }
    }
    return points
  }

  /// The level of each point: neighbours in the wrong order are pooled until none is left.
  private static func pooled(_ points: [Point]) -> [Double] {
    var blocks: [(sum: Double, weight: Double, count: Int)] = []
    for point in points {
      blocks.append((point.mean * point.weight, point.weight, 1))
      while blocks.count > 1 {
        let (b, a) = (blocks[blocks.count - 1], blocks[blocks.count - 2])
        guard a.sum / a.weight >= b.sum / b.weight else { break }
        blocks.removeLast()
        blocks[blocks.count - 1] = (a.sum + b.sum, a.weight + b.weight, a.count + b.count)
      }
    }
    return blocks.flatMap { Array(repeating: min(1, $0.sum / $0.weight), count: $0.count) }
  }
}
