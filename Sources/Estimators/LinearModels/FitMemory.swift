import Files

/// What a fit needs at its peak, in bytes, from shapes alone: asked of the system before anything is taken, because
/// Swift ends the process when memory is refused. The counts of lists beside the passes are measured, to a tenth.
struct FitMemory {
  private let size: FitSize
  /// What is fitted, in words.
  private let what: String
  private let solver: any BatchSolver

  init<Label>(_ rows: TrainingRows<Label>, settings: LogisticRegression<Label>) {
    let classes = rows.classes.count
    what = "\(rows.features.columns) features and \(classes) classes"
    solver = settings.solver.method
    size = FitSize(
      features: rows.features, columns: classes == 2 ? 1 : classes, hasKinks: settings.isNonsmooth,
      isSingleScore: settings.multiClass == .ovr || classes == 2)
  }

  /// A fit of one score for each row, with an objective that has a gradient.
  init(_ features: Features, solver: any BatchSolver) {
    (what, self.solver) = ("\(features.columns) features", solver)
    size = FitSize(features: features, columns: 1, hasKinks: false, isSingleScore: true)
  }

  private var features: Features { size.features }

  /// With a fifth more, for what is held a moment and for what the allocator keeps.
  var bytes: Int {
    let sum = FitSize.sum(penalty, pass, scores, solver.bytes(size))
    return FitSize.sum(sum, sum / 5)
  }

  /// Strengths by feature; with kinks or limits those of every parameter.
  private var penalty: Int {
    FitSize.sum(Memory.bytes(features.columns, 16), size.hasKinks ? FitSize.times(5, size.vector) : 0)
  }

  /// Weights as the kernels read them, the sums of one pass, and the lists that they are taken from and given back as.
  private var pass: Int { FitSize.sum(FitSize.times(5, size.vector), features.isSparse ? sparsePass : densePass) }

  private var sparsePass: Int { FitSize.sum(size.sparseWeights, Memory.bytes(features.columns, 12)) }

  private var densePass: Int {
    let packed = Memory.bytes(size.columns, paddedWidth(features.columns), 8)
    guard packed < .max else { return .max }
    let plan = ChunkPlan(rows: features.rows, width: paddedWidth(features.columns), partialCount: packed / 8)
    return FitSize.times(plan.chunks + 1, packed)
  }

  /// Scores and their changes, where they are kept.
  private var scores: Int {
    let bytes = Memory.bytes(features.rows, size.columns, 16)
    return bytes > LinearObjective.mostScoreBytes ? 0 : bytes
  }
}

extension FitMemory {
  /// - Throws: ``EstimatorError/tooLarge(what:bytes:limit:instead:)`` for a fit that the memory cannot hold.
  func require() throws {
    try Memory.require(
      bytes, for: "A fit of \(what) by .\(solver.name)",
      instead: "Keep fewer columns, such as those that some row has" + solver.insteadOfMemory)
  }
}
