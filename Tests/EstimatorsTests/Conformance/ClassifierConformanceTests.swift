import Estimators
import Testing
import _EstimatorTestSupport

/// The classifiers beside ``LogisticRegression``, every law.
@Suite struct ClassifierConformanceTests {
  @Test(arguments: ClassifierLaw.ofFeatures)
  func oneVsRest(law: ClassifierLaw) throws {
    let classifier = OneVsRest(LogisticRegression<Bool>(tolerance: 1e-10), labels: String.self)
    try law.check(classifier, on: .threeClasses, tolerance: 1e-6)
    try law.check(classifier, on: .fiveClasses, tolerance: 1e-6)
  }

  @Test(arguments: ClassifierLaw.ofFeatures)
  func oneVsOne(law: ClassifierLaw) throws {
    let classifier = OneVsOne(LogisticRegression<Bool>(tolerance: 1e-10), labels: String.self)
    try law.check(classifier, on: .threeClasses, tolerance: 1e-6)
    try law.check(classifier, on: .fiveClasses, tolerance: 1e-6)
  }

  @Test(arguments: ClassifierLaw.ofFeatures)
  func oneVsRestOfTwo(law: ClassifierLaw) throws {
    let classifier = OneVsRest(LogisticRegression<Bool>(tolerance: 1e-10), labels: String.self)
    try law.check(classifier, on: .twoClasses, tolerance: 1e-6)
  }

  @Test(arguments: ClassifierLaw.ofFeatures, [DummyClassifier<String>.Strategy.prior, .mostFrequent])
  func dummy(law: ClassifierLaw, strategy: DummyClassifier<String>.Strategy) throws {
    try hold(law, of: strategy == .prior ? .priorDummy : .mostFrequentDummy) {
      try law.check(DummyClassifier(strategy: strategy), on: .threeClasses, tolerance: 1e-12)
    }
  }

  @Test(arguments: ClassifierLaw.ofFeatures)
  func drawingDummy(law: ClassifierLaw) throws {
    let stratified = DummyClassifier<String>(strategy: .stratified(randomState: 5))
    try hold(law, of: .stratifiedDummy) { try law.check(stratified, on: .threeClasses, tolerance: 1e-12) }
    let uniform = DummyClassifier<String>(strategy: .uniform(randomState: 5))
    try hold(law, of: .uniformDummy) { try law.check(uniform, on: .threeClasses, tolerance: 1e-12) }
  }

  @Test(arguments: ClassifierLaw.ofFeatures)
  func gaussianNB(law: ClassifierLaw) throws {
    try law.check(GaussianNB<String>(), on: .threeClasses, tolerance: 1e-10)
    try law.check(GaussianNB<String>(), on: .twoClasses, tolerance: 1e-10)
    try law.check(GaussianNB<String>(), on: .fiveClasses, tolerance: 1e-10)
  }

  @Test(arguments: ClassifierLaw.ofFeatures)
  func multinomialNB(law: ClassifierLaw) throws {
    try law.check(MultinomialNB<String>(), on: .threeClasses, tolerance: 1e-10)
    try law.check(MultinomialNB<String>(), on: .twoClasses, tolerance: 1e-10)
    try law.check(MultinomialNB<String>(), on: .fiveClasses, tolerance: 1e-10)
  }

  @Test(arguments: ClassifierLaw.ofFeatures)
  func ridge(law: ClassifierLaw) throws {
    try law.check(RidgeClassifier<String>(), on: .threeClasses, tolerance: 1e-10)
    try law.check(RidgeClassifier<String>(), on: .twoClasses, tolerance: 1e-10)
    try law.check(RidgeClassifier<String>(), on: .fiveClasses, tolerance: 1e-10)
  }

  @Test(arguments: ClassifierLaw.ofFeatures)
  func linearDiscriminantAnalysis(law: ClassifierLaw) throws {
    try law.check(LinearDiscriminantAnalysis<String>(), on: .threeClasses, tolerance: 1e-10)
    try law.check(LinearDiscriminantAnalysis<String>(), on: .twoClasses, tolerance: 1e-10)
    try law.check(LinearDiscriminantAnalysis<String>(), on: .fiveClasses, tolerance: 1e-10)
  }

  /// Ties share places and weights count rows, so that k-NN, too, keeps every law.
  @Test(arguments: ClassifierLaw.ofFeatures, NeighborWeighting.allCases)
  func kNeighbors(law: ClassifierLaw, weighting: NeighborWeighting) throws {
    for metric in [NeighborMetric.euclidean, .manhattan, .minkowski(p: 3), .chebyshev] {
      let classifier = KNeighborsClassifier<String>(neighbors: 4, weighting: weighting, metric: metric)
      try law.check(classifier, on: .threeClasses, tolerance: 1e-12)
      try law.check(classifier, on: .twoClasses, tolerance: 1e-12)
      try law.check(classifier, on: .fiveClasses, tolerance: 1e-12)
    }
  }

  @Test(arguments: ClassifierLaw.ofFeatures)
  func thresholds(law: ClassifierLaw) throws {
    let logistic = LogisticRegression<String>(c: 0.01, tolerance: 1e-10)
    try law.check(FixedThresholdClassifier(logistic), on: .twoClasses, tolerance: 1e-6)
    let fixed = FixedThresholdClassifier(logistic, threshold: 0.3, positive: "no")
    let tuned = TunedThresholdClassifier(logistic, splitter: StratifiedKFold(2))
    try hold(law, of: .thresholds) {
      try law.check(fixed, on: .twoClasses, tolerance: 1e-6)
      try law.check(tuned, on: .twoClasses, tolerance: 1e-6)
    }
  }
}
