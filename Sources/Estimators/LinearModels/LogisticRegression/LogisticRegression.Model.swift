extension LogisticRegression {
  /// A fitted logistic regression: what is needed to predict, and how the fit went.
  public struct Model: ClassifierModel {
    /// The distinct labels with weight, ascending. scikit-learn's `classes_`.
    public let classes: [Label]
    /// One row of weights per class, K × p; for two classes 1 × p, for `classes[1]`. scikit-learn's `coef_`.
    ///
    /// Multinomial scores do not change when the same vector is added to every row; here the rows sum to 0. Under an L1
    /// penalty or bounds they are as the solver found them, because a shift would destroy exact zeros and limits.
    public let coefficients: Matrix<Double>
    /// One intercept per row of `coefficients`; with softmax they sum to 0. scikit-learn's `intercept_`.
    public let intercepts: [Double]
    /// How scores become probabilities. With two classes both ways are the same.
    public let multiClass: MultiClass
    /// The names of the columns of the fit, if they had any.
    public let featureNames: [String]?
    /// How the fit went.
    public let report: FitReport
    /// Where `partialFit` goes on; `nil` after other fits.
    var stream: LogisticStream?
    /// Where the solver left the intercepts before they were put at their best, and where a warm start goes on; `nil`
    /// where they have not moved since.
    var solverIntercepts: [Double]?

    package init(
      classes: [Label], coefficients: Matrix<Double>, intercepts: [Double], multiClass: MultiClass,
      featureNames: [String]?, report: FitReport
    ) {
      self.classes = classes
      self.coefficients = coefficients
      self.intercepts = intercepts
      self.multiClass = multiClass
      self.featureNames = featureNames
      self.report = report
    }

    /// The iterations of the fit: one number for multinomial, K for one-vs-rest. scikit-learn's `n_iter_`.
    public var iterations: [Int] { report.iterations }

    /// Scores X·Wᵀ + b: n × K, n × 1 for two classes.
    public func decisionFunction(_ x: Features) throws -> Matrix<Double> {
      try requireSameColumns(x, count: coefficients.columns, names: featureNames)
      try requireFinite(x)
      try requireMemory(rows: x.rows, classes: intercepts.count)
      return try finiteScores(x, weights: coefficients, bias: intercepts)
    }

    /// The class of the largest score of each row; of equals the first. As the default by ``decisionFunction(_:)``, but
    /// without its n × K scores, and mostly in single precision, with the doubtful rows done again.
    public func predict(_ x: Features) throws -> [Label] {
      try requireSameColumns(x, count: coefficients.columns, names: featureNames)
      try requireFinite(x)
      return try predictedColumns(x, weights: coefficients, bias: intercepts).map { classes[Int($0)] }
    }

    /// ln p: n × K, finite for finite input. With one-vs-rest p_k = σ(z_k) / Σ_j σ(z_j).
    public func predictLogProbabilities(_ x: Features) throws -> Matrix<Double> {
      var scores = try decisionFunction(x)
      guard scores.columns > 1 else { return scores.logProbabilitiesOfTwo() }
      if multiClass == .ovr { scores = scores.map { -softplus(-$0) } }
      scores.logSoftmaxRowsInPlace()
      return scores
    }

    /// p: n × K, rows sum to 1.
    public func predictProbabilities(_ x: Features) throws -> Matrix<Double> {
      try predictProbabilities(x, normalization: .sum)
    }

    /// p: n × K. With `.none`, for one-vs-rest, the K sigmoids as they are.
    public func predictProbabilities(
      _ x: some FeatureMatrix, normalization: OneVsRestNormalization
    ) throws -> Matrix<Double> {
      var scores = try decisionFunction(x.features)
      guard scores.columns > 1 else { return scores.probabilitiesOfTwo() }
      if multiClass == .ovr {
        if normalization == .none { return scores.map(sigmoid) }
        scores = scores.map { -softplus(-$0) }
      }
      scores.softmaxRowsInPlace()
      return scores
    }

    /// The weights relative to one class, whose own row becomes 0: the gauge of most statistics books.
    ///
    /// - Returns: Coefficients K × p and K intercepts, moved by that class's; probabilities stay the same. For two
    ///   classes, rows for both.
    /// - Throws: ``EstimatorError/unknownClass(label:known:)``, and ``EstimatorError/unsupported(what:instead:)`` for
    ///   one-vs-rest with more than two classes, whose scores have no such freedom.
    public func coefficients(
      relativeTo label: Label
    ) throws -> (coefficients: Matrix<Double>, intercepts: [Double]) {
      guard let reference = classes.firstIndex(of: label) else {
        throw EstimatorError.unknownClass(label: "\(label)", known: classes.map { "\($0)" })
      }
      guard multiClass == .multinomial || classes.count == 2 else {
        throw EstimatorError.unsupported(
          what: "A reference class for one-vs-rest", instead: "Fit with multiClass: .multinomial.")
      }
      let (rows, bias) = rowPerClass()
      let moved = rows.map { row in zip(row, rows[reference]).map { $0 - $1 } }
      return (try Matrix(moved), bias.map { $0 - bias[reference] })
    }

    private func rowPerClass() -> ([[Double]], [Double]) {
      let rows = (0..<coefficients.rows).map { Array(coefficients[row: $0]) }
      guard rows.count == 1 else { return (rows, intercepts) }
      return ([Array(repeating: 0, count: coefficients.columns)] + rows, [0] + intercepts)
    }
  }
}

