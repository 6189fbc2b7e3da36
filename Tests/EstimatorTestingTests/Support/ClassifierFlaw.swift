import EstimatorTesting

/// Ways to get a classifier wrong, one or more for every law.
enum ClassifierFlaw: String, CaseIterable, Codable {
  case countsFitsAmongItsSettings
  case startsFromTheModel
  case differsFromCallToCall
  case addsInTheOrderOfThreads
  case remembersEarlierClasses
  case namesTheFarthest
  case roundsNumbers
  case listsClassesBackwards
  case confusesMoreThanThreeClasses
  case favoursTheFirstClass
  case readsMeaningIntoLabels
  case ignoresTheLastColumn
  case favoursTheFirstRow
  case takesRootsOfWeights
  case cutsWeightsToWholeNumbers
  case countsSmallWeightsAsOne
  case keepsClassesWithoutWeight
  case takesBytesForPictures
  case losesZerosOfSparseRows
  case readsBeyondASlice
  case probabilitiesSumToMore
  case namesTheLeastProbable
  case centresByTheOtherRows
  case mixesUpLargeBatches
  case namesAStrangerFarAway
  case forgetsDigitsInFiles
  case mendsBadNumbers
  case guessesBeforeFit
  case goesOnAfterStop
  case swallowsCancellation
  case losesTheModelWhenCancelledLate
  case replacesErrors

  /// The laws that it breaks; the first is the one it was made for.
  var breaks: [ClassifierLaw] {
    switch self {
    case .countsFitsAmongItsSettings: [.fitLeavesSettingsAlone]
    case .startsFromTheModel: [.fittedNeverReadsTheModel, .earlierFitsLeaveNoTrace]
    // Whoever compares two fits to the bit sees that they differ.
    case .differsFromCallToCall:
      [
        .sameDataSameBits, .fittedNeverReadsTheModel, .threadsDoNotChangeBits, .earlierFitsLeaveNoTrace,
        .slicesEqualCopies,
      ]
    case .addsInTheOrderOfThreads: [.threadsDoNotChangeBits]
    case .remembersEarlierClasses: [.earlierFitsLeaveNoTrace]
    case .namesTheFarthest, .roundsNumbers: [.itLearns]
    // The middle one of three classes stays where it is, and no longer does under another name.
    case .listsClassesBackwards, .confusesMoreThanThreeClasses: [.itLearns, .relabellingPermutesClasses]
    case .favoursTheFirstClass, .readsMeaningIntoLabels: [.relabellingPermutesClasses]
    case .ignoresTheLastColumn: [.everyColumnMatters]
    case .favoursTheFirstRow: [.rowOrderIsIrrelevant]
    case .takesRootsOfWeights: [.weightsEqualRepetitions, .fractionalWeightsEqualRepetitions]
    case .cutsWeightsToWholeNumbers, .countsSmallWeightsAsOne: [.fractionalWeightsEqualRepetitions]
    case .keepsClassesWithoutWeight: [.weightZeroEqualsAbsence]
    case .takesBytesForPictures: [.bytesAndFloatsEqualDoubles]
    case .losesZerosOfSparseRows: [.sparseEqualsDense]
    case .readsBeyondASlice: [.slicesEqualCopies]
    case .probabilitiesSumToMore: [.probabilitiesAreDistributions]
    case .namesTheLeastProbable: [.predictionIsTheMostProbableClass, .itLearns]
    case .centresByTheOtherRows: [.rowsArePredictedAlone, .largeBatchesEqualRows]
    case .mixesUpLargeBatches: [.largeBatchesEqualRows]
    case .namesAStrangerFarAway: [.unseenLabelsCountAsWrong]
    case .forgetsDigitsInFiles: [.modelsSurviveCoding, .modelFilesAreExact]
    case .mendsBadNumbers: [.badInputIsExplained]
    case .guessesBeforeFit: [.predictingBeforeFitIsExplained]
    case .goesOnAfterStop: [.stoppingKeepsTheModelSoFar]
    case .swallowsCancellation, .losesTheModelWhenCancelledLate: [.cancellationKeepsTheModelSoFar]
    case .replacesErrors: [.errorsOfTheCallerComeBack]
    }
  }

  /// What the violation of the first law must tell.
  var says: String {
    switch self {
    case .countsFitsAmongItsSettings: "fits: 1"
    case .startsFromTheModel: "An earlier model changed the next one."
    case .differsFromCallToCall: "Two fits of the same data differ."
    case .addsInTheOrderOfThreads: "2 threads give other bits than 1."
    case .remembersEarlierClasses: "After a fit of other data, `fit` gives another model."
    case .namesTheFarthest, .listsClassesBackwards:
      "Of 60 rows, of 3 classes, that it was fitted on it gets "
    case .roundsNumbers: "Its numbers lie between −0.45 and 0.45."
    case .confusesMoreThanThreeClasses: "Of 100 rows, of 5 classes, that it was fitted on it gets "
    case .favoursTheFirstClass: "Classes with each other's names: probabilities differ by "
    case .readsMeaningIntoLabels: "Classes with other names in the same order: probabilities differ by "
    case .ignoresTheLastColumn: " change no class, and no probability by more than 0.0."
    case .favoursTheFirstRow: "Shuffled rows: probabilities differ by "
    case .takesRootsOfWeights: "Weights and repeated rows: probabilities differ by "
    case .cutsWeightsToWholeNumbers, .countsSmallWeightsAsOne:
      "Weights and repeated rows of fractional weight: probabilities differ by "
    case .keepsClassesWithoutWeight: #"A class without weight: the model knows ["ash", "birch", "cedar"]."#
    case .takesBytesForPictures: "Bytes: probabilities differ by "
    case .losesZerosOfSparseRows: "Sparse rows: probabilities differ by "
    case .readsBeyondASlice: "A slice of rows gives another model than its copy."
    case .probabilitiesSumToMore: "sum to 1.001"
    case .namesTheLeastProbable: "predict is not the argmax of the probabilities."
    case .centresByTheOtherRows: "alone has probabilities that differ by "
    case .mixesUpLargeBatches: "500 rows at once have probabilities that differ by "
    case .namesAStrangerFarAway: #"Predicted are ["never seen"]"#
    case .forgetsDigitsInFiles: "The model read back differs."
    case .mendsBadNumbers: "nan in a fit went through"
    case .guessesBeforeFit: "predict before fit did not throw .notFitted."
    case .goesOnAfterStop: "It went on for all of its 20 iterations after .stop."
    case .swallowsCancellation: "Cancellation was swallowed."
    case .losesTheModelWhenCancelledLate: "It threw CancellationError: "
    case .replacesErrors: "It threw EstimatorError: "
    }
  }
}
