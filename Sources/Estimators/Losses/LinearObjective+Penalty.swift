import Matrices

/// What the penalty adds to values, gradients and curvatures.
extension LinearObjective {
  /// The L1 norm and the limits of one problem; `nil` when it has neither.
  package func separableTerm(problem: Int) -> SeparableTerm? {
    separableTerms.isEmpty ? nil : separableTerms[problem]
  }

  /// Σⱼ l2ⱼ·Σₖ uₖⱼ·vₖⱼ over the weights of two parameter lists, intercepts left out.
  func squares(_ u: [Double], _ v: [Double]) -> Double {
    let (p, q) = (pass.features.columns, columnParameters)
    return u.withUnsafeBufferPointer { u in
      v.withUnsafeBufferPointer { v in
        var sum = 0.0
        for start in stride(from: 0, to: u.count, by: q) {
          for j in 0..<p { sum += penalty.l2[j] * u[start + j] * v[start + j] }
        }
        return sum
      }
    }
  }

  /// The mean of l2 over the features: what a model of the curvature takes for all.
  var meanL2: Double { penalty.l2.reduce(0, +) / Double(penalty.l2.count) }

  func addPenalty(to hessian: inout Matrix<Double>) {
    let (p, q) = (pass.features.columns, columnParameters)
    for column in 0..<columnsPerProblem {
      for j in 0..<p { hessian[column * q + j, column * q + j] += penalty.l2[j] }
    }
  }
}
