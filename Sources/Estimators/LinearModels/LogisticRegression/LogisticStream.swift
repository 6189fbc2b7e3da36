/// Where a stream of `partialFit` calls stands: what the next call goes on from, besides coefficients and classes.
///
/// One-vs-rest has one entry per problem, multinomial and two classes have one.
struct LogisticStream: Sendable, Hashable, Codable {
  /// Where the last batch led to; the model's coefficients are these, or their average.
  var parameters: [[Double]]
  var progress: [StochasticGradientProgress]
  /// Rows with weight so far, and their weight after class weights.
  var rows: Int
  var weight: Double
  var fitIntercept: Bool
  var multiClass: MultiClass

  /// Whether the numbers fit a model of so many rows of coefficients and columns.
  func fits(scoreColumns: Int, features: Int, isOneVsRest: Bool) -> Bool {
    let problems = isOneVsRest ? scoreColumns : 1
    let count = scoreColumns / problems * (features + (fitIntercept ? 1 : 0))
    return parameters.count == problems && progress.count == problems && canBeCountedOn(rows)
      && weight >= 0 && weight.isFinite
      && zip(parameters, progress).allSatisfy { point, progress in
        point.count == count && point.allSatisfy(\.isFinite)
          && (progress.average.isEmpty || progress.average.count == count) && progress.average.allSatisfy(\.isFinite)
          && [progress.batches, progress.rows, progress.averagedBatches].allSatisfy(canBeCountedOn)
          && progress.averagedBatches <= progress.batches
          && (progress.average.isEmpty == (progress.averagedBatches == 0))
          && (progress.firstRate.map { $0 > 0 && $0.isFinite } ?? true)
      }
  }

  /// The same for more classes, of which the new ones start at 0.
  ///
  /// - Parameter places: Where each old class is among the new ones.
  func growing(places: [Int], classes: Int, isOneVsRest: Bool) -> LogisticStream {
    let count = (parameters.first?.count ?? 0) / (isOneVsRest || places.count == 2 ? 1 : places.count)
    func rows(_ all: [[Double]]) -> [[Double]] {
      let old = Self.rowPerClass(all.flatMap(\.self), count: count, classes: places.count, isOneVsRest: isOneVsRest)
      var new = Array(repeating: Array(repeating: 0.0, count: count), count: classes)
      for (place, row) in zip(places, old) { new[place] = row }
      return isOneVsRest ? new : [new.flatMap(\.self)]
    }
    var result = self
    result.parameters = rows(parameters)
    let averages = progress.contains { $0.averagedBatches == 0 } ? [] : rows(progress.map(\.average))
    let newest = progress.max { $0.batches < $1.batches } ?? .init()
    result.progress = result.parameters.indices.map { problem in
      var progress = newest
      // Another number of classes, another largest curvature: the rate is found afresh.
      progress.firstRate = nil
      progress.average = averages.isEmpty ? [] : averages[problem]
      if averages.isEmpty { progress.averagedBatches = 0 }
      return progress
    }
    return result
  }

  /// Two classes share one row w, for the second class: −w/2 and w/2 give softmax the same probabilities, −w and w give
  /// one-vs-rest the same two problems.
  private static func rowPerClass(_ all: [Double], count: Int, classes: Int, isOneVsRest: Bool) -> [[Double]] {
    guard classes == 2 else { return (0..<classes).map { Array(all[$0 * count..<($0 + 1) * count]) } }
    let share = isOneVsRest ? 1 : 0.5
    return [all.map { -share * $0 }, all.map { share * $0 }]
  }
}
