import Estimators

/// What `estimators_classifier` stands for: settings, and the model of the last fit that ended well.
final class ClassifierHandle: Sendable {
  let settings: ClassifierSettings
  private let current: Locked<(any FittedModel)?>

  init(_ settings: ClassifierSettings, model: (any FittedModel)? = nil) {
    self.settings = settings
    current = Locked(model)
  }

  /// The model, if there is one.
  var possibleModel: (any FittedModel)? { current.withLock { $0 } }

  /// The model.
  ///
  /// - Throws: `EstimatorError.notFitted` before a fit.
  var model: any FittedModel {
    get throws {
      guard let model = possibleModel else { throw EstimatorError.notFitted("estimators_classifier") }
      return model
    }
  }

  /// Learns and keeps the model.
  ///
  /// - Parameter label: The label that a name in the settings stands for.
  func fit<Label: ClassLabel>(
    _ x: Features, _ labels: [Label], weights: [Double]?, label: (String) -> Label?, onIteration: OnIteration
  ) throws {
    let classifier = try settings.classifier(label)
    let earlier = settings.warmStart ? possibleModel as? LogisticRegression<Label>.Model : nil
    let model = try classifier.fitted(
      to: TrainingData(x, labels, weights: weights), startingFrom: earlier, onIteration: onIteration)
    current.withLock { $0 = model }
  }
}
