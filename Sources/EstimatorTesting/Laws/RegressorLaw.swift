import Estimators

/// What every regressor promises, whatever it computes. Each law can be checked on its own, in any test framework:
///
///     @Test(arguments: RegressorLaw.allCases)
///     func keepsTheLaw(law: RegressorLaw) throws {
///       try law.check(MyRegressor(), on: .standard)
///     }
///
/// - SeeAlso: ``ClassifierLaw``, ``TransformerLaw``; scikit-learn's `check_estimator`.
public struct RegressorLaw: NamedChoice, RawRepresentable, CaseIterable, Sendable {
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    case fitLeavesSettingsAlone, fittedNeverReadsTheModel, sameDataSameBits, threadsDoNotChangeBits
    case earlierFitsLeaveNoTrace, itLearns, everyColumnMatters, rowOrderIsIrrelevant
    case weightsEqualRepetitions, fractionalWeightsEqualRepetitions, weightZeroEqualsAbsence
    case bytesAndFloatsEqualDoubles, sparseEqualsDense, slicesEqualCopies
    case rowsArePredictedAlone, largeBatchesEqualRows, scoresAreByWeight
    case modelsSurviveCoding, modelFilesAreExact, badInputIsExplained, predictingBeforeFitIsExplained
    case stoppingKeepsTheModelSoFar, cancellationKeepsTheModelSoFar, errorsOfTheCallerComeBack
  }

  package let kind: Kind

  package init(_ kind: Kind) { self.kind = kind }

  // MARK: Fitting

  /// `fit` changes nothing but `model`.
  public static let fitLeavesSettingsAlone = Self(.fitLeavesSettingsAlone)
  /// `fitted(to:_:)` starts afresh, whatever model is there.
  public static let fittedNeverReadsTheModel = Self(.fittedNeverReadsTheModel)
  /// Two fits of the same data give equal models.
  public static let sameDataSameBits = Self(.sameDataSameBits)
  /// Fits with 1, 2, 3 and 7 threads give equal models.
  public static let threadsDoNotChangeBits = Self(.threadsDoNotChangeBits)
  /// Fits of other rows and columns leave no trace in the fits that follow.
  public static let earlierFitsLeaveNoTrace = Self(.earlierFitsLeaveNoTrace)

  // MARK: Learning

  /// On numbers that follow from the columns, R² of the rows that were learnt is above a half.
  public static let itLearns = Self(.itLearns)
  /// Changing a column that the numbers follow from changes some prediction.
  public static let everyColumnMatters = Self(.everyColumnMatters)

  // MARK: Rows and weights

  /// Rows in another order give the same predictions.
  public static let rowOrderIsIrrelevant = Self(.rowOrderIsIrrelevant)
  /// A row of weight 2 counts as two rows.
  public static let weightsEqualRepetitions = Self(.weightsEqualRepetitions)
  /// A row of weight 1.5 counts as three rows of weight 0.5.
  public static let fractionalWeightsEqualRepetitions = Self(.fractionalWeightsEqualRepetitions)
  /// A row of weight 0 counts as none.
  public static let weightZeroEqualsAbsence = Self(.weightZeroEqualsAbsence)

  // MARK: Storage

  /// Features stored as `UInt8` and `Float` give what the same numbers give as `Double`.
  public static let bytesAndFloatsEqualDoubles = Self(.bytesAndFloatsEqualDoubles)
  /// Sparse rows give what dense ones give, in fitting and predicting.
  public static let sparseEqualsDense = Self(.sparseEqualsDense)
  /// Chosen rows give what a copy of them gives.
  public static let slicesEqualCopies = Self(.slicesEqualCopies)

  // MARK: Predicting

  /// What is predicted for a row does not depend on the rows beside it.
  public static let rowsArePredictedAlone = Self(.rowsArePredictedAlone)
  /// A batch of 500 rows gives what its rows give alone, however they are stored.
  public static let largeBatchesEqualRows = Self(.largeBatchesEqualRows)
  /// A score with whole weights is that of repeated rows, and the scores of estimator and model agree.
  public static let scoresAreByWeight = Self(.scoresAreByWeight)

  // MARK: Files and errors

  /// A model that was coded and decoded is equal to the one before.
  public static let modelsSurviveCoding = Self(.modelsSurviveCoding)
  /// A model that was in a file predicts with the same bits, and is written with the same bytes again.
  public static let modelFilesAreExact = Self(.modelFilesAreExact)
  /// Numbers that are not finite, other counts, other columns, wrong weights: an `EstimatorError` or a `MatrixError`.
  public static let badInputIsExplained = Self(.badInputIsExplained)
  /// Predicting before `fit` throws `EstimatorError.notFitted`.
  public static let predictingBeforeFitIsExplained = Self(.predictingBeforeFitIsExplained)
  /// A fit that the caller stops halfway returns a model that predicts.
  public static let stoppingKeepsTheModelSoFar = Self(.stoppingKeepsTheModelSoFar)
  /// A fit that is cancelled throws `FitInterrupted` with a model that predicts.
  public static let cancellationKeepsTheModelSoFar = Self(.cancellationKeepsTheModelSoFar)
  /// What the caller's closure throws ends the fit and comes back as it is.
  public static let errorsOfTheCallerComeBack = Self(.errorsOfTheCallerComeBack)
}

