// Guarded by `LineTests`.
import CKernels
import Matrices

/// The scores of every row along one line per problem: Z + t·V, with Z = X·W and V = X·D.
///
/// Opening the lines and moving along them read the data; trying steps does not.
final class ScoreLines {
  let pass: LinearPass
  /// Score columns of one problem: K for softmax, 1 for a logistic loss.
  let columnsPerProblem: Int
  /// The problems on the lines, in the order of their columns.
  private(set) var problems: [Int] = []
  private(set) var scores = AlignedBuffer<Double>(zeros: 0)
  private(set) var changes = AlignedBuffer<Double>(zeros: 0)
  /// The step at which the scores of each problem stand on the open lines.
  private var position: [Double] = []
  /// The steps tried on the open lines, by place, and their losses.
  private var tried: [[(step: Double, loss: Double)]] = []
  /// Sums at the scores as they stand, in Double and with curvature, if a pass has left them.
  var sumsHere: PassSums?
  /// How far the intercepts are from where the scores stand, one number per score column; empty when they are there.
  var interceptShift: [Double] = []

  init(pass: LinearPass, columnsPerProblem: Int) {
    self.pass = pass
    self.columnsPerProblem = columnsPerProblem
  }

  var rows: Int { pass.features.rows }
  var columns: Int { problems.count * columnsPerProblem }

  /// Puts the problems at points: Z = X·Wᵀ + b. Half a pass.
  func place(_ problems: [Int], weights: [Double], bias: [Double], single: Bool) throws {
    makeRoom(for: problems)
    try fill(scores, weights, bias, single)
  }

  /// The same, and the sums there, in one pass.
  func placeAndSum(
    _ problems: [Int], weights: [Double], bias: [Double], withCurvature: Bool, single: Bool
  ) throws -> PassSums {
    makeRoom(for: problems)
    forget()
    let sums = try pass.evaluate(
      keeping: scores, weights: weights, bias: bias, problems: problems, withCurvature: withCurvature, single: single)
    arrived(at: position, sums, single)
    return sums
  }

  private func makeRoom(for problems: [Int]) {
    self.problems = problems
    if scores.count != rows * columns {
      scores = AlignedBuffer(zeros: 0)  // given back before the new ones are taken
      changes = scores
      scores = AlignedBuffer(uninitialized: rows * columns)
      changes = AlignedBuffer(uninitialized: rows * columns)
    }
  }

  /// Keeps some of the problems, in their order, and opens lines in the given directions. Half a pass.
  func open(_ kept: [Int], weights: [Double], bias: [Double], single: Bool) throws {
    if kept != problems { keep(kept) }
    try fill(changes, weights, bias, single)
  }

  /// Opens lines as above and moves along them, in one pass.
  func move(
    opening kept: [Int], weights: [Double], bias: [Double], steps: [Double], withCurvature: Bool, single: Bool
  ) throws -> PassSums {
    if kept != problems { keep(kept) }
    forget()
    let known = KnownScores(
      scores: scores, changes: changes, steps: AlignedBuffer(perColumn(steps)), variant: pass.variant)
    let sums = try pass.evaluate(
      along: known, weights: weights, bias: bias, problems: problems,
      withCurvature: withCurvature, single: single)
    arrived(at: steps, sums, single)
    return sums
  }

  /// Forgets what was known along earlier lines.
  private func forget() {
    sumsHere = nil
    interceptShift = []
    tried = Array(repeating: [], count: problems.count)
    position = Array(repeating: 0, count: problems.count)
  }

  private func fill(_ buffer: AlignedBuffer<Double>, _ weights: [Double], _ bias: [Double], _ single: Bool) throws {
    forget()
    if weights.allSatisfy({ $0 == 0 }) {  // a cold start
      for row in 0..<rows { (buffer.pointer + row * columns).update(from: bias, count: columns) }
    } else {
      try pass.fillScores(buffer.pointer, weights: weights, bias: bias, single: single)
    }
  }

  private func keep(_ kept: [Int]) {
    let old = columns
    let places = kept.map { problem in problems.firstIndex(of: problem) ?? 0 }
    problems = kept
    let fewer = AlignedBuffer<Double>(zeros: rows * columns)
    for row in 0..<rows {
      for (new, place) in places.enumerated() {
        for k in 0..<columnsPerProblem {
          fewer.pointer[row * columns + new * columnsPerProblem + k] =
            scores.pointer[row * old + place * columnsPerProblem + k]
        }
      }
    }
    scores = fewer
    changes = AlignedBuffer(zeros: rows * columns)
  }

