import Estimators

extension ClassifierLaw {
  /// Checks this law for one classifier of features.
  ///
  /// - Parameters:
  ///   - classifier: Its settings; the model is ignored.
  ///   - sample: The data. Two classes, three and five take different ways in many classifiers: check all.
  ///   - tolerance: How far probabilities may differ where the mathematics says equal but the iterations may not.
  ///   - rounding: How far they may differ where only additions come in another order.
  /// - Throws: ``LawViolation`` in words, and nothing else.
  /// - Complexity: one to ten fits of the sample.
  public func check<C: LabelEstimator>(
    _ classifier: C, on sample: LawSample<C.Label>, tolerance: Double = 1e-6, rounding: Double = 1e-9
  ) throws where C.Input == Features {
    let trial = ClassifierTrial(
      classifier: classifier.unfitted, sample: sample, tolerance: tolerance, rounding: rounding)
    try checking(rawValue, C.self) { try checkOnFeatures(trial) }
  }

  /// Checks this law for one classifier of tables; a law about the storage of features says nothing of it.
  ///
  /// - Parameters:
  ///   - classifier: Its settings; the model is ignored.
  ///   - sample: The data. Two classes, three and five take different ways in many classifiers: check all.
  ///   - tolerance: How far probabilities may differ where the mathematics says equal but the iterations may not.
  ///   - rounding: How far they may differ where only additions come in another order.
  /// - Throws: ``LawViolation`` in words, and nothing else.
  /// - Complexity: one to ten fits of the sample.
  public func check<C: LabelEstimator>(
    _ classifier: C, on sample: TableLawSample<C.Label>, tolerance: Double = 1e-6, rounding: Double = 1e-9
  ) throws where C.Input == Table {
    let trial = ClassifierTrial(
      classifier: classifier.unfitted, sample: sample, tolerance: tolerance, rounding: rounding)
    try checking(rawValue, C.self) { try checkOnATable(trial) }
  }

  /// Checks all laws but the exceptions, for test frameworks without parameters.
  ///
  ///     try ClassifierLaw.checkAll(
  ///       MyClassifier<String>(), on: .threeClasses, except: [.rowOrderIsIrrelevant: "It learns row after row."])
  ///
  /// - Parameters:
  ///   - classifier: Its settings; the model is ignored.
  ///   - sample: The data.
  ///   - tolerance: As for ``check(_:on:tolerance:rounding:)-(C,LawSample<C.Label>,_,_)``.
  ///   - rounding: As for ``check(_:on:tolerance:rounding:)-(C,LawSample<C.Label>,_,_)``.
  ///   - exceptions: The laws that this classifier does not promise, each with the reason.
  /// - Throws: One ``LawViolation`` that tells of all laws that are broken.
  public static func checkAll<C: LabelEstimator>(
    _ classifier: C, on sample: LawSample<C.Label>, tolerance: Double = 1e-6, rounding: Double = 1e-9,
    except exceptions: [ClassifierLaw: String] = [:]
  ) throws where C.Input == Features {
    try requireNone(ofFeatures.filter { exceptions[$0] == nil }) {
      try $0.check(classifier, on: sample, tolerance: tolerance, rounding: rounding)
    }
  }

  /// Checks all laws of tables but the exceptions, for test frameworks without parameters.
  ///
  /// - Parameters:
  ///   - classifier: Its settings; the model is ignored.
  ///   - sample: The data.
  ///   - tolerance: As for ``check(_:on:tolerance:rounding:)-(C,TableLawSample<C.Label>,_,_)``.
  ///   - rounding: As for ``check(_:on:tolerance:rounding:)-(C,TableLawSample<C.Label>,_,_)``.
  ///   - exceptions: The laws that this classifier does not promise, each with the reason.
  /// - Throws: One ``LawViolation`` that tells of all laws that are broken.
  public static func checkAll<C: LabelEstimator>(
    _ classifier: C, on sample: TableLawSample<C.Label>, tolerance: Double = 1e-6, rounding: Double = 1e-9,
    except exceptions: [ClassifierLaw: String] = [:]
  ) throws where C.Input == Table {
    try requireNone(ofTables.filter { exceptions[$0] == nil }) {
      try $0.check(classifier, on: sample, tolerance: tolerance, rounding: rounding)
    }
  }

