import Estimators

/// What every transformer promises, whatever it computes. Each law can be checked on its own, in any test framework:
///
///     @Test(arguments: TransformerLaw.allCases)
///     func keepsTheLaw(law: TransformerLaw) throws {
///       try law.check(MyTransformer())
///     }
///
/// A transformer that cannot keep one leaves it out by name, with the reason beside it, as in
/// ``checkAll(_:on:tolerance:except:)``.
///
/// - SeeAlso: ``ClassifierLaw``; scikit-learn's `check_estimator`.
public struct TransformerLaw: NamedChoice, RawRepresentable, CaseIterable, Sendable {
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    case fitLeavesSettingsAlone, fittedNeverReadsTheModel, sameDataSameBits, threadsDoNotChangeBits
    case earlierFitsLeaveNoTrace, rowOrderIsIrrelevant, weightsEqualRepetitions, fractionalWeightsEqualRepetitions
    case weightZeroEqualsAbsence, relabellingChangesNothing, bytesAndFloatsEqualDoubles, sparseEqualsDense
    case sparseStaysSparse, slicesEqualCopies, rowsAreTransformedAlone, largeBatchesEqualRows, everyColumnMatters
    case modelsSurviveCoding, badInputIsExplained, transformingBeforeFitIsExplained
  }

  package let kind: Kind

  package init(_ kind: Kind) { self.kind = kind }

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
  /// A violation usually means that scratch space or a cache is shared and not cleared, or has the size of an earlier fit.
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

  // MARK: What goes wrong

  /// Input that no fit or change can use is refused by an `EstimatorError`.
  public static let badInputIsExplained = Self(.badInputIsExplained)
  /// Transforming before `fit` throws `EstimatorError.notFitted`.
  public static let transformingBeforeFitIsExplained = Self(.transformingBeforeFitIsExplained)
}

extension TransformerLaw {
  /// Checks this law for one transformer.
  ///
  /// - Parameters:
  ///   - transformer: Its settings; the model is ignored.
  ///   - sample: The data; the labels are the targets.
  ///   - tolerance: How far results may differ where only additions come in another order, relative to the largest.
  /// - Throws: ``LawViolation`` in words, and nothing else.
  /// - Complexity: one to five fits of the sample.
  public func check<T: Transformer, Label: ClassLabel>(
    _ transformer: T, on sample: LawSample<Label> = LawSample.threeClasses, tolerance: Double = 1e-12
  ) throws {
    let trial = TransformerTrial(transformer: transformer.unfitted, sample: sample, tolerance: tolerance)
    try checking(rawValue, T.self) { try check(trial) }
  }

  /// Checks all laws but the exceptions, for test frameworks without parameters.
  ///
  ///     try TransformerLaw.checkAll(MyTransformer(), except: [.sparseStaysSparse: "It subtracts the means."])
  ///
  /// - Parameters:
  ///   - transformer: Its settings; the model is ignored.
  ///   - sample: The data; the labels are the targets.
  ///   - tolerance: As for ``check(_:on:tolerance:)``.
  ///   - exceptions: The laws that this transformer does not promise, each with the reason.
  /// - Throws: One ``LawViolation`` that tells of all laws that are broken.
  public static func checkAll<T: Transformer, Label: ClassLabel>(
    _ transformer: T, on sample: LawSample<Label> = LawSample.threeClasses, tolerance: Double = 1e-12,
    except exceptions: [TransformerLaw: String] = [:]
  ) throws {
    try requireNone(allCases.filter { exceptions[$0] == nil }) {
      try $0.check(transformer, on: sample, tolerance: tolerance)
    }
  }

  func check<T: Transformer, Label: ClassLabel>(_ trial: TransformerTrial<T, Label>) throws {
    switch kind {
    case .fitLeavesSettingsAlone: try trial.fitLeavesSettingsAlone()
    case .fittedNeverReadsTheModel: try trial.fittedNeverReadsTheModel()
    case .sameDataSameBits: try trial.sameDataSameBits()
    case .threadsDoNotChangeBits: try trial.threadsDoNotChangeBits()
    case .earlierFitsLeaveNoTrace: try trial.earlierFitsLeaveNoTrace()
    case .rowOrderIsIrrelevant: try trial.rowOrderIsIrrelevant()
    case .weightsEqualRepetitions: try trial.weightsEqualRepetitions()
    case .fractionalWeightsEqualRepetitions: try trial.fractionalWeightsEqualRepetitions()
    case .weightZeroEqualsAbsence: try trial.weightZeroEqualsAbsence()
    case .relabellingChangesNothing: try trial.relabellingChangesNothing()
    case .bytesAndFloatsEqualDoubles: try trial.bytesAndFloatsEqualDoubles()
    case .sparseEqualsDense: try trial.sparseEqualsDense()
    case .sparseStaysSparse: try trial.sparseStaysSparse()
    case .slicesEqualCopies: try trial.slicesEqualCopies()
    case .rowsAreTransformedAlone: try trial.rowsAreTransformedAlone()
    case .largeBatchesEqualRows: try trial.largeBatchesEqualRows()
    case .everyColumnMatters: try trial.everyColumnMatters()
    case .modelsSurviveCoding: try trial.modelsSurviveCoding()
    case .badInputIsExplained: try trial.badInputIsExplained()
    case .transformingBeforeFitIsExplained: try trial.transformingBeforeFitIsExplained()
    }
  }
}
