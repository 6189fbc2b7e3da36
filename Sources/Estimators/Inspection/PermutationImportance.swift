import Matrices

/// How much a score falls when the values of one feature are dealt out to other rows. What
/// `permutationImportance(of:_:_:)` returns; scikit-learn's
/// `Bunch` of `permutation_importance`.
public struct PermutationImportance: Storable, Hashable {
  /// How much one feature matters.
  public struct Feature: Sendable, Hashable, Codable {
    /// The name of the feature or of the column of the table; its number when there are no names.
    public let name: String
    /// Its place among the columns.
    public let column: Int
    /// How much worse the score was in each repeat; negative where it was better. scikit-learn's `importances`.
    public let values: [Double]

    /// The plain mean over the repeats. scikit-learn's `importances_mean`.
    public var mean: Double { values.reduce(0, +) / Double(values.count) }

    /// The population standard deviation over the repeats. scikit-learn's `importances_std`.
    public var standardDeviation: Double { (squares / Double(values.count)).squareRoot() }

    /// An interval that covers the mean of endlessly many repeats on the same rows with the given probability, by
    /// Student's t; `nil` for a single repeat. It says how much of the mean is the luck of the draw, not how another
    /// sample of rows would do.
    ///
    /// - Parameter confidence: Above 0 and below 1. Default 0.95.
    /// - Throws: ``EstimatorError/invalidSetting(name:value:rule:)``.
    public func interval(confidence: Double = 0.95) throws -> ClosedRange<Double>? {
      try requireConfidence(confidence)
      let (mean, count) = (mean, Double(values.count))
      guard count >= 2, mean.isFinite else { return nil }
      let error = (squares / (count - 1) / count).squareRoot()
      let width = StudentT(degreesOfFreedom: count - 1).quantile(0.5 + confidence / 2) * error
      return mean - width...mean + width
    }

    private var squares: Double {
      let mean = mean
      return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    }
  }

  /// The name of the ``Scorer``.
  public let scorer: String
  /// Its score on the rows as they are.
  public let baseline: Double
  /// The features that were done, in the order of the columns: all of them, unless the run was stopped.
  public let features: [Feature]
  /// The number of columns.
  public let columnCount: Int

  /// Whether every column was done.
  public var isComplete: Bool { features.count == columnCount }

  /// The features by falling mean; equals in the order of the columns.
  public var ranked: [Feature] {
    let means = features.map(\.mean)
    return features.indices.sorted { means[$0] != means[$1] ? means[$0] > means[$1] : $0 < $1 }.map { features[$0] }
  }

  /// The importance of the feature of that name, `nil` when there is none.
  public subscript(name: String) -> Feature? { features.first { $0.name == name } }

  /// The features as a `Table` with the columns "feature", "mean" and "standard deviation", in the order of the
  /// columns.
  ///
  /// - Throws: Nothing that is to be expected: the names of the columns differ.
  public func table() throws -> Table {
    try Table([
      "feature": .strings(features.map(\.name)), "mean": .doubles(features.map(\.mean)),
      "standard deviation": .doubles(features.map(\.standardDeviation)),
    ])
  }
}

extension PermutationImportance: CustomStringConvertible {
  /// The score, and a line for each feature by falling importance: mean ± half of the 95 % interval; of many the first
  /// and the last. Below them, what ± means.
  public var description: String {
    let repeats = Readable.count(features.first?.values.count ?? 0, "repeat")
    let lines = Readable.edges(of: ranked, most: 20).map { feature -> [String] in
      guard let feature else { return ["…"] }
      let half = (try? feature.interval()).flatMap { $0 }.map { ($0.upperBound - $0.lowerBound) / 2 }
      return [
        Readable.cut(feature.name.singleSpaced, to: 30), DecimalFormat.fixed(feature.mean, digits: 4),
        half.map { "± " + DecimalFormat.fixed($0, digits: 4) } ?? "",
      ]
    }
    let head = "How much \(scorer), \(DecimalFormat.fixed(baseline, digits: 4)), loses without a feature (\(repeats)):"
    let hasIntervals = features.contains { $0.values.count > 1 }
    let legend = hasIntervals ? ["± is half of the 95 % interval of the mean over endlessly many repeats."] : []
    let missing = isComplete ? [] : ["\(features.count) of \(columnCount) columns were done."]
    return ([head, Readable.table(lines)] + legend + missing).joined(separator: "\n")
  }
}
