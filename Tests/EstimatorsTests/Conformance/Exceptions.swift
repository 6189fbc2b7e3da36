import Testing
import _EstimatorTestSupport

/// Laws that an estimator of the package does not keep, and why.
struct LawException: Sendable {
  /// Who is excused.
  enum Estimator: Sendable {
    case stochasticGradient
    case calibratedClassifier
    case priorDummy, mostFrequentDummy, stratifiedDummy, uniformDummy
    case thresholds
    case columns, selectKBest
    case ordinalEncoder, principalComponents, columnTransformer
  }

  let estimator: Estimator
  /// Their names, which the four lists of laws share.
  let laws: Set<String>
  let reason: String

  private init<Law: RawRepresentable<String>>(_ estimator: Estimator, _ laws: [Law], _ reason: String) {
    self.estimator = estimator
    self.laws = Set(laws.map(\.rawValue))
    self.reason = reason
  }

  /// The only list of them.
  static let all: [LawException] = [
    LawException(
      .stochasticGradient,
      [ClassifierLaw.rowOrderIsIrrelevant, .weightsEqualRepetitions, .fractionalWeightsEqualRepetitions],
      """
      It ends within the noise of its steps: their order, and how many there are, depend on order and number of the rows.
      """),
    LawException(
      .calibratedClassifier,
      [ClassifierLaw.rowOrderIsIrrelevant, .weightsEqualRepetitions, .fractionalWeightsEqualRepetitions],
      "Which rows calibrate depends on the order of the rows, and a repeated row may fall into other folds."),
    LawException(
      .priorDummy, [ClassifierLaw.itLearns, .everyColumnMatters],
      "It looks at the labels only: it is what others have to beat."),
    LawException(
      .mostFrequentDummy, [ClassifierLaw.itLearns, .everyColumnMatters, .relabellingPermutesClasses],
      "It looks at the labels only; of equally frequent classes, as in the sample, it is sure of the first."),
    LawException(
      .stratifiedDummy,
      [
        ClassifierLaw.itLearns, .everyColumnMatters, .rowsArePredictedAlone, .largeBatchesEqualRows,
        .relabellingPermutesClasses,
      ],
      """
      It looks at the labels only, and its draws, scikit-learn's, belong to the places of the rows and go through the \
      classes in their order.
      """),
    LawException(
      .uniformDummy,
      [
        ClassifierLaw.itLearns, .everyColumnMatters, .rowsArePredictedAlone, .largeBatchesEqualRows,
        .predictionIsTheMostProbableClass,
      ],
      "It looks at the labels only; its draws belong to the places of the rows, and no class is the most probable."),
    LawException(
      .thresholds, [ClassifierLaw.predictionIsTheMostProbableClass, .itLearns, .relabellingPermutesClasses],
      """
      They are for predicting another class than the most probable one, at the price of mistakes; a setting names the \
      class.
      """),
    LawException(
      .columns, [TransformerLaw.everyColumnMatters], "It is told which columns to take; the others are left out."),
    LawException(
      .selectKBest, [TransformerLaw.everyColumnMatters], "It leaves columns out: that is what it is for."),
    LawException(
      .ordinalEncoder, [TransformerLaw.sparseStaysSparse],
      "Numbers of categories are rarely 0: they need a dense matrix."),
    LawException(
      .principalComponents, [TransformerLaw.sparseStaysSparse], "Components are mixtures of all columns: dense."),
    LawException(
      .columnTransformer, [TransformerLaw.sparseStaysSparse],
      "Three parts make numbers of which more than 30 % are not 0: dense."),
  ]
}

/// Checks a law that may be among the exceptions: then it must be broken, so that the list is never longer than needed.
func hold<Law: RawRepresentable<String>>(
  _ law: Law, of estimator: LawException.Estimator, _ check: () throws -> Void
) throws {
  let isExcused = LawException.all.contains { $0.estimator == estimator && $0.laws.contains(law.rawValue) }
  guard isExcused else { return try check() }
  #expect(throws: LawViolation.self) { try check() }
}
