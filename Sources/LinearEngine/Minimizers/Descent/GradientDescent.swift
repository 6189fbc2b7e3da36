// Guarded by `GradientDescentTests`, `SolverMatrixTests`.
import Matrices

/// Proximal gradient descent, w ← prox(w − η·∇f(w)): gradient descent where all is smooth, the lecture's method. With
/// an L1 norm it shrinks each parameter towards 0 after the step (ISTA), with limits it projects on them.
///
/// - SeeAlso: Beck & Teboulle, *A fast iterative shrinkage-thresholding algorithm*, SIAM J. Imaging Sci. 2 (2009),
///   section 3.
package struct GradientDescent: DescentMethod {
  private let term: SeparableTerm?
  private let isFixed: Bool
  private var learningRate: Double
  private var failures = 0
  private var promised = 0.0

  /// One step size throughout; every step is taken, downhill or not.
  ///
  /// - Parameters:
  ///   - learningRate: η > 0. With η ≤ 1/L, L the largest curvature, F falls at every step.
  ///   - term: The L1 norm and limits, if there are any.
  package init(learningRate: Double, term: SeparableTerm?) {
    (self.learningRate, self.term, isFixed) = (learningRate, term, true)
  }

  /// Step sizes by trial: longer than the last one, shortened until F falls by half of what the slope promises.
  ///
  /// - Parameter first: The first to try, > 0.
  package init(backtrackingFrom first: Double, term: SeparableTerm?) {
    (learningRate, self.term, isFixed) = (first, term, false)
  }

  package var stepRule: StepRule {
    // A shortened step towards a point with zeros has none, so with a kink the direction is made anew instead.
    isFixed ? .every : .decrease(promised: promised, share: 0.5, shortens: term == nil)
  }

  package mutating func direction(
    from iterate: Iterate, curvature: () throws -> Matrix<Double>
  ) -> (direction: [Double], step: Double) {
    let gradient = iterate.evaluation.gradient
    guard let term else {
      promised = BLAS.dot(gradient, gradient)
      return (gradient.map { -$0 }, learningRate)
    }
    let w = iterate.point
    let target = w.indices.map {
      term.minimizer($0, from: w[$0], gradient: gradient[$0], curvature: 1 / learningRate)
    }
    promised = term.promisedDecrease(from: w, to: target, gradient: gradient)
    return (zip(target, w).map(-), 1)
  }

  package mutating func moved(from old: Iterate, to new: Iterate) {
    guard !isFixed else { return }
    failures = 0
    learningRate =
      term == nil ? 2 * length(new.point, old.point, over: old.evaluation.gradient) : Self.growth * learningRate
  }

  /// A full step was too long: halves it, some times over.
  package mutating func failed() -> Bool {
    guard !isFixed, term != nil, promised > 0, failures < Self.mostFailures else { return false }
    failures += 1
    learningRate /= 2
    return true
  }

  /// With a kink a step that is too long costs half a pass, so lengths grow slowly.
  private static var growth: Double { 1.1 }
  private static var mostFailures: Int { 60 }

  /// The step that was taken: ‖new − old‖ / ‖∇f‖.
  private func length(_ new: [Double], _ old: [Double], over gradient: [Double]) -> Double {
    var change = new
    BLAS.add(-1, times: old, to: &change)
    return (BLAS.dot(change, change) / BLAS.dot(gradient, gradient)).squareRoot()
  }
}
