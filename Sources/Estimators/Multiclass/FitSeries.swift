/// Fits of one classifier to several problems, one after the other, as one fit that can be stopped and cancelled.
struct FitSeries<Base: LabelEstimator> {
  let base: Base
  private(set) var models: [Base.Model] = []
  /// What cancelled the fit first, `nil` when nothing did.
  private var interruption: (iteration: Int, cause: StoppingTest, advice: String?)?
  private var isStopped = false
  private var iterations = 0

  init(base: Base) { self.base = base }

  /// Fits the next problem. Once stopped or cancelled, what is left gets one iteration each, so that there is a whole
  /// model.
  ///
  /// - Parameter isPositive: Whether rows of the class of that number are the positive ones.
  mutating func fit<Label: ClassLabel>(
    _ rows: SeriesRows<Base.Input, Label>, asking isPositive: (Int) -> Bool, onIteration: OnIteration
  ) throws where Base.Label == Bool {
    var (isStopped, iterations) = (isStopped, iterations)
    let isOver = isStopped || interruption != nil
    do {
      let model = try rows.chosen.naming(onIteration) { _, onIteration in
        try base.fitted(to: rows.asking(isPositive), startingFrom: nil) { iteration in
          if isOver { return .stop }
          iterations += 1
          let answer = try onIteration(
            Iteration(
              number: iterations, objective: iteration.objective, gradientNorm: iteration.gradientNorm,
              evaluations: iteration.evaluations))
          if answer == .stop { isStopped = true }
          return answer
        }
      }
      models.append(model)
    } catch let stop as FitInterrupted<Base.Model> {
      models.append(stop.model)
      interruption = interruption ?? (iterations, stop.cause, stop.advice)
    }
    self.isStopped = isStopped
    self.iterations = iterations
  }

  /// The whole model.
  ///
  /// - Throws: ``FitInterrupted`` with the model when the fit was cancelled.
  func finished<Whole: Sendable>(_ model: Whole) throws -> Whole {
    guard let interruption else { return model }
    throw FitInterrupted(
      model: model, iteration: interruption.iteration, cause: interruption.cause, advice: interruption.advice)
  }
}

/// The rows with weight, and the number of the class of each: what problems of two classes are made of.
struct SeriesRows<Input: EstimatorInput, Label: ClassLabel> {
  let chosen: ChosenRows<Input, Label>
  /// At least two, ascending.
  let classes: [Label]
  /// The number of each row's class.
  let targets: [Int32]

  /// - Throws: The ``EstimatorError`` that says what is wrong with counts, weights or classes.
  init(_ data: TrainingData<Input, Label>) throws {
    let chosen = try ChosenRows(data)
    let encoding = chosen.data.encoding
    guard encoding.classes.count >= 2 else {
      throw EstimatorError.tooFewClasses(found: encoding.classes.map { "\($0)" })
    }
    self.init(chosen, encoding.classes, encoding.targets.indices)
  }

  private init(_ chosen: ChosenRows<Input, Label>, _ classes: [Label], _ targets: [Int32]) {
    (self.chosen, self.classes, self.targets) = (chosen, classes, targets)
  }

  func selectingRows(_ rows: [Int]) throws -> SeriesRows {
    SeriesRows(try chosen.selectingRows(rows), classes, try targets.selecting(rows))
  }

  /// The problem of two classes whether a row is of some.
  func asking(_ isPositive: (Int) -> Bool) -> TrainingData<Input, Bool> {
    let data = chosen.data
    return TrainingData(data.input, targets.map { isPositive(Int($0)) }, weights: data.weights, groups: data.groups)
  }
}
