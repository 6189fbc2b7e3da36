import Estimators
import Testing
import _EstimatorTestSupport

@Suite(.tags(.slow)) struct AverageGradientTests {
  private let sample = LawSample.threeClasses

  /// Standardised data and C ≤ 1, of the digits C < 1: the others need more epochs than a test should take, and say so
  /// when they end.
  static let reachable = LogisticCase.all.filter {
    let c = $0.c ?? .infinity
    return $0.preparation == "standardised" && ($0.dataset == "digits" ? c < 1 : c <= 1)
  }

  @Test(arguments: reachable, [Solver.sag, .saga])
  func bothReachTheReference(testCase: LogisticCase, solver: Solver) throws {
    let (x, y) = try testCase.data()
    let model = try LogisticRegression(
      multiClass: testCase.scheme, solver: solver, c: testCase.c ?? .infinity, tolerance: 1e-9, maxIterations: 20_000
    ).fitted(to: x, y, sampleWeight: testCase.weights(y.count))
    #expect(model.report.converged, "\(model.report)")
    // ‖W − W*‖ ≤ S·C·‖∇F‖₂ and F − F* ≤ S·C/2·‖∇F‖₂², with S·C ≤ 650 and at most 30 parameters where that is so.
    #expect(testCase.distance(model.coefficients, model.intercepts) < 4e-6)
    for (objective, expected) in zip(model.report.objectivePerProblem, testCase.objectives) {
      #expect(abs(objective - expected) <= 1e-11 * expected)
    }
  }

  // MARK: Penalties

  /// Where C < 1; with weaker penalties the columns that go together ask for more epochs than a test should take.
  @Test(arguments: PenaltyCase.all.filter { $0.bounds == nil && $0.c < 1 && $0.dataset != "digits" }, [false, true])
  func sagaReachesThePenalizedReference(testCase: PenaltyCase, isSparse: Bool) throws {
    let (x, y, weights) = try testCase.data()
    var clf = testCase.classifier(.saga, tolerance: 1e-9)
    clf.maxIterations = 50_000
    let model = try clf.fitted(to: isSparse ? SparseMatrix(x.matrix()).features : x, y, sampleWeight: weights)
    PenaltyReferenceTests().check(testCase, model)
  }

  @Test(arguments: MultiClass.allCases, [Penalty.l1, .elasticNet(l1Ratio: 0.5)])
  func sagaFindsTheZerosOfAnL1Penalty(multiClass: MultiClass, penalty: Penalty) throws {
    let (raw, y) = try DataSets.load("wine")
    let x = try StandardScaler().fitted(to: raw).transform(raw)
    func model(_ solver: Solver) throws -> LogisticRegression<Int>.Model {
      try LogisticRegression(
        multiClass: multiClass, solver: solver, penalty: penalty, c: 0.1, tolerance: 1e-9, maxIterations: 100_000
      ).fitted(to: x, y)
    }
    let (saga, descent) = (try model(.saga), try model(.gd))
    #expect(saga.report.converged && descent.report.converged)
    #expect(abs(saga.report.objective - descent.report.objective) < 1e-12)
    #expect(difference(saga.coefficients, descent.coefficients) < 1e-5)
    let zeros = saga.coefficients.elements.map { $0 == 0 }
    #expect(zeros == descent.coefficients.elements.map { $0 == 0 })
    #expect(zeros.contains(true) && zeros.contains(false))
  }

  @Test func factorsPenaliseFeaturesUnlike() throws {
    let x = try StandardScaler().fitted(to: sample.doubles).transform(sample.doubles)
    for solver in [Solver.sag, .saga] {
      let models = try [solver, .newtonCholesky].map {
        try LogisticRegression<String>(
          solver: $0, penaltyFactors: [1, 0, 10, 0.1], tolerance: 1e-9, maxIterations: 20_000
        ).fitted(to: x, sample.labels)
      }
      #expect(models[0].report.converged)
      #expect(difference(models[0].coefficients, models[1].coefficients) < 1e-6)
    }
  }

  @Test func whatSagCannotDoIsSentElsewhere() {
    for clf in [
      LogisticRegression(solver: .sag, penalty: .l1), LogisticRegression(solver: .sag, bounds: .nonNegative),
    ] {
      #expect {
        try clf.validate()
      } throws: {
        "\($0)".contains(".sag") && "\($0)".contains("Use solver: .saga")
      }
    }
  }

  // MARK: Sparse rows

  struct SparseCase: Sendable, CustomTestStringConvertible {
    var solver: Solver
    var penalty: Penalty
    var factors: [Double]?
    var multiClass: MultiClass

    static let all = MultiClass.allCases.flatMap { multiClass in
      [
        SparseCase(solver: .sag, penalty: .l2, multiClass: multiClass),
        SparseCase(solver: .sag, penalty: .none, multiClass: multiClass),
        SparseCase(solver: .saga, penalty: .l2, factors: Self.factors, multiClass: multiClass),
        SparseCase(solver: .saga, penalty: .l1, multiClass: multiClass),
        SparseCase(solver: .saga, penalty: .elasticNet(l1Ratio: 0.3), factors: Self.factors, multiClass: multiClass),
        SparseCase(solver: .saga, penalty: .none, multiClass: multiClass),
      ]
    }

    private static let factors = (0..<30).map { [1.0, 0, 3, 0.5][$0 % 4] }

    var testDescription: String { "\(solver) \(penalty) factors \(factors != nil) \(multiClass)" }
  }

  /// 80 × 30, one number in five stored, columns of unlike scale.
  private func sparseRows() throws -> (dense: Matrix<Double>, labels: [Int]) {
    var random = RandomState(11)
    let dense = Matrix<Double>(rows: 80, columns: 30) { elements in
      for index in elements.indices {
        let value = random.random() < 0.2 ? random.standardNormal() * (index % 30 < 5 ? 3 : 1) : 0
        elements.initializeElement(at: index, to: value)
      }
    }
    return (dense, (0..<80).map { dense[$0, 0] + dense[$0, 1] + dense[$0, 7] > 0.3 ? 2 : $0 % 2 })
  }

  /// The steps that sparse rows make up for are the steps that dense rows make: not only the optimum is the same.
  @Test(arguments: SparseCase.all, [1, 7])
  func madeUpStepsAreTheStepsOfDenseRows(testCase: SparseCase, epochs: Int) throws {
    let (dense, labels) = try sparseRows()
    let clf = LogisticRegression(
      multiClass: testCase.multiClass, solver: testCase.solver, penalty: testCase.penalty, c: 0.2,
      penaltyFactors: testCase.factors, tolerance: 1e-300, maxIterations: epochs)
    let weights = labels.indices.map { 0.5 + Double($0 % 3) }
    let (a, b) = (
      try clf.fitted(to: dense, labels, sampleWeight: weights),
      try clf.fitted(to: SparseMatrix(dense), labels, sampleWeight: weights)
    )
    #expect(difference(a.coefficients, b.coefficients) < 1e-12)
    if testCase.penalty != .l2, testCase.penalty != .none {
      #expect(a.coefficients.elements.map { $0 == 0 } == b.coefficients.elements.map { $0 == 0 })
      #expect(a.coefficients.elements.contains(0))
    }
  }

  @Test(arguments: [true, false], [Solver.sag, .saga])
  func columnChangesAreFoldedIntoSparseRows(fitIntercept: Bool, solver: Solver) throws {
    let (dense, labels) = try sparseRows()
    let change = try ColumnAffine(
      scale: (0..<30).map { $0 < 5 ? 0.3 : 1.5 }, shift: (0..<30).map { Double($0 % 3) / 4 - 0.2 })
    func model(_ solver: Solver, _ x: Features) throws -> LogisticRegression<Int>.Model {
      try LogisticRegression(solver: solver, tolerance: 1e-10, maxIterations: 20_000, fitIntercept: fitIntercept)
        .fitted(to: x.applying(change), labels)
    }
    let best = try model(.newtonCholesky, dense.features)
    for x in [dense.features, try SparseMatrix(dense).features] {
      let found = try model(solver, x)
      #expect(found.report.converged)
      #expect(difference(found.coefficients, best.coefficients) < 1e-7)
      #expect(zip(found.intercepts, best.intercepts).allSatisfy { abs($0 - $1) < 1e-7 })
    }
  }

  // MARK: Random order, epochs, warm starts

  @Test func theSeedChoosesTheOrderAndNotTheOptimum() throws {
    let x = try StandardScaler().fitted(to: sample.doubles).transform(sample.doubles)
    func model(_ seed: UInt32, tolerance: Double) throws -> LogisticRegression<String>.Model {
      try LogisticRegression<String>(solver: .saga, tolerance: tolerance, maxIterations: 5000, randomState: seed)
        .fitted(to: x, sample.labels)
    }
    #expect(try model(1, tolerance: 1e-2).coefficients != model(2, tolerance: 1e-2).coefficients)
    #expect(difference(try model(1, tolerance: 1e-9).coefficients, try model(2, tolerance: 1e-9).coefficients) < 1e-6)
  }

  @Test func oneVsRestIsTheBinaryFitsOfItsClasses() throws {
    let x = try StandardScaler().fitted(to: sample.doubles).transform(sample.doubles)
    let all = try LogisticRegression<String>(multiClass: .ovr, solver: .saga).fitted(to: x, sample.labels)
    for (k, label) in all.classes.enumerated() {
      let one = try LogisticRegression<Bool>(solver: .saga).fitted(to: x, sample.labels.map { $0 == label })
      #expect(one.coefficients[row: 0] == all.coefficients[row: k])
      #expect(one.iterations[0] == all.iterations[k])
    }
  }

  @Test func everyEpochIsMeasuredByOnePass() throws {
    let model = try LogisticRegression<String>(solver: .saga, tolerance: 1e-300, maxIterations: 12)
      .fitted(to: sample.doubles, sample.labels)
    #expect(model.iterations == [12] && model.report.stopped == .iterationLimit)
    // The start, 12 epochs, and the certificate.
    #expect(model.report.history.map(\.evaluations) == Array(1...13) && model.report.evaluations == 14)
    #expect(model.report.method.hasPrefix("saga, double"))
  }

  @Test func aWarmStartFromTheOptimumIsDoneAtOnce() throws {
    var clf = LogisticRegression<String>(solver: .newtonCholesky, tolerance: 1e-12, warmStart: true)
    try clf.fit(sample.doubles, sample.labels)
    clf.solver = .sag
    clf.tolerance = 1e-10
    #expect(try clf.fit(sample.doubles, sample.labels).iterations == [0])
  }

  // MARK: Batches

  /// 1,200 rows of 20 even columns, of which a step takes some dozens; weights, limits and an L1 norm included.
  @Test(arguments: MultiClass.allCases, [Penalty.l2, .elasticNet(l1Ratio: 0.5)])
  func batchesOfDenseRowsEndAtTheOptimum(multiClass: MultiClass, penalty: Penalty) throws {
    let (x, y, weights) = try evenRows(1200)
    for bounds in [nil, CoefficientBounds.nonNegative] {
      func model(_ solver: Solver, _ tolerance: Double) throws -> LogisticRegression<Int>.Model {
        try LogisticRegression(
          multiClass: multiClass, solver: solver, penalty: penalty, c: 0.1, bounds: bounds, tolerance: tolerance,
          maxIterations: 1000
        ).fitted(to: x, y, sampleWeight: weights)
      }
      let (saga, best) = (try model(.saga, 1e-9), try model(.lbfgs, 1e-11))
      #expect(saga.report.converged, "\(saga.report)")
      #expect(difference(saga.coefficients, best.coefficients) < 1e-6)
    }
  }

  /// Where rows have nothing in common a batch has as many of them as R/(2G); where they are alike it is one row.
  @Test func theSizeOfABatchIsThatOfItsMeanLoss() throws {
    func size(_ rows: Int, _ row: (Int) -> [Double]) -> (rows: Int, largest: Double) {
      var sample = BatchSize(rows: rows, columns: 64)
      for i in 0..<rows { sample.see(i, row(i), weight: 1, hasIntercept: false) }
      return sample.batch(largestRow: 64)
    }
    // Unit vectors times 8: X̃ᵀX̃/n = 1, which a sample of 128 rows has too; R = 64.
    let apart = size(12_800) { i in (0..<64).map { $0 == i / 100 % 64 ? 8 : 0 } }
    #expect(apart.rows == 32)
    #expect(abs(apart.largest - (12_800 * 31 * 1 + (12_800 - 32) * 64) / (32 * 12_799)) < 1e-9)
    let alike = size(12_800) { _ in Array(repeating: 1, count: 64) }
    #expect(alike.rows == 1 && alike.largest == 64)
    let few = size(1000) { i in (0..<64).map { $0 == i % 64 ? 8 : 0 } }
    #expect(few.rows == 1 && few.largest == 64)
  }

  private func evenRows(_ count: Int) throws -> (x: Features, y: [Int], weights: [Double]) {
    var random = RandomState(5)
    let x = Matrix<Double>(rows: count, columns: 20) { elements in
      for index in elements.indices { elements.initializeElement(at: index, to: random.standardNormal()) }
    }
    let y = (0..<count).map { x[$0, 0] + 0.5 * random.standardNormal() > 0.4 ? 2 : x[$0, 1] > 0 ? 1 : 0 }
    return (x.features, y, y.indices.map { 0.5 + Double($0 % 3) })
  }

  @Test func singlePrecisionHasNoEffect() throws {
    let models = try [Precision.single, .double].map {
      try LogisticRegression<String>(solver: .saga, precision: $0).fitted(to: sample.doubles, sample.labels)
    }
    #expect(models[0].coefficients == models[1].coefficients)
  }
}
