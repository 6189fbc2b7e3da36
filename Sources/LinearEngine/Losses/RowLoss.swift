/// A loss together with the targets and the weights of all rows: all that the engine knows of what is learnt.
///
/// A loss has `width` scores for each row of a problem. Several problems may stand side by side on the same rows, each
/// with scores of its own: one-vs-rest has one for each class. The engine meets a loss once a block of rows, never once
/// a row.
///
/// Guarded by `LinearPassTests`, `ScoreLossTests`.
package protocol RowLoss: AnyObject {
  /// Scores of one problem that hang together: K for softmax, 1 for a loss of a single score.
  var width: Int { get }
  var problemCount: Int { get }
  /// s, one weight for each row; `nil` for all 1.
  var weights: AlignedBuffer<Double>? { get }
  /// The largest eigenvalue that ∂²ℓ/∂z² of a row of weight 1 can have; `nil` where there is none.
  var curvatureBound: Double? { get }
  /// The same for its diagonal.
  var diagonalCurvatureBound: Double? { get }
  /// Whether ℓ stays the same when all scores of a row move alike, so that softmax's intercepts are known but for their
  /// sum.
  var isShiftInvariant: Bool { get }

  /// What a problem multiplies the weight of a row by.
  func factor(ofRow row: Int, problem: Int) -> Double
  /// Whether that is 1 for every row.
  func weighsAlike(problem: Int) -> Bool
  /// The most that a problem multiplies a row's weight by, ≥ 1.
  func largestFactor(problem: Int) -> Double
  /// The root mean square of the residuals of weight 1 at most, where the mean loss is so large; `nil` where nothing is
  /// known.
  func residualBound(meanLoss: Double) -> Double?

  /// The loss of the scores of some problems, in their order.
  func kernel(for problems: [Int], _ variant: KernelVariant) -> any ScoreKernel
  /// The mean Hessian in the scores, `columns` × width numbers, from what `differentiate`
  /// has summed.
  func curvature(_ sums: UnsafePointer<Double>, columns: Int) -> [Double]
}

/// The loss of some score columns, block by block. `z` has the scores of `rows` one row after the other.
package protocol ScoreKernel {
  /// Scores become residuals s·∂ℓ/∂z; adds their sums, the losses and, where it is asked for, the curvature.
  func differentiate(_ z: UnsafeMutablePointer<Double>, _ rows: Range<Int>, _ sums: PartialSums)
  /// The same in Float.
  func differentiate(_ z: UnsafeMutablePointer<Float>, _ rows: Range<Int>, _ sums: PartialSums)
  /// The same loss for `differentiate` with scores that are turned, as `CKernels.h` tells; `nil` where it takes none.
  var turned: (any ScoreKernel)? { get }
  /// The same for rows in any order.
  func differentiate(_ z: UnsafeMutablePointer<Double>, gathered rows: ArraySlice<Int>, _ sums: PartialSums)
  /// Adds the losses at z + t·v and their derivatives in t, by problem; `t` has one number for each score column.
  func addLine(
    _ z: UnsafePointer<Double>, _ v: UnsafePointer<Double>, _ t: UnsafePointer<Double>, _ rows: Range<Int>,
    losses: UnsafeMutablePointer<Double>, slopes: UnsafeMutablePointer<Double>)
  /// What `applyCurvature` needs of the scores, as many numbers.
  func keepCurvature(_ z: UnsafePointer<Double>, _ rows: Range<Int>, to kept: UnsafeMutablePointer<Double>)
  /// v becomes s·(∂²ℓ/∂z²)·v.
  ///
  /// - Parameter places: Which of the score columns the columns of v are for: all of them, but for losses of a single
  ///   score.
  func applyCurvature(
    _ kept: UnsafePointer<Double>, to v: UnsafeMutablePointer<Double>, _ rows: Range<Int>, places: [Int])
  /// The same in Float.
  func applyCurvature(
    _ kept: UnsafePointer<Double>, to v: UnsafeMutablePointer<Float>, _ rows: Range<Int>, places: [Int])
  /// s·∂²ℓ/∂z² of every row of one problem, width² numbers each, of which those with l ≥ k count. The scores are lost.
  func fillHessians(_ z: UnsafeMutablePointer<Double>, _ rows: Range<Int>, to h: UnsafeMutablePointer<Double>)
}

extension ScoreKernel {
  var turned: (any ScoreKernel)? { nil }
}

extension RowLoss {
  /// Score columns of all problems.
  package var columns: Int { width * problemCount }

  /// What multiplies a row whatever the problem.
  func weight(ofRow row: Int) -> Double { weights?.pointer[row] ?? 1 }

  /// The bound of the curvature, for steps that need one.
  ///
  /// - Throws: ``EstimatorError/unsupported(what:instead:)`` where there is none.
  func requiredCurvatureBound() throws -> Double {
    guard let curvatureBound else {
      throw EstimatorError.unsupported(
        what: "A step of 1/L for a loss whose curvature has no bound",
        instead: "Use the solver .lbfgs, or a learning rate of your own.")
    }
    return curvatureBound
  }

  /// What multiplies a row in a problem.
  func weight(ofRow row: Int, problem: Int) -> Double { weight(ofRow: row) * factor(ofRow: row, problem: problem) }
}
