extension LogisticRegressionCV {
  /// What fitting returns: the chosen C fitted on all rows, and how all of them did.
  public struct Model: ClassifierModel {
    /// The model of all rows with the chosen C and L1 ratio. In a ``FitInterrupted``, that of one fold.
    public let classifier: LogisticRegression<Label>.Model
    /// The chosen C. scikit-learn's `C_`.
    public let c: Double
    /// The chosen L1 ratio. scikit-learn's `l1_ratio_`.
    public let l1Ratio: Double
    /// The scores, one path per L1 ratio in the order they were given.
    public let paths: [CrossValidatedPath]
    /// The coefficients of every fit, ratios × C × folds that could be fitted, when asked for. scikit-learn's
    /// `coefs_paths_`.
    public let coefficientPaths: [[[Matrix<Double>]]]?
    /// What is worth knowing about the choice, in words: also why folds have no score.
    public let notes: [String]
    /// What chose C; `nil` in a model from a file of an earlier version.
    let scorer: ChosenScorer<Label>?

    /// The path of the chosen L1 ratio.
    public var path: CrossValidatedPath { paths.first { $0.l1Ratio == l1Ratio } ?? paths[0] }
    /// The C that were tried, ascending. scikit-learn's `Cs_`.
    public var cs: [Double] { path.cs }
    /// The score of each fold and C, folds × C, at the chosen L1 ratio. scikit-learn's `scores_`.
    public var scores: [[Double]] { path.scores }
    /// The smallest C whose mean score is the best, at the chosen L1 ratio.
    public var cMin: Double? { path.cMin }
    /// The smallest C whose mean score is within one standard error of the best, at the chosen L1 ratio.
    public var cOneStandardError: Double? { path.cOneStandardError }
    /// How the final fit went.
    public var report: FitReport { classifier.report }

    public var classes: [Label] { classifier.classes }
    /// The coefficients of the final fit, K × p. scikit-learn's `coef_`.
    public var coefficients: Matrix<Double> { classifier.coefficients }
    /// The intercepts of the final fit. scikit-learn's `intercept_`.
    public var intercepts: [Double] { classifier.intercepts }

    public func decisionFunction(_ x: Features) throws -> Matrix<Double> { try classifier.decisionFunction(x) }
    public func predictLogProbabilities(_ x: Features) throws -> Matrix<Double> {
      try classifier.predictLogProbabilities(x)
    }
    public func predictProbabilities(_ x: Features) throws -> Matrix<Double> {
      try classifier.predictProbabilities(x)
    }
    public func predict(_ x: Features) throws -> [Label] { try classifier.predict(x) }

    /// The score by the scorer that chose C: the log-loss unless `scoring` says otherwise.
    public func score(_ x: Features, _ y: [Label], weights: [Double]?) throws -> Double {
      try ChosenScorer.required(scorer).score(ModelAnswers(self, x), y, weights: weights)
    }
  }
}

extension LogisticRegressionCV.Model: Codable {
  private enum CodingKeys: String, CodingKey { case classifier, c, l1Ratio, paths, coefficientPaths, notes, scorer }

  /// Reads a model and checks that its parts fit together.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    classifier = try container.decode(LogisticRegression<Label>.Model.self, forKey: .classifier)
    c = try container.decode(Double.self, forKey: .c)
    l1Ratio = try container.decode(Double.self, forKey: .l1Ratio)
    paths = try container.decode([CrossValidatedPath].self, forKey: .paths)
    coefficientPaths = try container.decodeIfPresent([[[Matrix<Double>]]].self, forKey: .coefficientPaths)
    notes = try container.decode([String].self, forKey: .notes)
    scorer = try container.decodeIfPresent(ChosenScorer<Label>.self, forKey: .scorer)
    func corrupted(_ reason: String) -> DecodingError {
      .dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: reason))
    }
    let ratio = l1Ratio
    guard c > 0, paths.contains(where: { $0.l1Ratio == ratio }) else {
      throw corrupted("There must be a C above 0 and the path of its L1 ratio; found C \(c) and L1 ratio \(ratio).")
    }
  }
}
