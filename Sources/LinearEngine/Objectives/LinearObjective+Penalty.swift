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
        penalty.l2.withUnsafeBufferPointer { l2 in
          guard let u0 = u.baseAddress, let v0 = v.baseAddress, let l2 = l2.baseAddress else { return 0 }
          let sums = AlignedBuffer<Double>(uninitialized: u.count / q)
          Parallelism.perform(tasks: sums.count, threads: Parallelism.threads(forNumbers: u.count)) { _, column in
            sums.pointer[column] = weightedDot(p, l2, u0 + column * q, v0 + column * q)
          }
          return (0..<sums.count).reduce(0) { $0 + sums.pointer[$1] }
        }
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
