import Matrices

/// What ``LogisticRegression/partialFit(_:_:classes:unseenLabels:totalWeight:sampleWeight:)`` does with a label that
/// the model does not know.
public struct UnseenLabels: NamedChoice, RawRepresentable, Sendable, Hashable, Codable, CaseIterable {
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    case refuse, extend
  }

  package let kind: Kind

  package init(_ kind: Kind) { self.kind = kind }

  /// Throws, and leaves the model as it was.
  public static let refuse = Self(.refuse)
  /// Adds the class, with coefficients 0 to begin with. Two classes then become three rows of coefficients.
  public static let extend = Self(.extend)
}

extension LogisticRegression {
  /// Goes on learning from more rows: one walk through them by the solver `.sgd`, in its mini-batches. scikit-learn's
  /// `partial_fit`.
  ///
  ///     var clf = LogisticRegression(solver: .sgd(schedule: .inverseScaling()))
  ///     for chunk in chunks { try clf.partialFit(chunk.features, chunk.labels, classes: [0, 1, 2]) }
  ///
  /// The first call makes the model; later ones go on from it, also after coding, with learning rate and average where
  /// they were. `fit` begins anew. Chunks of whole batches, without shuffling and with `totalWeight`, give what one
  /// walk through all rows gives. The report's objective and gradient are those of the chunk.
  ///
  /// - Parameters:
  ///   - x: Features, with the columns of the earlier calls. A chunk need not hold every class, nor more than one.
  ///   - y: One label per row.
  ///   - classes: All classes there will be. The first call takes those of `y` when it is `nil`; later ones need none.
  ///   - unseenLabels: Whether a label that is not among the classes is refused or becomes a class.
  ///   - totalWeight: S in the penalty's 1/(S·C), > 0: the weight of all rows the stream will bring. When `nil`, that
  ///     of all rows so far, so that the penalty weakens as they come.
  ///   - sampleWeight: n weights ≥ 0; 0 leaves the row out.
  /// - Returns: The model, which `model` holds too.
  /// - Throws: ``EstimatorError/unsupported(what:instead:)`` for other solvers and for `classWeight: .balanced`,
  ///   ``EstimatorError/labelNotAmongClasses(row:label:classes:)`` for a refused label,
  ///   ``EstimatorError/incompatibleWarmStart(reason:)`` for a model of other settings, and what `fit` throws for wrong
  ///   data. The old model then stays.
  /// - Complexity: One epoch of `.sgd`, and one pass to measure it.
  @discardableResult
  public mutating func partialFit(
    _ x: some FeatureMatrix, _ y: some Collection<Label>, classes: [Label]? = nil,
    unseenLabels: UnseenLabels = .refuse, totalWeight: Double? = nil, sampleWeight: [Double]? = nil
  ) throws -> Model {
    let chunk = StreamChunk(
      features: x.features, labels: Array(y), classes: classes, unseenLabels: unseenLabels, totalWeight: totalWeight,
      weights: sampleWeight)
    let next = try BLAS.singleThreaded { try continued(chunk, from: model) }
    model = next
    return next
  }

  private func continued(_ chunk: StreamChunk<Label>, from model: Model?) throws -> Model {
    let clock = ContinuousClock()
    let began = clock.now
    let settings = try streamSettings()
    try requireFittingCounts(chunk.features, targets: chunk.labels.count, weights: chunk.weights)
    try requireFinite(chunk.features)
    if let model {
      try requireSameColumns(chunk.features, count: model.coefficients.columns, names: model.featureNames)
    }
    if let total = chunk.totalWeight, !(total > 0 && total.isFinite) {
      throw EstimatorError.invalidSetting(
        name: "totalWeight", value: "\(total)", rule: "finite and greater than 0, or nil")
    }
    let classes = try chunk.classes(knownTo: model?.classes)
    let rows = try TrainingRows(chunk, classes: classes, classWeight: classWeight)
    var stream = try stream(of: model, classes: classes)
    stream?.rows += rows.features.rows
    stream?.weight += rows.weightTotal
    let (seenRows, seenWeight) = (stream?.rows ?? rows.features.rows, stream?.weight ?? rows.weightTotal)
    guard seenWeight.isFinite else { throw EstimatorError.weightsTooLarge(rows: seenRows) }
    // λ = 1/(S·C) with the S of the stream, in an objective that averages over the chunk.
    var scaled = self
    scaled.c = c * (chunk.totalWeight ?? seenWeight) / rows.weightTotal
    let problem = try LogisticProblem(rows, settings: scaled)
    let starts = stream?.parameters ?? problem.initialParameters()
    let methods = starts.enumerated().map { place, start in
      let progress = stream?.progress[place] ?? .init()
      return StochasticGradient(
        problem.evaluator, problem: place, start: start, settings: settings,
        rowScale: Double(seenRows) / seenWeight, randomState: randomState &+ UInt32(truncatingIfNeeded: progress.rows),
        progress: progress)
    }
    try Parallelism.perform(tasks: methods.count, threads: Parallelism.threads) { _, place in
      try methods[place].runEpoch()
    }
    let ends = methods.enumerated().map { EvaluationRequest(problem: $0, point: $1.point) }
    var minimum = try problem.evaluator.endOfChunk(ends, tolerance: tolerance)
    _ = try problem.conclude(&minimum, certifying: false)
    var report = try problem.report(minimum)
    report.notes = []  // what a chunk alone separates, or lacks, says nothing about the stream
    report.seconds = began.duration(to: clock.now).seconds
    var next = problem.model(minimum, report: report)
    next.stream = LogisticStream(
      parameters: methods.map(\.lastPoint), progress: methods.map(\.resumable), rows: seenRows, weight: seenWeight,
      fitIntercept: fitIntercept, multiClass: multiClass)
    return next
  }

