import Estimators

/// What every classifier promises, whatever it computes. Each law can be checked on its own, in any test framework:
///
///     @Test(arguments: ClassifierLaw.ofFeatures)
///     func keepsTheLaw(law: ClassifierLaw) throws {
///       try law.check(MyClassifier<String>(), on: .threeClasses)
///     }
///
/// A classifier that cannot keep one leaves it out by name, with the reason beside it, as in
/// ``checkAll(_:on:tolerance:rounding:except:)-(_,LawSample<C.Label>,_,_,_)``.
///
/// What reads tables is checked on a ``TableLawSample``, by the laws ``ofTables``.
///
/// - SeeAlso: ``TransformerLaw``; scikit-learn's `check_estimator`.
public struct ClassifierLaw: NamedChoice, RawRepresentable, CaseIterable, Sendable {
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    case fitLeavesSettingsAlone, fittedNeverReadsTheModel, sameDataSameBits, threadsDoNotChangeBits
    case earlierFitsLeaveNoTrace, itLearns, relabellingPermutesClasses, everyColumnMatters, rowOrderIsIrrelevant
    case weightsEqualRepetitions, fractionalWeightsEqualRepetitions, weightZeroEqualsAbsence
    case bytesAndFloatsEqualDoubles, sparseEqualsDense, slicesEqualCopies, columnsAreFoundByName
    case probabilitiesAreDistributions
    case predictionIsTheMostProbableClass, rowsArePredictedAlone, largeBatchesEqualRows, unseenLabelsCountAsWrong
    case modelsSurviveCoding, modelFilesAreExact, badInputIsExplained, predictingBeforeFitIsExplained
    case stoppingKeepsTheModelSoFar
    case cancellationKeepsTheModelSoFar, errorsOfTheCallerComeBack
  }

  package let kind: Kind

  package init(_ kind: Kind) { self.kind = kind }

  // MARK: Which laws

  /// The laws of classifiers of features.
  public static let ofFeatures = allCases.filter { $0 != .columnsAreFoundByName }
  /// The laws of classifiers of tables: how features are stored is not among them.
  public static let ofTables = allCases.filter { !ofStorage.contains($0) }

  private static let ofStorage: [ClassifierLaw] = [.bytesAndFloatsEqualDoubles, .sparseEqualsDense, .slicesEqualCopies]

  // MARK: Fitting

  /// `fit` changes nothing but `model`.
  public static let fitLeavesSettingsAlone = Self(.fitLeavesSettingsAlone)
  /// `fitted(to:_:)` starts afresh, whatever model is there.
  public static let fittedNeverReadsTheModel = Self(.fittedNeverReadsTheModel)
  /// Two fits of the same data give equal models.
  public static let sameDataSameBits = Self(.sameDataSameBits)
  /// Fits with 1, 2, 3 and 7 threads give equal models.
  public static let threadsDoNotChangeBits = Self(.threadsDoNotChangeBits)
  /// Fits of other rows, columns and classes leave no trace in the fits that follow, of this value or of another;
  /// without a warm start, for `fit` too.
  ///
  /// A violation usually means that scratch space or a cache is shared and not cleared, or has the size of an earlier
  /// fit.
  public static let earlierFitsLeaveNoTrace = Self(.earlierFitsLeaveNoTrace)

  // MARK: Learning

  /// On classes that can be told apart it makes at most half of the mistakes of naming the most frequent class always.
  ///
  /// A violation usually means that classes and columns of scores are in different orders, that a sign is wrong, or
  /// that the fit does not look at the features: what a dummy does on purpose. On a ready sample of three classes it is
  /// asked of five, too, if there are labels for them, and, of features, of numbers between −0.45 and 0.45, or 0 and
  /// 0.45 where it refuses others.
  public static let itLearns = Self(.itLearns)
  /// Labels are names: giving the classes each other's permutes scores and probabilities, names that no row had before,
  /// in the same order, change nothing, and predictions follow. Between classes that tie any may be named.
  ///
  /// A violation usually means that a class is treated by its place or its name: the first one favoured, a column of
  /// scores left out, a label taken for an index. Settings that name a class are a reason for an exception.
  public static let relabellingPermutesClasses = Self(.relabellingPermutesClasses)
  /// Changing a column that tells classes apart changes the class of some row, or a probability by more than a
  /// hundredth.
  ///
  /// Columns of a table without which it predicts the same are not asked for. A violation usually means that a loop
  /// over columns ends too early, or that columns are chosen on purpose: a reason for an exception.
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

  // MARK: Storage

  /// Features stored as `UInt8` and `Float` give what the same numbers give as `Double`.
  public static let bytesAndFloatsEqualDoubles = Self(.bytesAndFloatsEqualDoubles)
  /// Sparse rows give what dense ones give, in fitting and predicting.
  public static let sparseEqualsDense = Self(.sparseEqualsDense)
  /// A range of rows, or chosen ones, give what a copy of them gives.
  public static let slicesEqualCopies = Self(.slicesEqualCopies)

  // MARK: Predicting

  /// Of tables: columns are found by name, so that their order and other columns do not matter, and one that is missing
  /// is explained.
  public static let columnsAreFoundByName = Self(.columnsAreFoundByName)
  /// Probabilities lie in 0...1 and sum to 1, logarithms are finite and agree with them, far outside the data too.
  public static let probabilitiesAreDistributions = Self(.probabilitiesAreDistributions)
  /// `predict` names the first class with the largest probability.
  public static let predictionIsTheMostProbableClass = Self(.predictionIsTheMostProbableClass)
  /// What is predicted for a row does not depend on the rows beside it.
  public static let rowsArePredictedAlone = Self(.rowsArePredictedAlone)
  /// A batch of 500 rows, and parts of it, give what its rows give alone, however they are stored.
  ///
  /// A violation usually means that a block of rows is cut wrongly, or that another way is taken from some size on.
  public static let largeBatchesEqualRows = Self(.largeBatchesEqualRows)
  /// `predict` names only `classes`, so that labels the fit has not seen count as wrong.
  public static let unseenLabelsCountAsWrong = Self(.unseenLabelsCountAsWrong)
  /// A model that is written and read back is equal and predicts the same.
  public static let modelsSurviveCoding = Self(.modelsSurviveCoding)
  /// A model file gives the model back to the bit: all that it holds, and what it answers.
  public static let modelFilesAreExact = Self(.modelFilesAreExact)

  // MARK: What goes wrong

  /// Input that no fit or prediction can use is refused by an `EstimatorError` or a `MatrixError`.
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
