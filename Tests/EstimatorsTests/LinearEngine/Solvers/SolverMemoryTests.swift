import Estimators
import Testing

/// What solvers say they keep, which a fit compares with the memory there is before it begins.
@Suite struct SolverMemoryTests {
  static let solvers: [any BatchSolver] = [
    AutoSolver(), LBFGSSolver(), GradientDescentSolver(.automatic), NewtonCholeskySolver(), NewtonCGSolver(),
    CoordinateSolver(.primal), CoordinateSolver(.dual), AverageGradientSolver(isSAGA: false),
    AverageGradientSolver(isSAGA: true),
    StochasticGradientSolver(
      StochasticGradientSettings(batchSize: 1, schedule: .optimal, averagingAfter: nil, shuffle: true)),
  ]

  private func bytes(_ solver: any BatchSolver, _ x: Features, columns: Int) -> Int {
    solver.bytes(FitSize(features: x, columns: columns, hasKinks: false, isSingleScore: false))
  }

  @Test(arguments: solvers.indices)
  func itGrowsWithTheParameters(place: Int) {
    let (solver, x) = (Self.solvers[place], Matrix<Double>.zeros(rows: 50, columns: 20).features)
    let counts = [1, 3, 10, 30]
    let sizes = counts.map { bytes(solver, x, columns: $0) }
    #expect(zip(counts, sizes).allSatisfy { $1 >= 2 * 8 * 21 * $0 })
    #expect(zip(sizes, sizes.dropFirst()).allSatisfy { $0 < $1 })
  }

  /// More columns than any memory holds: a count, no overflow. Newton's matrix is refused elsewhere.
  @Test(arguments: solvers.indices)
  func itIsCountedForAnyShape(place: Int) throws {
    let wide = try SparseMatrix(
      rows: 2, columns: Int(Int32.max), rowStarts: [0, 1, 2], columnIndices: [0, 1], values: [1, 2])
    let solver = Self.solvers[place]
    for columns in [1, 1000, 1 << 40] {
      let found = bytes(solver, wide.features, columns: columns)
      if solver is NewtonCholeskySolver {
        #expect(found == 0)
      } else {
        #expect(found >= FitSize.times(2 * 8 * columns, Int(Int32.max)))
      }
    }
  }

  @Test func sumsAndProductsStopAtTheLargest() {
    #expect(FitSize.sum(1, 2, 3) == 6 && FitSize.sum(.max, 1) == .max && FitSize.sum(1, .max, .max) == .max)
    #expect(FitSize.times(3, 7) == 21 && FitSize.times(2, .max) == .max && FitSize.times(1 << 40, 1 << 40) == .max)
  }
}
