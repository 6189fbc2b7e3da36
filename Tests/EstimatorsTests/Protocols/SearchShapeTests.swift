import Estimators
import Testing
import _EstimatorTestSupport

/// A search written with the public protocols alone: settings by key path, and a classifier itself.
private struct BestOf<Base: LabelEstimator, Value: Sendable>: LabelEstimator {
  typealias Label = Base.Label
  typealias Input = Base.Input
  typealias Model = Base.Model

  var base: Base
  let path: WritableKeyPath<Base, Value> & Sendable
  let values: [Value]
  var model: Base.Model?

  func validate() throws { try base.validate() }

  func fitted(
    to data: TrainingData<Input, Label>, startingFrom: Model?, onIteration: OnIteration
  ) throws -> Model {
    var best: (score: Double, model: Model)?
    for value in values {
      var candidate = base.unfitted
      candidate[keyPath: path] = value
      let model = try candidate.fitted(to: data, startingFrom: nil, onIteration: onIteration)
      let score = try model.score(data.input, data.labels, sampleWeight: data.weights)
      if score > best?.score ?? -1 { best = (score, model) }
    }
    guard let best else { throw EstimatorError.invalidSetting(name: "values", value: "[]", rule: "not empty") }
    return best.model
  }
}

extension BestOf: Classifier where Base: Classifier {}

@Suite struct SearchShapeTests {
  private let sample = LawSample.threeClasses

  @Test func aSearchOverAPipelineIsAClassifierLikeAnyOther() throws {
    let pipeline = Pipeline {
      StandardScaler()
      SpreadSelector(k: 2)
      LogisticRegression<String>()
    }
    let search = BestOf(base: pipeline, path: \.classifier.c, values: [1e-4, 1])
    let classifiers: [any Classifier<String>] = [pipeline, LogisticRegression<String>(), search]
    for classifier in classifiers {
      let model = try classifier.fitted(to: sample.bytes, sample.labels)
      #expect(try model.score(sample.bytes, sample.labels) > 0.6)
    }
    let alone = try pipeline.fitted(to: sample.bytes, sample.labels)
    #expect(
      try search.fitted(to: sample.bytes, sample.labels).score(sample.bytes, sample.labels)
        >= alone.score(sample.bytes, sample.labels))
  }
}
