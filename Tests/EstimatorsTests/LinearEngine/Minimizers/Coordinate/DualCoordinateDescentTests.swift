import EstimatorDatasets
import Estimators
import Foundation
import Testing
import _EstimatorTestSupport

/// The optima of `Tests/Reference/logistic_dual.py`: fewer rows than features, confirmed by scikit-learn 1.9.1
/// (liblinear with dual=True where there is no intercept, newton-cg elsewhere, tol 1e-12).
struct DualCase: Decodable, Sendable, CustomTestStringConvertible {
  var dataset: String
  var rows: Int
  var weighted: Bool
  var c: Double
  var factors: [Double]?
  var fitIntercept: Bool
  var coefficients: [[Double]]
  var intercepts: [Double]
  var objectives: [Double]

  static let all = (try? Reference.load("logistic-dual", as: [DualCase].self)) ?? []

  var testDescription: String {
    "\(dataset) C \(c)\(weighted ? " weighted" : "")\(factors == nil ? "" : " factors")\(fitIntercept ? "" : " through 0")"
  }

  func data() throws -> (x: Features, y: [Int], weights: [Double]?) {
    let (features, labels) = try DataSets.load(dataset)
    let x = try StandardScaler().fitted(to: features).transform(features)
    return (
      try x.selectingRows(Array(0..<rows)), Array(labels.prefix(rows)),
      weighted ? (0..<rows).map { 0.25 + Double(($0 * 7919) % 101) / 50 } : nil
    )
  }
}

@Suite struct DualCoordinateDescentTests {
  private static let dual = Solver.coordinateDescent(form: .dual)

  @Test func allReferenceAnswersAreThere() {
    #expect(DualCase.all.count == 18)
  }

  /// Coefficients are within S·C·‖∇F‖₂ of the optimum: 4000·1e-11·8 at C = 100.
  @Test(arguments: DualCase.all)
  func withFewerRowsThanFeaturesItReachesTheReference(testCase: DualCase) throws {
    let (x, y, weights) = try testCase.data()
    let clf = LogisticRegression(
      multiClass: .ovr, solver: .coordinateDescent, c: testCase.c, penaltyFactors: testCase.factors, tolerance: 1e-11,
      fitIntercept: testCase.fitIntercept)
    let model = try clf.fitted(to: x, y, sampleWeight: weights)
    #expect(model.report.converged, "\(model.report)")
    #expect(model.report.method.contains("dual form"))
    #expect(difference(model.coefficients, try Matrix(testCase.coefficients)) < 1e-6)
    #expect(zip(model.intercepts, testCase.intercepts).allSatisfy { abs($0 - $1) < 1e-6 })
    #expect(abs(model.report.objective / testCase.objectives.reduce(0, +) - 1) < 1e-11)
  }

  /// More rows than features, where it pays less but has to hold. C ≤ 1 on columns of like scale: its rounds grow with
  /// C times the squared length of a row.
  @Test(
    arguments: LogisticCase.all.filter {
      $0.multiClass == "ovr" && $0.preparation == "standardised" && ($0.c ?? 2) <= 1 && $0.dataset != "digits"
    })
  func withMoreRowsThanFeaturesItReachesTheReference(testCase: LogisticCase) throws {
    let (x, y) = try testCase.data()
    let clf = LogisticRegression(
      multiClass: .ovr, solver: Self.dual, c: testCase.c ?? .infinity, tolerance: 1e-10, maxIterations: 5000)
    let model = try clf.fitted(to: x, y, sampleWeight: testCase.weights(y.count))
    #expect(model.report.converged, "\(model.report)")
    #expect(testCase.distance(model.coefficients, model.intercepts) < 1e-6)
  }

  /// Bytes, floats, doubles and sparse rows, with a column change, and as chosen rows.
  @Test func everyStorageReachesTheSameWeights() throws {
    let (dense, y) = Self.wideSample()
    let scale = (0..<dense.columns).map { 0.5 + Double($0 % 3) }
    let change = try ColumnAffine(scale: scale, shift: (0..<dense.columns).map { Double($0 % 2) / 4 })
    let clf = LogisticRegression(solver: Self.dual, c: 0.1, tolerance: 1e-11)
    let bytes = dense.map { UInt8($0) }
    let all: [Features] = [
      dense.features, dense.map(Float.init).features, bytes.features, try SparseMatrix(dense).features,
    ]
    let expected = try clf.fitted(to: all[0].applying(change), y)
    #expect(expected.report.converged)
    let backwards = Array((0..<dense.rows).reversed())
    for x in all {
      let model = try clf.fitted(to: x.applying(change), y)
      #expect(difference(model.coefficients, expected.coefficients) < 1e-8)
      let turned = try clf.fitted(to: x.applying(change).selectingRows(backwards), backwards.map { y[$0] })
      #expect(difference(turned.coefficients, expected.coefficients) < 1e-8)
    }
  }

