import EstimatorDatasets
import Estimators
import Foundation
import Testing
import _EstimatorTestSupport

/// `LogisticRegression(solver: .minimizer(…))`: a method from outside the package.
@Suite struct MinimizerSolverTests {
  /// Nesterov's accelerated gradient.
  struct Nesterov: Minimizer, Hashable {
    func minimize(
      _ problem: LinearProblem, from start: [Double], until rule: StoppingRule, onIteration: OnIteration
    ) throws -> MinimizerEnd {
      let rate = try 1 / problem.curvatureBound()
      var (last, step) = (start, 0.0)
      return try problem.iterate(from: start, until: rule, onIteration: onIteration) { point, _, gradient in
        let next = zip(point, gradient).map { $0 - rate * $1 }
        defer { (last, step) = (next, step + 1) }
        return zip(next, last).map { $0 + step / (step + 3) * ($0 - $1) }
      }
    }
  }

  /// Ends where no parameters are.
  struct Lost: Minimizer, Hashable {
    func minimize(
      _ problem: LinearProblem, from start: [Double], until rule: StoppingRule, onIteration: OnIteration
    ) throws -> MinimizerEnd {
      var end = try problem.iterate(from: start, until: rule, onIteration: onIteration) { _, _, _ in nil }
      end.point = []
      return end
    }
  }

  @Test(arguments: MultiClass.allCases)
  func itFindsTheOptimum(multiClass: MultiClass) throws {
    let iris = try Iris.load()
    var scaler = StandardScaler()
    try scaler.fit(iris.features)
    let x = try scaler.transform(iris.features)
    var own = LogisticRegression(
      multiClass: multiClass, solver: .minimizer(Nesterov()), tolerance: 1e-7, maxIterations: 20_000)
    var newton = LogisticRegression(multiClass: multiClass, solver: .newtonCholesky, tolerance: 1e-10)
    let (found, exact) = (try own.fit(x, iris.labels), try newton.fit(x, iris.labels))
    #expect(found.report.converged)
    #expect(relativeError(found.coefficients.elements, exact.coefficients.elements) < 1e-4)
    #expect(found.report.method.contains("minimizer(Nesterov)"))
    #expect(found.report.history.map(\.number) == Array(0..<found.report.history.count))
    #expect(found.report.certificate.map { $0.relativeGap < 1e-6 } ?? false)
  }

  @Test func itStopsWhenAsked() throws {
    let iris = try Iris.load()
    var clf = LogisticRegression(solver: .minimizer(Nesterov()))
    let model = try clf.fit(iris.features, iris.labels) { $0.number < 3 ? .proceed : .stop }
    #expect(model.report.stopped == .caller)
    #expect(model.report.iterations == [3])
  }

  @Test func aStopEndsTheProblemsThatHaveNotHadTheirTurn() throws {
    let iris = try Iris.load()
    var clf = LogisticRegression(multiClass: .ovr, solver: .minimizer(Nesterov()))
    let model = try clf.fit(iris.features, iris.labels) { $0.number == 3 ? .stop : .proceed }
    #expect(model.report.iterations == [3, 0, 0])
    #expect(model.report.stoppedPerProblem == [.caller, .caller, .caller])
  }

  /// Hands on to a method of the package.
  struct Delegate: Minimizer, Hashable {
    func minimize(
      _ problem: LinearProblem, from start: [Double], until rule: StoppingRule, onIteration: OnIteration
    ) throws -> MinimizerEnd {
      try EngineMinimizer.lbfgs.minimize(problem, from: start, until: rule, onIteration: onIteration)
    }
  }

  @Test func methodsOfThePackageTakeOneProblem() throws {
    let iris = try Iris.load()
    var clf = LogisticRegression(solver: .minimizer(Delegate()))
    #expect(try clf.fit(iris.features, iris.labels).report.converged)
    clf.multiClass = .ovr
    #expect(EstimatorError.Code.unsupported ~= thrown { try clf.fit(iris.features, iris.labels) })
  }

  @Test func itSaysWhatItDoesNotDo() throws {
    let iris = try Iris.load()
    let clf = LogisticRegression<Int>(solver: .minimizer(Nesterov()), penalty: .l1)
    #expect(
      throws: EstimatorError.unsupported(
        what: "Solver .minimizer(Nesterov) with an L1 penalty",
        instead: "Use solver: .lbfgs, .coordinateDescent or .gd.")
    ) { try clf.validate() }
    #expect(throws: EncodingError.self) {
      try JSONEncoder().encode(Solver.minimizer(Nesterov()))
    }
    let error = #expect(throws: EstimatorError.self) {
      try LogisticRegression(solver: .minimizer(Lost())).fitted(to: iris.features, iris.labels)
    }
    #expect(error.map { "\($0)".contains("0 numbers for 15 parameters") } ?? false)
  }

  @Test func twoAreEqualWhenTheirMinimizersAre() {
    #expect(Solver.minimizer(Nesterov()) == .minimizer(Nesterov()))
    #expect(Solver.minimizer(Nesterov()) != .minimizer(Lost()))
    #expect(Solver.minimizer(Nesterov()) != .lbfgs)
  }
}
