import Estimators

/// What every classifier promises, whatever it computes. Each law can be checked on its own, in any test framework:
///
///     @Test(arguments: ClassifierLaw.allCases)
///     func keepsTheLaw(law: ClassifierLaw) throws {
///       try law.check(MyClassifier<String>(), on: .threeClasses)
///     }
///
/// A classifier that cannot keep one leaves it out by name, with the reason beside it, as in
/// ``checkAll(_:on:tolerance:rounding:except:)``.
///
/// - SeeAlso: ``TransformerLaw``; scikit-learn's `check_estimator`.
public enum ClassifierLaw: String, CaseIterable, Sendable {
  // MARK: Fitting

  /// `fit` changes nothing but `model`.
  case fitLeavesSettingsAlone
  /// `fitted(to:_:)` starts afresh, whatever model is there.
  case fittedNeverReadsTheModel
  /// Two fits of the same data give equal models.
  case sameDataSameBits
  /// Fits with 1, 2, 3 and 7 threads give equal models.
  case threadsDoNotChangeBits

  // MARK: Rows and weights

  /// Rows in another order give the same probabilities.
  case rowOrderIsIrrelevant
  /// A row of weight 2 counts as two rows.
  case weightsEqualRepetitions
  /// A row of weight 0 counts as none, and a class of such rows is not in `classes`.
  case weightZeroEqualsAbsence

  // MARK: Storage

  /// Features stored as `UInt8` and `Float` give what the same numbers give as `Double`.
  case bytesAndFloatsEqualDoubles
  /// Sparse rows give what dense ones give, in fitting and predicting.
  case sparseEqualsDense
  /// A range of rows, or chosen ones, give what a copy of them gives.
  case slicesEqualCopies

  // MARK: Predicting

  /// Probabilities lie in 0...1 and sum to 1, logarithms are finite and agree with them, far outside the data too.
  case probabilitiesAreDistributions
  /// `predict` names the first class with the largest probability.
  case predictionIsTheMostProbableClass
  /// What is predicted for a row does not depend on the rows beside it.
  case rowsArePredictedAlone
  /// `predict` names only `classes`, so that labels the fit has not seen count as wrong.
  case unseenLabelsCountAsWrong
  /// A model that is written and read back is equal and predicts the same.
  case modelsSurviveCoding

  // MARK: What goes wrong

  /// Input that no fit or prediction can use is refused by an `EstimatorError`.
  case badInputIsExplained
  /// Predicting before `fit` throws `EstimatorError.notFitted`.
  case predictingBeforeFitIsExplained

  // MARK: Stopping

  /// A caller that answers `.stop` halfway gets the model so far.
  case stoppingKeepsTheModelSoFar
  /// A cancelled fit throws `FitInterrupted` with the model so far.
  case cancellationKeepsTheModelSoFar
  /// What the caller's closure throws ends the fit and comes back as it is.
  case errorsOfTheCallerComeBack
}

extension ClassifierLaw {
  /// Checks this law for one classifier.
  ///
  /// - Parameters:
  ///   - classifier: Its settings; the model is ignored.
  ///   - sample: The data. Two and three classes take different ways in many classifiers: check both.
  ///   - tolerance: How far probabilities may differ where the mathematics says equal but the iterations may not.
  ///   - rounding: How far they may differ where only additions come in another order.
  /// - Throws: ``LawViolation`` in words, and nothing else.
  /// - Complexity: one to five fits of the sample.
  public func check<C: Classifier>(
    _ classifier: C, on sample: LawSample<C.Label>, tolerance: Double = 1e-6, rounding: Double = 1e-9
  ) throws {
    let trial = ClassifierTrial(
      classifier: classifier.unfitted, sample: sample, tolerance: tolerance, rounding: rounding)
    try checking(rawValue, C.self) { try check(trial) }
  }

  /// Checks all laws but the exceptions, for test frameworks without parameters.
  ///
  ///     try ClassifierLaw.checkAll(
  ///       MyClassifier<String>(), on: .threeClasses, except: [.rowOrderIsIrrelevant: "It learns row after row."])
  ///
  /// - Parameters:
  ///   - classifier: Its settings; the model is ignored.
  ///   - sample: The data.
  ///   - tolerance: As for ``check(_:on:tolerance:rounding:)``.
  ///   - rounding: As for ``check(_:on:tolerance:rounding:)``.
  ///   - exceptions: The laws that this classifier does not promise, each with the reason.
  /// - Throws: One ``LawViolation`` that tells of all laws that are broken.
  public static func checkAll<C: Classifier>(
    _ classifier: C, on sample: LawSample<C.Label>, tolerance: Double = 1e-6, rounding: Double = 1e-9,
    except exceptions: [ClassifierLaw: String] = [:]
  ) throws {
    try requireNone(allCases.filter { exceptions[$0] == nil }) {
      try $0.check(classifier, on: sample, tolerance: tolerance, rounding: rounding)
    }
  }

  func check(_ trial: ClassifierTrial<some Classifier>) throws {
    switch self {
    case .fitLeavesSettingsAlone: try trial.fitLeavesSettingsAlone()
    case .fittedNeverReadsTheModel: try trial.fittedNeverReadsTheModel()
    case .sameDataSameBits: try trial.sameDataSameBits()
    case .threadsDoNotChangeBits: try trial.threadsDoNotChangeBits()
    case .rowOrderIsIrrelevant: try trial.rowOrderIsIrrelevant()
    case .weightsEqualRepetitions: try trial.weightsEqualRepetitions()
    case .weightZeroEqualsAbsence: try trial.weightZeroEqualsAbsence()
    case .bytesAndFloatsEqualDoubles: try trial.bytesAndFloatsEqualDoubles()
    case .sparseEqualsDense: try trial.sparseEqualsDense()
    case .slicesEqualCopies: try trial.slicesEqualCopies()
    case .probabilitiesAreDistributions: try trial.probabilitiesAreDistributions()
    case .predictionIsTheMostProbableClass: try trial.predictionIsTheMostProbableClass()
    case .rowsArePredictedAlone: try trial.rowsArePredictedAlone()
    case .unseenLabelsCountAsWrong: try trial.unseenLabelsCountAsWrong()
    case .modelsSurviveCoding: try trial.modelsSurviveCoding()
    case .badInputIsExplained: try trial.badInputIsExplained()
    case .predictingBeforeFitIsExplained: try trial.predictingBeforeFitIsExplained()
    case .stoppingKeepsTheModelSoFar: try trial.stoppingKeepsTheModelSoFar()
    case .cancellationKeepsTheModelSoFar: try trial.cancellationKeepsTheModelSoFar()
    case .errorsOfTheCallerComeBack: try trial.errorsOfTheCallerComeBack()
    }
  }
}
