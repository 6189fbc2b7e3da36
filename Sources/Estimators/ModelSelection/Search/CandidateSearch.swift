/// The part that all searches share: candidates × folds on one crew, the table, and the final fit.
struct CandidateSearch<Base: SupervisedEstimator> {
  let base: Base
  /// What the axes are called.
  let names: [String]
  /// The settings of each candidate, one for each axis.
  let candidates: [[AxisSetting<Base>]]
  let splitter: any Splitter
  let scoring: [Scorer<Base.Target>]
  let trainScores: Bool
  let verbose: Bool
  /// Classes of the data around this search that its rows lack.
  let lost: Set<Base.Target>

  func estimator(_ candidate: Int) -> Base {
    var estimator = base
    for setting in candidates[candidate] { setting.apply(&estimator) }
    return estimator
  }

  /// The best candidate of a fitted search, with its model.
  func best(_ model: SearchModel<Base.Model>) throws -> Base {
    guard let place = model.results.bestIndex, candidates.indices.contains(place),
      settings(place) == model.results.candidates[place].settings
    else { throw EstimatorError.notFitted("search with these axes") }
    var estimator = estimator(place)
    estimator.model = model.best
    return estimator
  }

  private func settings(_ candidate: Int) -> [SearchResults.Setting] {
    zip(names, candidates[candidate]).map { SearchResults.Setting(name: $0, value: $1.text) }
  }
}

extension CandidateSearch {
  private typealias Judge = FoldJudge<Base.Input, Base.Target>
  private typealias Fit = JudgedFit<Base.Model>
  private typealias Model = SearchModel<Base.Model>

  func model(
    of all: TrainingData<Base.Input, Base.Target>, _ onIteration: OnIteration
  ) throws -> SearchModel<Base.Model> {
    let rows = try ChosenRows(all)
    let judge = try FoldJudge(rows: rows, splitter: splitter, scorers: scoring, scoresTraining: trainScores)
    try requireCountable(folds: judge.folds.count)
    var standIn: StandIn<Base.Model>?
    let (fits, end) = try judged(judge, &standIn, onIteration)
    let results = results(fits, judge)
    guard end != .cancelled, let bestIndex = results.bestIndex else {
      throw withoutChoice(fits, end, standIn, results, folds: judge.folds.count)
    }
    return try wrappingModel(after: fits.count) {
      try rows.fitted(estimator(bestIndex).lacking(lost)) { try onIteration($0.following(fits: fits.count)) }
    } in: {
      SearchModel(best: $0, results: results, scorer: ChosenScorer(scoring[0]))
    }
  }

  /// The list of fits must fit in memory.
  private func requireCountable(folds: Int) throws {
    let most = 10_000_000
    guard candidates.count <= most / folds else {
      throw EstimatorError.invalidSetting(
        name: "splitter", value: "\(folds) folds for \(candidates.count) candidates", rule: "at most \(most) fits")
    }
  }

  /// The fits of every candidate on every fold, the candidates one after the other so that a stop leaves whole ones.
  private func judged(
    _ judge: Judge, _ standIn: inout StandIn<Base.Model>?, _ onIteration: OnIteration
  ) throws -> (fits: [Result<Fit, any Error>?], end: FitCrew.End) {
    let estimators = candidates.indices.map { estimator($0).lacking(lost) }
    let (folds, total) = (judge.folds.count, candidates.count * judge.folds.count)
    var line = StatusLine(isShown: verbose)
    defer { line.finish() }
    var done = 0
    var bestFit: StandIn<Base.Model>?
    defer { standIn = bestFit }
    let run = try FitCrew.run(total) { job, proceed in
      try judge.judge(estimators[job / folds], fold: job % folds, keepsModel: true, proceed)
    } keeping: {
      $0.withoutModel
    } onDone: { job, result in
      done += 1
      let fit = try? result.get()
      let score = fit?.test[0].value ?? .nan
      if let model = fit?.model, bestFit.map({ isBetter(score, than: $0.score) }) ?? true {
        bestFit = StandIn(score: score, candidate: job / folds, model: model)
      }
      line.show("\(done) of \(total) fits, \(scoring[0].name) \(Readable.number(score)) by \(describe(job / folds))")
      return try onIteration(Iteration(number: done, objective: score, gradientNorm: .nan, evaluations: done))
    }
    return (run.results, run.end)
  }

