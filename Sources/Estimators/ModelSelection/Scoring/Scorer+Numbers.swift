extension Scorer where Target == Double {
  /// R², the share of the targets' spread that is explained. scikit-learn's `"r2"`.
  public static var r2: Scorer {
    share("R²", "r2") { try r2Score(of: $0, against: $1, sampleWeight: $2) }
  }

  /// The share of the targets' spread that is explained but for an offset. scikit-learn's `"explained_variance"`.
  public static var explainedVariance: Scorer {
    share("explained variance", "explained-variance") {
      try explainedVarianceScore(of: $0, against: $1, sampleWeight: $2)
    }
  }

  /// The mean squared error; less is better. scikit-learn's `"neg_mean_squared_error"` without the sign.
  public static var meanSquaredError: Scorer {
    error("mean squared error", "mean-squared-error") {
      try Estimators.meanSquaredError(of: $0, against: $1, sampleWeight: $2)
    }
  }

  /// The root of the mean squared error, in the unit of the targets; less is better. scikit-learn's
  /// `"neg_root_mean_squared_error"` without the sign.
  public static var rootMeanSquaredError: Scorer {
    error("root mean squared error", "root-mean-squared-error") {
      try Estimators.rootMeanSquaredError(of: $0, against: $1, sampleWeight: $2)
    }
  }

  /// The mean absolute error; less is better. scikit-learn's `"neg_mean_absolute_error"` without the sign.
  public static var meanAbsoluteError: Scorer {
    error("mean absolute error", "mean-absolute-error") {
      try Estimators.meanAbsoluteError(of: $0, against: $1, sampleWeight: $2)
    }
  }

  /// The mean absolute error as a share of the truth; less is better. scikit-learn's
  /// `"neg_mean_absolute_percentage_error"` without the sign.
  public static var meanAbsolutePercentageError: Scorer {
    error("mean absolute percentage error", "mean-absolute-percentage-error") {
      try Estimators.meanAbsolutePercentageError(of: $0, against: $1, sampleWeight: $2)
    }
  }

  /// The median absolute error; less is better. scikit-learn's `"neg_median_absolute_error"` without the sign.
  public static var medianAbsoluteError: Scorer {
    error("median absolute error", "median-absolute-error") {
      try Estimators.medianAbsoluteError(of: $0, against: $1, sampleWeight: $2)
    }
  }

  /// The largest error; less is better. scikit-learn's `"neg_max_error"` without the sign.
  public static var maxError: Scorer {
    error("max error", "max-error") { try Estimators.maxError(of: $0, against: $1, sampleWeight: $2) }
  }

  /// The mean deviance of counts; less is better. scikit-learn's `"neg_mean_poisson_deviance"` without the sign.
  public static var meanPoissonDeviance: Scorer {
    error("mean Poisson deviance", "mean-poisson-deviance") {
      try Estimators.meanPoissonDeviance(of: $0, against: $1, sampleWeight: $2)
    }
  }

  /// The mean deviance of amounts above 0; less is better. scikit-learn's `"neg_mean_gamma_deviance"` without the sign.
  public static var meanGammaDeviance: Scorer {
    error("mean gamma deviance", "mean-gamma-deviance") {
      try Estimators.meanGammaDeviance(of: $0, against: $1, sampleWeight: $2)
    }
  }

  /// The share of the mean absolute error of the median that is explained. scikit-learn's
  /// `"d2_absolute_error_score"`.
  public static var d2AbsoluteError: Scorer {
    share("D² of absolute errors", "d2-absolute-error") {
      try d2AbsoluteErrorScore(of: $0, against: $1, sampleWeight: $2)
    }
  }

  /// The scorer of this module that a file calls so, `nil` when there is none.
  static func ofNumbers(_ code: String) -> Scorer? { standard.first { $0.code == code } }

  private static var standard: [Scorer] {
    [
      .r2, .explainedVariance, .meanSquaredError, .rootMeanSquaredError, .meanAbsoluteError,
      .meanAbsolutePercentageError, .medianAbsoluteError, .maxError, .meanPoissonDeviance, .meanGammaDeviance,
      .d2AbsoluteError,
    ]
  }

  private typealias Score = @Sendable ([Double], [Double], [Double]?) throws -> Double

  private static func share(_ name: String, _ code: String, _ score: @escaping Score) -> Scorer {
    Scorer(name, true, in: -.infinity...1, code: code, .predictions(score))
  }

  private static func error(_ name: String, _ code: String, _ score: @escaping Score) -> Scorer {
    Scorer(name, false, in: 0...(.infinity), code: code, .predictions(score))
  }
}