  private func streamSettings() throws -> StochasticGradientSettings {
    try validate()
    guard let settings = solver.stochasticGradient else {
      throw EstimatorError.unsupported(
        what: "partialFit with solver: .\(solver.name)", instead: "Use solver: .sgd, which goes on from where it was.")
    }
    if case .balanced = classWeight.kind {
      throw EstimatorError.unsupported(
        what: "classWeight: .balanced in partialFit, where the class counts are not known yet,",
        instead: "Use classWeight: .weights([label: weight]).")
    }
    return settings
  }

  /// What the model's stream goes on from, for these classes; `nil` without a model.
  private func stream(of model: Model?, classes: [Label]) throws -> LogisticStream? {
    guard let model else { return nil }
    guard let stream = model.stream else {
      throw EstimatorError.incompatibleWarmStart(reason: "it was fitted by fit, which leaves nothing to go on from")
    }
    guard stream.fitIntercept == fitIntercept, stream.multiClass == multiClass else {
      throw EstimatorError.incompatibleWarmStart(reason: "fitIntercept or multiClass has changed since")
    }
    guard classes != model.classes else { return stream }
    let places = model.classes.map { label in classes.firstIndex(of: label) ?? 0 }
    return stream.growing(places: places, classes: classes.count, isOneVsRest: multiClass == .ovr)
  }
}

/// What one call of `partialFit` brings.
struct StreamChunk<Label: ClassLabel> {
  let features: Features
  let labels: [Label]
  let classes: [Label]?
  let unseenLabels: UnseenLabels
  let totalWeight: Double?
  let weights: [Double]?

  /// The classes after this chunk, ascending.
  ///
  /// - Parameter known: Those of the model so far.
  func classes(knownTo known: [Label]?) throws -> [Label] {
    func ascending(_ labels: [Label]) -> [Label] { ClassEncoding(labels).classes }
    let declared = classes.map(ascending)
    if let known, let declared, unseenLabels == .refuse, declared != known {
      throw EstimatorError.invalidSetting(
        name: "classes", value: "\(declared)",
        rule: "nil or the classes of the model so far, \(known) (unseenLabels: .extend adds others)")
    }
    var all = known ?? declared ?? ascending(labels)
    if unseenLabels == .extend {
      all = ascending(all + (declared ?? []) + labels)
    } else {
      let set = Set(all)
      if let row = labels.firstIndex(where: { !set.contains($0) }) {
        throw EstimatorError.labelNotAmongClasses(
          row: row, label: "\(labels[row])", classes: all.map { "\($0)" })
      }
    }
    guard all.count >= 2 else { throw EstimatorError.tooFewClasses(found: all.map { "\($0)" }) }
    return all
  }
}

extension TrainingRows {
  /// The rows of a chunk that have weight, with classes that are given, of which some may have no row.
  init(_ chunk: StreamChunk<Label>, classes: [Label], classWeight: ClassWeight<Label>) throws {
    let places = Dictionary(uniqueKeysWithValues: classes.enumerated().map { ($1, Int32($0)) })
    let indices = chunk.labels.map { places[$0] ?? 0 }
    var weights = chunk.weights
    if case .weights(let byLabel) = classWeight.kind {
      for label in byLabel.keys where places[label] == nil {
        throw EstimatorError.unknownClass(label: "\(label)", known: classes.map { "\($0)" })
      }
      let factors = classes.map { byLabel[$0] ?? 1 }
      weights = indices.enumerated().map { (weights?[$0] ?? 1) * factors[Int($1)] }
    }
    let kept = weights.flatMap { list in list.contains(0) ? list.indices.filter { list[$0] > 0 } : nil }
    if kept?.isEmpty ?? false { throw EstimatorError.noWeight }
    var weightPerClass = [Double](repeating: 0, count: classes.count)
    for (row, index) in indices.enumerated() { weightPerClass[Int(index)] += weights?[row] ?? 1 }
    guard weightPerClass.reduce(0, +).isFinite else { throw EstimatorError.weightsTooLarge(rows: indices.count) }
    self.init(
      features: try kept.map { try chunk.features.selectingRows($0) } ?? chunk.features, classes: classes,
      targets: ClassTargets(indices: kept?.map { indices[$0] } ?? indices, count: classes.count),
      weights: kept.flatMap { rows in weights.map { list in rows.map { list[$0] } } } ?? weights,
      weightPerClass: weightPerClass)
  }
}
