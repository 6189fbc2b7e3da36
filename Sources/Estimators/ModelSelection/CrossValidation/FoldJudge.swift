/// What one fit on one fold gave.
struct JudgedFit<Model: Sendable>: Sendable {
  /// The score on the test rows by each scorer.
  let test: [Verdict]
  /// The score on the training rows by each scorer, when asked for.
  let train: [Verdict]?
  /// The model, when asked for.
  let model: Model?
  /// Classes of the data that the training rows lack, as text.
  let unseenClasses: [String]
  /// Why the fit was impossible.
  let failure: (any Error)?

  init(test: [Verdict], train: [Verdict]?, model: Model?, unseenClasses: [String]) {
    (self.test, self.train, self.model, self.unseenClasses) = (test, train, model, unseenClasses)
    failure = nil
  }

  /// A fold whose fit is impossible.
  init(failed error: any Error, scorers: Int, scoresTraining: Bool) {
    let none = [Verdict](repeating: Verdict(failed: error), count: scorers)
    (test, train, model, unseenClasses, failure) = (none, scoresTraining ? none : nil, nil, [], error)
  }

  private init(_ fit: JudgedFit, model: Model?) {
    (test, train, unseenClasses, failure) = (fit.test, fit.train, fit.unseenClasses, fit.failure)
    self.model = model
  }

  var withoutModel: JudgedFit { JudgedFit(self, model: nil) }

  /// What was thrown first, when no scorer has a value.
  var thrown: (any Error)? {
    guard test.allSatisfy(\.value.isNaN) else { return nil }
    return test.lazy.compactMap(\.failure).first { !($0 is ScoreIsNoNumber) }
  }
}

/// Fits estimators on the folds of one data set and scores them: the one place where fold and candidate meet.
struct FoldJudge<Input: EstimatorInput, Target: Hashable & Sendable>: Sendable {
  let rows: ChosenRows<Input, Target>
  /// All classes of the data; none for numbers.
  let classes: [Target]
  let folds: [Fold]
  let scorers: [Scorer<Target>]
  let scoresTraining: Bool
  /// How many of a fold's training rows train, from the first; all when `nil`.
  let trainLimit: Int?

  /// - Throws: What the splitter throws, and ``EstimatorError/invalidSetting(name:value:rule:)`` without scorers.
  init(
    rows: ChosenRows<Input, Target>, splitter: any Splitter, scorers: [Scorer<Target>], scoresTraining: Bool = false
  ) throws {
    guard !scorers.isEmpty else {
      throw EstimatorError.invalidSetting(name: "scoring", value: "[]", rule: "at least one scorer")
    }
    self.init(
      rows: rows, folds: try splitter.someFolds(of: rows.data.splitRows()), scorers: scorers,
      scoresTraining: scoresTraining)
  }

  init(
    rows: ChosenRows<Input, Target>, folds: [Fold], scorers: [Scorer<Target>], scoresTraining: Bool,
    trainLimit: Int? = nil
  ) {
    self.rows = rows
    self.folds = folds
    self.scorers = scorers
    self.scoresTraining = scoresTraining
    self.trainLimit = trainLimit
    classes = rows.data.presentClasses
  }

  /// - Throws: What ends the run; see ``FoldFailure``.
  func judge<E: SupervisedEstimator<Target>>(
    _ estimator: E, fold: Int, keepsModel: Bool, _ onIteration: OnIteration
  ) throws -> JudgedFit<E.Model> where E.Input == Input {
    let training = try rows.selectingRows(trainingRows(fold))
    let test = try rows.selectingRows(folds[fold].test)
    let model: E.Model
    do {
      model = try training.fitted(estimator, onIteration: onIteration)
    } catch {
      try rows.data.requireOwnFault(error, onIteration)
      return JudgedFit(failed: error, scorers: scorers.count, scoresTraining: scoresTraining)
    }
    return JudgedFit(
      test: try Scorer.verdicts(scorers, of: model, on: test, classes: classes),
      train: scoresTraining ? try Scorer.verdicts(scorers, of: model, on: training, classes: classes) : nil,
      model: keepsModel ? model : nil, unseenClasses: unseen(by: model.knownClasses))
  }

