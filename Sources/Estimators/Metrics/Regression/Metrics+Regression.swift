extension Metrics {
  /// R² less what features explain by chance, as the free function.
  public static func adjustedR2Score(
    of predicted: some Collection<Double>, against truth: some Collection<Double>, features: Int,
    sampleWeight: [Double]? = nil
  ) throws -> Double {
    try Estimators.adjustedR2Score(of: predicted, against: truth, features: features, sampleWeight: sampleWeight)
  }

  /// The share of the variance that is explained, as the free function.
  public static func explainedVarianceScore(
    of predicted: some Collection<Double>, against truth: some Collection<Double>, sampleWeight: [Double]? = nil
  ) throws -> Double {
    try Estimators.explainedVarianceScore(of: predicted, against: truth, sampleWeight: sampleWeight)
  }

  /// The mean squared error, as the free function.
  public static func meanSquaredError(
    of predicted: some Collection<Double>, against truth: some Collection<Double>, sampleWeight: [Double]? = nil
  ) throws -> Double {
    try Estimators.meanSquaredError(of: predicted, against: truth, sampleWeight: sampleWeight)
  }

  /// The root of the mean squared error, as the free function.
  public static func rootMeanSquaredError(
    of predicted: some Collection<Double>, against truth: some Collection<Double>, sampleWeight: [Double]? = nil
  ) throws -> Double {
    try Estimators.rootMeanSquaredError(of: predicted, against: truth, sampleWeight: sampleWeight)
  }

  /// The mean squared error of logarithms, as the free function.
  public static func meanSquaredLogError(
    of predicted: some Collection<Double>, against truth: some Collection<Double>, sampleWeight: [Double]? = nil
  ) throws -> Double {
    try Estimators.meanSquaredLogError(of: predicted, against: truth, sampleWeight: sampleWeight)
  }

  /// The mean absolute error, as the free function.
  public static func meanAbsoluteError(
    of predicted: some Collection<Double>, against truth: some Collection<Double>, sampleWeight: [Double]? = nil
  ) throws -> Double {
    try Estimators.meanAbsoluteError(of: predicted, against: truth, sampleWeight: sampleWeight)
  }

  /// The mean absolute error as a share of the truth, as the free function.
  public static func meanAbsolutePercentageError(
    of predicted: some Collection<Double>, against truth: some Collection<Double>, sampleWeight: [Double]? = nil
  ) throws -> Double {
    try Estimators.meanAbsolutePercentageError(of: predicted, against: truth, sampleWeight: sampleWeight)
  }

  /// The median absolute error, as the free function.
  public static func medianAbsoluteError(
    of predicted: some Collection<Double>, against truth: some Collection<Double>, sampleWeight: [Double]? = nil
  ) throws -> Double {
    try Estimators.medianAbsoluteError(of: predicted, against: truth, sampleWeight: sampleWeight)
  }

  /// The largest absolute error, as the free function.
  public static func maxError(
    of predicted: some Collection<Double>, against truth: some Collection<Double>, sampleWeight: [Double]? = nil
  ) throws -> Double {
    try Estimators.maxError(of: predicted, against: truth, sampleWeight: sampleWeight)
  }

  /// The loss of a quantile, as the free function.
  public static func pinballLoss(
    of predicted: some Collection<Double>, against truth: some Collection<Double>, alpha: Double = 0.5,
    sampleWeight: [Double]? = nil
  ) throws -> Double {
    try Estimators.pinballLoss(of: predicted, against: truth, alpha: alpha, sampleWeight: sampleWeight)
  }

  /// The share of the loss of a quantile that is gone, as the free function.
  public static func d2PinballScore(
    of predicted: some Collection<Double>, against truth: some Collection<Double>, alpha: Double = 0.5,
    sampleWeight: [Double]? = nil
  ) throws -> Double {
    try Estimators.d2PinballScore(of: predicted, against: truth, alpha: alpha, sampleWeight: sampleWeight)
  }

  /// The share of the absolute error that is gone, as the free function.
  public static func d2AbsoluteErrorScore(
    of predicted: some Collection<Double>, against truth: some Collection<Double>, sampleWeight: [Double]? = nil
  ) throws -> Double {
    try Estimators.d2AbsoluteErrorScore(of: predicted, against: truth, sampleWeight: sampleWeight)
  }

  /// The mean deviance of counts, as the free function.
  public static func meanPoissonDeviance(
    of predicted: some Collection<Double>, against truth: some Collection<Double>, sampleWeight: [Double]? = nil
  ) throws -> Double {
    try Estimators.meanPoissonDeviance(of: predicted, against: truth, sampleWeight: sampleWeight)
  }

  /// The mean deviance of amounts, as the free function.
  public static func meanGammaDeviance(
    of predicted: some Collection<Double>, against truth: some Collection<Double>, sampleWeight: [Double]? = nil
  ) throws -> Double {
    try Estimators.meanGammaDeviance(of: predicted, against: truth, sampleWeight: sampleWeight)
  }

  /// The mean deviance of a power, as the free function.
  public static func meanTweedieDeviance(
    of predicted: some Collection<Double>, against truth: some Collection<Double>, power: Double,
    sampleWeight: [Double]? = nil
  ) throws -> Double {
    try Estimators.meanTweedieDeviance(of: predicted, against: truth, power: power, sampleWeight: sampleWeight)
  }

  /// The share of a deviance that is gone, as the free function.
  public static func d2TweedieScore(
    of predicted: some Collection<Double>, against truth: some Collection<Double>, power: Double,
    sampleWeight: [Double]? = nil
  ) throws -> Double {
    try Estimators.d2TweedieScore(of: predicted, against: truth, power: power, sampleWeight: sampleWeight)
  }

  /// An interval of a metric of numbers, by drawing rows, as the free function.
  public static func bootstrapInterval(
    of predicted: some Collection<Double>, against truth: some Collection<Double>, sampleWeight: [Double]? = nil,
    confidence: Double = 0.95, draws: Int = 1000, randomState: UInt32 = 0,
    _ metric: (_ predicted: [Double], _ truth: [Double], _ weights: [Double]?) throws -> Double
  ) throws -> ClosedRange<Double> {
    try Estimators.bootstrapInterval(
      of: predicted, against: truth, sampleWeight: sampleWeight, confidence: confidence, draws: draws,
      randomState: randomState, metric)
  }

  /// Whether two regressors differ on the same rows, as the free function.
  public static func compareRegressors(
    _ first: some Collection<Double>, _ second: some Collection<Double>, against truth: some Collection<Double>,
    sampleWeight: [Double]? = nil, confidence: Double = 0.95, draws: Int = 2000, randomState: UInt32 = 0
  ) throws -> RegressorComparison {
    try Estimators.compareRegressors(
      first, second, against: truth, sampleWeight: sampleWeight, confidence: confidence, draws: draws,
      randomState: randomState)
  }
}
