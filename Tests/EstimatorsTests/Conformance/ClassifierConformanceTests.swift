import Estimators
import Testing
import _EstimatorTestSupport

/// The classifiers beside ``LogisticRegression``, every law.
@Suite struct ClassifierConformanceTests {
  @Test(arguments: ClassifierLaw.allCases)
  func oneVsRest(law: ClassifierLaw) throws {
    let classifier = OneVsRest(LogisticRegression<Bool>(tolerance: 1e-10), labels: String.self)
    try law.check(classifier, on: .threeClasses, tolerance: 1e-6)
  }

  @Test(arguments: ClassifierLaw.allCases)
  func oneVsOne(law: ClassifierLaw) throws {
    let classifier = OneVsOne(LogisticRegression<Bool>(tolerance: 1e-10), labels: String.self)
    try law.check(classifier, on: .threeClasses, tolerance: 1e-6)
  }

  @Test(arguments: ClassifierLaw.allCases)
  func oneVsRestOfTwo(law: ClassifierLaw) throws {
    let classifier = OneVsRest(LogisticRegression<Bool>(tolerance: 1e-10), labels: String.self)
    try law.check(classifier, on: .twoClasses, tolerance: 1e-6)
  }

  @Test(arguments: ClassifierLaw.allCases, [DummyClassifier<String>.Strategy.prior, .mostFrequent])
  func dummy(law: ClassifierLaw, strategy: DummyClassifier<String>.Strategy) throws {
    try law.check(DummyClassifier(strategy: strategy), on: .threeClasses, tolerance: 1e-12)
  }

  @Test(arguments: ClassifierLaw.allCases)
  func gaussianNB(law: ClassifierLaw) throws {
    try law.check(GaussianNB<String>(), on: .threeClasses, tolerance: 1e-10)
    try law.check(GaussianNB<String>(), on: .twoClasses, tolerance: 1e-10)
  }

  @Test(arguments: ClassifierLaw.allCases)
  func multinomialNB(law: ClassifierLaw) throws {
    try law.check(MultinomialNB<String>(), on: .threeClasses, tolerance: 1e-10)
    try law.check(MultinomialNB<String>(), on: .twoClasses, tolerance: 1e-10)
  }

  @Test(arguments: ClassifierLaw.allCases)
  func ridge(law: ClassifierLaw) throws {
    try law.check(RidgeClassifier<String>(), on: .threeClasses, tolerance: 1e-10)
    try law.check(RidgeClassifier<String>(), on: .twoClasses, tolerance: 1e-10)
  }

  @Test(arguments: ClassifierLaw.allCases)
  func linearDiscriminantAnalysis(law: ClassifierLaw) throws {
    try law.check(LinearDiscriminantAnalysis<String>(), on: .threeClasses, tolerance: 1e-10)
    try law.check(LinearDiscriminantAnalysis<String>(), on: .twoClasses, tolerance: 1e-10)
  }
}
