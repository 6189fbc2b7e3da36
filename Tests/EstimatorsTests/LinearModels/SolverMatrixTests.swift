import Estimators
import Foundation
import Matrices
import Testing
import _EstimatorTestSupport

/// One cell of the product solver × penalty × multiClass × what else holds the weights.
struct SolverCell: Sendable, CustomTestStringConvertible {
  var solver: Solver
  var penalty: Penalty
  var multiClass: MultiClass
  var isBounded: Bool
  var hasFactors: Bool

  static let solvers: [Solver] = [
    .auto, .lbfgs, .gd, .gd(learningRate: .backtracking), .newtonCholesky, .newtonCG, .coordinateDescent,
    .coordinateDescent(form: .dual), .sag, .saga, .sgd,
  ]
  static let penalties = [Penalty.none, .l1, .l2, .elasticNet(l1Ratio: 0.4)]

  static let all = solvers.flatMap { solver in
    penalties.flatMap { penalty in
      MultiClass.allCases.flatMap { multiClass in
        [(false, false), (true, false), (false, true), (true, true)].map { isBounded, hasFactors in
          SolverCell(
            solver: solver, penalty: penalty, multiClass: multiClass, isBounded: isBounded, hasFactors: hasFactors)
        }
      }
    }
  }

  var testDescription: String {
    "\(solver) \(penalty) \(multiClass)\(isBounded ? " bounds" : "")\(hasFactors ? " factors" : "")"
  }

  /// Asymmetric on purpose: one side only, both sides, a fixed weight, none.
  static let lower = [-0.2, -.infinity, -0.05, -.infinity, 0.1]
  static let upper = [.infinity, 0.15, 0.3, .infinity, 0.1]

  /// Whether the optimum is one point: without a penalty softmax does not see a move of all classes alike, and limits
  /// hold that only in part.
  var isIdentified: Bool { multiClass == .ovr || penalty != .none || !isBounded }

  /// What 400 epochs of `.sgd` may leave, as a share of the objective: measured, rounded up. The penalty smoothes.
  var noise: Double { penalty == .none ? 0.025 : 0.01 }

  /// Whether the solver has no way to its optimum, and has to say so.
  var isRefused: Bool {
    switch solver.kind {
    case .newtonCholesky, .newtonCG, .sag: isNonsmooth
    case .coordinateDescent(form: .dual): isNonsmooth || penalty == .none || multiClass == .multinomial
    default: false
    }
  }

  /// Whether the objective has a kink or a limit.
  var isNonsmooth: Bool {
    switch penalty.kind {
    case .none, .l2: isBounded
    case .l1, .elasticNet: true
    }
  }

  func classifier(_ other: Solver? = nil, tolerance: Double) -> LogisticRegression<Int> {
    LogisticRegression(
      multiClass: multiClass, solver: other ?? solver, penalty: penalty, c: 0.15,
      penaltyFactors: hasFactors ? [1, 0.5, 2, 1, 3] : nil,
      bounds: isBounded ? .perFeature(lower: Self.lower, upper: Self.upper) : nil, tolerance: tolerance,
      maxIterations: 50_000)
  }
}

