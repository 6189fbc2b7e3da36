import Matrices

/// An approximate inverse Hessian H₀ of one problem, which L-BFGS may start its memory from.
package protocol CurvaturePreconditioner: Sendable {
  /// H₀·q for a problem's parameters, given A there.
  func applied(to q: [Double], scoreCurvature: [Double]) -> [Double]
  /// The same for another λ.
  func with(penalty: Double) -> any CurvaturePreconditioner
}

/// An approximate inverse Hessian for linear classifiers, the start of L-BFGS's memory:
///
///     H₀⁻¹ = A ⊗ G + λ·I
///
/// - G = 1/S · Σ s·x̃x̃ᵀ (d × d), the Gram matrix of the features, taken apart once into eigenvectors;
/// - A (M × M), the mean curvature of the loss in the scores at the current iterate: fresh at every iteration, because as
///   a fit separates the classes it falls by orders of magnitude while λ stays;
/// - in the eigenbases of both, H₀ is a division, so changing A costs nothing.
///
/// It takes most of the scale and the correlation of the columns out of the iterations. The optimum does not change.
package struct GramPreconditioner<Scalar: FactorizationScalar>: CurvaturePreconditioner {
  /// Eigenvalues of A below this share of their mean are raised to it: an almost certain class must not get a huge step.
  private static var leastShare: Double { 0.05 }

  private let gram: SymmetricEigen<Scalar>
  private let eigenvalues: [Double]
  private var penalty: Double

  /// - Parameters:
  ///   - gram: G, lower triangle.
  ///   - penalty: λ.
  ///   - relativeFloor: Eigenvalues of G below this share of the largest are rounding, and raised to it.
  /// - Throws: ``MatrixError/noConvergence(operation:)``.
  package init(gram: Matrix<Scalar>, penalty: Double, relativeFloor: Double) throws {
    self.gram = try SymmetricEigen(gram)
    let floor = max(relativeFloor * Double(self.gram.values.last ?? 0), .leastNormalMagnitude)
    eigenvalues = self.gram.values.map { max(Double($0), floor) }
    self.penalty = penalty
  }

  package func with(penalty other: Double) -> any CurvaturePreconditioner {
    var same = self
    same.penalty = other
    return same
  }

  package func applied(to q: [Double], scoreCurvature: [Double]) -> [Double] {
    let d = eigenvalues.count
    let columns = q.count / d
    // Scaled to size 1, so that small gradients keep their bits in single precision.
    let size = BLAS.maximumMagnitude(q)
    guard size > 0, size.isFinite else { return q }
    let unit = q.map { Scalar($0 / size) }
    var spectrum = Scalar.product(unit, gram.vectors, transposedB: true, m: columns).map { Double($0) }
    divide(&spectrum, columns: columns, scoreCurvature)
    // Divisors span many orders of magnitude; the result is brought to size 1 again before it leaves Double.
    let spectrumSize = BLAS.maximumMagnitude(spectrum)
    guard spectrumSize > 0, spectrumSize.isFinite else { return q }
    let back = Scalar.product(
      spectrum.map { Scalar($0 / spectrumSize) }, gram.vectors, transposedB: false, m: columns)
    return back.map { Double($0) * size * spectrumSize }
  }

  /// q_aj / (v_a·e_j + λ) in the eigenbasis of A, columns × d.
  private func divide(_ q: inout [Double], columns: Int, _ scoreCurvature: [Double]) {
    let d = eigenvalues.count
    guard columns > 1, let a = try? SymmetricEigen(Matrix(rows: columns, columns: columns, scoreCurvature)) else {
      let v = max(scoreCurvature.first ?? 0, .leastNormalMagnitude)
      for index in q.indices { q[index] /= v * eigenvalues[index % d] + penalty }
      return
    }
    let least = Self.leastShare * a.values.reduce(0, +) / Double(columns - 1)
    var mixed = BLAS.product(
      a.vectors.elements, Matrix(rows: columns, columns: d, checked: q), transposedB: false, m: columns)
    for row in 0..<columns {
      let v = max(a.values[row], least, .leastNormalMagnitude)
      for j in 0..<d { mixed[row * d + j] /= v * eigenvalues[j] + penalty }
    }
    q = BLAS.product(
      a.vectors.transposed.elements, Matrix(rows: columns, columns: d, checked: mixed), transposedB: false, m: columns)
  }
}
