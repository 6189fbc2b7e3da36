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
    _ x: Features, _ y: [Base.Label], _ weights: [Double]?, groups: ClassTargets?, onIteration: OnIteration
  ) throws {
    var (isStopped, iterations) = (isStopped, iterations)
    let isOver = isStopped || interrupted != nil
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
      interrupted = interrupted ?? iterations
    }
    self.isStopped = isStopped
    self.iterations = iterations
  }
}

/// The classes of a model and its models of two classes each, as a file holds them.
struct CodedSeries<Label: ClassLabel, Base: ClassifierModel<Bool>>: Codable {
  let classes: [Label]
  let models: [Base]

  private enum CodingKeys: String, CodingKey { case classes, models }

  init(classes: [Label], models: [Base]) {
    self.classes = classes
    self.models = models
  }

  /// Reads classes and models.
  ///
  /// - Parameter count: How many models so many classes have.
  init(from decoder: any Decoder, count: (Int) -> Int) throws {
    try self.init(from: decoder)
    try requireClasses(classes, decoder)
    let expected = count(classes.count)
    let fits = models.count == expected && models.allSatisfy { $0.classes == [false, true] }
    try requireDecoded(fits, "\(classes.count) classes need \(expected) models of two classes.", decoder)
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    classes = try container.decode([CodedLabel<Label>].self, forKey: .classes).map(\.label)
    models = try container.decode([Base].self, forKey: .models)
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(classes.map(CodedLabel.init), forKey: .classes)
    try container.encode(models, forKey: .models)
  }
}

/// The classes of a model read from a file: at least two, ascending.
func requireClasses<Label: ClassLabel>(_ classes: [Label], _ decoder: any Decoder) throws {
  let ascends = zip(classes, classes.dropFirst()).allSatisfy(Label.inClassOrder)
  try requireDecoded(classes.count >= 2 && ascends, "A model needs at least 2 classes, ascending.", decoder)
}
