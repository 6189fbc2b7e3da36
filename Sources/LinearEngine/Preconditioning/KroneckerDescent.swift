// Guarded by `WideProximalTests`.
import Matrices

/// A convex model of the objective of one problem around an iterate w, for x = w + δ, M × d parameters:
///
///     m(x) = g·δ + ½·δᵀ·[A ⊗ G + diag(l2) + Σᵣ σᵣ·φᵣφᵣᵀ]·δ + h(x)
///
/// minimised by coordinate descent. U = δ·G is kept, so the derivative of one coordinate costs M + R multiplications
/// and a change of it d, without any row of the data ("covariance updates").
///
/// - SeeAlso: Friedman, Hastie & Tibshirani, *Regularization paths for generalized linear models via coordinate
///   descent*, J. Stat. Softw. 33 (2010), section 2.2.
struct KroneckerDescent<Real: WorkingScalar & FactorizationScalar> {
  /// w, M × d.
  let point: [Double]
  /// g, M × d.
  let gradient: [Double]
  /// A, M × M.
  let scoreCurvature: [Double]
  /// G, d × d, both triangles, or its diagonal, d × 1.
  let gram: Matrix<Real>
  /// l2, d numbers.
  let l2: [Double]
  /// φ, one row of R numbers per parameter: first those with σ = +1, then as many with σ = −1.
  let corrections: Matrix<Double>
  /// h.
  let term: SeparableTerm

  private var columns: Int { point.count / gram.rows }
  private var width: Int { gram.rows }
  private var isDiagonal: Bool { gram.columns != gram.rows }

  /// The x at which no coordinate violates optimality by more than `tolerance`, or what `mostSweeps` sweeps reach.
  ///
  /// Only coordinates that are not held by a kink are visited; when they have settled, all others are looked at once.
  func minimizer(tolerance: Double, mostSweeps: Int) -> [Double] {
    let state = State(self)
    var isActive = point.indices.map { index in
      !term.isKink(index, at: point[index]) || term.violation(index, at: point[index], gradient: gradient[index]) > 0
    }
    var order = CoordinateOrder(isActive, width: width)
    var sweeps = 0
    while sweeps < mostSweeps {
      var violation = Double.infinity
      while sweeps < mostSweeps, violation > tolerance {
        violation = sweep(order, state)
        sweeps += 1
      }
      let before = order.coordinates
      addViolators(to: &isActive, above: tolerance, state)
      order = CoordinateOrder(isActive, width: width)
      if order.coordinates == before { break }
    }
    return (0..<point.count).map { state.x.pointer[$0] }
  }

  /// x, U and the products of the corrections with δ.
  private final class State {
    let x: AlignedBuffer<Double>
    let u: AlignedBuffer<Real>
    let products: AlignedBuffer<Double>
    let curvatures: AlignedBuffer<Double>
    /// The derivatives and changes of one feature, M numbers each.
    let slopes: AlignedBuffer<Double>
    let changes: AlignedBuffer<Double>

    init(_ model: KroneckerDescent) {
      x = AlignedBuffer(model.point)
      u = AlignedBuffer(zeros: model.point.count)
      products = AlignedBuffer(zeros: model.corrections.columns)
      slopes = AlignedBuffer(zeros: model.columns)
      changes = AlignedBuffer(zeros: model.columns)
      curvatures = AlignedBuffer(model.coordinateCurvatures())
    }
  }

  /// The diagonal of the matrix of the model.
  private func coordinateCurvatures() -> [Double] {
    let (d, columns, half) = (width, columns, corrections.columns / 2)
    return corrections.withElements { phi in
      (0..<point.count).map { index in
        let (k, j) = (index / d, index % d)
        var curvature = scoreCurvature[k * columns + k] * diagonal(j) + l2[j]
        let row = index * 2 * half
        for r in 0..<half { curvature += phi[row + r] * phi[row + r] - phi[row + half + r] * phi[row + half + r] }
        // Rounding may eat up the little that is left in a direction that the pairs know to be flat.
        let least = 1e-8 * (scoreCurvature[k * columns + k] * diagonal(j) + l2[j])
        return max(curvature, least, .leastNormalMagnitude)
      }
    }
  }

  private func diagonal(_ j: Int) -> Double { Double(isDiagonal ? gram[j, 0] : gram[j, j]) }

