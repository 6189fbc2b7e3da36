/// Keeps the k columns that tell the classes apart best, each judged alone. scikit-learn's `SelectKBest`.
///
///     let pipeline = Pipeline {
///       SelectKBest(k: 20, score: .chiSquared)
///       LogisticRegression()
///     }
///
/// Of equal scores the later column is kept, as in scikit-learn.
///
/// Weights are frequencies: a weight of 2 counts as two equal rows, so F, χ² and their p-values grow with the sum of
/// the weights (one below the number of rows counts as that number). Which columns are kept depends on neither the unit
/// of the weights nor that of the columns.
///
/// - Complexity: fitting O(n · p), sparse rows O(stored numbers + K · p); the kept columns are copied in their stored
///   type.
public struct SelectKBest: Transformer {
  /// How a column is judged.
  public struct Score: NamedChoice, RawRepresentable, Sendable, Hashable, Codable, CaseIterable {
    package enum Kind: String, Sendable, Hashable, CaseIterable {
      case fTest, chiSquared
    }

    package let kind: Kind

    package init(_ kind: Kind) { self.kind = kind }

    /// The F statistic of a one-way analysis of variance: do the class means differ? scikit-learn's `f_classif`.
    public static let fTest = Self(.fTest)
    /// χ² of the sums by class, for counts and other numbers ≥ 0. scikit-learn's `chi2`.
    public static let chiSquared = Self(.chiSquared)
  }

  /// The scores and the kept columns.
  public struct Model: TransformerModel {
    /// The score of each column, p numbers ≥ 0; `nil` for a constant column, and for one that only differs between the
    /// classes, never within, which is infinitely good. scikit-learn's `scores_`, with NaN and ∞ there.
    public let scores: [Double?]
    /// How probable a score at least as large is by chance alone, p numbers in 0...1; `nil` for a constant column.
    /// scikit-learn's `pvalues_`.
    public let pValues: [Double?]
    package let selection: SelectedColumns

    /// The kept columns, ascending. scikit-learn's `get_support(indices=True)`.
    public var kept: [Int] { selection.kept }

    init(scores: [Double?], pValues: [Double?], selection: SelectedColumns) {
      self.scores = scores
      self.pValues = pValues
      self.selection = selection
    }

    /// Reads a model and checks that its parts fit together.
    public init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      scores = try container.decodeFinite(forKey: .scores)
      pValues = try container.decodeFinite(forKey: .pValues)
      selection = try container.decode(SelectedColumns.self, forKey: .selection)
      let count = selection.source.count
      try requireDecoded(
        scores.count == count && pValues.count == count, "\(count) columns need a score and a p-value each.", decoder)
    }

    public func transform(_ x: Features) throws -> Features { try selection.transform(x) }
  }

  /// The number of columns to keep, ≥ 1; all when there are fewer.
  public var k: Int
  /// How a column is judged.
  public var score: Score
  public var model: Model?

  /// A selector with the given settings.
  public init(k: Int = 10, score: Score = .fTest) {
    self.k = k
    self.score = score
  }

  public func validate() throws {
    guard k >= 1 else { throw EstimatorError.invalidSetting(name: "k", value: "\(k)", rule: "at least 1") }
  }

  /// Judges the columns by the classes.
  ///
  /// - Throws: ``EstimatorError/targetsRequired(by:)``, ``EstimatorError/emptyInput(rows:columns:)``,
  ///   ``EstimatorError/notFinite(row:column:value:)``, ``EstimatorError/tooFewClasses(found:)``,
  ///   ``EstimatorError/unsupported(what:instead:)`` for χ² of a negative number, and the errors of weights.
  public func fitted(to x: Features, targets: ClassTargets?, weights: [Double]?) throws -> Model {
    try validate()
    guard let targets else { throw EstimatorError.targetsRequired(by: "SelectKBest") }
    try requireFit(to: x, targets: targets.indices.count, weights: weights)
    try requireMemory(16 + 2 * targets.count, perColumnOf: x, for: "SelectKBest")
    let sums = try ClassSums(x, targets, sampleWeight: weights)
    if score == .fTest { try sums.moments.requireSpread(of: x, sampleWeight: weights) }
    guard sums.presentClasses > 1 else {
      throw EstimatorError.tooFewClasses(found: [])
    }
    if score == .chiSquared { try requireNotNegative(x, weights) }
    let judged =
      score == .fTest
      ? sums.fTests(constant: try sums.moments.constantColumns(of: x, sampleWeight: weights)) : sums.chiSquaredTests()
    if let j = judged.firstIndex(where: { $0?.score.isNaN ?? false }) {
      throw EstimatorError.unsupported(
        what: "Judging column \(x.columnName(j)), whose squares are too large for a Double,",
        instead: "Divide the column by a power of ten first.")
    }
    // A column without variance within the classes may be infinitely good; one without any is the worst.
    let ranking = judged.map { $0.map { $0.score.isFinite ? $0.score : .infinity } ?? -.infinity }
    let order = ranking.indices.sorted { (ranking[$0], $0) > (ranking[$1], $1) }
    return Model(
      scores: judged.map { $0.flatMap { $0.score.isFinite ? $0.score : nil } }, pValues: judged.map { $0?.pValue },
      selection: SelectedColumns(kept: order.prefix(k).sorted(), source: FittedColumns(x)))
  }

  private func requireNotNegative(_ x: Features, _ weights: [Double]?) throws {
    let minima = try ColumnExtremes(x, sampleWeight: weights).minima
    guard let j = minima.firstIndex(where: { $0 < 0 }) else { return }
    throw EstimatorError.unsupported(
      what: "χ² of column \(x.columnName(j)), whose smallest number is \(minima[j]),",
      instead: "It is for counts and other numbers ≥ 0: scale with MinMaxScaler first, or use .fTest.")
  }
}

/// The settings, without a model.
extension SelectKBest: Codable {
  private enum CodingKeys: String, CodingKey { case k, score }
}
