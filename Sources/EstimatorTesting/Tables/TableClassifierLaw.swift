import Estimators

/// What every classifier of tables promises, whatever it computes. Each law can be checked on its own:
///
///     @Test(arguments: TableClassifierLaw.allCases)
///     func keepsTheLaw(law: TableClassifierLaw) throws {
///       try law.check(MyTableClassifier(), on: .threeClasses)
///     }
///
/// One that cannot keep a law leaves it out by name, with the reason beside it, as in
/// ``checkAll(_:on:tolerance:rounding:except:)``.
///
/// - SeeAlso: ``ClassifierLaw`` for what reads features.
public struct TableClassifierLaw: NamedChoice, RawRepresentable, CaseIterable, Sendable {
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    case fitLeavesSettingsAlone, fittedNeverReadsTheModel, sameDataSameBits, threadsDoNotChangeBits
    case earlierFitsLeaveNoTrace, itLearns, relabellingPermutesClasses, everyColumnMatters, rowOrderIsIrrelevant
    case weightsEqualRepetitions, fractionalWeightsEqualRepetitions, weightZeroEqualsAbsence, columnsAreFoundByName
    case probabilitiesAreDistributions, predictionIsTheMostProbableClass, rowsArePredictedAlone, largeBatchesEqualRows
    case unseenLabelsCountAsWrong, modelsSurviveCoding, badInputIsExplained, predictingBeforeFitIsExplained
    case stoppingKeepsTheModelSoFar, cancellationKeepsTheModelSoFar, errorsOfTheCallerComeBack
  }

  package let kind: Kind

  package init(_ kind: Kind) { self.kind = kind }

  // MARK: Fitting

  /// `fit` changes nothing but `model`.
  public static let fitLeavesSettingsAlone = Self(.fitLeavesSettingsAlone)
  /// `fitted(to:_:)` starts afresh, whatever model is there.
  public static let fittedNeverReadsTheModel = Self(.fittedNeverReadsTheModel)
  /// Two fits of the same table give equal models.
  public static let sameDataSameBits = Self(.sameDataSameBits)
  /// Fits with 1, 2, 3 and 7 threads give equal models.
  public static let threadsDoNotChangeBits = Self(.threadsDoNotChangeBits)
  /// Fits of other rows, columns and classes leave no trace in the fits that follow, of this value or of another; without
  /// a warm start, for `fit` too.
  ///
  /// A violation usually means that scratch space or a cache is shared and not cleared, or has the size of an earlier fit.
  public static let earlierFitsLeaveNoTrace = Self(.earlierFitsLeaveNoTrace)

  // MARK: Learning

  /// On classes that can be told apart it makes at most half of the mistakes of naming the most frequent class always.
  ///
  /// A violation usually means that classes and columns of scores are in different orders, that a sign is wrong, or that
  /// the fit does not look at the features: what a dummy does on purpose. On a ready sample of three classes it is asked of
  /// five, too, if there are labels for them.
  public static let itLearns = Self(.itLearns)
  /// Labels are names: giving the classes each other's permutes scores and probabilities, names that no row had before, in
  /// the same order, change nothing, and predictions follow. Between classes that tie any may be named.
  ///
  /// A violation usually means that a class is treated by its place or its name: the first one favoured, a column of scores
  /// left out, a label taken for an index. Settings that name a class are a reason for an exception.
  public static let relabellingPermutesClasses = Self(.relabellingPermutesClasses)
  /// Changing a column that tells classes apart changes the class of some row, or a probability by more than a hundredth.
  ///
  /// Columns without which it predicts the same are not asked for. A violation usually means that a column is read and
  /// then left out, or that columns are chosen on purpose: a reason for an exception.
  public static let everyColumnMatters = Self(.everyColumnMatters)

  // MARK: Rows and weights

  /// Rows in another order give the same probabilities.
  public static let rowOrderIsIrrelevant = Self(.rowOrderIsIrrelevant)
  /// A row of weight 2 counts as two rows.
  public static let weightsEqualRepetitions = Self(.weightsEqualRepetitions)
  /// A row of weight 1.5 counts as three rows of weight 0.5.
  ///
  /// A violation usually means that weights are cut or rounded to whole numbers, or that rows are counted where weights
  /// should be added. Whatever asks how many rows there are has a reason for an exception.
  public static let fractionalWeightsEqualRepetitions = Self(.fractionalWeightsEqualRepetitions)
  /// A row of weight 0 counts as none, and a class of such rows is not in `classes`.
  public static let weightZeroEqualsAbsence = Self(.weightZeroEqualsAbsence)

  // MARK: Predicting

  /// Columns are found by name: their order and other columns do not matter, and one that is missing is explained.
  public static let columnsAreFoundByName = Self(.columnsAreFoundByName)
  /// Probabilities lie in 0...1 and sum to 1, logarithms are finite and agree with them, far outside the data too.
  public static let probabilitiesAreDistributions = Self(.probabilitiesAreDistributions)
  /// `predict` names the first class with the largest probability.
  public static let predictionIsTheMostProbableClass = Self(.predictionIsTheMostProbableClass)
  /// What is predicted for a row does not depend on the rows beside it.
  public static let rowsArePredictedAlone = Self(.rowsArePredictedAlone)
  /// A batch of 500 rows, and parts of it, give what its rows give alone.
  ///
  /// A violation usually means that a block of rows is cut wrongly, or that another way is taken from some size on.
  public static let largeBatchesEqualRows = Self(.largeBatchesEqualRows)
  /// `predict` names only `classes`, so that labels the fit has not seen count as wrong.
  public static let unseenLabelsCountAsWrong = Self(.unseenLabelsCountAsWrong)
  /// A model that is written and read back is equal and predicts the same.
  public static let modelsSurviveCoding = Self(.modelsSurviveCoding)

  // MARK: What goes wrong

  /// A table that no fit or prediction can use is refused by an `EstimatorError` or a `MatrixError`.
  public static let badInputIsExplained = Self(.badInputIsExplained)
  /// Predicting before `fit` throws `EstimatorError.notFitted`.
  public static let predictingBeforeFitIsExplained = Self(.predictingBeforeFitIsExplained)

  // MARK: Stopping

  /// A caller that answers `.stop` halfway gets the model so far.
  public static let stoppingKeepsTheModelSoFar = Self(.stoppingKeepsTheModelSoFar)
  /// A cancelled fit throws `FitInterrupted` with the model so far.
  public static let cancellationKeepsTheModelSoFar = Self(.cancellationKeepsTheModelSoFar)
  /// What the caller's closure throws ends the fit and comes back as it is.
  public static let errorsOfTheCallerComeBack = Self(.errorsOfTheCallerComeBack)
}

