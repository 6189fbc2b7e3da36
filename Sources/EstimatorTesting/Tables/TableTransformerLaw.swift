import Estimators

/// What every transformer of tables promises, whatever it computes. Each law can be checked on its own:
///
///     @Test(arguments: TableTransformerLaw.allCases)
///     func keepsTheLaw(law: TableTransformerLaw) throws {
///       try law.check(MyTableTransformer(), on: .threeClasses)
///     }
///
/// One that cannot keep a law leaves it out by name, with the reason beside it, as in
/// ``checkAll(_:on:tolerance:except:)``.
///
/// - SeeAlso: ``TransformerLaw`` for what reads features.
public struct TableTransformerLaw: NamedChoice, RawRepresentable, CaseIterable, Sendable {
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    case fitLeavesSettingsAlone, fittedNeverReadsTheModel, sameDataSameBits, threadsDoNotChangeBits
    case earlierFitsLeaveNoTrace, rowOrderIsIrrelevant, weightsEqualRepetitions, fractionalWeightsEqualRepetitions
    case weightZeroEqualsAbsence, relabellingChangesNothing, columnsAreFoundByName, rowsAreTransformedAlone
    case largeBatchesEqualRows, everyColumnMatters, modelsSurviveCoding, badInputIsExplained
    case transformingBeforeFitIsExplained
  }

  package let kind: Kind

  package init(_ kind: Kind) { self.kind = kind }

  // MARK: Fitting

  /// `fit` changes nothing but `model`.
  public static let fitLeavesSettingsAlone = Self(.fitLeavesSettingsAlone)
  /// `fitted(to:)` starts afresh, whatever model is there.
  public static let fittedNeverReadsTheModel = Self(.fittedNeverReadsTheModel)
  /// Two fits of the same table give equal models.
  public static let sameDataSameBits = Self(.sameDataSameBits)
  /// Fits with 1, 2, 3 and 7 threads give equal models.
  public static let threadsDoNotChangeBits = Self(.threadsDoNotChangeBits)
  /// Fits of other rows, columns and classes leave no trace in the fits that follow, of this value or of another.
  ///
  /// A violation usually means that scratch space or a cache is shared and not cleared, or has the size of an earlier fit.
  public static let earlierFitsLeaveNoTrace = Self(.earlierFitsLeaveNoTrace)

  // MARK: Rows and weights

  /// Rows in another order give the same features.
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

  // MARK: Transforming

  /// Columns are found by name: their order and other columns do not matter, and one that is missing is explained.
  public static let columnsAreFoundByName = Self(.columnsAreFoundByName)
  /// What becomes of a row does not depend on the rows beside it.
  public static let rowsAreTransformedAlone = Self(.rowsAreTransformedAlone)
  /// A batch of 500 rows, and parts of it, give what its rows give alone.
  ///
  /// A violation usually means that a block of rows is cut wrongly, or that another way is taken from some size on.
  public static let largeBatchesEqualRows = Self(.largeBatchesEqualRows)
  /// Changing a column changes what becomes of some row.
  ///
  /// Columns without which the result is the same are not asked for. A violation usually means that a column is read and
  /// then left out, or that columns are chosen on purpose: a reason for an exception.
  public static let everyColumnMatters = Self(.everyColumnMatters)
  /// A model that is written and read back is equal and transforms the same.
  public static let modelsSurviveCoding = Self(.modelsSurviveCoding)

  // MARK: What goes wrong

  /// A table that no fit or change can use is refused by an `EstimatorError` or a `MatrixError`.
  public static let badInputIsExplained = Self(.badInputIsExplained)
  /// Transforming before `fit` throws `EstimatorError.notFitted`.
  public static let transformingBeforeFitIsExplained = Self(.transformingBeforeFitIsExplained)
}

extension TableTransformerLaw {
  /// Checks this law for one transformer of tables.
  ///
  /// - Parameters:
  ///   - transformer: Its settings; the model is ignored.
  ///   - sample: The data; the labels are the targets.
  ///   - tolerance: How far results may differ where only additions come in another order, relative to the largest.
  /// - Throws: ``LawViolation`` in words, and nothing else.
  /// - Complexity: one to ten fits of the sample.
  public func check<T: TableTransformer, Label: ClassLabel>(
    _ transformer: T, on sample: TableLawSample<Label>, tolerance: Double = 1e-12
  ) throws {
    try checking(rawValue, T.self) {
      let trial = TableTransformerTrial(transformer: transformer.unfitted, sample: sample, tolerance: tolerance)
      switch kind {
      case .columnsAreFoundByName: try trial.columnsAreFoundByName()
      case .badInputIsExplained: try trial.badInputIsExplained()
      case .everyColumnMatters: try trial.everyColumnMatters()
      default: try TransformerLaw(rawValue: rawValue)?.check(trial.byRowNumber)
      }
    }
  }

  /// Checks all laws but the exceptions, for test frameworks without parameters.
  ///
  /// - Parameters:
  ///   - transformer: Its settings; the model is ignored.
  ///   - sample: The data; the labels are the targets.
  ///   - tolerance: As for ``check(_:on:tolerance:)``.
  ///   - exceptions: The laws that this transformer does not promise, each with the reason.
  /// - Throws: One ``LawViolation`` that tells of all laws that are broken.
  public static func checkAll<T: TableTransformer, Label: ClassLabel>(
    _ transformer: T, on sample: TableLawSample<Label>, tolerance: Double = 1e-12,
    except exceptions: [TableTransformerLaw: String] = [:]
  ) throws {
    try requireNone(allCases.filter { exceptions[$0] == nil }) {
      try $0.check(transformer, on: sample, tolerance: tolerance)
    }
  }
}
