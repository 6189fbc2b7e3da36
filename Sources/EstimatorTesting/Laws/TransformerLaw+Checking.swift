import Estimators

extension TransformerLaw {
  /// Checks this law for one transformer of features.
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
    try checking(rawValue, T.self) { try checkOnFeatures(trial) }
  }

  /// Checks this law for one transformer of tables; a law about the storage of features says nothing of it.
  ///
  /// Of one that reads features, too, say which sample is meant: `on: TableLawSample.threeClasses`.
  ///
  /// - Parameters:
  ///   - transformer: Its settings; the model is ignored.
  ///   - sample: The data; the labels are the targets.
  ///   - tolerance: How far results may differ where only additions come in another order, relative to the largest.
  /// - Throws: ``LawViolation`` in words, and nothing else.
  /// - Complexity: one to ten fits of the sample.
  @_disfavoredOverload
  public func check<T: TableTransformer, Label: ClassLabel>(
    _ transformer: T, on sample: TableLawSample<Label>, tolerance: Double = 1e-12
  ) throws {
    let trial = TransformerTrial(transformer: transformer.unfitted, sample: sample, tolerance: tolerance)
    try checking(rawValue, T.self) { try checkOnATable(trial) }
  }

  /// Checks all laws but the exceptions, for test frameworks without parameters.
  ///
  ///     try TransformerLaw.checkAll(MyTransformer(), except: [.sparseStaysSparse: "It subtracts the means."])
  ///
  /// - Parameters:
  ///   - transformer: Its settings; the model is ignored.
  ///   - sample: The data; the labels are the targets.
  ///   - tolerance: As for ``check(_:on:tolerance:)-(T,LawSample<Label>,_)``.
  ///   - exceptions: The laws that this transformer does not promise, each with the reason.
  /// - Throws: One ``LawViolation`` that tells of all laws that are broken.
  public static func checkAll<T: Transformer, Label: ClassLabel>(
    _ transformer: T, on sample: LawSample<Label> = LawSample.threeClasses, tolerance: Double = 1e-12,
    except exceptions: [TransformerLaw: String] = [:]
  ) throws {
    try requireNone(ofFeatures.filter { exceptions[$0] == nil }) {
      try $0.check(transformer, on: sample, tolerance: tolerance)
    }
  }

  /// Checks all laws of tables but the exceptions, for test frameworks without parameters.
  ///
  /// - Parameters:
  ///   - transformer: Its settings; the model is ignored.
  ///   - sample: The data; the labels are the targets.
  ///   - tolerance: As for ``check(_:on:tolerance:)-(T,TableLawSample<Label>,_)``.
  ///   - exceptions: The laws that this transformer does not promise, each with the reason.
  /// - Throws: One ``LawViolation`` that tells of all laws that are broken.
  @_disfavoredOverload
  public static func checkAll<T: TableTransformer, Label: ClassLabel>(
    _ transformer: T, on sample: TableLawSample<Label>, tolerance: Double = 1e-12,
    except exceptions: [TransformerLaw: String] = [:]
  ) throws {
    try requireNone(ofTables.filter { exceptions[$0] == nil }) {
      try $0.check(transformer, on: sample, tolerance: tolerance)
    }
  }

  private func checkOnFeatures<T: Transformer, Label>(_ trial: TransformerTrial<T, LawSample<Label>>) throws {
    let storages = TransformerStorageTrial(trial: trial)
    switch kind {
    case .bytesAndFloatsEqualDoubles: try storages.bytesAndFloatsEqualDoubles()
    case .sparseEqualsDense: try storages.sparseEqualsDense()
    case .sparseStaysSparse: try storages.sparseStaysSparse()
    case .slicesEqualCopies: try storages.slicesEqualCopies()
    case .badInputIsExplained: try trial.badFeaturesAreExplained()
    default: try check(trial)
    }
  }

  private func checkOnATable<T, Label>(_ trial: TransformerTrial<T, TableLawSample<Label>>) throws {
    switch kind {
    case .columnsAreFoundByName: try trial.columnsAreFoundByName()
    case .badInputIsExplained: try trial.badTablesAreExplained()
    default: try check(trial)
    }
  }

  /// What is asked in the same way of features and of tables.
  private func check<T, Sample>(_ trial: TransformerTrial<T, Sample>) throws {
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
    case .rowsAreTransformedAlone: try trial.rowsAreTransformedAlone()
    case .largeBatchesEqualRows: try trial.largeBatchesEqualRows()
    case .everyColumnMatters: try trial.everyColumnMatters()
    case .modelsSurviveCoding: try trial.modelsSurviveCoding()
    case .modelFilesAreExact: try trial.modelFilesAreExact()
    case .transformingBeforeFitIsExplained: try trial.transformingBeforeFitIsExplained()
    case .bytesAndFloatsEqualDoubles, .sparseEqualsDense, .sparseStaysSparse, .slicesEqualCopies,
      .columnsAreFoundByName, .badInputIsExplained:
      return
    }
  }
}
