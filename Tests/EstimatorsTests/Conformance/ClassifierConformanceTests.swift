import Estimators
import Testing
import _EstimatorTestSupport

/// The classifiers beside ``LogisticRegression``, every law. Serialized because one law changes the number of threads.
@Suite(.serialized) struct ClassifierConformanceTests {
  @Test(arguments: ClassifierLaw.allCases)
  func oneVsRest(law: ClassifierLaw) throws {
    try check(law, of: OneVsRest(LogisticRegression<Bool>(tolerance: 1e-10), labels: String.self), tolerance: 1e-6)
  }

  @Test(arguments: ClassifierLaw.allCases)
  func oneVsOne(law: ClassifierLaw) throws {
    try check(law, of: OneVsOne(LogisticRegression<Bool>(tolerance: 1e-10), labels: String.self), tolerance: 1e-6)
  }

  @Test(arguments: ClassifierLaw.allCases)
  func oneVsRestOfTwo(law: ClassifierLaw) throws {
    let classifier = OneVsRest(LogisticRegression<Bool>(tolerance: 1e-10), labels: String.self)
    try check(law, of: classifier, on: .twoClasses, tolerance: 1e-6)
  }

  @Test(arguments: ClassifierLaw.allCases, [DummyClassifier<String>.Strategy.prior, .mostFrequent])
  func dummy(law: ClassifierLaw, strategy: DummyClassifier<String>.Strategy) throws {
    try check(law, of: DummyClassifier(strategy: strategy), tolerance: 1e-12)
  }

  @Test(arguments: ClassifierLaw.allCases)
  func gaussianNB(law: ClassifierLaw) throws {
    try check(law, of: GaussianNB<String>(), tolerance: 1e-10)
    try check(law, of: GaussianNB<String>(), on: .twoClasses, tolerance: 1e-10)
  }

  @Test(arguments: ClassifierLaw.allCases)
  func multinomialNB(law: ClassifierLaw) throws {
    try check(law, of: MultinomialNB<String>(), tolerance: 1e-10)
    try check(law, of: MultinomialNB<String>(), on: .twoClasses, tolerance: 1e-10)
  }

  @Test(arguments: ClassifierLaw.allCases)
  func ridge(law: ClassifierLaw) throws {
    try check(law, of: RidgeClassifier<String>(), tolerance: 1e-10)
    try check(law, of: RidgeClassifier<String>(), on: .twoClasses, tolerance: 1e-10)
  }

  @Test(arguments: ClassifierLaw.allCases)
  func linearDiscriminantAnalysis(law: ClassifierLaw) throws {
    try check(law, of: LinearDiscriminantAnalysis<String>(), tolerance: 1e-10)
    try check(law, of: LinearDiscriminantAnalysis<String>(), on: .twoClasses, tolerance: 1e-10)
  }
}
