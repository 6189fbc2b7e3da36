import Estimators
import Testing

/// No metric depends on the unit of the weights: not where products of their sums leave the range of a Double either.
@Suite struct WeightUnitTests {
  private let truth = [0, 1, 2, 1, 0, 2, 1, 0, 1, 2, 0, 1]
  private let predicted = [0, 1, 1, 1, 0, 2, 0, 0, 1, 2, 1, 1]
  private let weights = [1, 2, 0.5, 3, 1, 1, 0, 2, 0.25, 1, 4, 1]

  private func probabilities() throws -> Matrix<Double> {
    try Matrix(
      predicted.enumerated().map { row, k in
        (0..<3).map { $0 == k ? 0.5 + Double(row) / 64 : (0.5 - Double(row) / 64) / 2 }
      })
  }

  private func metrics(_ weights: [Double]) throws -> [String: Double] {
    let (p, classes) = (try probabilities(), [0, 1, 2])
    let confusion = try ConfusionMatrix(of: predicted, against: truth, sampleWeight: weights)
    let report = ClassificationReport(confusion)
    let positive = truth.map { $0 == 1 }
    return [
      "accuracy": try accuracy(of: predicted, against: truth, sampleWeight: weights),
      "balanced": confusion.balancedAccuracy(), "matthews": confusion.matthewsCorrelation,
      "kappa": confusion.cohenKappa(), "quadratic": confusion.cohenKappa(.quadratic),
      "f1": report.macroAverage.f1, "weighted f1": report.weightedAverage.f1,
      "f2": try confusion.fBeta(2, averaging: .weighted), "micro": try confusion.fBeta(averaging: .micro),
      "log-loss": try logLoss(of: p, against: truth, classes: classes, sampleWeight: weights),
      "Brier": try brierScore(of: p, against: truth, classes: classes, sampleWeight: weights),
      "calibration": try expectedCalibrationError(of: p, against: truth, classes: classes, sampleWeight: weights),
      "mass": try expectedCalibrationError(
        of: p, against: truth, classes: classes, by: .equalMass, sampleWeight: weights),
      "top-2": try topKAccuracy(2, of: p, against: truth, classes: classes, sampleWeight: weights),
      "area": try ROCCurve(of: p[column: 1], positive: positive, sampleWeight: weights).area,
      "precision": try PrecisionRecallCurve(of: p[column: 1], positive: positive, sampleWeight: weights)
        .averagePrecision,
      "average precision": try averagePrecision(of: p, against: truth, classes: classes, sampleWeight: weights),
      "interval": try accuracyInterval(of: predicted, against: truth, sampleWeight: weights).lowerBound,
      "comparison": try compareClassifiers(
        predicted, truth, against: truth, sampleWeight: weights, draws: 200
      ).interval.lowerBound,
    ].merging(
      try AreaAveraging.allCases.map {
        ("\($0)", try rocAUC(of: p, against: truth, classes: classes, averaging: $0, sampleWeight: weights))
      }
    ) { $1 }
  }

  /// Powers of two, so that nothing may change but by overflow and underflow.
  @Test(arguments: [1017, 400, -400, -1000])
  func noMetricDependsOnTheUnit(exponent: Int) throws {
    let expected = try metrics(weights)
    let unit = Double(sign: .plus, exponent: exponent, significand: 1)
    let found = try metrics(weights.map { $0 * unit })
    for (name, value) in expected {
      let other = found[name] ?? .nan
      #expect(abs(other - value) <= 1e-12 * value.magnitude, "\(name): \(other), not \(value)")
    }
  }
}
