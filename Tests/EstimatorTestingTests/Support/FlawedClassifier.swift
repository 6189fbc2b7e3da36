import Estimators
import Matrices

/// A classifier by class means that keeps every law, unless it is given a flaw. Each of its iterations goes half of
/// what is left of the way from the mean of all rows to the means of the classes.
struct FlawedClassifier: Classifier {
  let flaw: ClassifierFlaw?
  private var fits = 0
  private var kept: Model?
  private let memory = FlawedMemory()

  init(_ flaw: ClassifierFlaw? = nil) { self.flaw = flaw }

  var model: Model? {
    get { kept ?? (flaw == .guessesBeforeFit ? Model(classes: ["ash"], means: [[0, 0, 0, 0]]) : nil) }
    set {
      kept = newValue
      if flaw == .countsFitsAmongItsSettings, newValue != nil { fits += 1 }
    }
  }

  func validate() throws {}

  func fitted(
    to data: TrainingData<Features, String>, startingFrom: Model?, onIteration: OnIteration
  ) throws -> Model {
    let x = data.input
    let rows = try TrainingRows(read(x), data.labels, weights: data.weights?.map(read))
    let classes = flaw == .keepsClassesWithoutWeight ? data.encoding.classes : rows.classes
    let values = try rows.features.matrix()
    let goal = means(of: rows, classes, values)
    let start = (0..<x.columns).map { j in goal.reduce(0) { $0 + $1[j] } / Double(goal.count) }
    return try walk(from: start, to: spoilt(goal, values, x), classes, FittedColumns(x), onIteration)
  }

  /// The features as they are, or as a flaw reads them.
  private func read(_ x: Features) throws -> Features {
    switch (flaw, x.storage) {
    case (.mendsBadNumbers, _): try x.matrix().map { $0.isFinite ? $0 : 0 }.features
    case (.roundsNumbers, _): try x.matrix().map { $0.rounded() }.features
    case (.takesBytesForPictures, .bytes): try x.matrix().map { $0 / 255 }.features
    case (.losesZerosOfSparseRows, .sparse): try x.matrix().map { $0 == 0 ? 1 : $0 }.features
    default: x
    }
  }

  private func read(_ weight: Double) -> Double {
    switch flaw {
    case .takesRootsOfWeights: weight.squareRoot()
    case .cutsWeightsToWholeNumbers: weight.rounded(.down)
    case .countsSmallWeightsAsOne: weight > 0 ? max(1, weight) : weight
    default: weight
    }
  }

  private func means(of rows: TrainingRows<String>, _ classes: [String], _ x: Matrix<Double>) -> [[Double]] {
    classes.map { label in
      let members = (0..<x.rows).filter { rows.classes[Int(rows.targets.indices[$0])] == label }
      let total = members.reduce(0) { $0 + (rows.weights?[$1] ?? 1) }
      return (0..<x.columns).map { j in
        members.reduce(0) { $0 + (rows.weights?[$1] ?? 1) * x[$1, j] } / max(total, .leastNormalMagnitude)
      }
    }
  }

  /// The means, with what a flaw adds to one of their numbers.
  private func spoilt(_ means: [[Double]], _ x: Matrix<Double>, _ features: Features) -> [[Double]] {
    var result = means
    switch (flaw, features.storage) {
    case (.remembersEarlierClasses, _): result[0][0] += memory.grows(to: means.count) ? 0.1 : 0
    case (.startsFromTheModel, _): result[0][0] += 0.1 * (kept?.means[0][0] ?? 0)
    case (.differsFromCallToCall, _): result[0][0] += 1e-12 * Self.nextCall()
    case (.addsInTheOrderOfThreads, _): result[0][0] += 1e-12 * Double(Parallelism.threads)
    case (.favoursTheFirstRow, _): for k in result.indices { result[k][0] += 0.01 * x[0, 0] }
    case (.readsBeyondASlice, .double(let matrix)) where matrix.storedCount > matrix.count: result[0][0] += 1e-12
    default: break
    }
    return result
  }

  private static let calls = Locked(0.0)

  private static func nextCall() -> Double {
    calls.withLock {
      $0 += 1
      return $0
    }
  }

  private func walk(
    from start: [Double], to goal: [[Double]], _ classes: [String], _ columns: FittedColumns, _ onIteration: OnIteration
  ) throws -> Model {
    var model = Model(classes: classes, means: goal, columns: columns, flaw: flaw)
    for number in 1...20 {
      let left = number == 20 ? 0 : 1 / Double(1 << number)
      let means = goal.map { zip($0, start).map { (1 - left) * $0 + left * $1 } }
      model = Model(classes: classes, means: means, columns: columns, flaw: flaw)
      let iteration = Iteration(number: number, objective: left, gradientNorm: left, evaluations: number)
      if try isOver(iteration, model, onIteration) { return model }
    }
    return model
  }

  private func isOver(_ iteration: Iteration, _ model: Model, _ onIteration: OnIteration) throws -> Bool {
    let reason: StoppingTest?
    do {
      reason = try iteration.reasonToStop(onIteration)
    } catch {
      throw flaw == .replacesErrors ? EstimatorError.unsupported(what: "The fit", instead: "\(error)") : error
    }
    if reason == .cancelled, flaw == .losesTheModelWhenCancelledLate, iteration.number > 1 { throw CancellationError() }
    if reason == .cancelled, flaw != .swallowsCancellation {
      throw FitInterrupted(model: model, iteration: iteration.number)
    }
    return flaw == .goesOnAfterStop && reason == .caller ? false : reason != nil
  }
}
