/// A logistic regression for many values of C, each fit started from the one before. glmnet's `glmnet`.
///
///     let path = try LogisticRegressionPath(LogisticRegression(penalty: .l1)).fitted(to: x, y)
///     for (model, c) in zip(path.models, path.cs) { print(c, model.report.objective, model.nonZeroCount) }
///
/// Every model is what the classifier alone would give for that C, to its tolerance, with a report and certificate of
/// its own. With an L1 part, features are screened: a fit starts with those that the sequential strong rule keeps,
/// |g| ≥ 2·λ − λ of the C before (λ = ρ·φ/(S·C), g the gradient of the mean loss there), and when a left-out weight
/// turns out to violate the optimality of the whole, its feature comes back and the fit goes on. So screening saves
/// time and never changes a result.
///
/// - Complexity: One Gram matrix for all C; then for each some passes over the kept columns, and one or two over all.
/// - SeeAlso: Tibshirani, Bien, Friedman, Hastie, Simon, Taylor & Tibshirani, *Strong rules for discarding predictors
///   in lasso-type problems*, J. R. Statist. Soc. B 74 (2012).
public struct LogisticRegressionPath<Label: ClassLabel>: Sendable {
  /// The classifier. Its `c`, `warmStart`, `verbose` and `model` have no effect.
  public var classifier: LogisticRegression<Label>
  /// The values of C. Default `.automatic`.
  public var grid: CGrid

  /// A path of the given classifier.
  public init(_ classifier: LogisticRegression<Label>, grid: CGrid = .automatic) {
    self.classifier = classifier
    self.grid = grid
  }

  /// - Throws: ``EstimatorError`` for settings out of range, and for a classifier without a penalty.
  public func validate() throws {
    var one = classifier
    one.c = 1
    try one.validate()
    try grid.validate()
    guard classifier.penalty != .none else {
      throw EstimatorError.unsupported(
        what: "A path over C without a penalty", instead: "Use penalty: .l2, .l1 or .elasticNet(l1Ratio:).")
    }
  }

  /// Fits a model for every C.
  ///
  /// - Parameters:
  ///   - x: n × p features.
  ///   - y: n labels.
  ///   - sampleWeight: n weights ≥ 0; 0 leaves the row out. All equal when `nil`.
  ///   - onIteration: Called after every iteration of every fit; returns ``FitControl/stop`` to end the path with the
  ///     models so far.
  /// - Throws: ``EstimatorError`` for what is wrong with data or settings; ``FitInterrupted`` with the models so far
  ///   when the task is cancelled.
  public func fitted(
    to x: some FeatureMatrix, _ y: some Collection<Label>, sampleWeight: [Double]? = nil,
    onIteration: OnIteration = { _ in .proceed }
  ) throws -> Fitted {
    try validate()
    let data = TrainingData(x.features, y, weights: sampleWeight)
    try data.requireFittingCounts()
    try requireFinite(data.input)
    var settings = classifier
    settings.c = 1
    let rows = try settings.trainingRows(data)
    return try BLAS.singleThreaded {
      var fit = try PathFit(rows, settings: settings)
      return try fit.run(grid, onIteration)
    }
  }
}

extension LogisticRegressionPath {
  /// The models of a path, by ascending C.
  public struct Fitted: Storable, Hashable {
    /// One model per C. The report of each has its objective, certificate, iterations and passes.
    public let models: [LogisticRegression<Label>.Model]
    /// The values of C, ascending.
    public let cs: [Double]
    /// The largest C at which every penalised weight is 0, with an L1 part. scikit-learn's `l1_min_c`, with the
    /// intercept and unpenalised features at their best.
    public let largestNullC: Double?
    /// How many features the last round of each fit looked at; all of them where nothing was screened.
    public let featuresLookedAt: [Int]

    /// How many weights of each model are not 0.
    public var nonZeroCounts: [Int] { models.map(\.nonZeroCount) }

    package init(
      models: [LogisticRegression<Label>.Model], cs: [Double], largestNullC: Double?, featuresLookedAt: [Int]
    ) {
      (self.models, self.cs) = (models, cs)
      (self.largestNullC, self.featuresLookedAt) = (largestNullC, featuresLookedAt)
    }
  }
}

extension LogisticRegressionPath.Fitted {
  private enum CodingKeys: String, CodingKey { case models, cs, largestNullC, featuresLookedAt }

  /// Reads a path and checks that its parts fit together.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    models = try container.decode([LogisticRegression<Label>.Model].self, forKey: .models)
    cs = try container.decode([Double].self, forKey: .cs)
    largestNullC = try container.decodeIfPresent(Double.self, forKey: .largestNullC)
    featuresLookedAt = try container.decode([Int].self, forKey: .featuresLookedAt)
    guard models.count == cs.count, featuresLookedAt.count == cs.count else {
      throw DecodingError.dataCorrupted(
        .init(
          codingPath: decoder.codingPath,
          debugDescription: "\(cs.count) values of C need as many models and counts of features; found "
            + "\(models.count) and \(featuresLookedAt.count)."))
    }
  }
}

extension LogisticRegressionPath where Label == Int {
  /// A path of a classifier with `Int` labels and the given penalty.
  public init(
    multiClass: MultiClass = .multinomial, penalty: Penalty = .l2, tolerance: Double = 1e-4, grid: CGrid = .automatic
  ) {
    self.init(LogisticRegression(multiClass: multiClass, penalty: penalty, tolerance: tolerance), grid: grid)
  }
}

extension LogisticRegression.Model {
  /// How many coefficients are not 0.
  public var nonZeroCount: Int { coefficients.elements.reduce(0) { $1 == 0 ? $0 : $0 + 1 } }
}