  private func checkOnFeatures<C>(_ trial: ClassifierTrial<C, LawSample<C.Label>>) throws {
    switch kind {
    case .itLearns: try trial.itLearnsNumbers()
    case .bytesAndFloatsEqualDoubles: try trial.bytesAndFloatsEqualDoubles()
    case .sparseEqualsDense: try trial.sparseEqualsDense()
    case .slicesEqualCopies: try trial.slicesEqualCopies()
    case .largeBatchesEqualRows: try trial.largeBatchesOfEveryStorageEqualRows()
    case .badInputIsExplained: try trial.badFeaturesAreExplained()
    default: try check(trial)
    }
  }

  private func checkOnATable<C>(_ trial: ClassifierTrial<C, TableLawSample<C.Label>>) throws {
    switch kind {
    case .columnsAreFoundByName: try trial.columnsAreFoundByName()
    case .badInputIsExplained: try trial.badTablesAreExplained()
    default: try check(trial)
    }
  }

  /// What is asked in the same way of features and of tables.
  private func check<C, Sample>(_ trial: ClassifierTrial<C, Sample>) throws {
    switch kind {
    case .fitLeavesSettingsAlone: try trial.fitLeavesSettingsAlone()
    case .fittedNeverReadsTheModel: try trial.fittedNeverReadsTheModel()
    case .sameDataSameBits: try trial.sameDataSameBits()
    case .threadsDoNotChangeBits: try trial.threadsDoNotChangeBits()
    case .earlierFitsLeaveNoTrace: try trial.earlierFitsLeaveNoTrace()
    case .itLearns: try trial.itLearns()
    case .relabellingPermutesClasses: try trial.relabellingPermutesClasses()
    case .everyColumnMatters: try trial.everyColumnMatters()
    case .rowOrderIsIrrelevant: try trial.rowOrderIsIrrelevant()
    case .weightsEqualRepetitions: try trial.weightsEqualRepetitions()
    case .fractionalWeightsEqualRepetitions: try trial.fractionalWeightsEqualRepetitions()
    case .weightZeroEqualsAbsence: try trial.weightZeroEqualsAbsence()
    case .probabilitiesAreDistributions: try trial.probabilitiesAreDistributions()
    case .predictionIsTheMostProbableClass: try trial.predictionIsTheMostProbableClass()
    case .rowsArePredictedAlone: try trial.rowsArePredictedAlone()
    case .largeBatchesEqualRows: try trial.largeBatchesEqualRows()
    case .unseenLabelsCountAsWrong: try trial.unseenLabelsCountAsWrong()
    case .modelsSurviveCoding: try trial.modelsSurviveCoding()
    case .modelFilesAreExact: try trial.modelFilesAreExact()
    case .predictingBeforeFitIsExplained: try trial.predictingBeforeFitIsExplained()
    case .stoppingKeepsTheModelSoFar: try trial.stoppingKeepsTheModelSoFar()
    case .cancellationKeepsTheModelSoFar: try trial.cancellationKeepsTheModelSoFar()
    case .errorsOfTheCallerComeBack: try trial.errorsOfTheCallerComeBack()
    case .bytesAndFloatsEqualDoubles, .sparseEqualsDense, .slicesEqualCopies, .columnsAreFoundByName,
      .badInputIsExplained:
      return
    }
  }
}

@available(*, deprecated, renamed: "ClassifierLaw", message: "The laws of tables are ClassifierLaw.ofTables.")
public typealias TableClassifierLaw = ClassifierLaw

@available(*, deprecated, renamed: "TransformerLaw", message: "The laws of tables are TransformerLaw.ofTables.")
public typealias TableTransformerLaw = TransformerLaw
