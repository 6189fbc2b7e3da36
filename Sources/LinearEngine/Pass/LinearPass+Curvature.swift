import CKernels
import Matrices

extension LinearPass {
  /// Whether a pass may run in Float.
  var servesSingle: Bool { features.servesSingle }

  /// The largest eigenvalue of Σᵢ sᵢ·x̃ᵢx̃ᵢᵀ with x̃ = (x, 1), from below by power iteration and raised by 2 %, which is
  /// more than the iteration leaves open.
  ///
  /// - Parameter problem: Whose weights count, or `nil` for those of the rows alone.
  /// - Complexity: at most 100 passes over the data with one column, usually under 20.
  func largestGramEigenvalue(hasIntercept: Bool, problem: Int?) -> Double {
    let p = features.columns
    var vector = gramStart(hasIntercept: hasIntercept)
    var eigenvalue = 0.0
    for _ in 0..<100 {
      let length = BLAS.dot(vector, vector).squareRoot()
      guard length > 0 else { return eigenvalue }
      BLAS.scale(&vector, by: 1 / length)
      let scores = linearScores(
        features, weights: Matrix(row: Array(vector[..<p])), bias: [hasIntercept ? vector[p] : 0], variant: variant)
      let product = gramProduct(scores, hasIntercept: hasIntercept, problem: problem)
      let newest = BLAS.dot(vector, product)
      vector = product
      if newest <= eigenvalue * 1.0005 { return max(newest, eigenvalue) * 1.02 }
      eigenvalue = newest
    }
    return eigenvalue * 1.02
  }

  /// A start that no symmetry of the data makes orthogonal to the answer: unlike positive numbers.
  private func gramStart(hasIntercept: Bool) -> [Double] {
    (0..<features.columns + (hasIntercept ? 1 : 0)).map { 1 + 0.1 * Double(($0 * 7919) % 101) / 101 }
  }

  /// X̃ᵀ·(s ∘ z) for scores z = X̃·v.
  private func gramProduct(_ scores: Matrix<Double>, hasIntercept: Bool, problem: Int?) -> [Double] {
    let p = features.columns
    var residuals = scores.elements
    for row in residuals.indices {
      residuals[row] *= loss.weight(ofRow: row)
      if let problem { residuals[row] *= loss.factor(ofRow: row, problem: problem) }
    }
    var product = featureSums(of: residuals)
    if hasIntercept { product.append(residuals.reduce(0, +)) }
    precondition(product.count == p + (hasIntercept ? 1 : 0))
    return product
  }

  /// Xᵀ·r for one number per row, after the column change. Serial, in row order.
  private func featureSums(of residuals: [Double]) -> [Double] {
    let p = features.columns
    var sums = [Double](repeating: 0, count: p)
    let row = AlignedBuffer<Double>(zeros: p)
    let kernels = Double.kernels(variant)
    FeatureBlocks(features).withReader { reader in
      for i in 0..<features.rows where residuals[i] != 0 {
        reader.widen(i..<i + 1, to: row.pointer, stride: p, kernels)
        for j in 0..<p { sums[j] += residuals[i] * row.pointer[j] }
      }
    }
    guard let affine = features.affine else { return sums }
    let total = residuals.reduce(0, +)
    return (0..<p).map { affine.scale[$0] * (sums[$0] - affine.shift[$0] * total) }
  }
}

extension Features {
  /// Whether Float can carry these features: no column is so far from 0 that folding its shift into the intercept would
  /// cancel what Float holds.
  var servesSingle: Bool {
    guard let affine else { return true }
    return zip(affine.scale, affine.shift).allSatisfy { ($0 * $1).magnitude <= 100 }
  }
}
