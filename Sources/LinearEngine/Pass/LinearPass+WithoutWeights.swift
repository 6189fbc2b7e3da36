// Guarded by `LinearPassTests`.
import CKernels
import Matrices
internal import Platform

/// The pass where all weights are 0, as at a cold start: every row has the same scores, so sums of the features by
/// class say it all.
///
/// With C_kj = Σ over the rows i of class k of sᵢ·xᵢⱼ, S_k the weight of the class and p = softmax(b):
/// Σᵢ sᵢ·(p_k − y_ik)·xᵢⱼ = p_k·Σ_l C_lj − C_kj. One addition for each stored number instead of a product for each of
/// them and each class.
extension LinearPass {
  /// The sums of the pass, or `nil` where a weight is not 0.
  func sumsWithoutWeights(_ weights: [Double], bias: [Double], _ problems: [Int], withCurvature: Bool) throws
    -> PassSums?
  {
    guard weights.allSatisfy({ $0 == 0 }), let targets = (loss as? any ClassLoss)?.targets else { return nil }
    let classSums =
      try compressedRows(columns: bias.count).map { rows in
        try rows.read {
          try ClassTotals(rows, hasStrips(rows, columns: bias.count) ? rows.strips : nil, targets, reducer)
        }
      }
      ?? ClassTotals(features, targets, variant, reducer)
    guard let sides = (loss as? LogisticLoss)?.sides else { return softmaxSums(classSums, bias, withCurvature) }
    return logisticSums(classSums, bias, problems.map { sides[$0] }, withCurvature)
  }

  private func softmaxSums(_ totals: ClassTotals, _ bias: [Double], _ withCurvature: Bool) -> PassSums {
    let largest = bias.max() ?? 0
    let exponentials = bias.map { exp($0 - largest) }
    let sum = exponentials.reduce(0, +)
    let p = exponentials.map { $0 / sum }
    let logSum = largest + log(sum)
    let total = totals.weights.reduce(0, +)
    let k = bias.count
    let ends = AlignedBuffer<Double>(zeros: PartialSums.count(columns: k, width: k, withCurvature: true))
    let sums = PartialSums(after: ends.pointer, columns: k, withCurvature: withCurvature)
    for a in 0..<k {
      let own = a < totals.count ? totals.weights[a] : 0
      sums.losses[0] += own * (logSum - bias[a])
      sums.residuals[a] = p[a] * total - own
      for b in 0..<a { sums.curvature?[a * k + b] = total * p[a] * p[b] }
    }
    return unfolded(sums, columns: k) { a, j in
      p[a] * totals.all[j] - (a < totals.count ? totals.sum(a, j) : 0)
    }
  }

  private func logisticSums(
    _ totals: ClassTotals, _ bias: [Double], _ sides: [BinaryTarget], _ withCurvature: Bool
  ) -> PassSums {
    let ends = AlignedBuffer<Double>(zeros: 3 * bias.count)
    let sums = PartialSums(after: ends.pointer, columns: bias.count, withCurvature: withCurvature)
    // Each from its own small tail: 1 − σ(b) would round it off.
    let (p, q) = (bias.map { sigmoid($0) }, bias.map { sigmoid(-$0) })
    let total = totals.weights.reduce(0, +)
    for (m, side) in sides.enumerated() {
      let own = totals.weight(side)
      let (yes, no) = (side.positiveWeight * own, side.negativeWeight * (total - own))
      sums.losses[m] = yes * softplus(-bias[m]) + no * softplus(bias[m])
      sums.residuals[m] = p[m] * no - q[m] * yes
      sums.curvature?[m] = (yes + no) * p[m] * q[m]
    }
    return unfolded(sums, columns: bias.count) { m, j in
      let side = sides[m]
      let own = totals.sum(side, j)
      return p[m] * side.negativeWeight * (totals.all[j] - own) - q[m] * side.positiveWeight * own
    }
  }
}

/// Σ of the weights and of the stored numbers of each class, on all threads and without the column change.
/// ``ClassSums`` is for estimators that need squares, too.
private struct ClassTotals {
  let count: Int
  /// One for each class.
  let weights: [Double]
  /// Σ over all classes, p numbers.
  let all: [Double]
  /// Numbers from class to class.
  private let stride: Int
  /// Classes × stride numbers, at the beginning.
  private let sums: AlignedBuffer<Double>

  func sum(_ k: Int, _ j: Int) -> Double { sums.pointer[k * stride + j] }

  /// 0 for a class without rows.
  func weight(_ side: BinaryTarget) -> Double {
    Int(side.positiveClass) < count ? weights[Int(side.positiveClass)] : 0
  }