/// Every solver with every penalty, scheme, factors and bounds: either it reaches the one optimum there is, or it
/// refuses and names solvers that do.
@Suite(.tags(.slow)) struct SolverMatrixTests {
  /// 90 rows of three clouds that overlap, so that an optimum without a penalty exists too; 5 columns of unlike scale.
  static let data: (x: Matrix<Double>, y: [Int], weights: [Double]) = {
    var random = RandomState(31)
    let y = (0..<90).map { ($0 * 7 / 3) % 3 }
    let x = Matrix<Double>(rows: 90, columns: 5) { elements in
      for (row, label) in y.enumerated() {
        for j in 0..<5 {
          let centre = j == 3 ? 0 : 0.8 * Double((label + j) % 3)
          elements.initializeElement(at: row * 5 + j, to: (centre + random.standardNormal()) * [1, 2, 0.5, 1, 1.5][j])
        }
      }
    }
    return (x, y, y.indices.map { 0.5 + Double($0 % 4) / 2 })
  }()

  private func fit(_ classifier: LogisticRegression<Int>) throws -> LogisticRegression<Int>.Model {
    try classifier.fitted(to: Self.data.x, Self.data.y, sampleWeight: Self.data.weights)
  }

  /// Newton's method where it can, proximal L-BFGS elsewhere; both are tested against stored optima.
  private func optimum(_ cell: SolverCell) throws -> LogisticRegression<Int>.Model {
    let model = try fit(cell.classifier(cell.isNonsmooth ? .lbfgs : .newtonCholesky, tolerance: 1e-11))
    #expect(model.report.converged, "\(model.report)")
    return model
  }

  @Test func theProductIsWhole() {
    #expect(SolverCell.all.count == 11 * 4 * 2 * 4)
  }

  @Test(arguments: SolverCell.all)
  func itReachesTheOptimumOrNamesWhoDoes(cell: SolverCell) throws {
    let best = try optimum(cell)
    guard cell.isRefused else { return try check(cell, cell.solver, best) }
    do {
      _ = try fit(cell.classifier(tolerance: 1e-8))
      Issue.record("\(cell.solver) has no way to handle this, and did not say so")
    } catch let error as EstimatorError {
      guard case .unsupported(let what, let instead) = error.kind else { throw error }
      #expect(what.contains(".\(cell.solver.shortName)"))
      let named = [Solver.lbfgs, .saga, .coordinateDescent, .gd].filter { instead.contains(".\($0.shortName)") }
      #expect(named.count >= 2, "\(instead)")
      for other in named { try check(cell, other, best) }
    }
  }

  private func check(_ cell: SolverCell, _ solver: Solver, _ best: LogisticRegression<Int>.Model) throws {
    let isExact = solver.shortName != "sgd"
    var classifier = cell.classifier(solver, tolerance: isExact ? 1e-8 : 1e-300)
    if !isExact { classifier.maxIterations = 400 }
    let model = try fit(classifier)
    checkLimits(cell, model)
    let excess = model.report.objective / best.report.objective - 1
    #expect(excess >= -1e-12, "below the optimum")
    guard isExact else {
      // The noise of mini-batches of rows that overlap, which fades slowly: see `StochasticGradientTests`.
      #expect(excess <= cell.noise)
      return
    }
    #expect(model.report.converged, "\(model.report)")
    // The square of the gradient over twice the curvature, which is above 1e-3 here.
    #expect(excess <= 1e-11)
    let probabilities = try [model, best].map { try $0.predictProbabilities(Self.data.x) }
    #expect(difference(probabilities[0], probabilities[1]) <= 1e-6)
    try checkIntercepts(cell, model)
    guard cell.isIdentified else { return }
    #expect(difference(model.coefficients, best.coefficients) <= 2e-6)
    #expect(zip(model.intercepts, best.intercepts).allSatisfy { abs($0 - $1) <= 2e-6 })
    #expect(model.coefficients.elements.map { $0 == 0 } == best.coefficients.elements.map { $0 == 0 })
    if case .l1 = cell.penalty { #expect(model.coefficients.elements.contains(0)) }
  }

  private func checkLimits(_ cell: SolverCell, _ model: LogisticRegression<Int>.Model) {
    guard cell.isBounded else { return }
    for (index, weight) in model.coefficients.elements.enumerated() {
      let j = index % SolverCell.lower.count
      #expect(weight >= SolverCell.lower[j] && weight <= SolverCell.upper[j])
    }
  }

  /// Where no penalty pulls at the intercepts, the probabilities of a class sum to its weight.
  private func checkIntercepts(_ cell: SolverCell, _ model: LogisticRegression<Int>.Model) throws {
    let scores = try model.decisionFunction(Self.data.x)
    for k in 0..<3 {
      var surplus = 0.0
      for (row, weight) in Self.data.weights.enumerated() {
        let z = scores[row: row]
        let p =
          cell.multiClass == .ovr
          ? 1 / (1 + exp(-z[z.startIndex + k])) : exp(z[z.startIndex + k]) / z.reduce(0) { $0 + exp($1) }
        surplus += weight * (p - (Self.data.y[row] == k ? 1 : 0))
      }
      #expect(abs(surplus / Self.data.weights.reduce(0, +)) <= 1.01e-8)
    }
  }

  /// Sparse rows take other ways in the stochastic solvers and in coordinate descent.
  @Test(arguments: SolverCell.all.filter { $0.isBounded || $0.solver.shortName == "coordinateDescent" })
  func sparseRowsReachTheSameOptimum(cell: SolverCell) throws {
    guard ["saga", "sgd", "coordinateDescent"].contains(cell.solver.shortName), !cell.isRefused else { return }
    let best = try optimum(cell)
    let isExact = cell.solver != .sgd
    var classifier = cell.classifier(tolerance: isExact ? 1e-8 : 1e-300)
    if !isExact { classifier.maxIterations = 400 }
    let model = try classifier.fitted(
      to: SparseMatrix(Self.data.x), Self.data.y, sampleWeight: Self.data.weights)
    checkLimits(cell, model)
    #expect(model.report.objective / best.report.objective - 1 <= (isExact ? 1e-11 : cell.noise))
  }

  @Test(arguments: [Penalty.l2, .l1])
  func aStreamStaysWithinItsBounds(penalty: Penalty) throws {
    var clf = LogisticRegression(
      solver: .sgd(averagingAfter: 30), penalty: penalty,
      bounds: .perFeature(lower: SolverCell.lower, upper: SolverCell.upper))
    let (x, y, _) = Self.data
    for start in stride(from: 0, to: 90, by: 30) {
      try clf.partialFit(
        try x.features.selectingRows(Array(start..<start + 30)), Array(y[start..<start + 30]), classes: [0, 1, 2])
      let weights = try #require(clf.model).coefficients
      for (index, weight) in weights.elements.enumerated() {
        #expect(weight >= SolverCell.lower[index % 5] && weight <= SolverCell.upper[index % 5])
      }
    }
  }
}

extension Solver {
  /// As it is written, without settings.
  fileprivate var shortName: String {
    let text = "\(self)"
    return String(text.prefix { $0 != "(" })
  }
}
