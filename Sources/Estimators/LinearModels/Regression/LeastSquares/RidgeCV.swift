/// ``Ridge`` with the α of the smallest error when each row is left out in turn. scikit-learn's `RidgeCV`.
///
///     let model = try RidgeCV(alphas: [0.01, 0.1, 1, 10]).fitted(to: x, y)
///     model.alpha
///     model.errors         // one for each α
///
/// No row is left out in fact: one eigendecomposition has the errors of all α in closed form. For folds of another kind
/// search with ``GridSearch`` over `\Ridge.alpha`.
///
/// - Complexity: O(n · p² + n · p · m) time for m α and memory for 7 · p² numbers; for more columns than rows
///   O(n² · (p + n + m)), with memory for 4 · n · p numbers.
public struct RidgeCV: Regressor {
  /// The values of α to choose from, each > 0. Default 0.1, 1 and 10.
  public var alphas: [Double]
  /// Whether there is an intercept. scikit-learn's `fit_intercept`. Default `true`.
  public var fitIntercept: Bool
  /// The model of the last `fit`.
  public var model: Model?

  /// A regressor with the given settings.
  public init(alphas: [Double] = [0.1, 1, 10], fitIntercept: Bool = true) {
    (self.alphas, self.fitIntercept) = (alphas, fitIntercept)
  }

  public func validate() throws {
    try requireSetting(!alphas.isEmpty, "alphas", "[]", "at least one")
    for alpha in alphas { try requireSetting(alpha > 0 && alpha.isFinite, "alphas", alpha, "finite and above 0") }
  }

  /// Chooses α, and learns from all rows with it.
  ///
  /// - Throws: As ``Ridge/fitted(to:startingFrom:onIteration:)``, and ``EstimatorError/unsupported(what:instead:)`` for
  ///   fewer than two rows with weight.
  public func fitted(
    to data: TrainingData<Features, Double>, startingFrom: Model?, onIteration: OnIteration
  ) throws -> Model {
    try validate()
    let rows = try TrainingNumbers(data)
    guard rows.targets.count > 1 else {
      throw EstimatorError.unsupported(what: "Leaving out the only row", instead: "Pass more rows, or use Ridge.")
    }
    let problem = try LeastSquares(rows, fitIntercept: fitIntercept)
    let errors = try LeftOutErrors(problem: problem, alphas: alphas).meanSquares()
    guard let best = errors.indices.filter({ !errors[$0].isNaN }).min(by: { errors[$0] < errors[$1] }) else {
      throw EstimatorError.unsupported(
        what: "Errors with a row left out that are not numbers for any alpha", instead: "Pass larger alphas.")
    }
    let solution = try problem.solution(alpha: alphas[best])
    return Model(
      linearPredictor: problem.predictor(solution.coefficients), alphas: alphas, errors: errors, best: best)
  }
}

extension RidgeCV {
  /// X·w + b with the chosen α, and the errors that chose it.
  public struct Model: LinearRegressorModel {
    public let linearPredictor: LinearPredictor
    /// The values of α that were tried.
    public let alphas: [Double]
    /// The mean squared error of rows left out, by weight, for each of `alphas`; scikit-learn's `cv_results_` has the
    /// squares themselves.
    public let errors: [Double]
    /// The place of the chosen α among `alphas`: of the smallest error, the first if there are several.
    public let best: Int

    /// The chosen α. scikit-learn's `alpha_`.
    public var alpha: Double { alphas[best] }
    /// Its error. scikit-learn's `best_score_` with the other sign.
    public var bestError: Double { errors[best] }

    init(linearPredictor: LinearPredictor, alphas: [Double], errors: [Double], best: Int) {
      (self.linearPredictor, self.alphas, self.errors, self.best) = (linearPredictor, alphas, errors, best)
    }

    /// Reads a model and checks that its parts fit together.
    public init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      linearPredictor = try container.decode(LinearPredictor.self, forKey: .linearPredictor)
      alphas = try container.decodeFinite(forKey: .alphas)
      errors = try container.decode([Double].self, forKey: .errors)
      best = try container.decode(Int.self, forKey: .best)
      let fit = alphas.count == errors.count && alphas.indices.contains(best)
      try requireDecoded(fit, "\(errors.count) errors and place \(best) do not fit \(alphas.count) alphas.", decoder)
    }
  }
}

/// The settings, without a model.
extension RidgeCV: Codable {
  private enum CodingKeys: String, CodingKey { case alphas, fitIntercept }
}