  /// Columns far from 0 tie weights and intercept together unless they are centred.
  @Test func columnsFarFromZeroNeedNoMoreIterations() throws {
    let (dense, y) = Self.wideSample()
    let clf = LogisticRegression(solver: Self.dual, c: 0.1, tolerance: 1e-8)
    let (near, far) = (try clf.fitted(to: dense, y), try clf.fitted(to: dense.map { $0 + 1000 }, y))
    #expect(near.report.converged && far.report.converged)
    #expect(far.iterations[0] <= near.iterations[0] + 2)
    #expect(difference(near.coefficients, far.coefficients) < 1e-5)
  }

  @Test func theDataChooseTheForm() throws {
    let (wide, y) = Self.wideSample()
    func form(_ x: Matrix<Double>, _ settings: (inout LogisticRegression<Int>) -> Void = { _ in }) throws -> String {
      var clf = LogisticRegression(solver: .coordinateDescent)
      settings(&clf)
      return try clf.fitted(to: x, Array(y.prefix(x.rows))).report.method
    }
    #expect(try form(wide).contains("coordinateDescent, dual form"))
    #expect(try form(wide) { $0.solver = .coordinateDescent(form: .primal) }.contains("primal form"))
    #expect(try form(wide) { $0.penalty = .l1 }.contains("primal form"))
    #expect(try form(wide) { $0.bounds = .nonNegative }.contains("primal form"))
    #expect(try form(wide) { $0.c = .infinity }.contains("primal form"))
    #expect(try form(wide) { $0.penaltyFactors = [0] + Array(repeating: 1, count: 199) }.contains("primal form"))
    let narrow = Matrix<Double>(rows: 60, columns: 5, checked: (0..<60).flatMap { wide[row: $0].prefix(5) })
    #expect(try form(narrow).contains("primal form"))
  }

  @Test func aFactorOfZeroIsRefused() {
    let clf = LogisticRegression(solver: Self.dual, penaltyFactors: [1, 0])
    #expect {
      try clf.validate()
    } throws: {
      "\($0)".contains("penaltyFactors[1] = 0") && "\($0)".contains(".lbfgs")
    }
  }

  @Test func threadsDoNotChangeABit() throws {
    let digits = try Digits.load()
    let x = try digits.features.features.selectingRows(Array(0..<50))
    let clf = LogisticRegression(multiClass: .ovr, solver: Self.dual, c: 1e-3)
    let models = try [1, 2, 3].map { threads in
      try Parallelism.withThreads(threads) { try clf.fitted(to: x, Array(digits.labels.prefix(50))) }
    }
    #expect(models.allSatisfy { $0.coefficients == models[0].coefficients && $0.intercepts == models[0].intercepts })
  }

  @Test func fromTheOptimumAWarmFitNeedsNoIteration() throws {
    let (x, y) = Self.wideSample()
    var clf = LogisticRegression(solver: Self.dual, warmStart: true)
    try clf.fit(x, y)
    #expect(try clf.fit(x, y).iterations == [0])
    clf.c = 2
    try clf.fit(x, y)
    let cold = try LogisticRegression(solver: Self.dual, c: 2, tolerance: 1e-9).fitted(to: x, y)
    #expect(abs(try clf.report.objective / cold.report.objective - 1) < 1e-4)
  }

  /// Far too large a C for a few iterations: the model is still no worse than the start.
  @Test func stoppedEarlyItKeepsTheBestIterate() throws {
    let (x, y) = Self.wideSample()
    let clf = LogisticRegression(solver: Self.dual, c: 1e6, tolerance: 1e-12, maxIterations: 1)
    let report = try clf.fitted(to: x.map { 100 * $0 }, y).report
    #expect(report.stopped == .iterationLimit && !report.advice.isEmpty)
    #expect(report.objective <= log(2))
  }

  @Test func theFormIsWrittenAndReadBack() throws {
    for form in CoordinateForm.allCases {
      let solver = Solver.coordinateDescent(form: form)
      #expect(try JSONDecoder().decode(Solver.self, from: JSONEncoder().encode(solver)) == solver)
    }
  }

  /// 60 × 200 small whole numbers, one in five not 0, and labels that depend on some columns.
  private static func wideSample() -> (Matrix<Double>, [Int]) {
    var random = RandomState(11)
    let (rows, columns) = (60, 200)
    let draws = random.random(rows * columns)
    let dense = Matrix(
      rows: rows, columns: columns, checked: draws.map { $0 < 0.8 ? 0 : (25 * ($0 - 0.8)).rounded(.up) })
    let labels = (0..<rows).map { row in
      var score = 0.0
      for j in 0..<20 { score += (j % 2 == 0 ? 1 : -1) * dense[row, j] }
      return score > 1 ? 1 : 0
    }
    return (dense, labels)
  }
}
