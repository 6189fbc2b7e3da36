import EstimatorTesting

/// Ways to get a transformer wrong, one for every law.
enum TransformerFlaw: String, CaseIterable, Codable {
  case countsFitsAmongItsSettings
  case startsFromTheModel
  case differsFromCallToCall
  case addsInTheOrderOfThreads
  case favoursTheFirstRow
  case takesRootsOfWeights
  case countsRowsWithoutWeight
  case takesBytesForPictures
  case losesZerosOfSparseRows
  case fillsInZeros
  case readsBeyondASlice
  case centresByTheOtherRows
  case forgetsDigitsInFiles
  case mendsBadNumbers
  case guessesBeforeFit

  /// The laws that it breaks; the first is the one it was made for.
  var breaks: [TransformerLaw] {
    switch self {
    case .countsFitsAmongItsSettings: [.fitLeavesSettingsAlone]
    case .startsFromTheModel: [.fittedNeverReadsTheModel]
    // Whoever compares two fits to the bit sees that they differ.
    case .differsFromCallToCall:
      [.sameDataSameBits, .fittedNeverReadsTheModel, .threadsDoNotChangeBits, .slicesEqualCopies]
    case .addsInTheOrderOfThreads: [.threadsDoNotChangeBits]
    case .favoursTheFirstRow: [.rowOrderIsIrrelevant]
    case .takesRootsOfWeights: [.weightsEqualRepetitions]
    // No weight is the same as no repetition.
    case .countsRowsWithoutWeight: [.weightZeroEqualsAbsence, .weightsEqualRepetitions]
    case .takesBytesForPictures: [.bytesAndFloatsEqualDoubles]
    case .losesZerosOfSparseRows: [.sparseEqualsDense]
    case .fillsInZeros: [.sparseStaysSparse]
    case .readsBeyondASlice: [.slicesEqualCopies]
    case .centresByTheOtherRows: [.rowsAreTransformedAlone]
    case .forgetsDigitsInFiles: [.modelsSurviveCoding]
    case .mendsBadNumbers: [.badInputIsExplained]
    case .guessesBeforeFit: [.transformingBeforeFitIsExplained]
    }
  }

  /// What the violation of the first law must tell.
  var says: String {
    switch self {
    case .countsFitsAmongItsSettings: "fits: 1"
    case .startsFromTheModel: "An earlier model changed the next one."
    case .differsFromCallToCall: "Two fits of the same data differ."
    case .addsInTheOrderOfThreads: "2 threads give other bits than 1."
    case .favoursTheFirstRow: "Shuffled rows: results differ by "
    case .takesRootsOfWeights: "Weights and repeated rows: results differ by "
    case .countsRowsWithoutWeight: "Weight 0 and an absent row: results differ by "
    case .takesBytesForPictures: "Bytes: results differ by "
    case .losesZerosOfSparseRows: "Sparse rows: results differ by "
    case .fillsInZeros: "Sparse rows became dense."
    case .readsBeyondASlice: "A slice of rows gives another model than its copy."
    case .centresByTheOtherRows: "Row 0 alone: results differ by "
    case .forgetsDigitsInFiles: "The model read back differs."
    case .mendsBadNumbers: "∞ in a fit went through"
    case .guessesBeforeFit: "transform before fit did not throw .notFitted."
    }
  }
}
