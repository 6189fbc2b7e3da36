import EstimatorDatasets
import Estimators
import Foundation
import Testing
import _EstimatorTestSupport

/// The optima of `Tests/Reference/logistic_sparse.py`: scikit-learn 1.9.1 (saga, tol 1e-10), polished. Standardised
/// columns, one-vs-rest.
struct SparseCase: Decodable, Sendable, CustomTestStringConvertible {
  var dataset: String
  var weighted: Bool
  var c: Double
  var l1Ratio: Double
  var coefficients: [[Double]]
  var intercepts: [Double]
  var objectives: [Double]

  static let all = (try? Reference.load("logistic-sparse", as: [SparseCase].self)) ?? []

  var testDescription: String { "\(dataset) \(weighted ? "weighted " : "")C \(c) L1 ratio \(l1Ratio)" }
}

@Suite(.tags(.slow)) struct CoordinateDescentTests {
  private static let cases = LogisticCase.all.filter { $0.multiClass == "ovr" || $0.dataset == "breast-cancer" }

  /// Every optimum to 1e-6 where the columns are standardised and C ≤ 1; where they are not, coordinates are so
  /// strongly tied to each other that the tolerance may be out of reach: then the objective is at most 1e-9 above, or
  /// it is said.
  @Test(arguments: cases)
  func itReachesTheReferenceOrSaysWhatStoppedIt(testCase: LogisticCase) throws {
    let (x, y) = try testCase.data()
    let clf = LogisticRegression(
      multiClass: testCase.scheme, solver: .coordinateDescent, c: testCase.c ?? .infinity, tolerance: 1e-11,
      maxIterations: 500)
    let model = try clf.fitted(to: x, y, sampleWeight: testCase.weights(y.count))
    if testCase.preparation == "standardised", (testCase.c ?? .infinity) <= 1 {
      #expect(testCase.distance(model.coefficients, model.intercepts) < 1e-6)
    }
    let (found, best) = (model.report.objective, testCase.objectives.reduce(0, +))
    #expect(found - best <= 1e-9 * best || !model.report.converged, "\(model.report)")
    #expect(found - best >= -1e-11 * best, "below the optimum")
  }

  // MARK: L1 and limits

  @Test func allSparseReferenceAnswersAreThere() {
    #expect(SparseCase.all.count == 24)
  }

  @Test(arguments: SparseCase.all)
  func withAnL1PartItReachesTheReferenceZerosIncluded(testCase: SparseCase) throws {
    let (features, y) = try DataSets.load(testCase.dataset)
    let x = try StandardScaler().fitted(to: features).transform(features)
    let weights = testCase.weighted ? y.indices.map { 0.25 + Double(($0 * 7919) % 101) / 50 } : nil
    let clf = LogisticRegression(
      multiClass: .ovr, solver: .coordinateDescent, penalty: .elasticNet(l1Ratio: testCase.l1Ratio), c: testCase.c,
      tolerance: 1e-12)
    let model = try clf.fitted(to: x, y, sampleWeight: weights)
    let expected = try Matrix(testCase.coefficients)
    #expect(model.report.converged, "\(model.report)")
    #expect(difference(model.coefficients, expected) < 1e-7)
    for (found, wanted) in zip(model.coefficients.elements, expected.elements) {
      #expect((found == 0) == (wanted == 0))
    }
    for (found, wanted) in zip(model.intercepts, testCase.intercepts) { #expect(abs(found - wanted) < 1e-7) }
    #expect(abs(model.report.objective - testCase.objectives.reduce(0, +)) < 1e-12)
  }

  @Test(arguments: [CoefficientBounds.nonNegative, .all(lower: -0.5, upper: 0.25), .all(lower: 0.5, upper: 1)])
  func withinLimitsItReachesTheMinimumOfProximalDescent(bounds: CoefficientBounds) throws {
    let (x, y) = try standardisedIris()
    let clf = LogisticRegression(
      multiClass: .ovr, solver: .coordinateDescent, penalty: .elasticNet(l1Ratio: 0.3), c: 0.5,
      penaltyFactors: [1, 0, 2, 0.5], bounds: bounds, tolerance: 1e-9, maxIterations: 20_000)
    var slow = clf
    slow.solver = Solver.gd
    let (model, expected) = (try clf.fitted(to: x, y), try slow.fitted(to: x, y))
    #expect(model.report.converged && expected.report.converged)
    #expect(difference(model.coefficients, expected.coefficients) < 1e-5)
    #expect(abs(model.report.objective - expected.report.objective) < 1e-10)
    guard case .all(let lower, let upper) = bounds.kind else { return }
    #expect(model.coefficients.elements.allSatisfy { $0 >= lower && $0 <= upper })
  }

  /// At an optimum no weight has a slope: recomputed here element by element.
  @Test(arguments: [0.0, 0.5, 1], [true, false])
  func onSparseRowsTheOptimumIsStationary(l1Ratio: Double, fitIntercept: Bool) throws {
    let (matrix, y) = try sparseSample()
    let change = try ColumnAffine(
      scale: (0..<matrix.columns).map { 0.5 + Double($0 % 3) }, shift: (0..<matrix.columns).map { Double($0 % 2) / 4 })
    let x = try matrix.features.applying(change)
    let clf = LogisticRegression(
      solver: .coordinateDescent, penalty: .elasticNet(l1Ratio: l1Ratio), c: 2, tolerance: 1e-10,
      fitIntercept: fitIntercept)
    let model = try clf.fitted(to: x, y)
    #expect(model.report.converged, "\(model.report)")
    let (dense, w, n) = (try x.matrix(), model.coefficients.elements, Double(matrix.rows))
    let residuals = try model.decisionFunction(x).elements.enumerated().map { 1 / (1 + exp(-$1)) - Double(y[$0]) }
    for j in w.indices {
      let slope = residuals.indices.reduce(0) { $0 + residuals[$1] * dense[$1, j] } / n + (1 - l1Ratio) * w[j] / (2 * n)
      let l1 = l1Ratio / (2 * n)
      #expect(w[j] == 0 ? abs(slope) <= l1 + 1e-10 : abs(slope + (w[j] > 0 ? l1 : -l1)) <= 1e-10)
    }
    #expect(!fitIntercept || abs(residuals.reduce(0, +) / n) <= 1e-10)
    #expect(l1Ratio < 1 || w.contains(0))
  }

  @Test func everyStorageReachesTheSameWeights() throws {
    let (matrix, y) = try sparseSample()
    let clf = LogisticRegression(solver: .coordinateDescent, penalty: .l1, c: 3, tolerance: 1e-10)
    let expected = try clf.fitted(to: matrix, y).coefficients
    let dense = try matrix.dense
    let all: [Features] = [
      dense.features, dense.map(Float.init).features, dense.map { UInt8($0) }.features,
      dense.map { $0 + 1 }.features,  // no zeros: column by column
    ]
    for x in all { #expect(difference(try clf.fitted(to: x, y).coefficients, expected) < 1e-8) }
  }

  @Test func fromTheOptimumAWarmFitNeedsNoIteration() throws {
    let (x, y) = try standardisedIris()
    var clf = LogisticRegression(multiClass: .ovr, solver: .coordinateDescent, penalty: .l1, warmStart: true)
    try clf.fit(x, y)
    #expect(try clf.fit(x, y).iterations == [0, 0, 0])
  }

  @Test func separableDataWithoutAPenaltyEndAndSaySo() throws {
    let x = try Matrix([[-1.0], [-2], [1], [2]])
    func report(_ x: Features) throws -> FitReport {
      try LogisticRegression(solver: .coordinateDescent, penalty: .none, tolerance: 1e-300)
        .fitted(to: x, [0, 0, 1, 1]).report
    }
    let byColumns = try report(SparseMatrix(x).features)
    #expect(!byColumns.converged)
    #expect(byColumns.notes.joined().contains("no optimum"), "\(byColumns)")
    // By the Hessian a step adds 1 to every score, so slopes do fall below the tolerance.
    let byHessian = try report(x.features)
    #expect(byHessian.converged && byHessian.gradientNorm <= 1e-300)
    #expect(byHessian.notes.joined().contains("no optimum"), "\(byHessian)")
  }

  /// Few dense columns go by the Hessian, sparse rows by rounds over the columns: the same optimum, zeros and limits.
  @Test(arguments: MultiClass.allCases, [Penalty.l2, .l1, .elasticNet(l1Ratio: 0.4)])
  func bothWaysEndAtOnePlace(multiClass: MultiClass, penalty: Penalty) throws {
    let (x, y) = try standardisedIris()
    for bounds in [nil, CoefficientBounds.nonNegative] {
      let clf = LogisticRegression(
        multiClass: multiClass, solver: .coordinateDescent, penalty: penalty, c: 0.3, bounds: bounds, tolerance: 1e-11)
      let (dense, sparse) = (try clf.fitted(to: x, y), try clf.fitted(to: SparseMatrix(x.matrix()).features, y))
      #expect(dense.report.converged && sparse.report.converged)
      #expect(difference(dense.coefficients, sparse.coefficients) < 1e-8)
      #expect(dense.coefficients.elements.map { $0 == 0 } == sparse.coefficients.elements.map { $0 == 0 })
    }
  }

  private func standardisedIris() throws -> (x: Features, y: [Int]) {
    let iris = try Iris.load()
    return (try StandardScaler().fitted(to: iris.features).transform(iris.features), iris.labels)
  }

  /// 200 × 40 small whole numbers, one in ten not 0, and labels that depend on some columns.
  private func sparseSample() throws -> (SparseMatrix, [Int]) {
    var random = RandomState(5)
    let (rows, columns) = (200, 40)
    let draws = random.random(rows * columns)
    let dense = Matrix(
      rows: rows, columns: columns, checked: draws.map { $0 < 0.9 ? 0 : (100 * ($0 - 0.9)).rounded(.up) })
    let noise = random.random(rows)
    let labels = (0..<rows).map { row in
      dense[row, 0] + dense[row, 1] - dense[row, 2] + 4 * noise[row] > 2 ? 1 : 0
    }
    return (try SparseMatrix(dense), labels)
  }
}