  /// A number is better than none.
  private func isBetter(_ a: Double, than b: Double) -> Bool {
    b.isNaN ? !a.isNaN : scoring[0].greaterIsBetter ? a > b : a < b
  }

  private func results(
    _ fits: [Result<Fit, any Error>?], _ judge: Judge
  ) -> SearchResults {
    let folds = judge.folds.count
    return SearchResults(
      candidates.indices.map { place in
        candidate(place, Array(fits[place * folds..<(place + 1) * folds]), judge)
      })
  }

  private func candidate(
    _ place: Int, _ fits: [Result<Fit, any Error>?], _ judge: Judge
  ) -> SearchResults.Candidate {
    let judged = fits.map { $0.map(judge.fit) }
    let (folds, done) = (judged.indices.filter { judged[$0] != nil }, judged.compactMap { $0 })
    let isFitted = done.contains { $0.failure == nil }
    return SearchResults.Candidate(
      settings: settings(place), testScores: isFitted ? judge.foldScores(done.map(\.test), folds: folds) : [],
      trainScores: trainScores && isFitted ? judge.foldScores(done.compactMap(\.train), folds: folds) : nil,
      folds: folds, foldCount: fits.count, rank: nil, failures: judge.failures(done, folds: folds))
  }

  private func describe(_ candidate: Int) -> String { settings(candidate).map(\.description).joined(separator: ", ") }

  /// What to throw when the search was cancelled, or ended before a candidate had all of its scores.
  private func withoutChoice(
    _ fits: [Result<Fit, any Error>?], _ end: FitCrew.End, _ standIn: StandIn<Base.Model>?, _ results: SearchResults,
    folds: Int
  ) -> any Error {
    let done = fits.count { $0 != nil }
    if end != .completed, let standIn {
      return FitInterrupted(
        model: SearchModel(best: standIn.model, results: results, scorer: ChosenScorer(scoring[0])), iteration: done,
        cause: end == .stopped ? .caller : .cancelled, advice: advice(about: standIn, results, folds: folds))
    }
    if end != .cancelled, let failure = fits.lazy.compactMap({ $0.flatMap(reason) }).first { return failure }
    if end == .completed {
      return EstimatorError.invalidSetting(
        name: "scoring", value: "\(scoring[0].name), which is NaN for every candidate",
        rule: "a scorer that gives a number for at least one candidate")
    }
    return FoldsInterrupted(partial: results, done: done, total: fits.count)
  }

  /// What was thrown, by the fit or by the scorer that ranks.
  private func reason(_ fit: Result<Fit, any Error>) -> (any Error)? {
    switch fit {
    case .failure(let error): return error
    case .success(let fit):
      guard let failure = fit.test[0].failure, !(failure is ScoreIsNoNumber) else { return nil }
      return failure
    }
  }

  private func advice(about standIn: StandIn<Base.Model>, _ results: SearchResults, folds: Int) -> String {
    let model =
      "`model.best` is of the training rows of one fold, the best fit so far (\(describe(standIn.candidate))); "
      + "`model.results` has the scores."
    guard results.bestIndex == nil else {
      return model + " Fit `model.results.best` to all rows to use the best candidate so far."
    }
    return "No candidate was judged on all \(folds) folds, so there is none to choose yet. " + model
      + " Stop later (as many fits run at a time as there are threads), or use fewer folds."
  }
}

/// A model of a fold, until there is a better one.
private struct StandIn<Model> {
  let score: Double
  let candidate: Int
  let model: Model
}

extension Iteration {
  /// The same iteration of a fit that comes after so many others.
  func following(fits: Int) -> Iteration {
    Iteration(number: fits + number, objective: objective, gradientNorm: gradientNorm, evaluations: evaluations)
  }
}
