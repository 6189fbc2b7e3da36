/// Fits of one classifier to several problems, one after the other, as one fit that can be stopped and cancelled.
struct FitSeries<Base: Classifier> {
  let base: Base
  private(set) var models: [Base.Model] = []
  /// What cancelled the fit first, `nil` when nothing did.
  private var interruption: (iteration: Int, cause: StoppingTest, advice: String?)?
  private var isStopped = false
  private var iterations = 0

  init(base: Base) { self.base = base }

  /// Fits the next problem. Once stopped or cancelled, what is left gets one iteration each, so that there is a whole model.
  mutating func fit(
    _ x: Features, _ y: [Base.Label], _ weights: [Double]?, groups: ClassTargets?, onIteration: OnIteration
  ) throws {
    var (isStopped, iterations) = (isStopped, iterations)
    let isOver = isStopped || interruption != nil
    do {
      let model = try base.fitted(to: x, y, weights: weights, groups: groups, startingFrom: nil) { iteration in
        if isOver { return .stop }
        iterations += 1
        let answer = try onIteration(
          Iteration(
            number: iterations, objective: iteration.objective, gradientNorm: iteration.gradientNorm,
            evaluations: iteration.evaluations))
        if answer == .stop { isStopped = true }
        return answer
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
