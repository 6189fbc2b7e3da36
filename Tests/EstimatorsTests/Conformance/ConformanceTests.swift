import Estimators
import Testing
import _EstimatorTestSupport

/// Every estimator of the package, every law.
@Suite(.tags(.slow)) struct ConformanceTests {
  @Test(arguments: ClassifierLaw.ofFeatures)
  func multinomialLogisticRegression(law: ClassifierLaw) throws {
    try law.check(LogisticRegression<String>(tolerance: 1e-10), on: .threeClasses, tolerance: 1e-6)
    try law.check(LogisticRegression<String>(tolerance: 1e-10), on: .fiveClasses, tolerance: 1e-6)
  }

  @Test(arguments: ClassifierLaw.ofFeatures)
  func oneVsRestLogisticRegression(law: ClassifierLaw) throws {
    let classifier = LogisticRegression<String>(multiClass: .ovr, tolerance: 1e-10)
    try law.check(classifier, on: .threeClasses, tolerance: 1e-6)
    try law.check(classifier, on: .fiveClasses, tolerance: 1e-6)
  }

  @Test(arguments: ClassifierLaw.ofFeatures)
  func lassoLogisticRegression(law: ClassifierLaw) throws {
    let classifier = LogisticRegression<String>(penalty: .l1, c: 0.5, tolerance: 1e-10)
    try law.check(classifier, on: .threeClasses, tolerance: 1e-6)
    try law.check(classifier, on: .fiveClasses, tolerance: 1e-6)
  }

  @Test(arguments: ClassifierLaw.ofFeatures)
  func elasticNetOneVsRestLogisticRegression(law: ClassifierLaw) throws {
    let clf = LogisticRegression<String>(
      multiClass: .ovr, penalty: .elasticNet(l1Ratio: 0.5), c: 0.5, tolerance: 1e-10)
    try law.check(clf, on: .threeClasses, tolerance: 1e-6)
    try law.check(clf, on: .fiveClasses, tolerance: 1e-6)
  }

  @Test(arguments: ClassifierLaw.ofFeatures)
  func boundedLogisticRegression(law: ClassifierLaw) throws {
    let classifier = LogisticRegression<String>(bounds: .nonNegative, tolerance: 1e-10)
    try law.check(classifier, on: .threeClasses, tolerance: 1e-6)
    try law.check(classifier, on: .fiveClasses, tolerance: 1e-6)
  }

  @Test(arguments: ClassifierLaw.ofFeatures)
  func binaryLogisticRegression(law: ClassifierLaw) throws {
    try law.check(LogisticRegression<String>(tolerance: 1e-10), on: .twoClasses, tolerance: 1e-6)
  }

  @Test(arguments: ClassifierLaw.ofFeatures, [MultiClass.multinomial, .ovr])
  func newtonCholesky(law: ClassifierLaw, multiClass: MultiClass) throws {
    let classifier = LogisticRegression<String>(multiClass: multiClass, solver: .newtonCholesky, tolerance: 1e-10)
    try law.check(classifier, on: .threeClasses, tolerance: 1e-8)
    try law.check(classifier, on: .fiveClasses, tolerance: 1e-8)
  }

  @Test(arguments: ClassifierLaw.ofFeatures, [MultiClass.multinomial, .ovr])
  func newtonCG(law: ClassifierLaw, multiClass: MultiClass) throws {
    let classifier = LogisticRegression<String>(multiClass: multiClass, solver: .newtonCG, tolerance: 1e-10)
    try law.check(classifier, on: .threeClasses, tolerance: 1e-6)
    try law.check(classifier, on: .fiveClasses, tolerance: 1e-6)
  }

  /// Converged this far, the random order of the rows and their number no longer show.
  @Test(arguments: ClassifierLaw.ofFeatures, [Solver.sag, .saga])
  func averageGradient(law: ClassifierLaw, solver: Solver) throws {
    for multiClass in MultiClass.allCases {
      let classifier = LogisticRegression<String>(
        multiClass: multiClass, solver: solver, c: 0.02, tolerance: 1e-9, maxIterations: 20_000)
      try law.check(classifier, on: .threeClasses, tolerance: 1e-6)
    }
  }

  @Test(arguments: ClassifierLaw.ofFeatures)
  func stochasticGradient(law: ClassifierLaw) throws {
    for multiClass in MultiClass.allCases {
      let classifier = LogisticRegression<String>(multiClass: multiClass, solver: .sgd, maxIterations: 30)
      try hold(law, of: .stochasticGradient) { try law.check(classifier, on: .threeClasses, tolerance: 1e-6) }
    }
  }

  @Test(arguments: ClassifierLaw.ofFeatures)
  func gradientDescent(law: ClassifierLaw) throws {
    let classifier = LogisticRegression<String>(solver: .gd, tolerance: 1e-3, maxIterations: 300)
    try law.check(classifier, on: .threeClasses, tolerance: 1e-4)
  }

  @Test(arguments: ClassifierLaw.ofFeatures, [Penalty.l2, .elasticNet(l1Ratio: 0.5)])
  func coordinateDescent(law: ClassifierLaw, penalty: Penalty) throws {
    let classifier = LogisticRegression<String>(
      multiClass: .ovr, solver: .coordinateDescent, penalty: penalty, tolerance: 1e-10)
    try law.check(classifier, on: .threeClasses, tolerance: 1e-6)
    try law.check(classifier, on: .twoClasses, tolerance: 1e-6)
  }

  @Test(arguments: ClassifierLaw.ofFeatures)
  func dualCoordinateDescent(law: ClassifierLaw) throws {
    let classifier = LogisticRegression<String>(
      multiClass: .ovr, solver: .coordinateDescent(form: .dual), tolerance: 1e-10)
    try law.check(classifier, on: .threeClasses, tolerance: 1e-6)
    try law.check(classifier, on: .twoClasses, tolerance: 1e-6)
  }

  /// As for a search: one C is so much better that other folds choose it too.
  @Test(arguments: ClassifierLaw.ofFeatures)
  func logisticRegressionCV(law: ClassifierLaw) throws {
    let classifier = LogisticRegressionCV(LogisticRegression<String>(tolerance: 1e-10), cs: [1e-6, 1])
    try law.check(classifier, on: .threeClasses, tolerance: 1e-6)
  }

  @Test(arguments: ClassifierLaw.ofFeatures)
  func balancedClassWeights(law: ClassifierLaw) throws {
    let classifier = LogisticRegression<String>(multiClass: .ovr, tolerance: 1e-10, classWeight: .balanced)
    try law.check(classifier, on: .threeClasses, tolerance: 1e-6)
  }

  @Test(arguments: ClassifierLaw.ofFeatures)
  func pipeline(law: ClassifierLaw) throws {
    let pipeline = Pipeline {
      StandardScaler()
      LogisticRegression<String>(tolerance: 1e-10)
    }
    try law.check(pipeline, on: .threeClasses, tolerance: 1e-6)
    try law.check(pipeline, on: .fiveClasses, tolerance: 1e-6)
  }

  /// One candidate is so much better that other folds, of shuffled or repeated rows, choose it too.
  @Test(arguments: ClassifierLaw.ofFeatures)
  func gridSearch(law: ClassifierLaw) throws {
    let search = GridSearch(LogisticRegression<String>(tolerance: 1e-10), .init(\.c, [1e-6, 1]))
    try law.check(search, on: .threeClasses, tolerance: 1e-6)
  }

  @Test(arguments: ClassifierLaw.ofFeatures)
  func randomizedSearch(law: ClassifierLaw) throws {
    let search = RandomizedSearch(
      LogisticRegression<String>(tolerance: 1e-10), .init(\.c, [1e-6, 1]), candidates: 2)
    try law.check(search, on: .threeClasses, tolerance: 1e-6)
  }

  @Test(arguments: ClassifierLaw.ofFeatures, CalibrationMethod.allCases)
  func calibratedClassifier(law: ClassifierLaw, method: CalibrationMethod) throws {
    let base = LogisticRegression<String>(tolerance: 1e-10)
    for ensemble in [true, false] {
      let classifier = CalibratedClassifier(base, method: method, ensemble: ensemble)
      try hold(law, of: .calibratedClassifier) { try law.check(classifier, on: .threeClasses, tolerance: 1e-6) }
    }
  }

  @Test(arguments: TransformerLaw.ofFeatures, [true, false])
  func standardScaler(law: TransformerLaw, withMean: Bool) throws {
    try law.check(StandardScaler(withMean: withMean))
  }

  @Test(arguments: TransformerLaw.ofFeatures)
  func chain(law: TransformerLaw) throws {
    try law.check(Chain(StandardScaler(), StandardScaler(withStandardDeviation: false)))
  }
}
