import Files
import Matrices

/// Least squares with a penalty on the squares of the weights, without its intercept:
///
///     ‖A·w − t‖² + α·‖w‖²,      A = diag(√s)·(X − 1·μᵀ),      t = √s·(y − ȳ)
///
/// With an intercept μ and ȳ are the weighted means, and b = ȳ − μ·w; without one they are 0.
struct LeastSquares {
  let centred: CentredFeatures
  /// t, n numbers.
  let targets: [Double]
  /// ȳ
  let targetMean: Double
  /// Whether each column is constant but for rounding: its weight is 0. Only with an intercept.
  let constant: [Bool]
  /// S, the sum of the weights.
  let weightTotal: Double
  let fitIntercept: Bool

  /// w, and how many directions of the features it uses.
  struct Solution {
    var coefficients: [Double]
    var rank: Int
  }

  init(_ rows: TrainingNumbers, fitIntercept: Bool) throws {
    let (x, p) = (rows.features, rows.features.columns)
    let moments = try ColumnMoments(x, sampleWeight: rows.weights)
    let means = fitIntercept ? x.columnMeans(moments) : Array(repeating: 0, count: p)
    constant =
      fitIntercept
      ? try moments.constantColumns(of: x, sampleWeight: rows.weights) : Array(repeating: false, count: p)
    let roots = rows.weights?.map { $0.squareRoot() }
    centred = CentredFeatures(features: x, means: means, factors: roots)
    let mean = fitIntercept ? Self.mean(rows) : 0
    targets = rows.targets.enumerated().map { (roots?[$0] ?? 1) * ($1 - mean) }
    (targetMean, weightTotal, self.fitIntercept) = (mean, rows.weightTotal, fitIntercept)
  }

  var rows: Int { targets.count }
  var columns: Int { constant.count }

  /// The weighted mean of the targets, in two steps, so that a large mean costs no digits.
  private static func mean(_ rows: TrainingNumbers) -> Double {
    func mean(_ from: Double) -> Double {
      var sum = 0.0
      for (row, y) in rows.targets.enumerated() { sum += (rows.weights?[row] ?? 1) * (y - from) }
      return sum / rows.weightTotal
    }
    let first = mean(0)
    return first + mean(first)
  }

  /// w and b as a predictor.
  func predictor(_ coefficients: [Double]) -> LinearPredictor {
    let shift = zip(coefficients, centred.means).reduce(0) { $0 + $1.0 * $1.1 }
    return LinearPredictor(
      coefficients: coefficients, intercept: fitIntercept ? targetMean - shift : 0,
      columns: FittedColumns(centred.features))
  }

  /// The w of the smallest objective; without a penalty, of several the shortest.
  ///
  /// By the normal equations with one step of refinement where each column keeps at least a millionth of its squares
  /// that the columns before it do not explain; otherwise, and for fewer rows than columns without a penalty, by
  /// singular values. Without memory for these, by the eigenvalues of Aᵀ·A, which lose half of the digits.
  func solution(alpha: Double) throws -> Solution {
    try BLAS.singleThreaded {
      let isWide = columns > rows
      if isWide, alpha > 0, let solution = try byRows(alpha) { return solution }
      if !isWide, let solution = try byNormalEquations(alpha) { return solution }
      return try Memory.has(Memory.bytes(rows, columns, 4, 8)) ? bySingularValues(alpha) : byEigenvalues(alpha)
    }
  }

  // MARK: Routes

  private func byNormalEquations(_ alpha: Double) throws -> Solution? {
    let gram = try gram(adding: alpha)
    guard let factor = GramCholesky(gram, smallestPivot: 1e-6, leavingOut: constant) else { return nil }
    var coefficients = try factor.solve(products(targets))
    // One step of refinement with residuals of the rows: the digits that Aᵀ·A has cost come back.
    let pull = try products(residuals(coefficients))
    let step = try factor.solve(zip(pull, coefficients).map { $0 - alpha * $1 })
    coefficients = zip(coefficients, step).map { $0 + $1 }
    return Solution(coefficients: try requireSolved(coefficients), rank: constant.count { !$0 })
  }

  /// w = Aᵀ·z, (A·Aᵀ + α)·z = t.
  private func byRows(_ alpha: Double) throws -> Solution? {
    let matrix = try writtenOut()
    var kernel = try matrix.timesTransposed(matrix)
    for row in 0..<rows { kernel[row, row] += alpha }
    try requireFiniteProducts(kernel.elements)
    let none = Array(repeating: false, count: rows)
    guard let factor = GramCholesky(kernel, smallestPivot: 1e-6, leavingOut: none) else { return nil }
    var z = try factor.solve(targets)
    var coefficients = try matrix.transposedApplied(to: z)
    let missed = try zip(zip(targets, z), matrix.applied(to: coefficients)).map { $0.0 - $1 - alpha * $0.1 }
    let step = try factor.solve(missed)
    z = zip(z, step).map { $0 + $1 }
    coefficients = try matrix.transposedApplied(to: z)
    return Solution(coefficients: try requireSolved(coefficients), rank: min(rows, constant.count { !$0 }))
  }

