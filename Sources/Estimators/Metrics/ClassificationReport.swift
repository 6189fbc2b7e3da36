import Matrices

/// Precision, recall and F1 of every class, and their averages. scikit-learn's `classification_report`.
///
///     let report = try ClassificationReport(of: predicted, against: truth)
///     print(report)                     // scikit-learn's table, character by character
///     report["cat"]?.recall             // its numbers
///
/// - Complexity: O(n + K²) for n rows and K classes.
public struct ClassificationReport<Label: ClassLabel>: Sendable, Hashable {
  /// How well one class was found, or an average over classes.
  public struct Scores: Sendable, Hashable {
    /// The share of the rows predicted as this class that are of it, in 0...1.
    public let precision: Double
    /// The share of the rows of this class that were predicted as it, in 0...1.
    public let recall: Double
    /// The harmonic mean of both, in 0...1.
    public let f1: Double
    /// The weight of the rows of this class; for an average, of all rows.
    public let support: Double
  }

  /// What a score is where it would be 0 / 0: the precision of a class that was never predicted, the recall of a class
  /// without rows. scikit-learn's `zero_division`.
  public enum ZeroDivision: Sendable, Hashable, CaseIterable {
    /// 0, scikit-learn's default.
    case zero
    /// 1.
    case one
    /// Not a number, and left out of the averages.
    case notANumber

    var value: Double {
      switch self {
      case .zero: 0
      case .one: 1
      case .notANumber: .nan
      }
    }
  }

  /// The classes in the order of the report.
  public let classes: [Label]
  /// The scores of each class.
  public let scores: [Scores]
  /// The share of rows that are predicted right, by weight.
  public let accuracy: Double
  /// The plain mean over classes.
  public let macroAverage: Scores
  /// The mean over classes, weighted by support.
  public let weightedAverage: Scores
  private let isWeighted: Bool

  /// Compares predictions with the truth.
  ///
  /// - Parameters:
  ///   - predicted: n labels.
  ///   - truth: n labels, in the same order.
  ///   - classes: The order of the report; every label that occurs must be among them. All labels that occur,
  ///     ascending, when `nil`.
  ///   - sampleWeight: n weights ≥ 0; all 1 when `nil`.
  ///   - zeroDivision: What stands for 0 / 0.
  /// - Throws: What ``ConfusionMatrix/init(of:against:classes:sampleWeight:)`` throws.
  public init(
    of predicted: some Collection<Label>, against truth: some Collection<Label>, classes: [Label]? = nil,
    sampleWeight: [Double]? = nil, zeroDivision: ZeroDivision = .zero
  ) throws {
    self.init(
      try ConfusionMatrix(of: predicted, against: truth, classes: classes, sampleWeight: sampleWeight),
      zeroDivision: zeroDivision)
  }

  /// The report of pairs that are already counted.
  public init(_ confusion: ConfusionMatrix<Label>, zeroDivision: ZeroDivision = .zero) {
    let scores = confusion.classes.indices.map { Scores(of: $0, in: confusion, zeroDivision: zeroDivision.value) }
    let supports = scores.map(\.support)
    let right = confusion.classes.indices.map { confusion.counts[$0, $0] }
    classes = confusion.classes
    self.scores = scores
    accuracy = sum(right) / sum(supports)
    macroAverage = Scores(averaging: scores, weights: supports.map { _ in 1 })
    weightedAverage = Scores(averaging: scores, weights: supports)
    isWeighted = confusion.isWeighted
  }

  /// The scores of one class, `nil` when it is not in the report.
  public subscript(label: Label) -> Scores? { classes.firstIndex(of: label).map { scores[$0] } }
}

extension ClassificationReport.Scores {
  fileprivate init(of k: Int, in confusion: ConfusionMatrix<Label>, zeroDivision: Double) {
    let right = confusion.counts[k, k]
    // Through the wrong ones, as scikit-learn goes, so that weighted sums round alike.
    let predicted = right + (confusion.predictedSupport[k] - right)
    let actual = right + (confusion.support[k] - right)
    func share(_ part: Double, of whole: Double) -> Double { whole == 0 ? zeroDivision : part / whole }
    self.init(
      precision: share(right, of: predicted), recall: share(right, of: actual),
      f1: share(right, of: actual / 2 + predicted / 2), support: actual)
  }

