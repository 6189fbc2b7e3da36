import Estimators
import Testing
import _EstimatorTestSupport

/// Finite numbers at the ends of the range, constant columns, few rows: every estimator gives finite answers or says
/// why not. It never traps, never hangs, and never answers NaN.
@Suite struct ExtremeDataTests {
  private static let classifiers: [any Classifier<String>] = [
    LogisticRegression<String>(maxIterations: 50), LogisticRegression<String>(multiClass: .ovr, maxIterations: 50),
    LogisticRegressionCV(LogisticRegression<String>(maxIterations: 20), cs: [0.1, 1], splitter: StratifiedKFold(2)),
    OneVsRest(GaussianNB<Bool>()), OneVsOne(RidgeClassifier<Bool>()), GaussianNB<String>(), MultinomialNB<String>(),
    RidgeClassifier<String>(), LinearDiscriminantAnalysis<String>(), KNeighborsClassifier<String>(neighbors: 1),
    KNeighborsClassifier<String>(neighbors: 2, weighting: .distance, metric: .minkowski(p: 3)),
    DummyClassifier<String>(),
    CalibratedClassifier(RidgeClassifier<String>(), method: .temperature, splitter: StratifiedKFold(2)),
    CalibratedClassifier(RidgeClassifier<String>(), method: .sigmoid, splitter: StratifiedKFold(2)),
    CalibratedClassifier(GaussianNB<String>(), method: .isotonic, splitter: StratifiedKFold(2)),
    TunedThresholdClassifier(GaussianNB<String>(), splitter: StratifiedKFold(2)),
    TunedThresholdClassifier(RidgeClassifier<String>(), splitter: StratifiedKFold(2), response: .decisionFunction),
    GridSearch(RidgeClassifier<String>(), .init(\.alpha, [0, 1]), splitter: StratifiedKFold(2)),
    Pipeline {
      StandardScaler()
      PCA()
      LogisticRegression<String>(maxIterations: 50)
    },
    Pipeline {
      PowerTransformer()
      PolynomialFeatures()
      LinearDiscriminantAnalysis<String>()
    },
  ]

  private static let transformers: [any Transformer] = [
    StandardScaler(), MinMaxScaler(), MaxAbsScaler(), RobustScaler(), Normalizer(norm: .l1), Normalizer(norm: .l2),
    Normalizer(norm: .max), Binarizer(), OneHotEncoder(), OrdinalEncoder(), SimpleImputer(strategy: .mean),
    SimpleImputer(strategy: .median), SimpleImputer(strategy: .mostFrequent), PolynomialFeatures(degree: 3),
    VarianceThreshold(), SelectKBest(k: 99), SelectKBest(k: 1, score: .chiSquared), PCA(), PCA(solver: .full),
    PCA(components: .share(0.5), whiten: true), PCA(components: .count(1), solver: .randomized), PowerTransformer(),
    PowerTransformer(method: .boxCox), PowerTransformer(standardize: false),
  ]

  enum Data: String, CaseIterable, Sendable {
    case enormous, tiny, mixed, constant, zeros, twoRows, oneColumn, farFromZero

    var rows: [[Double]] {
      let base: [[Double]] = (0..<12).map { (i: Int) -> [Double] in [Double(i % 5), Double(i * 7 % 4), Double(i / 3)] }
      func map(_ change: (Double) -> Double) -> [[Double]] { base.map { $0.map(change) } }
      return switch self {
      case .enormous: map { ($0 - 2) * 4e307 }
      case .tiny: map { $0 * Double.leastNonzeroMagnitude }
      case .mixed: base.map { [$0[0] * 1e300, $0[1] * 1e-300, $0[2]] }
      case .constant: map { _ in 3 }
      case .zeros: map { _ in 0 }
      case .twoRows: Array(base[..<2])
      case .oneColumn: base.map { [$0[0]] }
      case .farFromZero: map { $0 + 1e15 }
      }
    }

    var labels: [String] { rows.indices.map { $0 % 2 == 0 ? "ash" : "birch" } }
  }

  @Test(arguments: classifiers.indices, Data.allCases)
  func ofAClassifier(place: Int, data: Data) throws {
    try fit(Self.classifiers[place], data)
  }

  private func fit(_ classifier: some Classifier<String>, _ data: Data) throws {
    let x = try Matrix(data.rows)
    explained("\(type(of: classifier)) of \(data)") {
      let model = try classifier.fitted(to: x, data.labels)
      for rows in [x, x.map { -$0 }] {
        let p = try model.predictProbabilities(rows)
        for row in 0..<p.rows {
          let sum = p[row: row].reduce(0, +)
          let what = "\(type(of: classifier)) of \(data): \(Array(p[row: row]))"
          #expect(abs(sum - 1) < 1e-9, "\(what)")
        }
        let isFinite = try model.predictLogProbabilities(rows).elements.allSatisfy(\.isFinite)
        #expect(isFinite, "\(classifier) of \(data)")
      }
    }
  }

  @Test(arguments: transformers.indices, Data.allCases)
  func ofATransformer(place: Int, data: Data) throws {
    try fit(Self.transformers[place], data)
  }

  private func fit(_ transformer: some Transformer, _ data: Data) throws {
    let x = try Matrix(data.rows)
    explained("\(type(of: transformer)) of \(data)") {
      let model = try transformer.fitted(to: x, targets: ClassEncoding(data.labels).targets)
      let result = try model.transform(x).matrix()
      #expect(result.rows == x.rows)
      let isFinite = result.elements.allSatisfy(\.isFinite)
      #expect(isFinite, "\(transformer) of \(data): \(result.elements)")
    }
  }

  private func explained(_ what: String, _ body: () throws -> Void) {
    do {
      try body()
    } catch is EstimatorError {
      return
    } catch is MatrixError {
      return
    } catch {
      Issue.record("\(what): \(error)")
    }
  }
}
