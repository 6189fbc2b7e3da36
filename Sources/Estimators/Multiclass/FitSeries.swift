/// Fits of one classifier to several problems, one after the other, as one fit that can be stopped and cancelled.
struct FitSeries<Base: Classifier> {
  let base: Base
  private(set) var models: [Base.Model] = []
  /// The last iteration before the fit was cancelled, `nil` when it was not.
  private(set) var interrupted: Int?
  private var isStopped = false
  private var iterations = 0

  init(base: Base) { self.base = base }

  /// Fits the next problem. Once stopped or cancelled, what is left gets one iteration each, so that there is a whole model.
  mutating func fit(
    _ x: Features, _ y: [Base.Label], _ weights: [Double]?, onIteration: OnIteration
  ) throws {
    var (isStopped, iterations) = (isStopped, iterations)
    let isOver = isStopped || interrupted != nil
    do {
      let model = try base.fitted(to: x, y, weights: weights, startingFrom: nil) { iteration in
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
      interrupted = interrupted ?? iterations
    }
    self.isStopped = isStopped
    self.iterations = iterations
  }
}
