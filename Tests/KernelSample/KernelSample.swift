import Estimators

/// Small fits and predictions through every kernel of the variant that ESTIMATORS_KERNEL pins, for a build with
/// sanitizers. With the argument `variants` it only says which this machine has.
@main
enum KernelSample {
  static func main() throws {
    if CommandLine.arguments.dropFirst().first == "variants" {
      return print(KernelVariant.all.map(\.name).joined(separator: " "))
    }
    var sample = Sample()
    // Widths below, at and above whole vectors; numbers of classes likewise.
    let shapes = [(60, 1, 2), (40, 5, 3), (70, 16, 2), (90, 17, 5), (50, 33, 10), (80, 70, 4), (120, 3, 33)]
    for (place, shape) in shapes.enumerated() {
      let data = try SampleData(
        rows: shape.0, columns: shape.1, classes: shape.2, zeros: place % 2 * 7, seed: UInt32(place))
      try sample.run(data, place)
    }
    // Mostly zeros and large enough to be packed; wide enough for whole-number products; more columns than rows.
    try sample.runLarge(SampleData(rows: 900, columns: 150, classes: 10, zeros: 8, seed: 11))
    try sample.runLarge(SampleData(rows: 60, columns: 1700, classes: 6, zeros: 8, seed: 12))
    print("\(KernelVariant.current.name): \(sample.fits) fits, \(sample.refused) combinations refused")
    guard sample.fits > 3 * sample.refused else { throw EstimatorError.notFitted("Most of the sample") }
  }
}

struct Sample {
  private(set) var fits = 0
  private(set) var refused = 0

  private static let solvers: [Solver] = [
    .auto, .lbfgs, .gd, .gd(learningRate: .backtracking), .gd(learningRate: .fixed(1e-4)), .newtonCholesky, .newtonCG,
    .coordinateDescent, .coordinateDescent(form: .dual), .sag, .saga, .sgd, .sgd(batchSize: 5, averagingAfter: 10),
  ]
  private static let penalties = [Penalty.l2, .l1, .none, .elasticNet(l1Ratio: 0.4)]

  /// Every solver on every storage; penalty, precision and weights take turns.
  mutating func run(_ data: SampleData, _ turn: Int) throws {
    for (i, storage) in try data.storages().enumerated() {
      for (j, solver) in Self.solvers.enumerated() {
        for multiClass in MultiClass.allCases {
          let classifier = LogisticRegression<Int>(
            multiClass: multiClass, solver: solver, penalty: Self.penalties[(turn + i + j) % 4],
            tolerance: 1e-6, maxIterations: 4, fitIntercept: (i + j) % 5 != 0,
            precision: Precision.allCases[(i + 2 * j + turn) % 3])
          try fit(classifier, storage.x, data, weighted: (i + j + turn) % 2 == 0)
        }
      }
      try runOthers(storage.x, data)
    }
    try fit(LogisticRegression<Int>(maxIterations: 4), data.slice.features, data, from: 1)
  }

  mutating func runLarge(_ data: SampleData) throws {
    for storage in try data.storages() {
      for solver in [Solver.lbfgs, .auto, .newtonCG, .coordinateDescent] {
        for precision in [Precision.single, .double] {
          let classifier = LogisticRegression<Int>(solver: solver, maxIterations: 2, precision: precision)
          try fit(classifier, storage.x, data, weighted: precision == .double)
        }
      }
    }
    try fit(LogisticRegression<Int>(penalty: .l1, maxIterations: 3), data.slice.features, data, from: 1)
  }

  /// Fits, predicts on all rows and on some, and goes on learning from the model.
  private mutating func fit(
    _ classifier: LogisticRegression<Int>, _ x: Features, _ data: SampleData, weighted: Bool = false,
    from first: Int = 0
  ) throws {
    let labels = Array(data.labels[first...])
    let weights = weighted ? Array(data.weights[first...]) : nil
    do {
      let model = try classifier.fitted(to: x, labels, sampleWeight: weights)
      _ = (try model.predict(x), try model.predictProbabilities(x))
      _ = try model.predictLogProbabilities(x.selectingRows([x.rows - 1, 0, 1]))
      var next = classifier
      if case .sgd = classifier.solver.kind {
        for _ in 0..<2 { try next.partialFit(x, labels, sampleWeight: weights) }
      }
      fits += 1
    } catch is EstimatorError {
      refused += 1
    } catch is MatrixError {
      refused += 1
    }
  }

  /// What else reads rows: counts and sums, neighbours, scalers, components, tests of columns.
  private mutating func runOthers(_ x: Features, _ data: SampleData) throws {
    try classify(GaussianNB<Int>(), x, data)
    try classify(MultinomialNB<Int>(), x, data)
    try classify(RidgeClassifier<Int>(), x, data)
    try classify(LinearDiscriminantAnalysis<Int>(), x, data)
    for metric in [NeighborMetric.euclidean, .manhattan, .minkowski(p: 3), .chebyshev] {
      try classify(KNeighborsClassifier<Int>(neighbors: 3, metric: metric), x, data)
    }
    let targets = ClassEncoding(data.labels).targets
    let transformers: [any Transformer] = [
      StandardScaler(), MinMaxScaler(), MaxAbsScaler(), RobustScaler(), Normalizer(), PCA(components: .count(1)),
      PCA(components: .count(1), solver: .randomized), SelectKBest(k: 1), VarianceThreshold(), PowerTransformer(),
    ]
    for transformer in transformers { try transform(transformer, x, targets) }
  }

  private mutating func classify<C: Classifier<Int>>(_ classifier: C, _ x: Features, _ data: SampleData) throws {
    do {
      let model = try classifier.fitted(to: x, data.labels, sampleWeight: data.weights)
      _ = (try model.predict(x), try model.predictProbabilities(x))
      fits += 1
    } catch is EstimatorError {
      refused += 1
    } catch is MatrixError {
      refused += 1
    }
  }

  private mutating func transform(_ transformer: some Transformer, _ x: Features, _ targets: ClassTargets) throws {
    do {
      _ = try transformer.fitted(to: x, targets: targets).transform(x).matrix()
      fits += 1
    } catch is EstimatorError {
      refused += 1
    } catch is MatrixError {
      refused += 1
    }
  }
}
