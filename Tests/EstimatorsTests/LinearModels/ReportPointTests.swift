import EstimatorDatasets
import Estimators
import Foundation
import Testing

/// Every number of a report is that of the coefficients that are returned, wherever a fit ends: also where scores are
/// so large that probabilities are 0 or 1 to the last digit.
@Suite struct ReportPointTests {
  private static let digits: (x: Matrix<Double>, y: [Int]) = {
    guard let digits = try? Digits.load(), let pictures = try? digits.features.features.matrix() else {
      return (Matrix(rows: 0, columns: 0, repeating: 0), [])
    }
    return (pictures[rows: ..<60], Array(digits.labels.prefix(60)))
  }()

  private func check(
    _ model: LogisticRegression<Int>.Model, _ x: Matrix<Double>, _ y: [Int], _ clf: LogisticRegression<Int>,
    _ what: String
  ) {
    let (objective, gradientNorm) = ReportAtPoint(x, y, clf).answer(model)
    let report = model.report
    #expect(relativeDifference(report.objective, objective) < 1e-9, "\(what): \(report.objective), not \(objective)")
    // Rounding of scores shows in gradients, as large as they are at most.
    let noise = 1e-7 * gradientNorm + 1e-9 * max(1, objective)
    #expect(abs(report.gradientNorm - gradientNorm) <= noise, "\(what): \(report.gradientNorm), not \(gradientNorm)")
    #expect(report.history.last?.objective == report.objective, "\(what)")
    #expect(report.history.last?.gradientNorm == report.gradientNorm, "\(what)")
    if report.converged { #expect(gradientNorm <= clf.tolerance * 1.0001, "\(what)") }
    #expect(abs(report.objectivePerProblem.reduce(0, +) - report.objective) <= 1e-12 * objective, "\(what)")
  }

  /// A certificate is a bound of the distance to the optimum, which a tight fit by Newton's method knows.
  private func checkCertificate(
    _ model: LogisticRegression<Int>.Model, _ x: Matrix<Double>, _ y: [Int], _ clf: LogisticRegression<Int>,
    _ what: String
  ) throws {
    guard let certificate = model.report.certificate else { return }
    var best = LogisticRegression(
      multiClass: clf.multiClass, solver: .newtonCholesky, c: clf.c, tolerance: 1e-11, fitIntercept: clf.fitIntercept)
    best.precision = .double
    let optimum = ReportAtPoint(x, y, clf).answer(try best.fitted(to: x, y)).objective
    let gap = ReportAtPoint(x, y, clf).answer(model).objective - optimum
    #expect(
      certificate.objectiveGap >= gap - 1e-12 * (optimum + gap), "\(what): \(certificate.objectiveGap), not \(gap)")
  }

  static let wild: [(String, Solver, Int)] = [
    ("gd 0.1", .gd(learningRate: .fixed(0.1)), 5), ("gd 1", .gd(learningRate: .fixed(1)), 5),
    ("gd 30", .gd(learningRate: .fixed(30)), 7), ("gd uniform", .gd(initial: .uniform(scale: 50)), 2),
    ("sag", .sag, 1), ("saga", .saga, 1), ("sgd", .sgd(schedule: .constant(initial: 5)), 1),
    ("lbfgs", .lbfgs, 2), ("newtonCholesky", .newtonCholesky, 1), ("newtonCG", .newtonCG, 1),
    ("coordinateDescent", .coordinateDescent, 1), ("auto", .auto, 1),
  ]

  @Test(arguments: MultiClass.allCases, wild.indices)
  func ofFitsThatEndWhereScoresAreLarge(multiClass: MultiClass, place: Int) throws {
    let (name, solver, iterations) = Self.wild[place]
    let (x, y) = Self.digits
    for (precision, fitIntercept) in [(Precision.automatic, true), (.single, true), (.double, false)] {
      let clf = LogisticRegression(
        multiClass: multiClass, solver: solver, maxIterations: iterations, fitIntercept: fitIntercept,
        precision: precision)
      let what = "\(name), \(multiClass), \(precision), intercept \(fitIntercept)"
      let model = try clf.fitted(to: x, y)
      check(model, x, y, clf, what)
      if precision == .automatic { try checkCertificate(model, x, y, clf, what) }
    }
  }

  @Test(arguments: [Penalty.l1, .elasticNet(l1Ratio: 0.5), .none])
  func withOtherPenalties(penalty: Penalty) throws {
    let (x, y) = Self.digits
    for multiClass in MultiClass.allCases {
      for (name, solver) in [
        ("gd", Solver.gd(learningRate: .fixed(1))), ("saga", .saga), ("sgd", .sgd(schedule: .constant(initial: 1))),
        ("lbfgs", .lbfgs), ("coordinateDescent", .coordinateDescent),
      ] {
        let clf = LogisticRegression(multiClass: multiClass, solver: solver, penalty: penalty, maxIterations: 3)
        check(try clf.fitted(to: x, y), x, y, clf, "\(name), \(multiClass), \(penalty)")
      }
    }
  }

  /// The gradient step from such weights is one of certain and wrong probabilities.
  @Test(arguments: MultiClass.allCases, wild.indices)
  func ofWarmFitsFromLargeScores(multiClass: MultiClass, place: Int) throws {
    let (name, solver, _) = Self.wild[place]
    let (x, y) = Self.digits
    var first = LogisticRegression(multiClass: multiClass, solver: .lbfgs, c: 1e6)
    let start = try first.fit(x.map { $0 / 40 }, y)
    let clf = LogisticRegression(multiClass: multiClass, solver: solver, maxIterations: 1)
    let model = try clf.fitted(to: TrainingData(x, y), startingFrom: start) { _ in .proceed }
    check(model, x, y, clf, "\(name), \(multiClass)")
    try checkCertificate(model, x, y, clf, "\(name), \(multiClass)")
  }

  @Test func ofTheModelsOfAPath() throws {
    let (x, y) = Self.digits
    for multiClass in MultiClass.allCases {
      let path = try LogisticRegressionPath(
        LogisticRegression(multiClass: multiClass, penalty: .l1, maxIterations: 4), grid: .values([0.01, 1, 100])
      ).fitted(to: x, y)
      for (c, model) in zip(path.cs, path.models) {
        let clf = LogisticRegression(multiClass: multiClass, penalty: .l1, c: c)
        check(model, x, y, clf, "path, \(multiClass), C \(c)")
      }
    }
  }

  @Test func ofAStreamThatGetsAClass() throws {
    let (x, y) = Self.digits
    var clf = LogisticRegression(solver: .sgd(schedule: .constant(initial: 0.5)))
    let early = y.indices.filter { y[$0] < 7 }
    try clf.partialFit(try x.features.selectingRows(early), early.map { y[$0] })
    let model = try clf.partialFit(x, y, unseenLabels: .extend)
    var scaled = clf
    scaled.c = Double(early.count + y.count) / Double(y.count)
    check(model, x, y, scaled, "partialFit")
  }
}