extension LogisticRegression.Model: Codable {
  /// The version of the format; a reader refuses what is newer.
  private static var formatVersion: Int { 1 }

  private enum CodingKeys: String, CodingKey {
    case formatVersion, classes, coefficients, intercepts, multiClass, featureNames, report, stream, solverIntercepts
  }

  /// Reads a model and checks that its parts fit together.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    func corrupted(_ reason: String) -> DecodingError {
      .dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: reason))
    }
    let version = try container.decode(Int.self, forKey: .formatVersion)
    guard version <= Self.formatVersion else {
      throw corrupted("This model has format version \(version); this reader knows up to \(Self.formatVersion).")
    }
    classes = try container.decode([CodedLabel<Label>].self, forKey: .classes).map { $0.label }
    coefficients = try container.decodeFinite(forKey: .coefficients)
    intercepts = try container.decodeFinite(forKey: .intercepts)
    multiClass = try container.decode(MultiClass.self, forKey: .multiClass)
    featureNames = try container.decodeIfPresent([String].self, forKey: .featureNames)
    report = try container.decode(FitReport.self, forKey: .report)
    stream = try container.decodeIfPresent(LogisticStream.self, forKey: .stream)
    solverIntercepts = try container.decodeIfPresent([Double].self, forKey: .solverIntercepts)
    let rows = classes.count == 2 ? 1 : classes.count
    try requireClasses(classes, decoder)
    guard coefficients.rows == rows, intercepts.count == rows else {
      throw corrupted(
        "\(classes.count) classes need \(rows) rows of coefficients and \(rows) intercepts; found "
          + "\(coefficients.rows) and \(intercepts.count).")
    }
    guard solverIntercepts.map({ $0.count == rows && $0.allSatisfy(\.isFinite) }) ?? true else {
      throw corrupted("The solver's intercepts must be \(rows) finite numbers.")
    }
    guard featureNames.map({ $0.count == coefficients.columns }) ?? true else {
      throw corrupted("There must be one feature name for each of \(coefficients.columns) columns.")
    }
    let isOneVsRest = multiClass == .ovr && classes.count > 2
    guard stream?.fits(scoreColumns: rows, features: coefficients.columns, isOneVsRest: isOneVsRest) ?? true else {
      throw corrupted("The state of partialFit does not fit \(rows) × \(coefficients.columns) coefficients.")
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(Self.formatVersion, forKey: .formatVersion)
    try container.encode(classes.map(CodedLabel.init), forKey: .classes)
    try container.encode(coefficients, forKey: .coefficients)
    try container.encode(intercepts, forKey: .intercepts)
    try container.encode(multiClass, forKey: .multiClass)
    try container.encodeIfPresent(featureNames, forKey: .featureNames)
    try container.encode(report, forKey: .report)
    try container.encodeIfPresent(stream, forKey: .stream)
    try container.encodeIfPresent(solverIntercepts, forKey: .solverIntercepts)
  }
}
