import Matrices

/// All metrics in one place, under the names and labels of the free functions.
///
///     try Metrics.accuracy(of: predicted, against: truth)
///
/// For code in which a member of the same name hides a free function: inside of a type that has an `accuracy` of its
/// own, or below `let accuracy = …`, `accuracy(of:against:)` is not found, and `Metrics.accuracy(of:against:)` is. The
/// functions say the same and throw the same.
public enum Metrics {
  /// The share of predictions that are right, as the free function.
  public static func accuracy<Label: Equatable>(
    of predicted: some Collection<Label>, against truth: some Collection<Label>, sampleWeight: [Double]? = nil
  ) throws -> Double {
    try Estimators.accuracy(of: predicted, against: truth, sampleWeight: sampleWeight)
  }

  /// The share of the targets' spread that predictions explain, as the free function.
  public static func r2Score(
    of predicted: some Collection<Double>, against truth: some Collection<Double>, sampleWeight: [Double]? = nil
  ) throws -> Double {
    try Estimators.r2Score(of: predicted, against: truth, sampleWeight: sampleWeight)
  }

  /// The mean recall of the classes, as the free function.
  public static func balancedAccuracy<Label: ClassLabel>(
    of predicted: some Collection<Label>, against truth: some Collection<Label>, adjusted: Bool = false,
    sampleWeight: [Double]? = nil
  ) throws -> Double {
    try Estimators.balancedAccuracy(of: predicted, against: truth, adjusted: adjusted, sampleWeight: sampleWeight)
  }

  /// The share of predictions that are wrong, as the free function.
  public static func zeroOneLoss<Label: Equatable>(
    of predicted: some Collection<Label>, against truth: some Collection<Label>, sampleWeight: [Double]? = nil
  ) throws -> Double {
    try Estimators.zeroOneLoss(of: predicted, against: truth, sampleWeight: sampleWeight)
  }

  /// The correlation of predictions and truth, as the free function.
  public static func matthewsCorrelation<Label: ClassLabel>(
    of predicted: some Collection<Label>, against truth: some Collection<Label>, sampleWeight: [Double]? = nil
  ) throws -> Double {
    try Estimators.matthewsCorrelation(of: predicted, against: truth, sampleWeight: sampleWeight)
  }

  /// The agreement beyond chance, as the free function.
  public static func cohenKappa<Label: ClassLabel>(
    of predicted: some Collection<Label>, against truth: some Collection<Label>,
    disagreement: ConfusionMatrix<Label>.Disagreement = .equal, sampleWeight: [Double]? = nil
  ) throws -> Double {
    try Estimators.cohenKappa(of: predicted, against: truth, disagreement: disagreement, sampleWeight: sampleWeight)
  }

  /// How many of the rows predicted as a class are of it, as the free function.
  public static func precisionScore<Label: ClassLabel>(
    of predicted: some Collection<Label>, against truth: some Collection<Label>, averaging: Averaging<Label> = .macro,
    sampleWeight: [Double]? = nil, zeroDivision: ClassificationReport<Label>.ZeroDivision = .zero
  ) throws -> Double {
    try Estimators.precisionScore(
      of: predicted, against: truth, averaging: averaging, sampleWeight: sampleWeight, zeroDivision: zeroDivision
    )
  }

  /// How many of the rows of a class are predicted so, as the free function.
  public static func recallScore<Label: ClassLabel>(
    of predicted: some Collection<Label>, against truth: some Collection<Label>, averaging: Averaging<Label> = .macro,
    sampleWeight: [Double]? = nil, zeroDivision: ClassificationReport<Label>.ZeroDivision = .zero
  ) throws -> Double {
    try Estimators.recallScore(
      of: predicted, against: truth, averaging: averaging, sampleWeight: sampleWeight, zeroDivision: zeroDivision
    )
  }

  /// The harmonic mean of precision and recall, as the free function.
  public static func f1Score<Label: ClassLabel>(
    of predicted: some Collection<Label>, against truth: some Collection<Label>, averaging: Averaging<Label> = .macro,
    sampleWeight: [Double]? = nil, zeroDivision: ClassificationReport<Label>.ZeroDivision = .zero
  ) throws -> Double {
    try Estimators.f1Score(
      of: predicted, against: truth, averaging: averaging, sampleWeight: sampleWeight, zeroDivision: zeroDivision
    )
  }

  /// The mean of precision and recall that weighs recall β times, as the free function.
  public static func fBetaScore<Label: ClassLabel>(
    _ beta: Double, of predicted: some Collection<Label>, against truth: some Collection<Label>,
    averaging: Averaging<Label> = .macro, sampleWeight: [Double]? = nil,
    zeroDivision: ClassificationReport<Label>.ZeroDivision = .zero
  ) throws -> Double {
    try Estimators.fBetaScore(
      beta, of: predicted, against: truth, averaging: averaging, sampleWeight: sampleWeight, zeroDivision: zeroDivision
    )
  }

