// Guarded by `StochasticGradientTests`, `AverageGradientTests`.
import CKernels
import Matrices

/// The rows of one batch and their residuals.
struct BatchScratch {
  let panel: AlignedBuffer<Double>
  let residuals: AlignedBuffer<Double>
  /// Sums of residuals and of losses.
  let sums: AlignedBuffer<Double>

  init(rows: Int, width: Int, columns: Int) {
    panel = AlignedBuffer(zeros: rows * width)
    residuals = AlignedBuffer(zeros: rows * columns)
    sums = AlignedBuffer(zeros: 2 * columns)
  }

  /// Reads dense rows, and puts their scores where the residuals go.
  func readScores(
    _ rows: ArraySlice<Int>, _ reader: RowReader, _ state: StochasticWeights, _ kernels: est_kernels_f64
  ) throws -> est_rows {
    for (place, row) in rows.enumerated() { try reader.read(row, to: panel.pointer + place * state.width) }
    var x = est_rows(panel: UnsafePointer(panel.pointer), rows: rows.count, width: state.width)
    kernels.forward(
      rows.count, &x, state.columns, state.width, state.weights.pointer, state.bias.pointer, residuals.pointer, 0)
    return x
  }

  /// Scores of the batch → residuals s·∂ℓ/∂z, and their sums.
  func makeResiduals(_ rows: ArraySlice<Int>, _ loss: any ScoreKernel, columns: Int) {
    sums.pointer.update(repeating: 0, count: sums.count)
    loss.differentiate(
      residuals.pointer, gathered: rows, PartialSums(after: sums.pointer, columns: columns, withCurvature: false))
  }
}
