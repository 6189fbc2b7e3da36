import Matrices

/// Σ_j (x_ij − m_kj)²·f_kj for every row i and every row k of `centres`: n × K. Column change applied.
///
/// - Parameters:
///   - centres: K × p.
///   - factors: K × p, ≥ 0.
/// - Complexity: O(n · p · K).
func squaredDistances(_ x: Features, to centres: Matrix<Double>, factors: Matrix<Double>) throws -> Matrix<Double> {
  let count = centres.rows
  let p = centres.columns
  precondition(p == x.columns && factors.rows == count && factors.columns == p, "\(p) columns for \(x.columns)")
  return try Matrix(rows: x.rows, columns: count) { elements in
    guard let result = elements.baseAddress else { return }
    try centres.withElements { centres in
      try factors.withElements { factors in
        // Bounds: row < x.rows, k < count, j < p.
        try x.forEachRow { row, values in
          for k in 0..<count {
            var sum = 0.0
            for j in 0..<p {
              let step = values[j] - centres[k * p + j]
              sum += step * step * factors[k * p + j]
            }
            (result + row * count + k).initialize(to: sum)
          }
        }
      }
    }
  }
}
