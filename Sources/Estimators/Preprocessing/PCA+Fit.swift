import Files
import Matrices

extension PCA {
  /// Learns the components. Targets have no influence.
  ///
  /// - Throws: ``EstimatorError/emptyInput(rows:columns:)``, ``EstimatorError/notFinite(row:column:value:)``,
  ///   ``EstimatorError/invalidSetting(name:value:rule:)`` for more components than min(n, p),
  ///   ``EstimatorError/unsupported(what:instead:)`` for numbers whose variance leaves the range of a Double, and the
  ///   errors of weights.
  public func fitted(to x: Features, targets: ClassTargets?, weights: [Double]?) throws -> Model {
    try requireFit(to: x, weights: weights)
    let rows = weights?.count { $0 > 0 } ?? x.rows
    let most = min(rows, x.columns)
    if let count = components.count, count > most {
      throw EstimatorError.invalidSetting(
        name: "components", value: ".count(\(count))", rule: "at most the smaller of rows and columns, \(most)")
    }
    // Weights that sum to less than the number of rows act as if scaled up.
    let sum = weights?.reduce(0, +) ?? Double(rows)
    let repetitions = max(sum, Double(rows))
    try requireMemory(x, most)
    let moments = try ColumnMoments(x, sampleWeight: weights)
    let means = x.columnMeans(moments)
    let factors = weights.map { $0.map { ($0 / sum * repetitions).squareRoot() } }
    let centred = CentredFeatures(features: x, means: means, factors: factors)
    let freedom = max(1, repetitions - 1)
    let scale = x.affine?.scale ?? Array(repeating: 1, count: x.columns)
    let unit = repetitions / (sum / moments.unit)
    let total = zip(moments.squares, scale).reduce(0) { $0 + $1.0 * $1.1 * $1.1 } * unit / freedom
    if total < 1e-280 { try moments.requireSpread(of: x, sampleWeight: weights) }
    guard total.isFinite else {
      throw EstimatorError.unsupported(
        what: "Principal components of numbers whose variance is too large for a Double",
        instead: "Scale the columns first, for example with StandardScaler.")
    }
    var (squares, vectors) = try BLAS.singleThreaded { try decomposed(centred, most) }
    let size = repetitions * (means.reduce(0) { $0 + $1 * $1 })
    squares = withoutRounding(squares, x.rows, x.columns, most, size: size).map { $0 / freedom }
    let kept = keptCount(squares, total, most)
    vectors = vectors[rows: ..<kept].turned
    return try Model(
      means: means, components: Matrix(rows: kept, columns: x.columns, vectors.elements),
      explainedVariance: Array(squares.prefix(kept)),
      explainedShare: squares.prefix(kept).map { total > 0 ? $0 / total : 0 }, whiten: whiten,
      source: FittedColumns(x))
  }

  /// Squared singular values, descending, and right singular vectors, one per row; at least as many as are kept.
  private func decomposed(_ a: CentredFeatures, _ most: Int) throws -> (squares: [Double], vectors: Matrix<Double>) {
    switch chosenSolver(a.features.rows, a.features.columns, most).kind {
    case .covariance:
      let eigen = try SymmetricEigen(a.gram())
      let order = eigen.values.indices.reversed().prefix(most)
      let rows = order.map { Array(eigen.vectors[row: $0]) }
      return (order.map { eigen.values[$0] }, try Matrix(rows))
    case .randomized:
      return try randomized(a, most)
    case .full, .automatic:
      let (values, vectors) = try LAPACK.rightSingular(a.matrix())
      return (values.map { $0 * $0 }, vectors)
    }
  }

