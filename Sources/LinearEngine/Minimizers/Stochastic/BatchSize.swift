// Guarded by `AverageGradientTests`.
import Matrices

/// How many rows a step of ``AverageGradient`` takes, from how long the rows are and how long what they share.
///
/// A mean over B of n rows drawn at random has, in place of R, the largest ‖x̃ᵢ‖²,
///
///     R(B) = n(B − 1)/(B(n − 1))·G + (n − B)/(B(n − 1))·R,     G the largest eigenvalue of X̃ᵀX̃/n,
///
/// so that steps B times as rare are B times as long while B·G is well below R.
///
/// - SeeAlso: Gazagnadou, Gower & Salmon, *Optimal mini-batch and step sizes for SAGA*, ICML 2019.
package struct BatchSize {
  private let rows: Int
  private let columns: Int
  /// The rows with numbers 0, n/128, 2n/128, …, each with a 1 for the intercept, times the root of its weight.
  private var sample: [Double] = []
  private var seen = 0

  /// Fewer rows take single steps: an epoch of few long ones learns less.
  private static let fewestRows = 1024
  /// Rows of the sample.
  private static let sampled = 128
  /// Where the second part of R(B) is twice the first.
  private static let share = 2.0
  /// Fewer rows are not worth a batch; more take no less time.
  private static let (fewest, most) = (8, 64)

  package init(rows: Int, columns: Int) { (self.rows, self.columns) = (rows, columns) }

  /// Takes rows in their order.
  package mutating func see(_ row: Int, _ x: UnsafePointer<Double>, weight: Double, hasIntercept: Bool) {
    guard rows >= Self.fewestRows, row == seen * rows / Self.sampled else { return }
    seen += 1
    let root = weight.squareRoot()
    for j in 0..<columns { sample.append(root * x[j]) }
    sample.append(hasIntercept ? root : 0)
  }

  /// B, and R(B); where rows are few or much alike 1, and R.
  package func batch(largestRow: Double) -> (rows: Int, largest: Double) {
    guard seen > 0 else { return (1, largestRow) }
    let x = Matrix(rows: seen, columns: columns + 1, checked: sample)
    let products = Double.product(sample, x, transposedB: true, m: seen)
    let eigen = try? SymmetricEigen(Matrix(rows: seen, columns: seen, checked: products))
    guard let largest = eigen?.values.last, largest > 0 else { return (1, largestRow) }
    let shared = largest / Double(seen)
    let size = min(Double(Self.most), largestRow / (Self.share * shared)).rounded(.down)
    guard size >= Double(Self.fewest) else { return (1, largestRow) }
    let n = Double(rows)
    return (Int(size), (n * (size - 1) * shared + (n - size) * largestRow) / (size * (n - 1)))
  }
}
