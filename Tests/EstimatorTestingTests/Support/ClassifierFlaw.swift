import EstimatorTesting

/// Ways to get a classifier wrong, one or more for every law.
enum ClassifierFlaw: String, CaseIterable, Codable {
  case countsFitsAmongItsSettings
  case startsFromTheModel
  case differsFromCallToCall
  case addsInTheOrderOfThreads
  case favoursTheFirstRow
  case takesRootsOfWeights
  case keepsClassesWithoutWeight
  case takesBytesForPictures
  case losesZerosOfSparseRows
  case readsBeyondASlice
  case probabilitiesSumToMore
  case namesTheLeastProbable
  case centresByTheOtherRows
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
    case .startsFromTheModel: [.fittedNeverReadsTheModel]
    // Whoever compares two fits to the bit sees that they differ.
    case .differsFromCallToCall:
      [.sameDataSameBits, .fittedNeverReadsTheModel, .threadsDoNotChangeBits, .slicesEqualCopies]
    case .addsInTheOrderOfThreads: [.threadsDoNotChangeBits]
    case .favoursTheFirstRow: [.rowOrderIsIrrelevant]
    case .takesRootsOfWeights: [.weightsEqualRepetitions]
    case .keepsClassesWithoutWeight: [.weightZeroEqualsAbsence]
    case .takesBytesForPictures: [.bytesAndFloatsEqualDoubles]
    case .losesZerosOfSparseRows: [.sparseEqualsDense]
    case .readsBeyondASlice: [.slicesEqualCopies]
    case .probabilitiesSumToMore: [.probabilitiesAreDistributions]
    case .namesTheLeastProbable: [.predictionIsTheMostProbableClass]
    case .centresByTheOtherRows: [.rowsArePredictedAlone]
    case .namesAStrangerFarAway: [.unseenLabelsCountAsWrong]
    case .forgetsDigitsInFiles: [.modelsSurviveCoding]
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
    case .favoursTheFirstRow: "Shuffled rows: probabilities differ by "
    case .takesRootsOfWeights: "Weights and repeated rows: probabilities differ by "
    case .keepsClassesWithoutWeight: #"A class without weight: the model knows ["ash", "birch", "cedar"]."#
    case .takesBytesForPictures: "Bytes: probabilities differ by "
    case .losesZerosOfSparseRows: "Sparse rows: probabilities differ by "
    case .readsBeyondASlice: "A slice of rows gives another model than its copy."
    case .probabilitiesSumToMore: "sum to 1.001"
    case .namesTheLeastProbable: "predict is not the argmax of the probabilities."
    case .centresByTheOtherRows: "alone has probabilities that differ by "
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