extension TableClassifierLaw {
  /// Checks this law for one classifier of tables.
  ///
  /// - Parameters:
  ///   - classifier: Its settings; the model is ignored.
  ///   - sample: The data. Two classes, three and five take different ways in many classifiers: check all.
  ///   - tolerance: How far probabilities may differ where the mathematics says equal but the iterations may not.
  ///   - rounding: How far they may differ where only additions come in another order.
  /// - Throws: ``LawViolation`` in words, and nothing else.
  /// - Complexity: one to ten fits of the sample.
  public func check<C: TableClassifier>(
    _ classifier: C, on sample: TableLawSample<C.Label>, tolerance: Double = 1e-6, rounding: Double = 1e-9
  ) throws {
    try checking(rawValue, C.self) {
      let trial = TableClassifierTrial(
        classifier: classifier.unfitted, sample: sample, tolerance: tolerance, rounding: rounding)
      switch kind {
      case .columnsAreFoundByName: try trial.columnsAreFoundByName()
      case .badInputIsExplained: try trial.badInputIsExplained()
      case .itLearns: try trial.itLearns()
      case .relabellingPermutesClasses: try trial.relabellingPermutesClasses()
      case .everyColumnMatters: try trial.everyColumnMatters()
      default: try ClassifierLaw(rawValue: rawValue)?.check(trial.byRowNumber())
      }
    }
  }

  /// Checks all laws but the exceptions, for test frameworks without parameters.
  ///
  /// - Parameters:
  ///   - classifier: Its settings; the model is ignored.
  ///   - sample: The data.
  ///   - tolerance: As for ``check(_:on:tolerance:rounding:)``.
  ///   - rounding: As for ``check(_:on:tolerance:rounding:)``.
  ///   - exceptions: The laws that this classifier does not promise, each with the reason.
  /// - Throws: One ``LawViolation`` that tells of all laws that are broken.
  public static func checkAll<C: TableClassifier>(
    _ classifier: C, on sample: TableLawSample<C.Label>, tolerance: Double = 1e-6, rounding: Double = 1e-9,
    except exceptions: [TableClassifierLaw: String] = [:]
  ) throws {
    try requireNone(allCases.filter { exceptions[$0] == nil }) {
      try $0.check(classifier, on: sample, tolerance: tolerance, rounding: rounding)
    }
  }
}
