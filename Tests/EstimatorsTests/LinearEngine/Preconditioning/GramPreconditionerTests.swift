import Estimators
import Matrices
import Testing
import _EstimatorTestSupport

/// The preconditioner inverts A ⊗ [G, mean; meanᵀ, 1] + λ on the weights, where G is the whole Gram matrix or where its
/// leading part is all of it.
@Suite struct GramPreconditionerTests {
  private static let classes = 5

  private func objective(_ x: Features, weights: [Double]?, penalty: Double, hasIntercept: Bool) -> LinearEvaluator {
    let n = x.rows
    return LinearEvaluator(
      features: x,
      targets: ClassRows(
        classes: (0..<n).map { Int32($0 % Self.classes) }, weights: weights, sides: []),
      loss: .softmax, classCount: Self.classes, hasIntercept: hasIntercept,
      weightTotal: weights?.reduce(0, +) ?? Double(n),
      penalty: WeightPenalty(
        l2: Array(repeating: penalty, count: x.columns), l1: Array(repeating: 0, count: x.columns)))
  }

  /// Positive definite.
  private var scoreCurvature: [Double] {
    let m = Self.classes
    return (0..<m * m).map { index in
      let (a, b) = (index / m, index % m)
      return a == b ? 1 + 0.1 * Double(a) : 0.2 / Double(1 + abs(a - b))
    }
  }

  /// The model times parameters, from the rows themselves.
  private func product(
    _ rows: [[Double]], _ weights: [Double], _ x: [Double], penalty: Double, hasIntercept: Bool
  ) -> [Double] {
    let (m, p) = (Self.classes, rows[0].count)
    let order = p + (hasIntercept ? 1 : 0)
    let total = weights.reduce(0, +)
    var gram = [Double](repeating: 0, count: m * order)  // (x·x̃ᵀ of each score column) G̃
    for (row, s) in zip(rows, weights) {
      for k in 0..<m {
        var z = hasIntercept ? x[k * order + p] : 0
        for j in 0..<p { z += row[j] * x[k * order + j] }
        for j in 0..<p { gram[k * order + j] += s / total * z * row[j] }
        if hasIntercept { gram[k * order + p] += s / total * z }
      }
    }
    return (0..<m * order).map { index in
      let (k, j) = (index / order, index % order)
      return (0..<m).reduce(j < p ? penalty * x[index] : 0) { $0 + scoreCurvature[k * m + $1] * gram[$1 * order + j] }
    }
  }

  @Test(arguments: [true, false], [true, false])
  func theWholeGramMatrixIsInverted(hasIntercept: Bool, weighted: Bool) throws {
    var random = RandomState(5)
    // Far from 0, so that features and intercept go together; and a column of zeros.
    let rows = (0..<40).map { _ in (0..<4).map { j in j == 2 ? 0 : 3 + random.random() * Double(j + 1) } }
    let weights = rows.map { _ in weighted ? 0.5 + random.random() : 1 }
    let (penalty, order) = (1e-4, hasIntercept ? 5 : 4)
    let objective = objective(
      try Matrix(rows).features, weights: weighted ? weights : nil, penalty: penalty, hasIntercept: hasIntercept)
    let preconditioner = try #require(try objective.preconditioner())
    let x = (0..<Self.classes * order).map { _ in random.random() - 0.5 }
    let q = product(rows, weights, x, penalty: penalty, hasIntercept: hasIntercept)
    #expect(relativeError(preconditioner.applied(to: q, scoreCurvature: scoreCurvature), x) < 1e-9)
  }

  enum Storage: CaseIterable, Sendable { case dense, sparse, mostlyZeros }

  /// 300 columns of rank 20: rows are mixtures of few patterns, which for two of the storages are mostly zeros.
  @Test(arguments: Storage.allCases, [true, false])
  func theLeadingPartIsInvertedWhereItIsAll(storage: Storage, weighted: Bool) throws {
    var random = RandomState(6)
    let (n, p) = (500, 300)
    let patterns = (0..<20).map { pattern in
      (0..<p).map { j in storage == .dense || j % 20 == pattern ? 0.2 + random.random() : 0 }
    }
    let rows = (0..<n).map { _ in
      let (a, b) = (Int(random.random() * 20), Int(random.random() * 20))
      let (s, t) = (random.random(), random.random())
      return (0..<p).map { s * patterns[a][$0] + t * patterns[b][$0] }
    }
    let weights = rows.map { _ in weighted ? 0.5 + random.random() : 1 }
    let matrix = try Matrix(rows)
    // Below a fifth of all eigenvalues, which then all count.
    let penalty = storage == .dense ? 0.1 : 1e-3
    let objective = objective(
      storage == .sparse ? try SparseMatrix(matrix).features : matrix.features, weights: weighted ? weights : nil,
      penalty: penalty, hasIntercept: true)
    let preconditioner = try #require(try objective.preconditioner())
    // Weights that are mixtures of the patterns: what the data do not span has no curvature to know.
    var x: [Double] = []
    for _ in 0..<Self.classes {
      let shares = patterns.map { _ in random.random() - 0.5 }
      x += (0..<p).map { j in zip(shares, patterns).reduce(0) { $0 + $1.0 * $1.1[j] } } + [random.random()]
    }
    let q = product(rows, weights, x, penalty: penalty, hasIntercept: true)
    let total = weights.reduce(0, +)
    let means = (0..<p).map { j in zip(rows, weights).reduce(0) { $0 + $1.1 * $1.0[j] } / total }
    let wanted = centred(x, means)
    let found = centred(preconditioner.applied(to: q, scoreCurvature: scoreCurvature), means)
    #expect(relativeError(found.weights, wanted.weights) < 1e-3)
    #expect(relativeError(found.intercepts, wanted.intercepts) < 1e-5)
  }

  /// Weights, and intercepts of centred features, b + mean·w, which are known without them. An intercept of the
  /// features as they are has what Float rounds in all weights, times the means: seventy times as much for dense rows
  /// here.
  private func centred(_ x: [Double], _ means: [Double]) -> (weights: [Double], intercepts: [Double]) {
    let order = means.count + 1
    let columns = (0..<Self.classes).map { Array(x[$0 * order..<($0 + 1) * order - 1]) }
    let intercepts = columns.enumerated().map { k, weights in
      zip(weights, means).reduce(x[(k + 1) * order - 1]) { $0 + $1.0 * $1.1 }
    }
    return (columns.flatMap { $0 }, intercepts)
  }

  /// The same bits for any number of threads.
  @Test func threadsDoNotChangeIt() throws {
    var random = RandomState(7)
    let x = Matrix<Double>(rows: 3000, columns: 300, repeating: 0).map { _ in
      random.random() < 0.2 ? random.random() : 0
    }
    let q = (0..<Self.classes * 301).map { _ in random.random() - 0.5 }
    let results = try [1, 2, 3].map { threads in
      // As in a fit: other tests change how many threads BLAS has meanwhile.
      try BLAS.singleThreaded {
        try Parallelism.withThreads(threads) {
          let objective = objective(x.features, weights: nil, penalty: 1e-4, hasIntercept: true)
          return try #require(try objective.preconditioner()).applied(to: q, scoreCurvature: scoreCurvature)
        }
      }
    }
    #expect(results[0] == results[1] && results[0] == results[2])
  }
}