  func sum(_ side: BinaryTarget, _ j: Int) -> Double {
    Int(side.positiveClass) < count ? sum(Int(side.positiveClass), j) : 0
  }

  /// - Complexity: O(stored numbers + K · p).
  init(_ rows: CompressedRows, _ strips: ColumnStrips?, _ targets: RowTargets, _ reducer: any Reducer) throws {
    let (count, columns) = (targets.classCount, rows.columns)
    if let strips {
      self.init(strips, rows: rows.rows, columns: columns, targets)
      return
    }
    let plan = ChunkPlan(compressedRows: rows.rows, columns: 1, partialCount: count * columns)
    let sums = ChunkSums(chunks: plan.chunks, partialCount: count * columns)
    let threads = Parallelism.threads(for: .numbers, rows.count)
    try Parallelism.perform(tasks: plan.chunks, threads: threads) { worker, chunk in
      for range in plan.blocks(ofChunk: chunk) {
        var x = try rows.block(range, worker)
        est_compressed_class_sums(
          range.count, &x, targets.classes.pointer + range.lowerBound,
          targets.weights.map { UnsafePointer($0.pointer + range.lowerBound) }, columns, sums.partial(chunk))
      }
    }
    _ = try sums.reduce(by: reducer, threads: threads)
    self.init(sums.partials, columns: columns, targets)
  }

  /// Of sparse rows strip by strip: no sums for each chunk of rows.
  private init(_ strips: ColumnStrips, rows: Int, columns: Int, _ targets: RowTargets) {
    let count = targets.classCount
    let sums = AlignedBuffer<Double>(uninitialized: count * columns)
    Parallelism.perform(tasks: strips.count, threads: Parallelism.threads) { _, strip in
      let own = strips.columns[strip]
      for k in 0..<count { (sums.pointer + k * columns + own.lowerBound).update(repeating: 0, count: own.count) }
      var x = strips.block(strip, 0..<rows)
      est_compressed_class_sums(
        rows, &x, targets.classes.pointer, targets.weights.map { UnsafePointer($0.pointer) }, columns, sums.pointer)
    }
    self.init(sums, columns: columns, targets)
  }

  /// Of dense rows.
  init(_ features: Features, _ targets: RowTargets, _ variant: KernelVariant, _ reducer: any Reducer) throws {
    self =
      features.storage.isSingle
      ? try Self(Float.self, features, targets, variant, reducer)
      : try Self(Double.self, features, targets, variant, reducer)
  }

  private init<Real: WorkingScalar>(
    _: Real.Type, _ features: Features, _ targets: RowTargets, _ variant: KernelVariant, _ reducer: any Reducer
  ) throws {
    let (count, width, kernels) = (targets.classCount, paddedWidth(features.columns), Real.kernels(variant))
    let plan = ChunkPlan(rows: features.rows, width: width, partialCount: count * width)
    let sums = ChunkSums(chunks: plan.chunks, partialCount: count * width)
    let threads = Parallelism.threads(for: .numbers, features.rows * width)
    let panels = (0..<min(threads, plan.chunks)).map { _ in AlignedBuffer<Real>(zeros: plan.blockRows * width) }
    try FeatureBlocks(features).withReader { reader in
      try Parallelism.perform(tasks: plan.chunks, threads: threads) { worker, chunk in
        for rows in plan.blocks(ofChunk: chunk) {
          let x = try reader.rows(
            rows, scoreColumns: 1, panel: panels[worker].pointer, width: width, kernels, variant)
          Real.addClassSums(
            kernels, rows: rows.count, x, targets.classes.pointer + rows.lowerBound,
            targets.weights.map { UnsafePointer($0.pointer + rows.lowerBound) }, width: width, to: sums.partial(chunk))
        }
      }
    }
    _ = try sums.reduce(by: reducer, threads: threads)
    self.init(sums.partials, columns: features.columns, stride: width, targets)
  }

  private init(_ sums: AlignedBuffer<Double>, columns: Int, stride: Int? = nil, _ targets: RowTargets) {
    let stride = stride ?? columns
    let count = targets.classCount
    var weights = [Double](repeating: 0, count: count)
    for row in 0..<targets.classes.count {
      weights[Int(targets.classes.pointer[row])] += targets.weights?.pointer[row] ?? 1
    }
    var all = [Double](repeating: 0, count: columns)
    for k in 0..<count {
      for j in 0..<columns { all[j] += sums.pointer[k * stride + j] }
    }
    (self.count, self.weights, self.all, self.stride, self.sums) = (count, weights, all, stride, sums)
  }
}