  /// The mean surprise at the truth, in nats, as the free function.
  public static func logLoss<Label: ClassLabel>(
    of probabilities: Matrix<Double>, against truth: some Collection<Label>, classes: [Label],
    sampleWeight: [Double]? = nil
  ) throws -> Double {
    try Estimators.logLoss(of: probabilities, against: truth, classes: classes, sampleWeight: sampleWeight)
  }

  /// The mean surprise at the truth, in nats, as the free function.
  public static func logLoss<Label: ClassLabel>(
    ofLogProbabilities logProbabilities: Matrix<Double>, against truth: some Collection<Label>, classes: [Label],
    sampleWeight: [Double]? = nil
  ) throws -> Double {
    try Estimators.logLoss(
      ofLogProbabilities: logProbabilities, against: truth, classes: classes, sampleWeight: sampleWeight
    )
  }

  /// The mean square distance of probabilities from the truth, as the free function.
  public static func brierScore<Label: ClassLabel>(
    of probabilities: Matrix<Double>, against truth: some Collection<Label>, classes: [Label],
    sampleWeight: [Double]? = nil
  ) throws -> Double {
    try Estimators.brierScore(of: probabilities, against: truth, classes: classes, sampleWeight: sampleWeight)
  }

  /// How far confidence is from accuracy, as the free function.
  public static func expectedCalibrationError<Label: ClassLabel>(
    of probabilities: Matrix<Double>, against truth: some Collection<Label>, classes: [Label], bins: Int = 15,
    by: CalibrationBins = .equalWidth, sampleWeight: [Double]? = nil
  ) throws -> Double {
    try Estimators.expectedCalibrationError(
      of: probabilities, against: truth, classes: classes, bins: bins, by: by, sampleWeight: sampleWeight
    )
  }

  /// The share of rows whose class is among the k with the highest scores, as the free function.
  public static func topKAccuracy<Label: ClassLabel>(
    _ k: Int, of scores: Matrix<Double>, against truth: some Collection<Label>, classes: [Label],
    sampleWeight: [Double]? = nil
  ) throws -> Double {
    try Estimators.topKAccuracy(k, of: scores, against: truth, classes: classes, sampleWeight: sampleWeight)
  }

  /// The area under the ROC curve, as the free function.
  public static func rocAUC<Label: ClassLabel>(
    of scores: Matrix<Double>, against truth: some Collection<Label>, classes: [Label],
    averaging: AreaAveraging = .oneVsRest, sampleWeight: [Double]? = nil
  ) throws -> Double {
    try Estimators.rocAUC(
      of: scores, against: truth, classes: classes, averaging: averaging, sampleWeight: sampleWeight
    )
  }

  /// The mean precision over all thresholds, as the free function.
  public static func averagePrecision<Label: ClassLabel>(
    of scores: Matrix<Double>, against truth: some Collection<Label>, classes: [Label], weighted: Bool = false,
    sampleWeight: [Double]? = nil
  ) throws -> Double {
    try Estimators.averagePrecision(
      of: scores, against: truth, classes: classes, weighted: weighted, sampleWeight: sampleWeight
    )
  }

  /// An interval of a share, as the free function.
  public static func wilsonInterval(
    successes: Double, trials: Double, confidence: Double = 0.95
  ) throws -> ClosedRange<Double> {
    try Estimators.wilsonInterval(successes: successes, trials: trials, confidence: confidence)
  }

  /// An interval of an accuracy, as the free function.
  public static func accuracyInterval<Label: Equatable>(
    of predicted: some Collection<Label>, against truth: some Collection<Label>, confidence: Double = 0.95,
    sampleWeight: [Double]? = nil
  ) throws -> ClosedRange<Double> {
    try Estimators.accuracyInterval(of: predicted, against: truth, confidence: confidence, sampleWeight: sampleWeight)
  }

  /// An interval of any statistic, by drawing rows, as the free function.
  public static func bootstrapInterval(
    rows: Int, confidence: Double = 0.95, draws: Int = 1000, randomState: UInt32 = 0,
    _ statistic: (_ rows: [Int]) throws -> Double
  ) throws -> ClosedRange<Double> {
    try Estimators.bootstrapInterval(
      rows: rows, confidence: confidence, draws: draws, randomState: randomState, statistic
    )
  }

  /// Whether two classifiers differ on the same rows, as the free function.
  public static func compareClassifiers<Label: Equatable>(
    _ first: some Collection<Label>, _ second: some Collection<Label>, against truth: some Collection<Label>,
    sampleWeight: [Double]? = nil, confidence: Double = 0.95, draws: Int = 2000, randomState: UInt32 = 0
  ) throws -> ClassifierComparison {
    try Estimators.compareClassifiers(
      first, second, against: truth, sampleWeight: sampleWeight, confidence: confidence, draws: draws,
      randomState: randomState
    )
  }
}
