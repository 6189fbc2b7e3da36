import Files

/// What a fit needs at its peak, in bytes, from shapes alone: asked of the system before anything is taken, because Swift
/// ends the process when memory is refused. The counts of lists beside the passes are measured, to a tenth.
struct FitMemory {
  private let features: Features
  /// Score columns of all problems.
  private let columns: Int
  private let classes: Int
  private let solver: Solver
  private let isNonsmooth: Bool
  private let isLogistic: Bool

  init<Label>(_ rows: TrainingRows<Label>, settings: LogisticRegression<Label>) {
    features = rows.features
    classes = rows.classes.count
    columns = classes == 2 ? 1 : classes
    (solver, isNonsmooth) = (settings.solver, settings.isNonsmooth)
    isLogistic = settings.multiClass == .ovr || classes == 2
  }

  /// All parameters.
  private var vector: Int { Memory.bytes(features.columns + 1, columns, 8) }

  /// With a fifth more, for what is held a moment and for what the allocator keeps.
  var bytes: Int {
    let sum = Self.sum(penalty, pass, scores, state)
    return Self.sum(sum, sum / 5)
  }

  /// Strengths by feature; with kinks or limits those of every parameter.
  private var penalty: Int {
    Self.sum(Memory.bytes(features.columns, 16), isNonsmooth ? Self.times(5, vector) : 0)
  }

  /// Weights as the kernels read them, the sums of one pass, and the lists that they are taken from and given back as.
  private var pass: Int { Self.sum(Self.times(5, vector), features.isSparse ? sparsePass : densePass) }

  private var sparsePass: Int { Self.sum(sparseWeights, Memory.bytes(features.columns, 12)) }

  /// Weights feature by feature in whole vectors, and as many sums.
  private var sparseWeights: Int {
    let lanes = KernelVariant.current.doubleLanes
    return Memory.bytes(features.columns, (columns + lanes - 1) / lanes * lanes, 16)
  }

  private var densePass: Int {
    let packed = Memory.bytes(columns, paddedWidth(features.columns), 8)
    guard packed < .max else { return .max }
    let plan = ChunkPlan(rows: features.rows, width: paddedWidth(features.columns), partialCount: packed / 8)
    return Self.times(plan.chunks + 1, packed)
  }

  /// Scores and their changes, where they are kept.
  private var scores: Int {
    let bytes = Memory.bytes(features.rows, columns, 16)
    return bytes > LinearObjective.mostScoreBytes ? 0 : bytes
  }

  /// What the solver keeps beside.
  private var state: Int {
    switch solver.kind {
    case .lbfgs, .auto:
      let count = vector / 8
      let kept = isNonsmooth ? 7 * ProximalQuasiNewton.memory(count) : 2 * LBFGS.memory(10, parameters: count) + 4
      return Self.times(kept, vector)
    case .gd: return Self.times(4, vector)
    case .newtonCG: return Self.sum(Self.times(6, vector), features.isSparse ? Self.times(3, sparseWeights / 2) : 0)
    case .newtonCholesky: return hessians
    case .sag, .saga: return Self.sum(Self.times(2, vector), Memory.bytes(features.rows, columns, 8))
    case .sgd: return Self.times(2, vector)
    case .coordinateDescent(let form):
      let isDual =
        isLogistic && !isNonsmooth && (form == .dual || form == .automatic && features.rows < features.columns)
      return Self.sum(
        Self.times(columns > 1 ? 8 : 3, vector), Memory.bytes(features.rows, columns, 8), isDual ? 0 : copy)
    }
  }

  /// The Hessian as it is summed up and divided, and, half of it, scaled and factored; nothing where it is refused for its size alone.
  private var hessians: Int {
    let order = Memory.bytes(features.columns + 1, isLogistic ? 1 : columns)
    let one = Memory.bytes(order, order, 8)
    return one > LinearObjective.hessianBytes ? 0 : Self.times(5, one / 2)
  }

  /// The features column by column.
  private var copy: Int {
    let (storage, count) = (features.storage, features.isSparse ? features.storage.storedCount : nil)
    let numbers =
      count.map { Memory.bytes($0, storage.numberBytes) }
      ?? Memory.bytes(features.rows, features.columns, storage.numberBytes)
    return Self.sum(numbers, features.isSparse ? Memory.bytes(features.columns, 8) : 0)
  }

  private static func sum(_ parts: Int...) -> Int {
    parts.reduce(0) { total, part in
      let (sum, overflow) = total.addingReportingOverflow(part)
      return overflow ? .max : sum
    }
  }

  private static func times(_ count: Int, _ bytes: Int) -> Int { bytes == .max ? .max : Memory.bytes(count, bytes) }
}

extension FitMemory {
  /// - Throws: ``EstimatorError/tooLarge(what:bytes:limit:instead:)`` for a fit that the memory cannot hold.
  func require() throws {
    try Memory.require(
      bytes, for: "A fit of \(features.columns) features and \(classes) classes by .\(solver.name)",
      instead: "Keep fewer columns, such as those that some row has" + other)
  }

  private var other: String {
    switch solver.kind {
    case .newtonCholesky: ", or use solver: .lbfgs, which needs no Hessian."
    case .lbfgs, .auto, .coordinateDescent, .newtonCG: ", or use solver: .gd or .sgd, which keep less."
    case .gd, .sag, .saga, .sgd: "."
    }
  }
}
