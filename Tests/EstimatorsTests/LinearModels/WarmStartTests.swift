import EstimatorDatasets
import Estimators
import Foundation
import Testing

/// From any start a fit reaches what a cold one reaches, or begins again from zero and says so.
@Suite(.tags(.slow)) struct WarmStartTests {
  static let solvers: [(String, Solver)] = [
    ("lbfgs", .lbfgs), ("newtonCholesky", .newtonCholesky), ("newtonCG", .newtonCG), ("auto", .auto),
    ("coordinateDescent", .coordinateDescent), ("dual", .coordinateDescent(form: .dual)),
  ]
  static let slow: [(String, Solver)] = [
    ("gd", .gd), ("sag", .sag), ("saga", .saga), ("sgd", .sgd), ("backtracking", .gd(learningRate: .backtracking)),
  ]

  private func objective(
    _ model: LogisticRegression<Int>.Model, _ x: Matrix<Double>, _ y: [Int], _ clf: LogisticRegression<Int>
  )
    -> Double
  {
    ReportAtPoint(x, y, clf).answer(model).objective
  }

  private static func cancer() throws -> (scaled: Matrix<Double>, raw: Matrix<Double>, y: [Int]) {
    let data = try BreastCancer.load()
    let scaled = try StandardScaler().fitted(to: data.features).transform(data.features).matrix()
    return (scaled, data.features, data.labels)
  }

  private static func iris() throws -> (scaled: Matrix<Double>, raw: Matrix<Double>, y: [Int]) {
    let data = try Iris.load()
    let scaled = try StandardScaler().fitted(to: data.features).transform(data.features).matrix()
    return (scaled, data.features.map { 300 * $0 }, data.labels)
  }

  @Test(arguments: solvers.indices)
  func fromStandardisedToRawColumns(place: Int) throws {
    let (name, solver) = Self.solvers[place]
    let (scaled, raw, y) = try Self.cancer()
    for precision in [Precision.automatic, .single, .double] {
      // Row by row raw columns take more rounds than anyone waits for, warm and cold alike.
      let most = name == "dual" ? 20 : 5000
      var clf = LogisticRegression(solver: solver, maxIterations: most, warmStart: true, precision: precision)
      try clf.fit(scaled, y)
      let warm = try clf.fit(raw, y)
      let cold = try clf.unfitted.fitted(to: raw, y)
      let (found, wanted) = (objective(warm, raw, y, clf), objective(cold, raw, y, clf))
      #expect(found <= wanted + max(1e-4, 1e-6 * wanted), "\(name), \(precision): \(found), cold \(wanted)")
      #expect(warm.report.notes.contains { $0.contains("from zero") }, "\(name): \(warm.report)")
    }
  }

  @Test(arguments: MultiClass.allCases, solvers.indices.dropLast())
  func withSeveralClasses(multiClass: MultiClass, place: Int) throws {
    let (name, solver) = Self.solvers[place]
    let (scaled, raw, y) = try Self.iris()
    var clf = LogisticRegression(multiClass: multiClass, solver: solver, c: 10, maxIterations: 20_000, warmStart: true)
    try clf.fit(scaled, y)
    let warm = try clf.fit(raw, y)
    let (found, wanted) = (
      objective(warm, raw, y, clf), objective(try clf.unfitted.fitted(to: raw, y), raw, y, clf)
    )
    #expect(found <= wanted + max(1e-3, 1e-3 * wanted), "\(name): \(found), cold \(wanted), \(warm.report)")
    #expect(warm.report.notes.contains { $0.contains("from zero") }, "\(name): \(warm.report)")
  }

  /// A model that is certain of all rows, and wrong about few: better than none, and without any curvature to go by.
  @Test(arguments: MultiClass.allCases, solvers.indices)
  func fromCertainScoresThatAreMostlyRight(multiClass: MultiClass, place: Int) throws {
    let (name, solver) = Self.solvers[place]
    let n = 1000
    let y = (0..<n).map { $0 % 2 }
    let x = Matrix(rows: n, columns: 1) { elements in
      for i in 0..<n { elements[i] = (y[i] == 1 ? 1.0 : -1) * (i < 2 ? -1 : 1) * (1 + Double(i % 7) / 10) }
    }
    let clf = LogisticRegression(
      multiClass: multiClass, solver: solver, c: 1e12, maxIterations: name == "dual" ? 50 : 1000)
    let cold = try clf.fitted(to: x, y)
    // The same weights on columns so large that every score is beyond ±400, two of them on the wrong side.
    let large = x.map { 100 * $0 }
    let warm = try clf.fitted(to: TrainingData(large, y), startingFrom: cold) { _ in .proceed }
    let wanted = objective(try clf.fitted(to: large, y), large, y, clf)
    let found = objective(warm, large, y, clf)
    #expect(found <= wanted * (1 + 1e-3), "\(name): \(found), cold \(wanted), \(warm.report)")
  }

  /// Solvers that go by small steps get no further than cold, and no less far.
  @Test(arguments: MultiClass.allCases, slow.indices)
  func ofSolversOfSmallSteps(multiClass: MultiClass, place: Int) throws {
    let (name, solver) = Self.slow[place]
    let (scaled, raw, y) = try Self.iris()
    var clf = LogisticRegression(multiClass: multiClass, solver: solver, maxIterations: 50, warmStart: true)
    try clf.fit(scaled, y)
    let cold = try clf.unfitted.fitted(to: raw, y)
    let warm = try clf.fit(raw, y)
    #expect(objective(warm, raw, y, clf) <= objective(cold, raw, y, clf) * (1 + 1e-6), "\(name)")
    #expect(warm.report.notes.contains { $0.contains("from zero") }, "\(name): \(warm.report)")
  }

  @Test func withAnL1NormAndWithBounds() throws {
    let (scaled, raw, y) = try Self.cancer()
    for solver in [Solver.lbfgs, .coordinateDescent] {
      var clf = LogisticRegression(solver: solver, penalty: .l1, tolerance: 1e-3, maxIterations: 5000, warmStart: true)
      try clf.fit(scaled, y)
      let cold = objective(try clf.unfitted.fitted(to: raw, y), raw, y, clf)
      #expect(objective(try clf.fit(raw, y), raw, y, clf) <= cold + 1e-3)
    }
    var bounded = LogisticRegression(bounds: .all(lower: -1, upper: 1), maxIterations: 5000, warmStart: true)
    try bounded.fit(scaled, y)
    let cold = try bounded.unfitted.fitted(to: raw, y).report.objective
    #expect(try bounded.fit(raw, y).report.objective <= cold + 1e-3)
  }

  /// Weights so large that scores overflow are no start either.
  @Test func fromScoresThatOverflow() throws {
    let (scaled, _, y) = try Self.cancer()
    let tiny = try LogisticRegression(penalty: .none, maxIterations: 3).fitted(to: scaled.map { $0 * 1e-200 }, y)
    let huge = scaled.map { $0 * 1e140 }
    let clf = LogisticRegression(solver: .newtonCholesky)
    let warm = try clf.fitted(to: TrainingData(huge, y), startingFrom: tiny) { _ in .proceed }
    #expect(warm.report.objective < 0.69)
  }

  @Test func aGoodStartIsKept() throws {
    let (scaled, _, y) = try Self.cancer()
    for (name, solver) in Self.solvers {
      var clf = LogisticRegression(solver: solver, warmStart: true)
      let cold = try clf.fit(scaled, y)
      clf.c = 2
      let warm = try clf.fit(scaled, y)
      #expect(warm.report.notes.isEmpty, "\(name): \(warm.report.notes)")
      #expect(warm.report.converged && cold.report.converged, "\(name)")
    }
  }

  /// A fit ends with its intercepts at their best for the weights; the next one goes on from where they were before.
  @Test func oneNewtonIterationAndOneMoreAreTwo() throws {
    for (scaled, raw, y) in [try Self.cancer(), try Self.iris()] {
      for x in [scaled, raw] {
        for multiClass in MultiClass.allCases {
          for c in [0.01, 1, 100] {
            var clf = LogisticRegression(
              multiClass: multiClass, solver: .newtonCholesky, c: c, maxIterations: 1, warmStart: true)
            try clf.fit(x, y)
            let twice = objective(try clf.fit(x, y), x, y, clf)
            var atOnce = clf.unfitted
            atOnce.maxIterations = 2
            let two = objective(try atOnce.fitted(to: x, y), x, y, clf)
            #expect(relativeDifference(twice, two) < 1e-9, "\(multiClass), C \(c): \(twice), at once \(two)")
          }
        }
      }
    }
  }
}