  /// Squared singular values, 0 where they are no more than what rounding leaves: of the decomposition, relative to the
  /// largest, and of the numbers and their means.
  ///
  /// - Parameter size: What the sum of squares would be without taking the means away, less the sum of squares.
  private func withoutRounding(
    _ squares: [Double], _ rows: Int, _ columns: Int, _ most: Int, size: Double
  ) -> [Double] {
    let (epsilon, largest) = (Double.ulpOfOne, max(0, squares.max() ?? 0))
    let count = Double(max(rows, columns))
    let ofNumbers = 16 * epsilon * (size + squares.reduce(0) { $0 + max(0, $1) }).squareRoot()
    let ofSolver =
      chosenSolver(rows, columns, most) == .covariance
      ? (Double(columns) * epsilon * largest).squareRoot() : count * epsilon * largest.squareRoot()
    let least = (ofNumbers + ofSolver) * (ofNumbers + ofSolver)
    return squares.map { $0 > least ? $0 : 0 }
  }

  /// What the chosen solver needs can be had.
  private func requireMemory(_ x: Features, _ most: Int) throws {
    let (n, p) = (x.rows, x.columns)
    let numbers: Int =
      switch chosenSolver(n, p, most).kind {
      case .covariance: Memory.bytes(p, p, 10)
      case .randomized: Memory.bytes(max(n, p), min(directions(most), most), 8)
      case .full, .automatic: Memory.bytes(n + most, p, 3)
      }
    try Memory.require(
      Memory.bytes(numbers, 8), for: "Principal components of \(n) × \(p) numbers",
      instead: "Ask for few of them, .count(k), or choose columns first, with VarianceThreshold say.")
  }

  /// The random directions of `.randomized`.
  private func directions(_ most: Int) -> Int {
    guard let count = components.count else { return most }
    return min(count, most) + 10
  }

  private func chosenSolver(_ rows: Int, _ columns: Int, _ most: Int) -> Solver {
    guard solver == .automatic else { return solver }
    if columns <= 1000, rows >= 10 * columns { return .covariance }
    if let count = components.count, max(rows, columns) > 500, Double(count) < 0.8 * Double(most) {
      return .randomized
    }
    return .full
  }

  /// Projects on the span of A·(Aᵀ·A)^q·Ω for random Ω, and decomposes that.
  private func randomized(_ a: CentredFeatures, _ most: Int) throws -> (squares: [Double], vectors: Matrix<Double>) {
    guard let count = components.count else { return ([], .zeros(rows: 0, columns: 0)) }
    let directions = min(count + 10, most)
    let powers = Double(count) < 0.1 * Double(most) ? 7 : 4
    var random = RandomState(randomState)
    let p = a.features.columns
    var transposed = try Matrix(
      rows: directions, columns: p, random.standardNormal(count: p * directions))
    for _ in 0..<powers {
      var image = try a.times(transposed: transposed)
      LAPACK.orthonormalizeColumns(&image)
      var back = try a.leftTimes(image).transposed
      LAPACK.orthonormalizeColumns(&back)
      transposed = back.transposed
    }
    var basis = try a.times(transposed: transposed)
    LAPACK.orthonormalizeColumns(&basis)
    let (values, vectors) = try LAPACK.rightSingular(a.leftTimes(basis))
    return (values.map { $0 * $0 }, vectors)
  }

  private func keptCount(_ variances: [Double], _ total: Double, _ most: Int) -> Int {
    switch components.kind {
    case .all: return most
    case .count(let count): return count
    case .share(let share):
      var sum = 0.0
      for (place, variance) in variances.enumerated() {
        sum += variance
        if sum > share * total { return place + 1 }
      }
      return variances.count
    }
  }
}

extension Features {
  /// The means of the columns after their change.
  func columnMeans(_ moments: ColumnMoments) -> [Double] {
    guard let affine else { return moments.means }
    return moments.means.indices.map { (moments.means[$0] - affine.shift[$0]) * affine.scale[$0] }
  }
}

extension Matrix where Scalar == Double {
  /// Every row with the sign that makes its largest magnitude positive.
  fileprivate var turned: Matrix {
    var result = self
    for row in 0..<rows {
      let largest = self[row: row].max { $0.magnitude < $1.magnitude } ?? 0
      if largest < 0 { for column in 0..<columns { result[row, column] = -result[row, column] } }
    }
    return result
  }
}
