import Matrices

/// Least squares: the weighted sum of the features with the smallest Σ sᵢ·(yᵢ − w·xᵢ − b)². scikit-learn's
/// `LinearRegression`.
///
///     let model = try LinearRegression().fitted(to: x, y)
///     model.coefficients
///
/// Where many weights do equally well, the shortest w, as LAPACK's `gelsd` chooses. Columns count as dependent from
/// max(n, p) · 2⁻⁵² of the largest singular value; scikit-learn's `tol`, 1e-6, takes more for dependent. Multiplying
/// all weights of rows by a number changes nothing.
///
/// - Complexity: O(n · p²) time and memory for 7 · p² numbers, by the normal equations and a step of refinement; rows
///   in files, sparse rows and bytes are not written out. Columns that are nearly dependent, or more columns than rows,
///   go by singular values, some ten times as slow, with memory for 4 · n · p numbers; without that much memory by the
///   eigenvalues of the normal equations, which lose half of the digits.
public struct LinearRegression: Regressor {
  /// Whether there is an intercept. scikit-learn's `fit_intercept`. Default `true`.
  public var fitIntercept: Bool
  /// Whether all weights must be at least 0; the intercept need not. scikit-learn's `positive`. Default `false`.
  public var nonNegative: Bool
  /// The model of the last `fit`.
  public var model: Model?

  /// A regressor with the given settings.
  public init(fitIntercept: Bool = true, nonNegative: Bool = false) {
    (self.fitIntercept, self.nonNegative) = (fitIntercept, nonNegative)
  }

  public func validate() throws {}

  /// Learns from numbers.
  ///
  /// - Throws: ``EstimatorError`` for what is wrong with data,
  ///   ``EstimatorError/tooLarge(what:bytes:limit:instead:)`` for more columns than memory holds p² numbers of,
  ///   ``EstimatorError/unsupported(what:instead:)`` for squares beyond the range of a Double.
  public func fitted(
    to data: TrainingData<Features, Double>, startingFrom: Model?, onIteration: OnIteration
  ) throws -> Model {
    let problem = try LeastSquares(TrainingNumbers(data), fitIntercept: fitIntercept)
    let solution: LeastSquares.Solution
    if nonNegative {
      var bounded = try NonNegativeLeastSquares(problem)
      solution = try bounded.solution()
    } else {
      solution = try problem.solution(alpha: 0)
    }
    return Model(linearPredictor: problem.predictor(solution.coefficients), rank: solution.rank)
  }
}

extension LinearRegression {
  /// X·w + b.
  public struct Model: LinearRegressorModel {
    public let linearPredictor: LinearPredictor
    /// How many independent directions the features have; with `nonNegative`, how many weights are above 0.
    /// scikit-learn's `rank_`.
    public let rank: Int

    init(linearPredictor: LinearPredictor, rank: Int) {
      (self.linearPredictor, self.rank) = (linearPredictor, rank)
    }

    /// Reads a model and checks its rank.
    public init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      linearPredictor = try container.decode(LinearPredictor.self, forKey: .linearPredictor)
      rank = try container.decode(Int.self, forKey: .rank)
      let fits = (0...linearPredictor.coefficients.count).contains(rank)
      try requireDecoded(fits, "The rank \(rank) does not fit the columns.", decoder)
    }
  }
}

/// The settings, without a model.
extension LinearRegression: Codable {
  private enum CodingKeys: String, CodingKey { case fitIntercept, nonNegative }
}