  /// A = U·diag(d)·Vᵀ by the left singular vectors u: w = Aᵀ·Σ u·(u·t)/(d² + α), over d above rounding.
  private func bySingularValues(_ alpha: Double) throws -> Solution {
    let matrix = try writtenOut()
    try requireFiniteProducts(matrix.elements)
    let (sizes, left) = try LAPACK.rightSingular(matrix.transposed)
    let least = Double(max(rows, columns)) * Double.ulpOfOne * (sizes.first ?? 0)
    let rank = sizes.count { $0 > least }
    var coefficients = Array(repeating: 0.0, count: columns)
    var z = Array(repeating: 0.0, count: rows)
    var missed = targets
    for _ in 0..<2 {
      let parts = try zip(left.applied(to: missed), sizes).map { part, d in d > least ? part / (d * d + alpha) : 0 }
      let step = try left.transposedApplied(to: parts)
      z = zip(z, step).map { $0 + $1 }
      coefficients = try zip(coefficients, matrix.transposedApplied(to: step)).map { $0 + $1 }
      missed = try zip(zip(targets, z), matrix.applied(to: coefficients)).map { $0.0 - $1 - alpha * $0.1 }
    }
    return Solution(coefficients: try requireSolved(coefficients), rank: rank)
  }

  private func byEigenvalues(_ alpha: Double) throws -> Solution {
    let eigen = try SymmetricEigen(gram(adding: 0))
    let least = Double(columns) * Double.ulpOfOne * (eigen.values.last ?? 0)
    let parts = try zip(eigen.vectors.applied(to: products(targets)), eigen.values)
      .map { part, value in value > least ? part / (value + alpha) : 0 }
    let coefficients = try eigen.vectors.transposedApplied(to: parts)
    return Solution(coefficients: try requireSolved(coefficients), rank: eigen.values.count { $0 > least })
  }
}

extension LeastSquares {
  /// Aᵀ·A + α, p × p, lower triangle; 0 for constant columns.
  func gram(adding alpha: Double) throws -> Matrix<Double> {
    try requireMemory(
      squares: 7, of: centred.features, for: "The normal equations",
      instead: "Choose columns with SelectKBest first, or use LinearModel(loss: SquaredError()).")
    var gram = try centred.gram()
    for j in constant.indices where constant[j] {
      for i in 0..<columns { (gram[i, j], gram[j, i]) = (0, 0) }
    }
    for j in 0..<columns { gram[j, j] += alpha }
    try requireFiniteProducts(gram.elements)
    return gram
  }

  /// Aᵀ·v; 0 for constant columns.
  func products(_ v: [Double]) throws -> [Double] {
    let products = try centred.leftTimes(Matrix(rows: v.count, columns: 1, v)).elements
    try requireFiniteProducts(products)
    return zip(products, constant).map { $1 ? 0 : $0 }
  }

  /// t − A·w
  func residuals(_ coefficients: [Double]) throws -> [Double] {
    let fitted = try centred.times(transposed: Matrix(rows: 1, columns: columns, coefficients))
    return zip(targets, fitted.elements).map { $0 - $1 }
  }

  /// A, n × p, with 0 for constant columns.
  func writtenOut() throws -> Matrix<Double> {
    let (n, p) = (rows, columns)
    try Memory.require(
      Memory.bytes(Memory.bytes(n, p), 4, 8), for: "\(n) × \(p) centred numbers",
      instead: "Choose columns with SelectKBest first, or use LinearModel(loss: SquaredError()).")
    var matrix = try centred.matrix()
    for j in 0..<p where constant[j] { for row in 0..<n { matrix[row, j] = 0 } }
    return matrix
  }

  func requireFiniteProducts(_ numbers: [Double]) throws {
    guard !numbers.contains(where: { !$0.isFinite }) else {
      throw EstimatorError.unsupported(
        what: "Least squares of numbers and weights whose squares are too large for a Double",
        instead: "Scale the columns with StandardScaler first, or divide targets and weights by the largest.")
    }
  }

  func requireSolved(_ coefficients: [Double]) throws -> [Double] {
    guard !coefficients.contains(where: { !$0.isFinite }) else {
      throw EstimatorError.unsupported(
        what: "Least squares whose weights are beyond the range of a Double",
        instead: "Scale the columns with StandardScaler first, or use Ridge with a larger alpha.")
    }
    return coefficients
  }
}

extension Matrix where Scalar == Double {
  /// A·v
  func applied(to v: [Double]) throws -> [Double] { try times(Matrix(rows: v.count, columns: 1, v)).elements }

  /// Aᵀ·v
  func transposedApplied(to v: [Double]) throws -> [Double] {
    try transposedTimes(Matrix(rows: v.count, columns: 1, v)).elements
  }
}