  /// A fit, also of a fold that threw.
  func fit<Model>(_ result: Result<JudgedFit<Model>, any Error>) -> JudgedFit<Model> {
    switch result {
    case .success(let fit): fit
    case .failure(let error): JudgedFit(failed: error, scorers: scorers.count, scoresTraining: scoresTraining)
    }
  }

  private func trainingRows(_ fold: Int) -> [Int] {
    let rows = folds[fold].train
    return trainLimit.map { Array(rows.prefix($0)) } ?? rows
  }

  private func unseen(by known: [Target]) -> [String] {
    guard known.count < classes.count else { return [] }
    let known = Set(known)
    return classes.filter { !known.contains($0) }.map { "\($0)" }
  }

  /// Verdicts by fold and scorer as scores by scorer and fold.
  func foldScores(_ verdicts: [[Verdict]], folds done: [Int]) -> [FoldScores] {
    let ratio = testToTrain(done)
    return scorers.indices.map { place in
      FoldScores(
        scorer: scorers[place].name, greaterIsBetter: scorers[place].greaterIsBetter,
        range: scorers[place].range, values: verdicts.map { $0[place].value }, testToTrain: ratio)
    }
  }

  /// Why folds have no scores: one entry for a fit that failed, else one for each scorer without a value.
  func failures<Model>(_ fits: [JudgedFit<Model>], folds done: [Int]) -> [FoldFailure] {
    zip(done, fits).flatMap { fold, fit in
      if let error = fit.failure { return [FoldFailure(fold: fold, error)] }
      func missing(_ verdicts: [Verdict], _ rows: String) -> [FoldFailure] {
        zip(scorers, verdicts).compactMap { scorer, verdict in
          verdict.failure.map { FoldFailure(fold: fold, scorer: scorer.name + rows, $0) }
        }
      }
      return missing(fit.test, "") + missing(fit.train ?? [], " on the training rows")
    }
  }

  private func testToTrain(_ done: [Int]) -> Double {
    let ratios = done.map { fold in
      Double(folds[fold].test.count) / Double(min(folds[fold].trainCount, trainLimit ?? .max))
    }
    return ratios.isEmpty ? 0 : ratios.reduce(0, +) / Double(ratios.count)
  }
}

/// The first error of folds, when every one of them failed.
func errorOfAll<Output>(_ parts: [Result<Output, any Error>]) -> (any Error)? {
  let errors = parts.compactMap(\.failure)
  return errors.count == parts.count ? errors.first : nil
}

extension Result {
  var failure: Failure? {
    if case .failure(let error) = self { error } else { nil }
  }
}

/// The error that leaves no fold a score, when every one of them failed by an error.
func errorOfAll<Model>(_ fits: [JudgedFit<Model>]) -> (any Error)? {
  guard !fits.isEmpty, fits.allSatisfy({ $0.test.allSatisfy(\.value.isNaN) }) else { return nil }
  return fits.lazy.compactMap(\.thrown).first
}

extension TrainingData {
  /// What `work` on a fold gives, or the error that is of the rows of the fold.
  ///
  /// - Throws: An error that ends the run; see ``requireOwnFault(_:_:)``.
  func ownResult<Output>(
    _ onIteration: OnIteration, _ work: () throws -> Output
  ) throws -> Result<Output, any Error> {
    do {
      return .success(try work())
    } catch {
      try requireOwnFault(error, onIteration)
      return .failure(error)
    }
  }

  /// Returns when an error of a fit is of the rows of its fold.
  ///
  /// - Parameter onIteration: Throws when the run was stopped, however the fit says so.
  /// - Throws: The error, when it ends the run: it was stopped, or names a label that no row of the data has.
  func requireOwnFault(_ error: any Error, _ onIteration: OnIteration) throws {
    if error is any RunInterruption { throw error }
    _ = try onIteration(Iteration(number: 1, objective: .nan, gradientNorm: .nan, evaluations: 1))
    guard case .unknownClass(let label, _) = (error as? EstimatorError)?.kind else { return }
    let known = origin.map { "\($0)" }
    if !known.contains(label) { throw EstimatorError.unknownClass(label: label, known: known) }
  }
}
