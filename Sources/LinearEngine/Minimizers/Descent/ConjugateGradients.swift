// Guarded by `NewtonCGTests`.
import Matrices

/// Solves H·x = −g, H symmetric and semidefinite, by preconditioned conjugate gradients, one product H·d at a time.
///
/// The caller makes the products, so that many systems can share each pass over the data.
///
/// - SeeAlso: Nocedal & Wright, *Numerical Optimization*, 2nd ed., algorithms 5.3 and 7.1.
struct ConjugateGradients {
  /// More products than this are spent better at another point.
  private static let mostProducts = 500

  /// x so far: 0 at the start, and a descent direction after every product.
  private(set) var solution: [Double]
  /// d, whose product is wanted next.
  private(set) var direction: [Double]
  private(set) var isDone = false
  private var residual: [Double]
  /// r·M⁻¹r.
  private var size: Double
  private let goal: Double
  private var products = 0
  private let precondition: ([Double]) -> [Double]

  /// - Parameters:
  ///   - reduction: Ends when the residual, in the norm of the preconditioner, has fallen to this share.
  ///   - precondition: M⁻¹·r, symmetric and definite.
  init(gradient: [Double], reduction: Double, precondition: @escaping ([Double]) -> [Double]) {
    self.precondition = precondition
    solution = Array(repeating: 0, count: gradient.count)
    residual = gradient.map { -$0 }
    direction = precondition(residual)
    size = BLAS.dot(residual, direction)
    goal = reduction * reduction * size
    isDone = !(size > 0)
  }

  /// Takes H·d.
  mutating func advance(_ product: [Double]) {
    products += 1
    let curvature = BLAS.dot(direction, product)
    // Flat to rounding: nothing more can be known along d. The first d is the preconditioned gradient, and downhill.
    let lengths = BLAS.dot(product, product).squareRoot() * BLAS.dot(direction, direction).squareRoot()
    guard curvature > Double.ulpOfOne * lengths else {
      if products == 1 { solution = direction }
      isDone = true
      return
    }
    let step = size / curvature
    BLAS.add(step, times: direction, to: &solution)
    BLAS.add(-step, times: product, to: &residual)
    let next = precondition(residual)
    let newSize = BLAS.dot(residual, next)
    isDone = !(newSize > goal) || products >= Self.mostProducts
    BLAS.scale(&direction, by: newSize / size)
    BLAS.add(1, times: next, to: &direction)
    size = newSize
  }
}