  /// Visits the coordinates, feature by feature. Returns the largest violation met.
  private func sweep(_ order: CoordinateOrder, _ state: State) -> Double {
    var largest = 0.0
    let (d, columns, rank) = (width, columns, corrections.columns)
    gram.withElements { gram in
      corrections.withElements { phi in
        for (place, j) in order.features.enumerated() {
          addSlopes(feature: j, to: state)
          let own = diagonal(j)
          for k in order.rows[order.starts[place]..<order.starts[place + 1]] {
            let index = k * d + j
            let x = state.x.pointer[index]
            let row = phi.baseAddress.map { $0 + index * rank }
            let slope = state.slopes.pointer[k] + l2[j] * (x - point[index]) + product(row, state)
            largest = max(largest, term.violation(index, at: x, gradient: slope))
            let moved = term.minimizer(index, from: x, gradient: slope, curvature: state.curvatures.pointer[index])
            let change = moved - x
            guard change != 0 else { continue }
            state.x.pointer[index] = moved
            state.changes.pointer[k] = change
            for l in 0..<columns { state.slopes.pointer[l] += change * own * scoreCurvature[k * columns + l] }
            addProducts(change, row, state)
          }
          for k in order.rows[order.starts[place]..<order.starts[place + 1]] where state.changes.pointer[k] != 0 {
            addRow(j, times: state.changes.pointer[k], to: state.u.pointer + k * d, gram)
            state.changes.pointer[k] = 0
          }
        }
      }
    }
    return largest
  }

  /// Derivatives of the M coordinates of a feature, without l2 and corrections.
  private func addSlopes(feature j: Int, to state: State) {
    let (d, columns) = (width, columns)
    let slopes = state.slopes.pointer
    for k in 0..<columns { slopes[k] = gradient[k * d + j] }
    scoreCurvature.withUnsafeBufferPointer { a in
      for l in 0..<columns {
        let u = Double(state.u.pointer[l * d + j])
        for k in 0..<columns { slopes[k] += a[l * columns + k] * u }
      }
    }
  }

  /// U_k ← U_k + change·G_j.
  private func addRow(
    _ j: Int, times change: Double, to u: UnsafeMutablePointer<Real>, _ gram: UnsafeBufferPointer<Real>
  ) {
    guard let base = gram.baseAddress else { return }
    if isDiagonal {
      u[j] += Real(change) * base[j]
    } else {
      Real.add(width, Real(change), times: base + j * width, to: u)
    }
  }

  /// Σᵣ σᵣ·φᵣ·(φᵣ·δ) of one coordinate; `products` hold σᵣ·(φᵣ·δ).
  private func product(_ row: UnsafePointer<Double>?, _ state: State) -> Double {
    guard let row else { return 0 }
    let rank = corrections.columns
    var (even, odd) = (0.0, 0.0)
    for r in stride(from: 0, to: rank, by: 2) {
      even += row[r] * state.products.pointer[r]
      odd += row[r + 1] * state.products.pointer[r + 1]
    }
    return even + odd
  }

  private func addProducts(_ change: Double, _ row: UnsafePointer<Double>?, _ state: State) {
    guard let row else { return }
    let (rank, half) = (corrections.columns, corrections.columns / 2)
    for r in 0..<half { state.products.pointer[r] += change * row[r] }
    for r in half..<rank { state.products.pointer[r] -= change * row[r] }
  }

  /// Lets coordinates in that a kink no longer holds.
  private func addViolators(to isActive: inout [Bool], above tolerance: Double, _ state: State) {
    let (d, rank) = (width, corrections.columns)
    corrections.withElements { phi in
      for j in 0..<d {
        addSlopes(feature: j, to: state)
        for k in 0..<columns where !isActive[k * d + j] {
          let index = k * d + j
          let slope = state.slopes.pointer[k] + product(phi.baseAddress.map { $0 + index * rank }, state)
          isActive[index] = term.violation(index, at: state.x.pointer[index], gradient: slope) > tolerance
        }
      }
    }
  }
}

/// The coordinates to visit, by feature and then by score column.
private struct CoordinateOrder {
  var features: [Int] = []
  var starts: [Int] = [0]
  var rows: [Int] = []

  var coordinates: Int { rows.count }

  init(_ isActive: [Bool], width: Int) {
    for j in 0..<width {
      for k in 0..<isActive.count / width where isActive[k * width + j] { rows.append(k) }
      guard rows.count > starts[starts.count - 1] else { continue }
      features.append(j)
      starts.append(rows.count)
    }
  }
}
