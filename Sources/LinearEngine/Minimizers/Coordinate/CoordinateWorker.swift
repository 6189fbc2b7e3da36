// Guarded by `CoordinateDescentTests`.
import CKernels

/// One worker's memory for coordinate descent: the quadratic model of a problem at some scores, and what a line search
/// tries. Holds 5·n + 2·p numbers, and n more where problems do not keep their scores.
///
/// Pointers: per row `rows` numbers each, twice as many in `cells`; per column `columns` numbers.
final class CoordinateWorker {
  let columns: FeatureColumns
  private let loss: LogisticLoss
  private let variant: KernelVariant
  private let rows: Int
  private let residuals: AlignedBuffer<Double>
  private let cells: AlignedBuffer<Double>
  private let trial: AlignedBuffer<Double>
  private let active: AlignedBuffer<Int32>
  private let goal: AlignedBuffer<Double>
  let direction: AlignedBuffer<Double>
  /// Of the problem that this worker is at.
  private(set) lazy var scores = AlignedBuffer<Double>(zeros: rows)

  /// - Parameter loss: One problem for each one that comes here.
  init(columns: FeatureColumns, loss: LogisticLoss, variant: KernelVariant) {
    (self.columns, self.loss, self.variant) = (columns, loss, variant)
    let rows = columns.features.rows
    self.rows = rows
    residuals = AlignedBuffer(zeros: rows)
    cells = AlignedBuffer(zeros: 2 * rows)
    trial = AlignedBuffer(zeros: rows)
    direction = AlignedBuffer(zeros: rows)
    active = AlignedBuffer(zeros: columns.features.columns)
    goal = AlignedBuffer(zeros: columns.features.columns)
  }

  private var modelRows: est_model_rows {
    columns.isSparse
      ? est_model_rows(q: cells.pointer, d: cells.pointer + 1)
      : est_model_rows(q: cells.pointer, d: cells.pointer + rows)
  }

  // MARK: Loss

  /// Σ s·ℓ and Σ r at known scores; residuals stay in this worker.
  func loss(at scores: AlignedBuffer<Double>, problem: Int) -> (loss: Double, residual: Double) {
    residuals.pointer.update(from: scores.pointer, count: rows)
    return loss(of: residuals, problem: problem)
  }

  /// Σ s·ℓ at scores + step·direction.
  func loss(along scores: AlignedBuffer<Double>, step: Double, problem: Int) -> Double {
    est_move_scores(rows, scores.pointer, step, direction.pointer, trial.pointer)
    return loss(of: trial, problem: problem).loss
  }

  func move(_ scores: AlignedBuffer<Double>, step: Double) {
    est_move_scores(rows, scores.pointer, step, direction.pointer, scores.pointer)
  }

  /// Turns scores into residuals.
  private func loss(of scores: AlignedBuffer<Double>, problem: Int) -> (loss: Double, residual: Double) {
    loss.residuals(scores, rows, problem: problem, variant)
  }

  // MARK: Model

  /// Puts the quadratic model at the residuals that ``loss(at:problem:)`` left. Returns Σ D.
  func prepare(problem: Int) -> Double {
    loss.prepareModel(residuals, rows, problem: problem, interleaved: columns.isSparse, modelRows)
  }

  /// Σ r·x, Σ D·x and Σ D·x² of every column, without the column change.
  func moments() -> (residuals: [Double], weights: [Double], squares: [Double]) {
    let count = columns.features.columns
    var kernelColumns = columns.kernelColumns
    let sums = AlignedBuffer<Double>(zeros: 3 * count)
    let (r, d, s) = (sums.pointer, sums.pointer + count, sums.pointer + 2 * count)
    est_column_moments(&kernelColumns, residuals.pointer, modelRows, r, d, s)
    func list(_ start: UnsafeMutablePointer<Double>) -> [Double] {
      Array(UnsafeBufferPointer(start: start, count: count))
    }
    return (list(r), list(d), list(s))
  }

  /// Σ D·(x − centre)² of one column.
  func spread(column: Int, sumD: Double, centre: Double) -> Double {
    var kernelColumns = columns.kernelColumns
    return est_column_spread(&kernelColumns, column, modelRows, sumD, centre)
  }

  /// Minimises the model, which ``prepare(problem:)`` has put in place, from `weights`, round by round, until no column
  /// has a slope above `target`, or for `mostRounds`. Leaves the change of the scores in `direction`.
  ///
  /// - Parameter interceptStep: Added to every row of `direction`.
  /// - Returns: Where it ended, and the rounds over all or some columns that it took.
  func minimize(
    _ model: CoordinateModel, from weights: [Double], target: Double, mostRounds: Int, interceptStep: Double
  ) -> (weights: [Double], rounds: Int) {
    let count = weights.count
    var kernelColumns = columns.kernelColumns
    for j in 0..<count { goal.pointer[j] = weights[j] }
    let rounds = model.withKernelModel(rows: modelRows, weights: goal.pointer) { kernelModel in
      let rounds = descend(&kernelColumns, &kernelModel, count: count, target: target, mostRounds: mostRounds)
      est_model_direction(
        rows, modelRows, columns.isSparse ? 1 : 0, kernelModel.offset + interceptStep, direction.pointer)
      return rounds
    }
    return (Array(UnsafeBufferPointer(start: goal.pointer, count: count)), rounds)
  }

  /// Columns at rest are left out until the rest has converged; then all are looked at once more.
  private func descend(
    _ kernelColumns: inout est_columns, _ model: inout est_model, count: Int, target: Double, mostRounds: Int
  ) -> Int {
    func all() -> Int {
      for j in 0..<count { active.pointer[j] = Int32(j) }
      return count
    }
    var left = all()
    var (rounds, margin, worst) = (0, Double.infinity, 0.0)
    while rounds < mostRounds {
      let looksAtAll = left == count
      left = est_coordinate_round(&kernelColumns, &model, left, active.pointer, margin, &worst)
      rounds += 1
      margin = worst / Double(rows)
      guard worst <= target else { continue }
      if looksAtAll { break }
      (left, margin) = (all(), .infinity)
    }
    return rounds
  }
}

/// The numbers of a quadratic model, one per column, as sums over the rows: see `coordinate.h`.
struct CoordinateModel {
  var hasIntercept: Bool
  var sumD = 0.0
  var centre: [Double] = []
  var scale: [Double]?
  var columnD: [Double] = []
  var curvature: [Double] = []
  var gradient: [Double] = []
  var l1: [Double]
  var l2: [Double]
  /// Empty without limits.
  var lower: [Double]
  var upper: [Double]

  /// Lets the closure run the kernels on this model. The pointers are valid only inside it.
  func withKernelModel<Result>(
    rows: est_model_rows, weights: UnsafeMutablePointer<Double>, _ body: (inout est_model) -> Result
  ) -> Result {
    let lists = [centre, columnD, curvature, gradient, l1, l2, scale ?? [], lower, upper]
    let numbers = AlignedBuffer(lists.flatMap(\.self))
    var next = UnsafePointer(numbers.pointer)
    let pointers = lists.map { list in
      defer { next += list.count }
      return list.isEmpty ? nil : next
    }
    return withExtendedLifetime(numbers) {
      var model = est_model(
        rows: rows, has_intercept: hasIntercept ? 1 : 0, sum_d: sumD, sum_q: 0, offset: 0, centre: pointers[0],
        scale: pointers[6], column_d: pointers[1], curvature: pointers[2], gradient: pointers[3], l1: pointers[4],
        l2: pointers[5], lower: pointers[7], upper: pointers[8], weights: weights)
      return body(&model)
    }
  }
}
