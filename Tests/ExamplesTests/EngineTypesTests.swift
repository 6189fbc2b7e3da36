import Foundation
import Testing

/// Types of the engine that tests can see are named by one, or it is said here through what they are reached.
@Suite struct EngineTypesTests {
  /// By what reaches them.
  private static let reachedThrough = [
    "LinearPass, whose sums LinearPassTests, WidePassTests and CompressedRowsTests compare with naive ones": [
      "BlockReader", "FeatureBlocks", "PartialSums", "SparseRows", "StoredRow", "WidenedRows",
    ],
    "FileRows and SparseFileRows": ["RowSource"],
    "matrices, sparse matrices, tables and files, wherever a fit takes one": [
      "FeatureMatrix", "InputSource",
    ],
    "losses of one's own and of the engine, in ScoreLossTests": ["ClassLoss", "ConjugateLoss", "ScoreKernel"],
    "LinearEvaluator and the quadratics of KinkedQuadraticTests": ["BatchObjective", "LineEvaluation"],
    "BatchMinimizer, of all descent methods": [
      "BatchDescentMethod", "BatchRun", "DescentMethod", "GradientDescent", "Minimum", "StepRule",
    ],
    "preconditioner() of an evaluator, in GramPreconditionerTests and GramCurvatureTests": [
      "CurvaturePreconditioner", "ProximalCurvature",
    ],
    "the solvers .sag, .saga and .sgd, in AverageGradientTests and StochasticGradientTests": [
      "AverageGradient", "EpochMethod", "EpochMinimizer", "StochasticGradient", "StochasticGradientProgress",
    ],
    "Solver.minimizer(_:), in MinimizerSolverTests": ["MinimizerSolver"],
    "every fit, and LogisticRegressionPath": ["PathMemory", "SolverRequest"],
  ]

  @Test func everyTypeIsNamedByATest() throws {
    let tests = packageFolder.appending(path: "Tests")
    var named: Set<String> = []
    for path in try FileManager.default.subpathsOfDirectory(atPath: tests.path)
    where path.hasSuffix(".swift") && !path.hasSuffix("EngineTypesTests.swift") {
      let code = try text(of: tests.appending(path: path)).replacing(/\/\/.*/, with: "")
      named.formUnion(code.matches(of: /\b[A-Z]\w+\b/.wordBoundaryKind(.simple)).map { String($0.0) })
    }
    let reached = Set(Self.reachedThrough.values.joined())
    let types = try Self.types()
    #expect(types.count > 60, "The search for types has missed some: it found \(types.count).")
    #expect(types.subtracting(named).subtracting(reached) == [], "No test names these.")
    #expect(reached.subtracting(types) == [], "There are no such types.")
    #expect(reached.intersection(named) == [], "A test names these: take them off the list.")
  }

  /// The public and package types at the top of the engine's files.
  private static func types() throws -> Set<String> {
    let engine = packageFolder.appending(path: "Sources/LinearEngine")
    let declaration = /(?m)^(?:@\w+ )*(?:public|package) (?:final )?(?:struct|class|enum|protocol|actor) (\w+)/
    let paths = try FileManager.default.subpathsOfDirectory(atPath: engine.path).filter { $0.hasSuffix(".swift") }
    return Set(
      try paths.flatMap { path in
        try text(of: engine.appending(path: path)).matches(of: declaration).map { String($0.1) }
      })
  }
}
