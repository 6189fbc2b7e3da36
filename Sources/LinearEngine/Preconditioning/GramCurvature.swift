// Guarded by `GramCurvatureTests`.
import Matrices

/// A model of the curvature of a linear classifier that can be minimised together with an L1 norm and limits.
package protocol ProximalCurvature: Sendable {
  /// The parameters that minimise the model around `iterate`, with h.
  ///
  /// - Parameters:
  ///   - corrections: Vectors whose squares are added to the curvature, and as many to be taken away; columns.
  ///   - tolerance: The violation of optimality that the model may keep.
  func minimizer(
    around iterate: Iterate, term: SeparableTerm, corrections: Matrix<Double>, tolerance: Double, mostSweeps: Int
  ) -> [Double]
  /// The step from one iterate to another and the change of the gradient along it, in the parameters of the model.
  func pair(from old: Iterate, to new: Iterate) -> (step: [Double], gradientChange: [Double])
  /// The step times the Gram matrix.
  func gramProduct(_ step: [Double]) -> [Double]
  /// The same with other strengths of the squares, one per feature.
  func with(l2: [Double]) -> any ProximalCurvature
  /// The same of some features alone.
  func restricted(to columns: [Int]) -> any ProximalCurvature
  /// The uncorrected curvature times a step, whose product with the Gram matrix is known.
  func product(_ gramStep: [Double], _ step: [Double], scoreCurvature: [Double]) -> [Double]
}

/// The curvature A ⊗ G + diag(l2) of a linear classifier: A (M × M) the mean curvature of the loss in the scores, fresh
/// at each iterate, and G the Gram matrix of the features, or its diagonal.
///
/// The features are centred: with the intercept moved along, b̃ = b + mean·W, features and intercept no longer disturb
/// each other, and coordinate descent needs far fewer sweeps. h has nothing to do with intercepts, so it stays
/// separable.
struct GramCurvature<Real: WorkingScalar & FactorizationScalar>: ProximalCurvature {
  /// G of the centred features, both triangles; d × 1 when only the diagonal is kept.
  private let gram: Matrix<Real>
  /// The means of the features; empty without an intercept.
  private let means: [Double]
  /// p.
  private let features: Int
  /// d numbers, 0 for the intercept.
  private var l2: [Double]

  private var width: Int { gram.rows }

  /// - Parameters:
  ///   - gram: 1/S·Σ s·x̃x̃ᵀ with x̃ = (x, 1), lower triangle.
  ///   - l2: One number per feature.
  init(gram: Matrix<Real>, hasIntercept: Bool, l2: [Double]) {
    let d = gram.rows
    let p = hasIntercept ? d - 1 : d
    let means = hasIntercept ? (0..<p).map { Double(gram[p, $0] / gram[p, p]) } : []
    self.means = means
    features = p
    self.l2 = l2 + (hasIntercept ? [0] : [])
    self.gram = Matrix(rows: d, columns: d) { elements in
      for i in 0..<d {
        for j in 0..<d {
          var value = gram[max(i, j), min(i, j)]
          if hasIntercept, (i == p) != (j == p) { value = 0 }
          if hasIntercept, i < p, j < p { value -= Real(means[i] * means[j]) * gram[p, p] }
          if i == j { value = max(value * (1 + 16 * Real.ulpOfOne), 4 * Real.ulpOfOne * gram[i, i]) }
          elements.initializeElement(at: i * d + j, to: value)
        }
      }
    }
  }

  /// The same from the diagonal alone, for features too many to know how they go together.
  init(diagonal: [Double], hasIntercept: Bool, l2: [Double]) {
    (means, features, self.l2) = ([], l2.count, l2 + (hasIntercept ? [0] : []))
    gram = Matrix(rows: diagonal.count, columns: 1, checked: diagonal.map { Real($0) })
  }

  func with(l2 other: [Double]) -> any ProximalCurvature {
    var same = self
    same.l2 = other + (l2.count > other.count ? [0] : [])
    return same
  }

  func restricted(to columns: [Int]) -> any ProximalCurvature {
    let hasIntercept = l2.count > features
    let places = columns + (hasIntercept ? [features] : [])
    let isDiagonal = gram.columns != gram.rows
    let fewer = Matrix<Real>(rows: places.count, columns: isDiagonal ? 1 : places.count) { elements in
      for (a, i) in places.enumerated() {
        if isDiagonal {
          elements.initializeElement(at: a, to: gram[i, 0])
        } else {
          for (b, j) in places.enumerated() { elements.initializeElement(at: a * places.count + b, to: gram[i, j]) }
        }
      }
    }
    return GramCurvature(
      centred: fewer, features: columns.count, means: means.isEmpty ? [] : columns.map { means[$0] },
      l2: places.map { l2[$0] })
  }

