import Matrices

/// The fits behind ``LogisticRegressionCV``: a chain of C for every fold and L1 ratio, the choice, and the final fit.
struct CrossValidatedFit<Label: ClassLabel> {
  private typealias Logistic = LogisticRegression<Label>
  private typealias CV = LogisticRegressionCV<Label>

  private let settings: LogisticRegressionCV<Label>
  private let chosen: ChosenRows<Features, Label>
  private var rows: TrainingData<Features, Label> { chosen.data }
  private let classes: [Label]
  private let folds: [Fold]
  private let cs: [Double]
  private let penalties: [Penalty]
  private let whole: LogisticProblem<Label>
  private let preconditioner: (any CurvaturePreconditioner)?

  /// One fit of one fold; no model when the fit is impossible.
  private struct StepFit: Sendable {
    let verdict: Verdict
    let model: Logistic.Model?
  }

  private struct Kept {
    let verdict: Verdict
    let iterations: Int
    let coefficients: Matrix<Double>?
    let unseen: [Label]
  }

  /// A model of a fold, until there is one of all rows.
  private struct StandIn {
    let place: Int
    let score: Double
    let model: Logistic.Model
  }

  init(settings: LogisticRegressionCV<Label>, rows chosen: ChosenRows<Features, Label>) throws {
    self.settings = settings
    self.chosen = chosen
    try chosen.naming { try requireFinite($0.input) }
    let rows = chosen.data
    folds = try settings.splitter.someFolds(of: rows.splitRows())
    cs = Array(Set(settings.cs)).sorted()
    penalties = settings.penalties
    var base = settings.classifier.unfitted.lacking(rows.lostClasses)
    base.penalty = penalties[0]
    let all = try base.trainingRows(rows)
    classes = all.classes
    whole = try LogisticProblem(all, settings: base)
    let evaluator = whole.evaluator
    preconditioner =
      whole.needsPreconditioner ? try BLAS.singleThreaded { try evaluator.preconditioner() } : nil
  }

  func model(_ onIteration: OnIteration) throws -> LogisticRegressionCV<Label>.Model {
    let (kept, end, standIn) = try crossValidated(onIteration)
    if end == .completed, let error = errorOfAll(kept.compactMap { $0 }) { throw error }
    let (paths, coefficients) = paths(kept)
    if end == .cancelled || paths.allSatisfy(\.cs.isEmpty) {
      throw interrupted(standIn, end, paths, done: kept.count { $0 != nil })
    }
    let path = best(of: paths)
    guard let c = path.c(by: settings.rule) else {
      throw EstimatorError.invalidSetting(
        name: "scoring", value: "NaN for every C", rule: "a scorer that gives a number for at least one C")
    }
    let done = kept.count
    let last = Iteration(number: done, objective: 0, gradientNorm: 0, evaluations: done)
    return try wrappingModel(after: done) {
      try final(c: c, l1Ratio: path.l1Ratio) { try onIteration($0.following(last)) }
    } in: {
      CV.Model(
        classifier: $0, c: c, l1Ratio: path.l1Ratio, paths: paths, coefficientPaths: coefficients,
        notes: notes(c, path, kept), scorer: ChosenScorer(settings.scoring))
    }
  }

  // MARK: Folds

  /// The fits in the order (ratio, C, fold), so that a stop leaves whole C.
  private func crossValidated(
    _ onIteration: OnIteration
  ) throws -> (fits: [Kept?], end: FitCrew.End, standIn: StandIn?) {
    let chains = try penalties.flatMap { penalty in
      try folds.map { fold in try chain(fold, penalty) }
    }
    let tests = try folds.map { try chosen.selectingRows($0.test) }
    let (scoring, classes, cs, all) = (settings.scoring, classes, cs, rows)
    let (count, steps) = (folds.count, cs.count)
    let gate = PathGate(chains: chains.count, steps: steps)
    let threads = max(1, Parallelism.threads / count)
    var done = 0
    var standIn: StandIn?
    let run = try FitCrew.run(penalties.count * steps * count) { job, proceed in
      let (place, fold) = (job / count, job % count)
      let (ratio, step) = (place / steps, place % steps)
      let chain = ratio * count + fold
      return try gate.pass(chain: chain, step: step) {
        try Parallelism.withThreads(threads) {
          let fit = try all.ownResult(proceed) { try chains[chain].get().model(c: cs[step], proceed) }
          switch fit {
          case .failure(let error): return StepFit(verdict: Verdict(failed: error), model: nil)
          case .success(let model):
            let verdicts = try Scorer.verdicts([scoring], of: model, on: tests[fold], classes: classes)
            return StepFit(verdict: verdicts[0], model: model)
          }
        }
      }
    } keeping: { fit in
      Kept(
        verdict: fit.verdict, iterations: fit.model?.iterations.max() ?? 0,
        coefficients: settings.keepsCoefficientPaths ? fit.model?.coefficients : nil,
        unseen: fit.model.map { model in classes.filter { !model.classes.contains($0) } } ?? [])
    } onDone: { job, result in
      done += 1
      let fit = try result.get()
      let score = fit.verdict.value
      if let model = fit.model, standIn.map({ isBetter(score, than: $0.score) }) ?? true {
        standIn = StandIn(place: job / count, score: score, model: model)
      }
      return try onIteration(
        Iteration(
          number: done, objective: score, gradientNorm: fit.model?.report.gradientNorm ?? .nan, evaluations: done))
    }
    return (run.results.map { try? $0?.get() }, run.end, standIn)
  }

