#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Looks at the labels only: what a real classifier has to beat. scikit-learn's `DummyClassifier`.
///
///     try DummyClassifier<String>().fitted(to: x, y).score(xTest, yTest)        // the share of the most frequent class
///
/// - Complexity: O(n).
public struct DummyClassifier<Label: ClassLabel>: Classifier {
  /// What is predicted.
  public enum Strategy: Sendable, Hashable {
    /// The most frequent class, by weight; probabilities are the shares of the classes.
    case prior
    /// The most frequent class, with probability 1 but for 1e-15.
    case mostFrequent
    /// This class, with probability 1 but for 1e-15.
    case constant(Label)
  }

  /// What is predicted.
  public var strategy: Strategy
  public var model: Model?

  /// A classifier by the given strategy.
  public init(strategy: Strategy = .prior, labels: Label.Type = Label.self) { self.strategy = strategy }

  /// Every setting is allowed.
  public func validate() throws {}

  /// Counts the classes.
  ///
  /// - Throws: ``EstimatorError`` for what is wrong with the data, ``EstimatorError/unknownClass(label:known:)`` for a
  ///   constant label that no row has.
  public func fitted(
    to x: Features, _ y: [Label], weights: [Double]?, startingFrom: Model?, onIteration: OnIteration
  ) throws -> Model {
    try requireFittingCounts(x, targets: y.count, weights: weights)
    try requireFinite(x)
    let rows = try TrainingRows(x, y, weights: weights, classWeight: .uniform, balancing: false)
    let shares = rows.weightPerClass.map { $0 / rows.weightTotal }
    let sure: Int?
    switch strategy {
    case .prior: sure = nil
    case .mostFrequent: sure = shares.indices.max { (shares[$0], $1) < (shares[$1], $0) }
    case .constant(let label):
      guard let place = rows.classes.firstIndex(of: label) else {
        throw EstimatorError.unknownClass(label: "\(label)", known: rows.classes.map { "\($0)" })
      }
      sure = place
    }
    return Model(
      classes: rows.classes, logarithms: sure.map { Self.logarithms($0, shares.count) } ?? shares.map(log),
      columns: FittedColumns(x))
  }

  private static func logarithms(_ sure: Int, _ count: Int) -> [Double] {
    let rest = 1e-15 / Double(count - 1)
    return (0..<count).map { $0 == sure ? log1p(-1e-15) : log(rest) }
  }
}

extension DummyClassifier {
  /// One distribution for all rows.
  public struct Model: ClassifierModel {
    /// The distinct labels with weight, ascending. scikit-learn's `classes_`.
    public let classes: [Label]
    /// ln p of each class.
    let logarithms: [Double]
    let columns: FittedColumns

    init(classes: [Label], logarithms: [Double], columns: FittedColumns) {
      self.classes = classes
      self.logarithms = logarithms
      self.columns = columns
    }

    /// The same logarithms in every row, n × K; for two classes their difference, n × 1.
    public func decisionFunction(_ x: Features) throws -> Matrix<Double> {
      try columns.require(x)
      try requireFinite(x)
      let row = classes.count == 2 ? [logarithms[1] - logarithms[0]] : logarithms
      return try Matrix(
        rows: x.rows, columns: row.count, Array(repeatElement(row, count: x.rows).joined()))
    }
  }
}

extension DummyClassifier.Model: Codable {
  private enum CodingKeys: String, CodingKey { case classes, logarithms, columns }

  /// Reads a model and checks that its parts fit together.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    classes = try container.decode([CodedLabel<Label>].self, forKey: .classes).map(\.label)
    logarithms = try container.decode([Double].self, forKey: .logarithms)
    columns = try container.decode(FittedColumns.self, forKey: .columns)
    try requireClasses(classes, decoder)
    let fits = logarithms.count == classes.count && (logSumExp(logarithms)).magnitude < 1e-9
    try requireDecoded(fits, "\(classes.count) classes need as many probabilities, which sum to 1.", decoder)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(classes.map(CodedLabel.init), forKey: .classes)
    try container.encode(logarithms, forKey: .logarithms)
    try container.encode(columns, forKey: .columns)
  }
}