  /// Σ of the losses at Z + t·V, and of their derivatives in t: one number each per problem on the lines.
  ///
  /// - Parameter steps: t of each problem on the lines.
  func evaluate(steps: [Double]) throws -> (losses: [Double], slopes: [Double]) {
    let columns = self.columns
    let perColumn = fromHere(steps)
    let plan = ChunkPlan(rows: rows, width: 4 * columns, partialCount: 2 * columns)
    let sums = ChunkSums(chunks: plan.chunks, partialCount: 2 * columns)
    let threads = Parallelism.threads(for: .exponentials, rows * columns)
    let loss = pass.loss.kernel(for: problems, pass.variant)
    let (scores, changes) = (scores, changes)
    let t = AlignedBuffer(perColumn)
    Parallelism.perform(tasks: plan.chunks, threads: threads) { _, chunk in
      let rows = plan.rows(ofChunk: chunk)
      let start = rows.lowerBound * columns
      loss.addLine(
        scores.pointer + start, changes.pointer + start, t.pointer, rows, losses: sums.partial(chunk),
        slopes: sums.partial(chunk) + columns)
    }
    let total = try sums.reduce(by: pass.reducer)
    for place in problems.indices { tried[place].append((steps[place], total[place])) }
    return (problems.indices.map { total[$0] }, problems.indices.map { total[columns + $0] })
  }

  /// Moves every problem to a step of its line (0 is where the line was opened) and sums the losses and gradients
  /// there. Half a pass.
  ///
  /// - Parameter single: Whether exponentials and products run in Float. The losses of steps that have been tried are
  ///   those of Double even then.
  func move(steps: [Double], withCurvature: Bool, single: Bool) throws -> PassSums {
    let perColumn = fromHere(steps)
    let losses = steps.indices.compactMap { place in tried[place].last { $0.step == steps[place] }?.loss }
    let moves = perColumn.contains { $0 != 0 }
    let known = KnownScores(
      scores: scores, changes: moves ? changes : nil, steps: AlignedBuffer(perColumn), variant: pass.variant)
    var sums = try pass.evaluate(
      at: known, columns: columns, problems: problems, withCurvature: withCurvature,
      single: single)
    if single, losses.count == steps.count { sums.losses = losses }
    arrived(at: steps, sums, single)
    return sums
  }

  private func arrived(at steps: [Double], _ sums: PassSums, _ single: Bool) {
    position = steps
    sumsHere = nil
    guard !single, !sums.curvature.isEmpty else { return }
    sumsHere = PassSums(losses: sums.losses, residuals: sums.residuals, gradient: [])
    sumsHere?.curvature = sums.curvature
  }

  /// The same where the scores stand.
  func stay(withCurvature: Bool, single: Bool) throws -> PassSums {
    try move(steps: position, withCurvature: withCurvature, single: single)
  }

  /// How far it is to the steps from where the scores stand, for each score column.
  private func fromHere(_ steps: [Double]) -> [Double] { perColumn(zip(steps, position).map { $0 - $1 }) }

  private func perColumn(_ steps: [Double]) -> [Double] {
    steps.flatMap { Array(repeating: $0, count: columnsPerProblem) }
  }
}

/// Scores Z of all rows, n × M, that a pass takes instead of multiplying; on the way it moves them along their lines.
struct KnownScores {
  let scores: AlignedBuffer<Double>
  /// V, where the scores move.
  let changes: AlignedBuffer<Double>?
  /// t of each of the M columns.
  let steps: AlignedBuffer<Double>
  /// That of the pass.
  let variant: KernelVariant

  /// Keeps the scores of a block as the V of its rows.
  func keepChanges<Real: WorkingScalar>(_ rows: Range<Int>, _ block: DenseBlock<Real>) {
    guard let changes else { return }
    block.giveScores(Double.kernels(variant), changes.pointer + rows.lowerBound * block.columns)
  }

  /// Moves the scores of some rows, Z ← Z + t·V, and gives them to a block. To be called once for each row.
  func advance<Real: WorkingScalar>(_ rows: Range<Int>, _ kernels: Real.Kernels, _ block: DenseBlock<Real>) {
    let start = rows.lowerBound * block.columns
    Real.advance(
      kernels, rows: rows.count, columns: block.columns, scores.pointer + start, changes.map { $0.pointer + start },
      steps.pointer, block.scores)
  }
}
