import Estimators

/// What every transformer promises, whatever it computes. Each law can be checked on its own, in any test framework:
///
///     @Test(arguments: TransformerLaw.ofFeatures)
///     func keepsTheLaw(law: TransformerLaw) throws {
///       try law.check(MyTransformer())
///     }
///
/// A transformer that cannot keep one leaves it out by name, with the reason beside it, as in
/// ``checkAll(_:on:tolerance:except:)-(_,LawSample<Label>,_,_)``.
///
/// - SeeAlso: ``ClassifierLaw``; scikit-learn's `check_estimator`.
public struct TransformerLaw: NamedChoice, RawRepresentable, CaseIterable, Sendable {
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    case fitLeavesSettingsAlone, fittedNeverReadsTheModel, sameDataSameBits, threadsDoNotChangeBits
    case earlierFitsLeaveNoTrace, rowOrderIsIrrelevant, weightsEqualRepetitions, fractionalWeightsEqualRepetitions
    case weightZeroEqualsAbsence, relabellingChangesNothing, bytesAndFloatsEqualDoubles, sparseEqualsDense
    case sparseStaysSparse, slicesEqualCopies, columnsAreFoundByName, rowsAreTransformedAlone, largeBatchesEqualRows
    case everyColumnMatters, modelsSurviveCoding, modelFilesAreExact, badInputIsExplained
    case transformingBeforeFitIsExplained
  }

  package let kind: Kind

  package init(_ kind: Kind) { self.kind = kind }

  // MARK: Which laws

  /// The laws of transformers of features.
  public static let ofFeatures = allCases.filter { $0 != .columnsAreFoundByName }
  /// The laws of transformers of tables: how features are stored is not among them.
  public static let ofTables = allCases.filter { !ofStorage.contains($0) }

  private static let ofStorage: [TransformerLaw] = [
    .bytesAndFloatsEqualDoubles, .sparseEqualsDense, .sparseStaysSparse, .slicesEqualCopies,
  ]

  // MARK: Fitting

  /// `fit` changes nothing but `model`.
  public static let fitLeavesSettingsAlone = Self(.fitLeavesSettingsAlone)
  /// `fitted(to:)` starts afresh, whatever model is there.
  public static let fittedNeverReadsTheModel = Self(.fittedNeverReadsTheModel)
  /// Two fits of the same data give equal models.
  public static let sameDataSameBits = Self(.sameDataSameBits)
  /// Fits with 1, 2, 3 and 7 threads give equal models.
  public static let threadsDoNotChangeBits = Self(.threadsDoNotChangeBits)
  /// Fits of other rows, columns and classes leave no trace in the fits that follow, of this value or of another.
  ///
  /// A violation usually means that scratch space or a cache is shared and not cleared, or has the size of an earlier
  /// fit.
  public static let earlierFitsLeaveNoTrace = Self(.earlierFitsLeaveNoTrace)

  // MARK: Rows and weights

  /// Rows in another order give the same change.
  public static let rowOrderIsIrrelevant = Self(.rowOrderIsIrrelevant)
  /// A row of weight 2 counts as two rows.
  public static let weightsEqualRepetitions = Self(.weightsEqualRepetitions)
  /// A row of weight 1.5 counts as three rows of weight 0.5.
  ///
  /// A violation usually means that weights are cut or rounded to whole numbers, or that rows are counted where weights
  /// should be added. Whatever asks how many rows there are has a reason for an exception.
  public static let fractionalWeightsEqualRepetitions = Self(.fractionalWeightsEqualRepetitions)
  /// A row of weight 0 counts as none.
  public static let weightZeroEqualsAbsence = Self(.weightZeroEqualsAbsence)
  /// Classes are told apart by their targets, but none by its number: giving them each other's changes nothing.
  ///
  /// A violation usually means that the number of a class is taken for a quantity, or that one class is treated apart.
  public static let relabellingChangesNothing = Self(.relabellingChangesNothing)

  // MARK: Storage

  /// Features stored as `UInt8` and `Float` give what the same numbers give as `Double`.
  public static let bytesAndFloatsEqualDoubles = Self(.bytesAndFloatsEqualDoubles)
  /// Sparse rows give what dense ones give, in fitting and transforming.
  public static let sparseEqualsDense = Self(.sparseEqualsDense)
  /// Sparse rows stay sparse: for transformers whose mathematics allows that.
  public static let sparseStaysSparse = Self(.sparseStaysSparse)
  /// A range of rows, or chosen ones, give what a copy of them gives.
  public static let slicesEqualCopies = Self(.slicesEqualCopies)

  // MARK: Transforming

  /// Of tables: columns are found by name, so that their order and other columns do not matter, and one that is missing
  /// is explained.
  public static let columnsAreFoundByName = Self(.columnsAreFoundByName)
  /// What becomes of a row does not depend on the rows beside it.
  public static let rowsAreTransformedAlone = Self(.rowsAreTransformedAlone)
  /// A batch of 500 rows, and parts of it, give what its rows give alone, however they are stored.
  ///
  /// A violation usually means that a block of rows is cut wrongly, or that another way is taken from some size on.
  public static let largeBatchesEqualRows = Self(.largeBatchesEqualRows)
  /// Changing a column changes what becomes of some row.
  ///
  /// A violation usually means that a loop over columns ends too early, or that columns are chosen on purpose: a reason
  /// for an exception.
  public static let everyColumnMatters = Self(.everyColumnMatters)
  /// A model that is written and read back is equal and transforms the same.
  public static let modelsSurviveCoding = Self(.modelsSurviveCoding)
  /// A model file gives the model back to the bit: all that it holds, and what it makes of rows.
  public static let modelFilesAreExact = Self(.modelFilesAreExact)

  // MARK: What goes wrong

  /// Input that no fit or change can use is refused by an `EstimatorError` or a `MatrixError`.
  public static let badInputIsExplained = Self(.badInputIsExplained)
  /// Transforming before `fit` throws `EstimatorError.notFitted`.
  public static let transformingBeforeFitIsExplained = Self(.transformingBeforeFitIsExplained)
}
