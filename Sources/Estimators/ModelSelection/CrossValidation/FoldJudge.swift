/// What one fit on one fold gave.
struct JudgedFit<Model: Sendable>: Sendable {
  /// The score on the test rows by each scorer.
  let test: [Double]
  /// The score on the training rows by each scorer, when asked for.
  let train: [Double]?
  /// The model, when asked for.
  let model: Model?
  /// Classes of the data that the training rows lack, as text.
  let unseenClasses: [String]

  var withoutModel: JudgedFit { JudgedFit(test: test, train: train, model: nil, unseenClasses: unseenClasses) }
}

/// Fits classifiers on the folds of one data set and scores them: the one place where fold and candidate meet.
struct FoldJudge<Label: ClassLabel>: Sendable {
  let rows: LabelledRows<Label>
  let classes: [Label]
  let folds: [Fold]
  let scorers: [Scorer<Label>]
  let scoresTraining: Bool

  /// - Throws: What the splitter throws, and ``EstimatorError/invalidSetting(name:value:rule:)`` without scorers.
  init(
    rows: LabelledRows<Label>, splitter: any Splitter, scorers: [Scorer<Label>], scoresTraining: Bool = false
  ) throws {
    guard !scorers.isEmpty else {
      throw EstimatorError.invalidSetting(name: "scoring", value: "[]", rule: "at least one scorer")
    }
    self.init(
      rows: rows, folds: try splitter.someFolds(of: rows.splitRows()), scorers: scorers, scoresTraining: scoresTraining)
  }

  init(rows: LabelledRows<Label>, folds: [Fold], scorers: [Scorer<Label>], scoresTraining: Bool) {
    self.rows = rows
    self.folds = folds
    self.scorers = scorers
    self.scoresTraining = scoresTraining
    classes = ClassEncoding(rows.labels).classes
  }

  func judge<C: Classifier<Label>>(
    _ classifier: C, fold: Int, keepsModel: Bool, _ onIteration: OnIteration
  ) throws -> JudgedFit<C.Model> {
    let training = try rows.selecting(folds[fold].train)
    let model = try classifier.fitted(to: training, onIteration: onIteration)
    let test = try rows.selecting(folds[fold].test)
    return JudgedFit(
      test: try Scorer.scores(scorers, of: model, on: test, classes: classes),
      train: scoresTraining ? try Scorer.scores(scorers, of: model, on: training, classes: classes) : nil,
      model: keepsModel ? model : nil, unseenClasses: unseen(by: model.classes))
  }

  private func unseen(by known: [Label]) -> [String] {
    guard known.count < classes.count else { return [] }
    let known = Set(known)
    return classes.filter { !known.contains($0) }.map { "\($0)" }
  }

  /// Scores by fold and scorer as scores by scorer and fold.
  func foldScores(_ scores: [[Double]], folds done: [Int]) -> [FoldScores] {
    let ratio = testToTrain(done)
    return scorers.indices.map { place in
      FoldScores(
        scorer: scorers[place].name, greaterIsBetter: scorers[place].greaterIsBetter, values: scores.map { $0[place] },
        testToTrain: ratio)
    }
  }

  private func testToTrain(_ done: [Int]) -> Double {
    let ratios = done.map { Double(folds[$0].test.count) / Double(folds[$0].trainCount) }
    return ratios.isEmpty ? 0 : ratios.reduce(0, +) / Double(ratios.count)
  }
}
