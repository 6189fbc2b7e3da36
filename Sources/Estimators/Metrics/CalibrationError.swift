import Matrices

/// How far the confidence of a classifier is from its accuracy (ECE): rows are put into bins by the probability of the
/// predicted class; the mean distance of confidence and accuracy over the bins, weighted by rows, in 0...1.
///
///     try expectedCalibrationError(of: model.predictProbabilities(x), against: y, classes: model.classes)
///
/// - Parameters:
///   - probabilities: n × K, each row in 0...1 and with sum 1, up to rounding as for
///     ``logLoss(of:against:classes:sampleWeight:)``.
///   - truth: n labels.
///   - classes: K labels, in the order of the columns.
///   - bins: The number of bins, ≥ 1. Default 15.
///   - by: How bins are made: of equal width (the usual ECE), or of equal weight.
///   - sampleWeight: n weights ≥ 0; all equal when `nil`.
/// - Complexity: O(n · K + n log n).
/// - Throws: As ``logLoss(of:against:classes:sampleWeight:)``, and for a number of bins out of range.
/// - SeeAlso: C. Guo, G. Pleiss, Y. Sun and K. Q. Weinberger, "On calibration of modern neural networks", 2017.
public func expectedCalibrationError<Label: ClassLabel>(
  of probabilities: Matrix<Double>, against truth: some Collection<Label>, classes: [Label], bins: Int = 15,
  by: CalibrationBins = .equalWidth, sampleWeight: [Double]? = nil
) throws -> Double {
  let columns = try trueColumns(probabilities, truth, classes, sampleWeight)
  try requireDistributions(probabilities)
  let predicted = probabilities.largestColumns()
  // Rounding may carry a sum, and so its largest part, a little above 1.
  let confidence = predicted.enumerated().map { min(1, probabilities[$0, $1]) }
  return try CalibrationCurve(
    of: confidence, positive: zip(predicted, columns).map(==), bins: bins, by: by, sampleWeight: sampleWeight
  ).expectedError
}

extension Scorer where Target: ClassLabel {
  /// The expected calibration error in 15 bins; less is better.
  public static func calibrationError(by bins: CalibrationBins = .equalWidth) -> Scorer {
    Scorer(
      "calibration error", false, code: "calibration error (\(bins))",
      .probabilities { probabilities, truth, classes, weights in
        try expectedCalibrationError(
          of: probabilities, against: truth, classes: classes, by: bins, sampleWeight: weights)
      })
  }
}