extension RegressorLaw {
  /// Checks this law for one regressor of features.
  ///
  /// - Parameters:
  ///   - regressor: Its settings; the model is ignored.
  ///   - sample: The data.
  ///   - tolerance: How far predictions may differ where the mathematics says equal but the iterations may not.
  ///   - rounding: How far they may differ where only additions come in another order.
  /// - Throws: ``LawViolation`` in words, and nothing else.
  /// - Complexity: one to ten fits of the sample.
  public func check<R: NumberEstimator>(
    _ regressor: R, on sample: RegressionSample = .standard, tolerance: Double = 1e-6, rounding: Double = 1e-9
  ) throws where R.Input == Features {
    let trial = RegressorTrial(regressor: regressor.unfitted, sample: sample, tolerance: tolerance, rounding: rounding)
    try checking(rawValue, R.self) { try check(trial) }
  }

  /// Checks all laws but the exceptions, for test frameworks without parameters.
  ///
  /// - Parameters:
  ///   - regressor: Its settings; the model is ignored.
  ///   - sample: The data.
  ///   - tolerance: As for ``check(_:on:tolerance:rounding:)``.
  ///   - rounding: As for ``check(_:on:tolerance:rounding:)``.
  ///   - exceptions: The laws that this regressor does not promise, each with the reason.
  /// - Throws: One ``LawViolation`` that tells of all laws that are broken.
  public static func checkAll<R: NumberEstimator>(
    _ regressor: R, on sample: RegressionSample = .standard, tolerance: Double = 1e-6, rounding: Double = 1e-9,
    except exceptions: [RegressorLaw: String] = [:]
  ) throws where R.Input == Features {
    try requireNone(allCases.filter { exceptions[$0] == nil }) {
      try $0.check(regressor, on: sample, tolerance: tolerance, rounding: rounding)
    }
  }

  private func check<R>(_ trial: RegressorTrial<R>) throws {
    switch kind {
    case .fitLeavesSettingsAlone: try trial.fitLeavesSettingsAlone()
    case .fittedNeverReadsTheModel: try trial.fittedNeverReadsTheModel()
    case .sameDataSameBits: try trial.sameDataSameBits()
    case .threadsDoNotChangeBits: try trial.threadsDoNotChangeBits()
    case .earlierFitsLeaveNoTrace: try trial.earlierFitsLeaveNoTrace()
    case .itLearns: try trial.itLearns()
    case .everyColumnMatters: try trial.everyColumnMatters()
    case .rowOrderIsIrrelevant: try trial.rowOrderIsIrrelevant()
    case .weightsEqualRepetitions: try trial.weightsEqualRepetitions()
    case .fractionalWeightsEqualRepetitions: try trial.fractionalWeightsEqualRepetitions()
    case .weightZeroEqualsAbsence: try trial.weightZeroEqualsAbsence()
    case .bytesAndFloatsEqualDoubles: try trial.bytesAndFloatsEqualDoubles()
    case .sparseEqualsDense: try trial.sparseEqualsDense()
    case .slicesEqualCopies: try trial.slicesEqualCopies()
    case .rowsArePredictedAlone: try trial.rowsArePredictedAlone()
    case .largeBatchesEqualRows: try trial.largeBatchesEqualRows()
    case .scoresAreByWeight: try trial.scoresAreByWeight()
    case .modelsSurviveCoding: try trial.modelsSurviveCoding()
    case .modelFilesAreExact: try trial.modelFilesAreExact()
    case .badInputIsExplained: try trial.badInputIsExplained()
    case .predictingBeforeFitIsExplained: try trial.predictingBeforeFitIsExplained()
    case .stoppingKeepsTheModelSoFar: try trial.stoppingKeepsTheModelSoFar()
    case .cancellationKeepsTheModelSoFar: try trial.cancellationKeepsTheModelSoFar()
    case .errorsOfTheCallerComeBack: try trial.errorsOfTheCallerComeBack()
    }
  }
}