  private init(centred gram: Matrix<Real>, features: Int, means: [Double], l2: [Double]) {
    (self.gram, self.features, self.means, self.l2) = (gram, features, means, l2)
  }

  func minimizer(
    around iterate: Iterate, term: SeparableTerm, corrections: Matrix<Double>, tolerance: Double, mostSweeps: Int
  ) -> [Double] {
    let point = centredPoint(iterate.point)
    let columns = point.count / width
    let descent = KroneckerDescent(
      point: point, gradient: centredGradient(iterate.evaluation.gradient),
      scoreCurvature: raised(iterate.evaluation.scoreCurvature, columns: columns), gram: gram, l2: l2,
      corrections: corrections, term: term)
    // Called through a protocol, this does not know its scalar; the loops must.
    var target =
      switch descent {
      case let single as KroneckerDescent<Float>: single.minimizer(tolerance: tolerance, mostSweeps: mostSweeps)
      case let double as KroneckerDescent<Double>: double.minimizer(tolerance: tolerance, mostSweeps: mostSweeps)
      default: descent.minimizer(tolerance: tolerance, mostSweeps: mostSweeps)
      }
    uncentre(&target, from: iterate.point)
    return target
  }

  func pair(from old: Iterate, to new: Iterate) -> (step: [Double], gradientChange: [Double]) {
    var step = new.point
    BLAS.add(-1, times: old.point, to: &step)
    var change = new.evaluation.gradient
    BLAS.add(-1, times: old.evaluation.gradient, to: &change)
    return (centredPoint(step), centredGradient(change))
  }

  func gramProduct(_ step: [Double]) -> [Double] {
    guard gram.columns > 1 || gram.rows == 1 else {
      return step.enumerated().map { $1 * Double(gram[$0 % width, 0]) }
    }
    let size = BLAS.maximumMagnitude(step)
    guard size > 0 else { return step }
    return Real.product(step.map { Real($0 / size) }, gram, transposedB: false, m: step.count / width)
      .map { Double($0) * size }
  }

  func product(_ gramStep: [Double], _ step: [Double], scoreCurvature: [Double]) -> [Double] {
    let columns = step.count / width
    var product = BLAS.product(
      raised(scoreCurvature, columns: columns), Matrix(rows: columns, columns: width, checked: gramStep),
      transposedB: false, m: columns)
    for index in product.indices { product[index] += l2[index % width] * step[index] }
    return product
  }

  // MARK: Centring

  /// (W, b) → (W, b + W·mean).
  private func centredPoint(_ point: [Double]) -> [Double] {
    guard !means.isEmpty else { return point }
    var centred = point
    for start in stride(from: 0, to: point.count, by: width) {
      for (j, mean) in means.enumerated() { centred[start + width - 1] += mean * point[start + j] }
    }
    return centred
  }

  /// (g, g_b) → (g − g_b·mean, g_b).
  private func centredGradient(_ gradient: [Double]) -> [Double] {
    guard !means.isEmpty else { return gradient }
    var centred = gradient
    for start in stride(from: 0, to: gradient.count, by: width) {
      for (j, mean) in means.enumerated() { centred[start + j] -= mean * gradient[start + width - 1] }
    }
    return centred
  }

  /// Takes the intercepts of a centred point back. They move by as much on average as nothing, since softmax does not
  /// see a move of all of them.
  private func uncentre(_ target: inout [Double], from point: [Double]) {
    guard !means.isEmpty else { return }
    let columns = target.count / width
    for k in 0..<columns {
      for (j, mean) in means.enumerated() { target[k * width + width - 1] -= mean * target[k * width + j] }
    }
    guard columns > 1 else { return }
    let mean = (0..<columns).reduce(0) { $0 + target[$1 * width + width - 1] - point[$1 * width + width - 1] }
    for k in 0..<columns { target[k * width + width - 1] -= mean / Double(columns) }
  }

  // MARK: Curvature of the scores

  /// A with its small eigenvalues raised, but for that of a move of all classes alike, which softmax does not see.
  private func raised(_ scoreCurvature: [Double], columns: Int) -> [Double] {
    guard columns > 1 else { return [max(scoreCurvature.first ?? 0, .leastNormalMagnitude)] }
    guard let eigen = try? SymmetricEigen(Matrix(rows: columns, columns: columns, checked: scoreCurvature)) else {
      return scoreCurvature
    }
    let least = ScoreCurvatureEigen.least(eigen.values)
    var raised = scoreCurvature
    for (r, value) in eigen.values.enumerated().dropFirst() where value < least {
      for k in 0..<columns {
        for l in 0..<columns {
          raised[k * columns + l] += (least - value) * eigen.vectors[r, k] * eigen.vectors[r, l]
        }
      }
    }
    return raised
  }
}