  fileprivate init(averaging scores: [Self], weights: [Double]) {
    self.init(
      precision: average(scores.map(\.precision), weights: weights),
      recall: average(scores.map(\.recall), weights: weights), f1: average(scores.map(\.f1), weights: weights),
      support: sum(scores.map(\.support)))
  }
}

extension ClassificationReport.Scores: Codable {
  private enum CodingKeys: String, CodingKey { case precision, recall, f1, support }

  /// Reads scores; `"nan"` stands for 0 / 0 that is not a number.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func number(_ key: CodingKeys) throws -> Double { try container.decode(CodedNumber.self, forKey: key).value }
    self.init(
      precision: try number(.precision), recall: try number(.recall), f1: try number(.f1),
      support: try number(.support))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(CodedNumber(precision), forKey: .precision)
    try container.encode(CodedNumber(recall), forKey: .recall)
    try container.encode(CodedNumber(f1), forKey: .f1)
    try container.encode(CodedNumber(support), forKey: .support)
  }
}

/// The weighted mean of the numbers that are numbers; their plain mean when those have no weight, NaN when there are
/// none.
func average(_ values: [Double], weights: [Double]) -> Double {
  let known = zip(values, weights).filter { !$0.0.isNaN }
  let total = known.reduce(0) { $0 + $1.1 }
  guard total > 0 else { return known.isEmpty ? .nan : known.reduce(0) { $0 + $1.0 } / Double(known.count) }
  return known.reduce(0) { $0 + $1.0 * $1.1 } / total
}

/// The sum in NumPy's order, eight lanes side by side: a weighted support is printed with all its digits.
private func sum(_ values: [Double]) -> Double {
  let whole = values.count / 8 * 8
  guard whole > 0 else { return values.reduce(0, +) }
  var lanes = Array(values[..<8])
  for place in 8..<max(8, whole) { lanes[place % 8] += values[place] }
  let first = (lanes[0] + lanes[1]) + (lanes[2] + lanes[3])
  let second = (lanes[4] + lanes[5]) + (lanes[6] + lanes[7])
  return values[whole...].reduce(first + second, +)
}

extension ClassificationReport: CustomStringConvertible {
  /// The table with two digits and the labels as names.
  public var description: String { table(digits: 2, names: classes.map { "\($0)" }) }

  /// The table that scikit-learn prints.
  ///
  /// The support of unweighted rows is always a whole number. (scikit-learn adds ".0" when not one row is right.)
  ///
  /// - Parameters:
  ///   - digits: Digits behind the point, in 0...1074, which is as many as a Double can have.
  ///   - names: What to call the classes, in their order; the labels when `nil`. scikit-learn's `target_names`.
  /// - Throws: ``EstimatorError/invalidSetting(name:value:rule:)`` for digits out of range or another number of names.
  public func text(digits: Int = 2, names: [String]? = nil) throws -> String {
    guard (0...1074).contains(digits) else {
      throw EstimatorError.invalidSetting(name: "digits", value: "\(digits)", rule: "in 0...1074")
    }
    let names = names ?? classes.map { "\($0)" }
    guard names.count == classes.count else {
      throw EstimatorError.invalidSetting(
        name: "names", value: "\(names.count) names", rule: "one name for each of the \(classes.count) classes")
    }
    return table(digits: digits, names: names)
  }

  private func table(digits: Int, names: [String]) -> String {
    let width = max(names.map(\.printedWidth).max() ?? 0, "weighted avg".count, digits)
    func line(_ title: String, _ cells: [String]) -> String {
      title.rightAligned(width) + " " + cells.map { " " + $0.rightAligned(9) }.joined() + "\n"
    }
    func line(_ title: String, _ scores: Scores) -> String {
      line(
        title,
        [scores.precision, scores.recall, scores.f1].map { DecimalFormat.fixed($0, digits: digits) }
          + [supportText(scores.support)])
    }
    return line("", ["precision", "recall", "f1-score", "support"]) + "\n"
      + zip(names, scores).map(line).joined() + "\n"
      + line(
        "accuracy", ["", "", DecimalFormat.fixed(accuracy, digits: digits), supportText(macroAverage.support)])
      + line("macro avg", macroAverage) + line("weighted avg", weightedAverage)
  }

  private func supportText(_ support: Double) -> String {
    isWeighted ? "\(support)" : DecimalFormat.fixed(support, digits: 0)
  }
}
