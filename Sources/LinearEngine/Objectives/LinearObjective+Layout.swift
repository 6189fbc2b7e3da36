import Matrices

/// Where weights, intercepts and their slopes stand among the parameters.
extension LinearObjective {
  /// The rows of W (without intercepts) and the intercepts, of all columns in `parameters`.
  package func split(_ parameters: [Double]) -> (weights: [Double], bias: [Double]) {
    let (p, q) = (features.columns, columnParameters)
    let columns = parameters.count / q
    let weights = Vectors.make(columns * p) { to in
      parameters.withUnsafeBufferPointer { parameters in
        guard let from = parameters.baseAddress else { return }
        Parallelism.perform(tasks: columns, threads: Parallelism.threads(for: .numbers, columns * p)) { _, column in
          (to + column * p).update(from: from + column * q, count: p)
        }
      }
    }
    let bias = (0..<columns).map { hasIntercept ? parameters[$0 * q + p] : 0 }
    return (weights, bias)
  }

  func gradient(_ sums: PassSums, _ columns: Range<Int>, at point: [Double]) -> [Double] {
    let (p, q) = (features.columns, columnParameters)
    return Vectors.make(columns.count * q) { to in
      point.withUnsafeBufferPointer { point in
        sums.gradient.withUnsafeBufferPointer { sum in
          penalty.l2.withUnsafeBufferPointer { l2 in
            guard let point = point.baseAddress, let sum = sum.baseAddress, let l2 = l2.baseAddress else { return }
            let threads = Parallelism.threads(for: .numbers, columns.count * q)
            Parallelism.perform(tasks: columns.count, threads: threads) { [weightTotal, hasIntercept] _, place in
              let (column, to, w) = (columns.lowerBound + place, to + place * q, point + place * q)
              let own = sum + column * p
              for j in 0..<p { to[j] = own[j] / weightTotal + l2[j] * w[j] }
              if hasIntercept { to[p] = sums.residuals[column] / weightTotal }
            }
          }
        }
      }
    }
  }

  /// Takes off the means over the classes of weights and intercepts, which softmax does not see: its gauge. The penalty
  /// does; value and gradient follow. What rounding alone has left stays.
  package func takeGaugeOff(_ iterate: inout Iterate) {
    guard loss.isShiftInvariant, penalty.isSmooth else { return }
    let (p, q, k) = (features.columns, columnParameters, columnsPerProblem)
    for j in 0..<q {
      var (mean, largest) = (0.0, 0.0)
      for place in stride(from: j, to: parameterCount, by: q) {
        mean += iterate.point[place] / Double(k)
        largest = max(largest, iterate.point[place].magnitude)
      }
      guard mean.magnitude > 1e-12 * largest, mean.isFinite else { continue }
      let l2 = j < p ? penalty.l2[j] : 0
      iterate.evaluation.value -= l2 / 2 * Double(k) * mean * mean
      for place in stride(from: j, to: parameterCount, by: q) {
        iterate.point[place] -= mean
        iterate.evaluation.gradient[place] -= l2 * mean
      }
    }
  }

  /// Softmax does not change when all classes move alike. There the Hessian is flat; adding (1/K)·11ᵀ times the mean
  /// curvature of each parameter makes it definite without touching any step, since steps stay orthogonal to it. Those
  /// of weights with an L1 norm or limits do not, so there intercepts alone get it.
  func addGaugeCurvature(to hessian: inout Matrix<Double>) {
    let (q, k) = (columnParameters, columnsPerProblem)
    for j in (penalty.isSmooth ? 0 : penalty.l2.count)..<q {
      let mean = (0..<k).reduce(0) { $0 + hessian[$1 * q + j, $1 * q + j] } / Double(k)
      for a in 0..<k {
        for b in 0...a { hessian[a * q + j, b * q + j] += mean / Double(k) }
      }
    }
  }

  /// Softmax does not change when the intercepts of all classes move alike, nor when unpenalised weights do.
  package func withoutGauge(_ vector: [Double]) -> [Double] {
    guard loss.isShiftInvariant else { return vector }
    let (p, q, k) = (features.columns, columnParameters, columnsPerProblem)
    var result = vector
    for j in 0..<q where j == p || penalty.l2[j] == 0 {
      var mean = 0.0
      for a in 0..<k { mean += vector[a * q + j] }
      mean /= Double(k)
      for a in 0..<k { result[a * q + j] -= mean }
    }
    return result
  }
}
