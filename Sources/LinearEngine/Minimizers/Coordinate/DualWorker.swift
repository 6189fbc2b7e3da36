// Guarded by `DualCoordinateDescentTests`.
import CKernels
import Matrices

/// One worker's memory for dual coordinate descent: rounds over the rows, and what a problem is at some weights. Holds
/// 7·n + 5·p numbers.
///
/// Pointers: per row `rows` numbers each, per column `columns` numbers.
final class DualWorker {
  private let data: FeatureRows
  private let loss: LogisticLoss
  private let variant: KernelVariant
  private let rows: Int
  private let columns: Int
  private let scores: AlignedBuffer<Double>
  private let residuals: AlignedBuffer<Double>
  private let curvatures: AlignedBuffer<Double>
  /// ±s of each row, and for the sums of the rows ±α.
  private let limits: AlignedBuffer<Double>
  private let signed: AlignedBuffer<Double>
  private let cross: AlignedBuffer<Double>
  private let squares: AlignedBuffer<Double>
  private let centre: AlignedBuffer<Double>
  private let metric: AlignedBuffer<Double>
  private let sums: AlignedBuffer<Double>
  private let otherSums: AlignedBuffer<Double>
  private let folded: AlignedBuffer<Double>

  init(_ features: Features, loss: LogisticLoss, variant: KernelVariant) {
    data = FeatureRows(features, variant: variant)
    (self.loss, self.variant) = (loss, variant)
    let (rows, columns) = (features.rows, features.columns)
    (self.rows, self.columns) = (rows, columns)
    func perRow() -> AlignedBuffer<Double> { AlignedBuffer(zeros: rows) }
    func perColumn() -> AlignedBuffer<Double> { AlignedBuffer(zeros: columns) }
    (scores, residuals, curvatures, limits) = (perRow(), perRow(), perRow(), perRow())
    (signed, cross, squares) = (perRow(), perRow(), perRow())
    (centre, metric, sums, otherSums, folded) = (perColumn(), perColumn(), perColumn(), perColumn(), perColumn())
  }

  // MARK: Primal

  /// Puts u·x + bias of every row into the scores, u the weights of the stored numbers.
  func place(_ u: [Double], bias: Double) {
    for j in u.indices { folded.pointer[j] = u[j] }
    data.withKernelRows { est_row_scores($0, folded.pointer, bias, scores.pointer) }
  }

  /// Adds one number to all scores.
  func shift(by change: Double) {
    for row in 0..<rows { scores.pointer[row] += change }
  }

  /// Σ s·ℓ, Σ r and Σ D at scores + `shift`; residuals and curvatures stay in this worker.
  func loss(problem: Int, shift: Double = 0) -> (loss: Double, residual: Double, curvature: Double) {
    for row in 0..<rows { residuals.pointer[row] = scores.pointer[row] + shift }
    let sums = loss.residuals(residuals, rows, problem: problem, variant)
    let curvature = loss.prepareModel(
      residuals, rows, problem: problem, interleaved: false,
      est_model_rows(q: signed.pointer, d: curvatures.pointer))
    return (sums.loss, sums.residual, curvature)
  }

  /// Σ r·x and Σ D·x of every column, of the residuals and curvatures that ``loss(problem:shift:)`` left.
  func columnSums() -> (residuals: [Double], curvatures: [Double]) {
    data.withKernelRows {
      est_row_sums($0, residuals.pointer, sums.pointer, curvatures.pointer, otherSums.pointer)
    }
    return (list(sums), list(otherSums))
  }

  /// |r| of every row, which are the dual variables that belong to the scores.
  func copyResiduals(to alpha: AlignedBuffer<Double>) {
    for row in 0..<rows { alpha.pointer[row] = residuals.pointer[row].magnitude }
  }

  // MARK: Dual

  /// Runs rounds on `alpha`, each in an order of its own, until one moves less than `share` of what the first did, or
  /// for `mostRounds`.
  func descend(
    _ model: DualModel, _ alpha: AlignedBuffer<Double>, problem: Int, random: inout RandomState, share: Double,
    mostRounds: Int
  ) -> DualEnd {
    prepare(model, alpha, problem)
    let dot = (0..<rows).reduce(0) { $0 + signed.pointer[$1] * cross.pointer[$1] }
    var dual = est_dual(
      metric: metric.pointer, cross: cross.pointer, squares: squares.pointer, limits: limits.pointer,
      alpha: alpha.pointer, sums: sums.pointer, total: (0..<rows).reduce(0) { $0 + signed.pointer[$1] }, offset: dot,
      centre_square: (0..<columns).reduce(0) { $0 + metric.pointer[$1] * model.centre[$1] * model.centre[$1] },
      bias: model.bias, softness: model.softness)
    var order = (0..<Int32(rows)).map { $0 }
    var (rounds, gain, first) = (0, 0.0, Double.infinity)
    while rounds < mostRounds {
      random.shuffle(&order)
      var gained = 0.0
      let moved = data.withKernelRows { est_dual_round($0, &dual, order, &gained) }
      gain += gained
      rounds += 1
      if rounds == 1 { first = moved } else if !(moved > share * first) { break }
    }
    let (total, centre) = (dual.total, model.centre)
    return DualEnd(
      weights: (0..<columns).map { sums.pointer[$0] - total * metric.pointer[$0] * centre[$0] },
      bias: model.bias + total * model.softness, gain: gain, rounds: rounds)
  }

  /// Norms of the rows, and Σ ±α·x from the variables themselves, so that no rounding gathers from call to call.
  private func prepare(_ model: DualModel, _ alpha: AlignedBuffer<Double>, _ problem: Int) {
    let (side, targets) = (loss.sides[problem], loss.targets.block(0..<rows))
    for j in 0..<columns { (centre.pointer[j], metric.pointer[j]) = (model.centre[j], model.metric[j]) }
    est_dual_limits(
      rows, targets.weights, targets.classes, side.positiveClass, side.positiveWeight, side.negativeWeight,
      limits.pointer)
    for row in 0..<rows { signed.pointer[row] = limits.pointer[row] < 0 ? -alpha.pointer[row] : alpha.pointer[row] }
    data.withKernelRows {
      est_row_norms($0, metric.pointer, centre.pointer, cross.pointer, squares.pointer)
      est_row_sums($0, signed.pointer, sums.pointer, nil, nil)
    }
    for j in 0..<columns { sums.pointer[j] *= metric.pointer[j] }
  }

  private func list(_ buffer: AlignedBuffer<Double>) -> [Double] {
    Array(UnsafeBufferPointer(start: buffer.pointer, count: buffer.count))
  }
}

/// The numbers of the dual of one problem: see `dual.h`.
struct DualModel {
  /// scale²/l2 of each column.
  var metric: [Double]
  var centre: [Double]
  /// The intercept of the centred columns that the steps are drawn to, and 1 over how strongly; both 0 without one.
  var bias: Double
  var softness: Double
}

/// Where some rounds ended.
struct DualEnd {
  /// Of the stored numbers.
  var weights: [Double]
  /// The intercept of the centred columns.
  var bias: Double
  /// A lower bound of what the dual has gained.
  var gain: Double
  var rounds: Int
}
