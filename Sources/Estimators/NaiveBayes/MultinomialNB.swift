internal import Platform

/// Takes the features of a row for counts of independent draws: words of a text, say. scikit-learn's `MultinomialNB`.
///
///     let model = try MultinomialNB<String>().fitted(to: counts, y)
///
/// Its scores are linear in the counts, ln π_k + Σ_j x_j·ln θ_kj, so sparse rows cost what they store.
///
/// - Complexity: fitting O(n · p), or O(stored numbers + K · p); predicting like a linear model.
public struct MultinomialNB<Label: ClassLabel>: Classifier {
  /// What is added to every count, > 0. scikit-learn's `alpha`; 1 is Laplace's rule.
  public var smoothing: Double
  /// Whether the shares of the classes are their priors; equal ones otherwise. scikit-learn's `fit_prior`.
  public var learnsPriors: Bool
  public var model: Model?

  /// A classifier with the given settings.
  public init(smoothing: Double = 1, learnsPriors: Bool = true, labels: Label.Type = Label.self) {
    self.smoothing = smoothing
    self.learnsPriors = learnsPriors
  }

  public func validate() throws {
    guard smoothing > 0, smoothing.isFinite else {
      throw EstimatorError.invalidSetting(name: "smoothing", value: "\(smoothing)", rule: "finite and above 0")
    }
  }

  /// Counts the features by class.
  ///
  /// - Throws: ``EstimatorError`` for what is wrong with data or settings,
  ///   ``EstimatorError/unsupported(what:instead:)`` for a negative number and for counts beyond a Double,
  ///   ``EstimatorError/tooLarge(what:bytes:limit:instead:)``.
  public func fitted(
    to data: TrainingData<Features, Label>, startingFrom: Model?, onIteration: OnIteration
  ) throws -> Model {
    try validate()
    let (x, rows) = (data.input, try TrainingRows(data))
    try requireMemory(8 + 5 * rows.classes.count, perColumnOf: x, for: "MultinomialNB")
    let minima = try ColumnExtremes(rows.features, sampleWeight: nil).minima
    if let j = minima.firstIndex(where: { $0 < 0 }) {
      throw EstimatorError.unsupported(
        what: "Counting column \(x.columnName(j)), whose smallest number is \(minima[j]),",
        instead: "Counts are at least 0: use GaussianNB for other numbers.")
    }
    let sums = try ClassSums(rows.features, rows.targets, sampleWeight: rows.weights)
    let logarithms = rows.classes.indices.flatMap { k in
      let counts = (0..<x.columns).map { j in
        max(0, sums.sums[k, j] + sums.weights[k] * sums.means[j]) * sums.moments.unit + smoothing
      }
      let total = log(counts.reduce(0, +))
      return counts.map { log($0) - total }
    }
    if let place = logarithms.firstIndex(where: { !$0.isFinite }) {
      throw EstimatorError.unsupported(
        what: "Counting column \(x.columnName(place % x.columns)), whose sum by weight is too large for a Double,",
        instead: "Divide the weights, or the columns, by a power of ten.")
    }
    let equal = -log(Double(rows.classes.count))
    return Model(
      classes: rows.classes,
      logPriors: learnsPriors ? rows.logShares : rows.classes.map { _ in equal },
      featureLogProbabilities: try Matrix(rows: rows.classes.count, columns: x.columns, logarithms),
      columns: FittedColumns(x))
  }
}

extension MultinomialNB {
  /// The probabilities of the features in the classes.
  public struct Model: ClassifierModel {
    /// The distinct labels with weight, ascending. scikit-learn's `classes_`.
    public let classes: [Label]
    /// ln of the prior of each class. scikit-learn's `class_log_prior_`.
    public let logPriors: [Double]
    /// ln of the probability of each feature in each class, K × p. scikit-learn's `feature_log_prob_`.
    public let featureLogProbabilities: Matrix<Double>
    package let columns: FittedColumns

    init(classes: [Label], logPriors: [Double], featureLogProbabilities: Matrix<Double>, columns: FittedColumns) {
      self.classes = classes
      self.logPriors = logPriors
      self.featureLogProbabilities = featureLogProbabilities
      self.columns = columns
    }

    /// ln of prior times probability of the counts, n × K; for two classes the difference, n × 1.
    public func decisionFunction(_ x: Features) throws -> Matrix<Double> { try rule.scores(x) }

    package var rule: LinearRule {
      guard classes.count == 2 else {
        return LinearRule(coefficients: featureLogProbabilities, intercepts: logPriors, columns: columns)
      }
      let difference = zip(featureLogProbabilities[row: 1], featureLogProbabilities[row: 0]).map { $0 - $1 }
      return LinearRule(
        coefficients: Matrix(row: difference), intercepts: [logPriors[1] - logPriors[0]], columns: columns)
    }
  }
}

extension MultinomialNB.Model: Codable {
  /// No probability that a Double can hold has a logarithm of such a size.
  private static var largestLogarithm: Double { 1e300 }

  private enum CodingKeys: String, CodingKey { case classes, logPriors, featureLogProbabilities, columns }

  /// Reads a model and checks that its parts fit together.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    classes = try container.decode([CodedLabel<Label>].self, forKey: .classes).map(\.label)
    logPriors = try container.decodeFinite(forKey: .logPriors)
    featureLogProbabilities = try container.decodeFinite(forKey: .featureLogProbabilities)
    columns = try container.decode(FittedColumns.self, forKey: .columns)
    try requireClasses(classes, decoder)
    let fits =
      featureLogProbabilities.rows == classes.count && featureLogProbabilities.columns == columns.count
      && logPriors.count == classes.count
    try requireDecoded(fits, "Probabilities must be \(classes.count) × \(columns.count).", decoder)
    // Of two classes the difference is taken.
    let areApart = !(logPriors + featureLogProbabilities.elements).contains { $0.magnitude > Self.largestLogarithm }
    try requireDecoded(areApart, "Logarithms of probabilities must be at least -\(Self.largestLogarithm).", decoder)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(classes.map(CodedLabel.init), forKey: .classes)
    try container.encode(logPriors, forKey: .logPriors)
    try container.encode(featureLogProbabilities, forKey: .featureLogProbabilities)
    try container.encode(columns, forKey: .columns)
  }
}

extension MultinomialNB where Label == Int {
  /// A classifier of `Int` labels with the given settings.
  public init(smoothing: Double = 1, learnsPriors: Bool = true) {
    self.init(smoothing: smoothing, learnsPriors: learnsPriors, labels: Int.self)
  }
}

/// The settings, without a model.
extension MultinomialNB: Codable {
  private enum CodingKeys: String, CodingKey { case smoothing, learnsPriors }
}
