import Estimators
import Foundation
import Platform
import Testing

/// What a machine has is asked for before it is taken: threads, memory, minutes.
@Suite(.tags(.slow)) struct LimitTests {
  /// 20,000 rows of 20 columns, enough for several threads.
  private static func fitSomeRows() throws {
    let x = Matrix<Double>(rows: 20_000, columns: 20) { elements in
      for index in elements.indices { elements[index] = Double((index * 7919) % 1009) / 1009 }
    }
    let y = (0..<20_000).map { ($0 * 31) % 3 }
    for solver in [Solver.lbfgs, .newtonCG, .newtonCholesky, .saga, .coordinateDescent] {
      for multiClass in MultiClass.allCases {
        _ = try LogisticRegression(multiClass: multiClass, solver: solver, maxIterations: 2).fitted(to: x, y)
      }
    }
    _ = try StandardScaler().fitted(to: x)
  }

  @Test func anyNumberOfThreadsIsAtMost256() async {
    await #expect(processExitsWith: .success) {
      for count in [257, 1_000_000, 1 << 32, Int.max] {
        Parallelism.threads = count
        precondition(Parallelism.threads == 256)
        try Self.fitSomeRows()
      }
    }
  }

  @Test func alsoOfTheEnvironment() async {
    await #expect(processExitsWith: .success) {
      setenv("ESTIMATORS_NUM_THREADS", "9223372036854775807", 1)
      precondition(Parallelism.threads == 256)
      try Self.fitSomeRows()
    }
  }

  /// Four numbers in columns without end.
  static func wide(_ columns: Int) throws -> SparseMatrix {
    try SparseMatrix(
      rows: 4, columns: columns, rowStarts: [0, 1, 2, 3, 4], columnIndices: [0, 1, 0, 1], values: [1, 1, 1, 1])
  }

  static let solvers: [Solver] = [
    .lbfgs, .auto, .gd, .newtonCG, .newtonCholesky, .coordinateDescent, .coordinateDescent(form: .primal), .sag, .saga,
    .sgd,
  ]

  @Test func aFitThatMemoryCannotHoldIsRefusedBeforeItIsTaken() async {
    #if os(Linux)
      await #expect(processExitsWith: .success) {
        var limit = rlimit(rlim_cur: 2 << 30, rlim_max: 2 << 30)
        setrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit)
        for columns in [100_000_000, 1 << 30, Int(Int32.max)] {
          for solver in Self.solvers {
            do {
              _ = try LogisticRegression(solver: solver).fitted(to: Self.wide(columns), [0, 1, 0, 1])
              preconditionFailure("\(solver) has fitted \(columns) columns")
            } catch EstimatorError.Code.tooLarge {
              continue
            }
          }
        }
        // What fits is fitted.
        for solver in Self.solvers where solver != .newtonCholesky {
          _ = try LogisticRegression(solver: solver, maxIterations: 3).fitted(to: Self.wide(1_000_000), [0, 1, 0, 1])
        }
        _ = try LogisticRegression(penalty: .l1, maxIterations: 3).fitted(to: Self.wide(1_000_000), [0, 1, 0, 1])
      }
    #endif
  }

  // MARK: Minutes

  @Test func newtonsMethodOnThousandsOfClassesNamesAnotherSolver() throws {
    let n = 4000
    let x = Matrix<Double>(rows: n, columns: 3) { elements in
      for index in elements.indices { elements[index] = Double((index * 7919) % 1009) / 1009 }
    }
    let y = (0..<n).map { $0 % 2000 }
    do {
      _ = try LogisticRegression(solver: .newtonCholesky, maxIterations: 3).fitted(to: x, y)
      Issue.record("It would take minutes.")
    } catch let error as EstimatorError where error.code == .tooSlow {
      #expect(error.description.contains(".lbfgs"))
    }
  }

  /// A sweep takes n·K exponentials, not n·K².
  @Test func coordinateDescentOnManyClassesTakesSeconds() throws {
    let (n, k) = (1500, 500)
    let x = Matrix<Double>(rows: n, columns: 3) { elements in
      for index in elements.indices { elements[index] = Double((index * 7919) % 1009) / 1009 }
    }
    let y = (0..<n).map { $0 % k }
    let began = clock()
    let clf = LogisticRegression(solver: .coordinateDescent, maxIterations: 2)
    let model = try clf.fitted(to: x, y)
    #expect(Double(clock() - began) / Double(CLOCKS_PER_SEC) < 10)
    #expect(model.report.objective < log(Double(k)))
  }

  // MARK: Scales

  @Test(arguments: [1e154, 1e200, 1e300])
  func newtonsMethodNamesTheColumnOfHugeScale(scale: Double) throws {
    let x = try Matrix([[1, 1 * scale], [2, -1 * scale], [0.5, 3 * scale], [1.5, -2 * scale], [3, 0.5 * scale]])
      .features.named(["width", "charge"])
    for y in [[0, 1, 0, 1, 1], [0, 1, 2, 1, 2]] {
      let error = #expect(throws: EstimatorError.self) {
        try LogisticRegression(solver: .newtonCholesky).fitted(to: x, y)
      }
      #expect("\(error.map { "\($0)" } ?? "")".contains("\"charge\""))
      #expect("\(error.map { "\($0)" } ?? "")".contains("StandardScaler"))
    }
  }
}