  /// The fits of a fold, or why its rows cannot be fitted.
  private func chain(_ fold: Fold, _ penalty: Penalty) throws -> Result<FoldPath<Label>, any Error> {
    let training = try rows.selectingRows(fold.train)
    var base = settings.classifier.unfitted.lacking(training.lostClasses)
    base.penalty = penalty
    base.verbose = false
    return try rows.ownResult({ _ in .proceed }) {
      try FoldPath(
        base.trainingRows(training), settings: base, preconditioner: preconditioner)
    }
  }

  /// A number is better than none.
  private func isBetter(_ a: Double, than b: Double) -> Bool {
    b.isNaN ? !a.isNaN : settings.scoring.greaterIsBetter ? a > b : a < b
  }

  /// The first error, when no fit has a score.
  private func errorOfAll(_ kept: [Kept]) -> (any Error)? {
    guard kept.allSatisfy(\.verdict.value.isNaN) else { return nil }
    return kept.lazy.compactMap(\.verdict.failure).first { !($0 is ScoreIsNoNumber) }
  }

  // MARK: Choice

  /// The C that all folds have done, and their coefficients when they are kept.
  private func paths(_ kept: [Kept?]) -> ([CrossValidatedPath], [[[Matrix<Double>]]]?) {
    let (steps, count) = (cs.count, folds.count)
    var coefficients: [[[Matrix<Double>]]] = []
    let paths = penalties.enumerated().map { ratio, penalty in
      let table = (0..<steps).map { step in
        (0..<count).map { kept[(ratio * steps + step) * count + $0] }
      }
      let complete = table.prefix { $0.allSatisfy { $0 != nil } }.map { $0.compactMap { $0 } }
      coefficients.append(complete.map { $0.compactMap(\.coefficients) })
      return CrossValidatedPath(
        l1Ratio: penalty.l1Ratio, cs: Array(cs.prefix(complete.count)),
        scores: (0..<count).map { fold in complete.map { $0[fold].verdict.value } },
        iterations: (0..<count).map { fold in complete.map { $0[fold].iterations } },
        greaterIsBetter: settings.scoring.greaterIsBetter)
    }
    return (paths, settings.keepsCoefficientPaths ? coefficients : nil)
  }

  /// The path of the best mean score; of equals the first.
  private func best(of paths: [CrossValidatedPath]) -> CrossValidatedPath {
    var best = paths[0]
    for path in paths.dropFirst() {
      guard let standing = path.bestStanding else { continue }
      if best.bestStanding.map({ path.isBetter(standing, than: $0) }) ?? true { best = path }
    }
    return best
  }

  private func notes(_ c: Double, _ path: CrossValidatedPath, _ kept: [Kept?]) -> [String] {
    var notes: [String] = []
    if path.cs.count < cs.count { notes.append("Stopped: only \(path.cs.count) of \(cs.count) C were tried.") }
    if cs.count > 1, path.cMin == cs.last || path.cMin == cs.first {
      notes.append(
        "The best C, \(path.cMin ?? c), lies at the \(path.cMin == cs.last ? "upper" : "lower") end of the grid: a C "
          + "beyond it may be better.")
    }
    notes += failures(kept)
    let unseen = Set(kept.compactMap { $0?.unseen }.joined())
    if !unseen.isEmpty {
      notes.append(
        "Some folds train without any row of these classes, to which they give probability 0: "
          + classes.filter(unseen.contains).map { "\($0)" }.joined(separator: ", ") + ".")
    }
    return notes
  }

  /// Why folds have no score, each fold and reason once.
  private func failures(_ kept: [Kept?]) -> [String] {
    var told: Set<FoldFailure> = []
    return kept.indices.compactMap { job in
      guard let error = kept[job]?.verdict.failure else { return nil }
      let failure = FoldFailure(fold: job % folds.count, error)
      return told.insert(failure).inserted ? "\(failure)" : nil
    }
  }

  // MARK: Final fit

  private func final(c: Double, l1Ratio: Double, _ onIteration: OnIteration) throws -> Logistic.Model {
    let began = ContinuousClock.now
    var chosen = settings.classifier.unfitted
    chosen.c = c
    if settings.l1Ratios != nil { chosen.penalty = .elasticNet(l1Ratio: l1Ratio) }
    var problem = whole
    try problem.use(chosen)
    return try chosen.model(of: problem, startingFrom: nil, since: began, onIteration)
  }

  /// What to throw when the task was cancelled, or the caller has stopped before all folds had done a C.
  private func interrupted(
    _ standIn: StandIn?, _ end: FitCrew.End, _ paths: [CrossValidatedPath], done: Int
  ) -> any Error {
    guard let standIn else {
      return FoldsInterrupted(partial: paths, done: done, total: penalties.count * cs.count * folds.count)
    }
    let isStopped = end == .stopped
    let note =
      (isStopped ? "Stopped before a C was judged on all \(folds.count) folds" : "Cancelled")
      + ": this is the model of one fold."
    let advice =
      "`model.classifier` is of the training rows of one fold, the best fit so far; `model.paths` has the scores."
      + (isStopped ? " Stop later (as many fits run at a time as there are threads), or use fewer folds." : "")
    let model = CV.Model(
      classifier: standIn.model, c: cs[standIn.place % cs.count],
      l1Ratio: penalties[standIn.place / cs.count].l1Ratio, paths: paths, coefficientPaths: nil, notes: [note],
      scorer: ChosenScorer(settings.scoring))
    return FitInterrupted(model: model, iteration: done, cause: isStopped ? .caller : .cancelled, advice: advice)
  }
}
