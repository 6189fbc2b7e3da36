import EstimatorDatasets
import Estimators
import Testing
import _EstimatorTestSupport

/// Weights that are finite one by one, but not in sum, are refused by one check, with one remedy; those that are finite
/// in sum give finite answers.
@Suite struct WeightLimitTests {
  private static let classifiers: [any Classifier<Int>] = [
    LogisticRegression<Int>(maxIterations: 5), MultinomialNB<Int>(), GaussianNB<Int>(), DummyClassifier<Int>(),
    RidgeClassifier<Int>(), LinearDiscriminantAnalysis<Int>(), KNeighborsClassifier<Int>(),
    OneVsRest(GaussianNB<Bool>()), OneVsOne(RidgeClassifier<Bool>()), CalibratedClassifier(GaussianNB<Int>()),
  ]

  private static let transformers: [any Transformer] = [
    StandardScaler(), MinMaxScaler(), MaxAbsScaler(), RobustScaler(), SimpleImputer(), VarianceThreshold(),
    SelectKBest(k: 1), PCA(), PowerTransformer(), Normalizer(), Binarizer(), PolynomialFeatures(), OneHotEncoder(),
  ]

  @Test(arguments: classifiers.indices)
  func ofAClassifier(place: Int) throws {
    let iris = try Iris.load()
    func fit(_ classifier: some Classifier<Int>, _ weight: Double) throws -> Matrix<Double> {
      try classifier.fitted(to: iris.features, iris.labels, sampleWeight: Array(repeating: weight, count: 150))
        .predictProbabilities(iris.features)
    }
    #expect(throws: EstimatorError.weightsTooLarge(rows: 150)) { try fit(Self.classifiers[place], 1e307) }
    do {
      let p = try fit(Self.classifiers[place], 1e305)
      #expect((0..<150).allSatisfy { abs(p[row: $0].reduce(0, +) - 1) < 1e-9 })
    } catch let error as EstimatorError {
      #expect("\(error)".contains("weights"), "\(error)")
    }
  }

  @Test(arguments: transformers.indices)
  func ofATransformer(place: Int) throws {
    let iris = try Iris.load()
    func fit(_ transformer: some Transformer, _ weight: Double) throws -> Matrix<Double> {
      try transformer.fitted(
        to: iris.features, targets: ClassEncoding(iris.labels).targets,
        sampleWeight: Array(repeating: weight, count: 150)
      ).transform(iris.features).matrix()
    }
    #expect(throws: EstimatorError.weightsTooLarge(rows: 150)) { try fit(Self.transformers[place], 1e307) }
    #expect(try fit(Self.transformers[place], 1e305).elements.allSatisfy(\.isFinite))
  }

  @Test func ofAMetric() throws {
    let (y, weights) = ([0, 1, 1], [1e308, 1e308, 1])
    let p = try Matrix([[1.0, 0], [0, 1], [0, 1]])
    let metrics: [() throws -> Any] = [
      { try accuracy(of: y, against: y, sampleWeight: weights) },
      { try f1Score(of: y, against: y, sampleWeight: weights) },
      { try cohenKappa(of: y, against: y, sampleWeight: weights) },
      { try logLoss(of: p, against: y, classes: [0, 1], sampleWeight: weights) },
      { try brierScore(of: p, against: y, classes: [0, 1], sampleWeight: weights) },
      { try rocAUC(of: p, against: y, classes: [0, 1], sampleWeight: weights) },
    ]
    for metric in metrics { #expect(throws: EstimatorError.weightsTooLarge(rows: 3)) { try metric() } }
  }

  @Test func ofClassesTimesRows() throws {
    let x = try Matrix([[1.0], [2], [3], [4]])
    let clf = LogisticRegression<Int>(classWeight: .weights([0: 1e200, 1: 1]))
    #expect(throws: EstimatorError.weightsTooLarge(rows: 4)) {
      try clf.fitted(to: x, [0, 0, 1, 1], sampleWeight: [1e200, 1e200, 1, 1])
    }
  }

  @Test func theRemedyIsToDivideTheWeights() {
    #expect("\(EstimatorError.weightsTooLarge(rows: 3))".contains("Divide all weights"))
  }

  /// A rare class keeps a finite logarithm whatever the weights of the others.
  @Test func sharesBeyondADoubleHaveLogarithms() throws {
    let (x, y, weights) = (try Matrix([[1.0], [2], [3], [4]]), [0, 0, 1, 1], [1e-300, 1e-300, 1e300, 1e300])
    let dummy = try DummyClassifier<Int>().fitted(to: x, y, sampleWeight: weights)
    #expect(try dummy.predictLogProbabilities(x).elements.allSatisfy(\.isFinite))
    let bayes = try MultinomialNB<Int>().fitted(to: x, y, sampleWeight: weights)
    #expect(!bayes.logPriors.contains { !$0.isFinite })
  }

  /// Beside a row of weight 10³⁰⁶ others must not be lost, nor the search run empty.
  @Test(arguments: [1.0, 1e100, 1e306])
  func nearestNeighboursCountRowsOfAnyWeight(weight: Double) throws {
    let x = try Matrix(rows: 12, columns: 1, (0..<12).map(Double.init))
    let y = (0..<12).map { $0 % 2 }
    // Row 11 is far from the query and heavy; the five nearest rows decide, three of them 0.
    let weights = (0..<12).map { $0 == 11 ? weight : 1.0 }
    let model = try KNeighborsClassifier<Int>(neighbors: 5).fitted(to: x, y, sampleWeight: weights)
    let p = try model.predictProbabilities(Matrix(rows: 6, columns: 1, repeating: 0.0))
    #expect((0..<6).allSatisfy { abs(p[$0, 0] - 0.6) < 1e-12 })
    let heavy = try KNeighborsClassifier<Int>(neighbors: 5)
      .fitted(to: x, y, sampleWeight: (0..<12).map { weight * Double(1 + $0 % 3) })
    #expect(try heavy.predictProbabilities(x).elements.allSatisfy(\.isFinite))
  }
}
