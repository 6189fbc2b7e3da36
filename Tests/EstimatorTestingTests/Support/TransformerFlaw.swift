import EstimatorTesting

/// Ways to get a transformer wrong, one or more for every law.
enum TransformerFlaw: String, CaseIterable, Codable {
  case countsFitsAmongItsSettings
  case startsFromTheModel
  case differsFromCallToCall
  case addsInTheOrderOfThreads
  case remembersEarlierClasses
  case favoursTheFirstRow
  case takesRootsOfWeights
  case cutsWeightsToWholeNumbers
  case countsRowsWithoutWeight
  case favoursTheFirstClass
  case takesBytesForPictures
  case losesZerosOfSparseRows
  case fillsInZeros
  case readsBeyondASlice
  case centresByTheOtherRows
  case scalesLargeBatches
  case ignoresTheLastColumn
  case forgetsDigitsInFiles
  case mendsBadNumbers
  case guessesBeforeFit

  /// The laws that it breaks; the first is the one it was made for.
  var breaks: [TransformerLaw] {
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
    case .favoursTheFirstRow: [.rowOrderIsIrrelevant]
    case .takesRootsOfWeights: [.weightsEqualRepetitions, .fractionalWeightsEqualRepetitions]
    case .cutsWeightsToWholeNumbers: [.fractionalWeightsEqualRepetitions]
    // No weight is the same as no repetition.
    case .countsRowsWithoutWeight:
      [.weightZeroEqualsAbsence, .weightsEqualRepetitions, .fractionalWeightsEqualRepetitions]
    case .favoursTheFirstClass: [.relabellingChangesNothing]
    case .takesBytesForPictures: [.bytesAndFloatsEqualDoubles]
    case .losesZerosOfSparseRows: [.sparseEqualsDense]
    case .fillsInZeros: [.sparseStaysSparse]
    case .readsBeyondASlice: [.slicesEqualCopies]
    case .centresByTheOtherRows: [.rowsAreTransformedAlone, .largeBatchesEqualRows]
    case .scalesLargeBatches: [.largeBatchesEqualRows]
    case .ignoresTheLastColumn: [.everyColumnMatters]
    case .forgetsDigitsInFiles: [.modelsSurviveCoding, .modelFilesAreExact]
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
    case .remembersEarlierClasses: "After a fit of other data, `fit` gives another model."
    case .favoursTheFirstRow: "Shuffled rows: results differ by "
    case .takesRootsOfWeights: "Weights and repeated rows: results differ by "
    case .cutsWeightsToWholeNumbers: "Weights and repeated rows of fractional weight: results differ by "
    case .favoursTheFirstClass: "Classes with other numbers: results differ by "
    case .countsRowsWithoutWeight: "Weight 0 and an absent row: results differ by "
    case .takesBytesForPictures: "Bytes: results differ by "
    case .losesZerosOfSparseRows: "Sparse rows: results differ by "
    case .fillsInZeros: "Sparse rows became dense."
    case .readsBeyondASlice: "A slice of rows gives another model than its copy."
    case .centresByTheOtherRows: "Row 0 alone: results differ by "
    case .scalesLargeBatches: "500 rows at once: results differ by "
    case .ignoresTheLastColumn: "Other values in column 3 do not change the result."
    case .forgetsDigitsInFiles: "The model read back differs."
    case .mendsBadNumbers: "∞ in a fit went through"
    case .guessesBeforeFit: "transform before fit did not throw .notFitted."
    }
  }
}
