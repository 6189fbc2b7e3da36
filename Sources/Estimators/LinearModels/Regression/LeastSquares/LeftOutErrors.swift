import Matrices

/// The errors of least squares with each row left out in turn, for many penalties from one eigendecomposition.
///
/// A row's error without it is its residual divided by 1 − h, h its leverage: the row's own share in its prediction,
/// the intercept's included.
///
/// - SeeAlso: R. D. Cook and S. Weisberg, *Residuals and Influence in Regression*, 1982, section 2.2.
struct LeftOutErrors {
  let problem: LeastSquares
  let alphas: [Double]

  private static var blockRows: Int { 2048 }

  /// Σ sᵢ·(error without row i)² / S, for each α.
  func meanSquares() throws -> [Double] {
    let sums = try problem.rows < problem.columns ? byRows() : byColumns()
    return sums.map { $0 / problem.weightTotal }
  }

  /// For no more columns than rows: Aᵀ·A = Vᵀ·diag(λ)·V, h = s/S + Σ (A·v)²/(λ + α).
  private func byColumns() throws -> [Double] {
    let (eigen, parts) = try BLAS.singleThreaded {
      let eigen = try SymmetricEigen(problem.gram(adding: 0))
      return (eigen, try eigen.vectors.applied(to: problem.products(problem.targets)))
    }
    let p = problem.columns
    var shrinkage = Matrix<Double>.zeros(rows: alphas.count, columns: p)
    var effects = shrinkage
    for (row, alpha) in alphas.enumerated() {
      for j in 0..<p {
        shrinkage[row, j] = 1 / (max(0, eigen.values[j]) + alpha)
        effects[row, j] = shrinkage[row, j] * parts[j]
      }
    }
    var sums = alphas.map { _ in 0.0 }
    for start in stride(from: 0, to: problem.rows, by: Self.blockRows) {
      let block = start..<min(problem.rows, start + Self.blockRows)
      var scores = try problem.block(block).times(transposed: eigen.vectors)
      try BLAS.singleThreaded {
        let fitted = try scores.timesTransposed(effects)
        scores.withMutableElements { for index in $0.indices { $0[index] *= $0[index] } }
        let leverages = try scores.timesTransposed(shrinkage)
        add(fitted, leverages, from: start, to: &sums)
      }
    }
    return sums
  }

  private func add(_ fitted: Matrix<Double>, _ leverages: Matrix<Double>, from start: Int, to sums: inout [Double]) {
    for row in 0..<fitted.rows {
      let own = problem.interceptLeverage(start + row)
      for place in sums.indices {
        let left = 1 - own - leverages[row, place]
        let error = (problem.targets[start + row] - fitted[row, place]) / left
        sums[place] += error * error
      }
    }
  }

  /// For fewer rows than columns: A·Aᵀ = Q·diag(λ)·Qᵀ, residual and 1 − h as sums of α/(λ + α) without cancellation.
  private func byRows() throws -> [Double] {
    try BLAS.singleThreaded {
      let matrix = try problem.writtenOut()
      let kernel = try matrix.timesTransposed(matrix)
      try problem.requireFiniteProducts(kernel.elements)
      let eigen = try SymmetricEigen(kernel)
      let parts = try eigen.vectors.applied(to: problem.targets)
      let intercept = try interceptDirection(eigen.vectors)
      return alphas.map { alpha in
        let kept = eigen.values.indices.map { $0 == intercept ? 0 : alpha / (max(0, eigen.values[$0]) + alpha) }
        return (0..<problem.rows).reduce(0.0) { sum, row in
          var (residual, left) = (0.0, 0.0)
          for j in kept.indices {
            let q = eigen.vectors[j, row]
            residual += kept[j] * q * parts[j]
            left += kept[j] * q * q
          }
          return sum + (residual / left) * (residual / left)
        }
      }
    }
  }

  /// The eigenvector of centred rows that is the intercept's, √s / √S.
  private func interceptDirection(_ vectors: Matrix<Double>) throws -> Int? {
    guard problem.fitIntercept else { return nil }
    let roots = problem.centred.factors ?? Array(repeating: 1, count: problem.rows)
    let along = try vectors.applied(to: roots)
    return along.indices.max { along[$0].magnitude < along[$1].magnitude }
  }
}

extension LeastSquares {
  /// Chosen rows of A.
  fileprivate func block(_ rows: Range<Int>) throws -> CentredFeatures {
    CentredFeatures(
      features: try centred.features.selectingRows(Array(rows)), means: centred.means,
      factors: centred.factors.map { Array($0[rows]) })
  }

  /// s/S, the share that a row has in the intercept; 0 without one.
  fileprivate func interceptLeverage(_ row: Int) -> Double {
    guard fitIntercept else { return 0 }
    let root = centred.factors?[row] ?? 1
    return root * root / weightTotal
  }
}
