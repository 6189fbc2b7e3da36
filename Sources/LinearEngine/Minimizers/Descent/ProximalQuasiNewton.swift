// Guarded by `WideProximalTests`.
import Matrices

/// Proximal quasi-Newton: minimises f + h for a smooth f and the h of ``SeparableTerm``.
///
/// At each iterate a model of f, h kept as it is, is minimised over the parameters; the step goes towards that
/// minimiser, so zeros and limits are met exactly. The curvature of the model is that of ``GramCurvature`` at the
/// iterate, corrected by the last steps as BFGS does:
///
///     B ← B + y·yᵀ/(y·s) − (B·s)(B·s)ᵀ/(s·B·s)
///
/// - SeeAlso: Lee, Sun & Saunders, *Proximal Newton-type methods for minimizing composite functions*, SIAM J. Optim. 24
///   (2014); Scheinberg & Tang, *Practical inexact proximal quasi-Newton method*, Math. Program. 160 (2016).
package struct ProximalQuasiNewton: DescentMethod {
  private struct Pair {
    var step: [Double]
    var gradientChange: [Double]
    /// y·s.
    var curvature: Double
    /// The step times the Gram matrix.
    var gramStep: [Double]
  }

  private let curvature: any ProximalCurvature
  private let term: SeparableTerm
  private let memory: Int
  private var pairs: [Pair] = []
  private var promised = 0.0

  /// More pairs give hardly fewer iterations.
  private static var usualMemory: Int { 10 }
  /// Numbers that the pairs of a very large problem may take: 400 MB.
  private static var mostNumbers: Int { 50_000_000 }

  package init(curvature: any ProximalCurvature, term: SeparableTerm) {
    (self.curvature, self.term) = (curvature, term)
    memory = Self.memory(term.l1.count)
  }

  /// How many pairs are kept. A pair takes 7 numbers per parameter: the step, the change of the gradient, the product
  /// with G, and two corrections, laid out twice.
  package static func memory(_ parameters: Int) -> Int {
    min(usualMemory, max(2, mostNumbers / (7 * max(1, parameters))))
  }

  package var stepRule: StepRule { .decrease(promised: promised, share: 1e-4, shortens: true) }

  package mutating func direction(
    from iterate: Iterate, curvature _: () throws -> Matrix<Double>
  ) -> (direction: [Double], step: Double) {
    let target = curvature.minimizer(
      around: iterate, term: term, corrections: corrections(iterate.evaluation.scoreCurvature),
      tolerance: Self.modelShare * iterate.evaluation.gradientNorm, mostSweeps: Self.mostSweeps)
    promised = term.promisedDecrease(from: iterate.point, to: target, gradient: iterate.evaluation.gradient)
    return (zip(target, iterate.point).map(-), 1)
  }

  /// How exactly a model is minimised, as a share of the violation at the iterate.
  private static var modelShare: Double { 0.1 }
  private static var mostSweeps: Int { 50 }

  package mutating func moved(from old: Iterate, to new: Iterate) {
    let (step, change) = curvature.pair(from: old, to: new)
    let product = BLAS.dot(step, change)
    let sizes = (BLAS.dot(step, step) * BLAS.dot(change, change)).squareRoot()
    guard product > Double.ulpOfOne * sizes else { return }
    if pairs.count == memory { pairs.removeFirst() }
    pairs.append(
      Pair(step: step, gradientChange: change, curvature: product, gramStep: curvature.gramProduct(step)))
  }

  /// Forgets the memory; when there was none, gives up.
  package mutating func failed() -> Bool {
    defer { pairs = [] }
    return !pairs.isEmpty
  }

  /// The rank-one terms of BFGS, one row per parameter: those added first, then those taken away.
  private func corrections(_ scoreCurvature: [Double]) -> Matrix<Double> {
    var (added, taken): ([[Double]], [[Double]]) = ([], [])
    for pair in pairs {
      var product = curvature.product(pair.gramStep, pair.step, scoreCurvature: scoreCurvature)
      for (plus, minus) in zip(added, taken) {
        BLAS.add(BLAS.dot(plus, pair.step), times: plus, to: &product)
        BLAS.add(-BLAS.dot(minus, pair.step), times: minus, to: &product)
      }
      let square = BLAS.dot(product, pair.step)
      guard square > 0, square.isFinite else { continue }
      added.append(pair.gradientChange.map { $0 / pair.curvature.squareRoot() })
      taken.append(product.map { $0 / square.squareRoot() })
    }
    let vectors = added + taken
    return Matrix(rows: pairs.first?.step.count ?? 0, columns: vectors.count) { elements in
      for (r, vector) in vectors.enumerated() {
        for (j, value) in vector.enumerated() { elements.initializeElement(at: j * vectors.count + r, to: value) }
      }
    }
  }
}
