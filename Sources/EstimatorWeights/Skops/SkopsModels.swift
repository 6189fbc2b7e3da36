import EstimatorDatasets
import Estimators

extension LogisticRegression.Model: SkopsReadable {
  /// `coef_`, `intercept_` and `classes_`. Files of scikit-learn before 1.8 tell how more than two classes are treated;
  /// later it is always softmax.
  public init(skops steps: [SkopsStep]) throws {
    let step = try SkopsStep.only(steps, "LogisticRegression")
    let weights = LinearWeights(
      coefficients: try step.matrix("coef_"), intercepts: try step.someNumbers("intercept_"),
      classes: try step.labels("classes_"), featureNames: try step.featureNames(), multiClass: nil)
    self = try weights.model(multiClass: Self.multiClass(step), file: step.file)
  }

  /// `ovr`, and `auto` with liblinear, are one-vs-rest.
  private static func multiClass(_ step: SkopsStep) throws -> MultiClass {
    guard step.has("multi_class"), let name = try step.value("multi_class").text else { return .multinomial }
    let isLiblinear = try step.value("solver") == .text("liblinear")
    return name == "ovr" || isLiblinear && name != "multinomial" ? .ovr : .multinomial
  }
}

extension StandardScaler.Model: SkopsReadable {
  /// `mean_`, `scale_` and `var_`.
  public init(skops steps: [SkopsStep]) throws {
    let step = try SkopsStep.only(steps, "StandardScaler")
    let (scales, variances) = (try step.numbers("scale_"), try step.numbers("var_"))
    let means = try step.numbers("mean_") ?? scales?.map { _ in 0 } ?? step.zeros()
    let withMean = try step.flag("with_mean")
    let names = try step.featureNames()
    self = try step.making {
      try Self(means: means, scales: scales, variances: variances, withMean: withMean, featureNames: names)
    }
  }
}

extension MinMaxScaler.Model: SkopsReadable {
  /// `data_min_`, `data_max_`, `scale_` and `min_`.
  public init(skops steps: [SkopsStep]) throws {
    let step = try SkopsStep.only(steps, "MinMaxScaler")
    guard try !step.flag("clip") else {
      throw DatasetError.unsupported(
        file: step.file, feature: "MinMaxScaler with clip", advice: "Fit it with clip=False: nothing is cut off here.")
    }
    let (minima, maxima) = (try step.someNumbers("data_min_"), try step.someNumbers("data_max_"))
    let (factors, offsets) = (try step.someNumbers("scale_"), try step.someNumbers("min_"))
    let names = try step.featureNames()
    self = try step.making {
      try Self(minima: minima, maxima: maxima, factors: factors, offsets: offsets, featureNames: names)
    }
  }
}

extension MaxAbsScaler.Model: SkopsReadable {
  /// `max_abs_` and `scale_`.
  public init(skops steps: [SkopsStep]) throws {
    let step = try SkopsStep.only(steps, "MaxAbsScaler")
    let (largest, scales) = (try step.someNumbers("max_abs_"), try step.someNumbers("scale_"))
    let names = try step.featureNames()
    self = try step.making { try Self(maximumMagnitudes: largest, scales: scales, featureNames: names) }
  }
}

extension RobustScaler.Model: SkopsReadable {
  /// `center_` and `scale_`.
  public init(skops steps: [SkopsStep]) throws {
    let step = try SkopsStep.only(steps, "RobustScaler")
    let (centres, scales) = (try step.numbers("center_"), try step.numbers("scale_"))
    let medians = try centres ?? scales?.map { _ in 0 } ?? step.zeros()
    let names = try step.featureNames()
    self = try step.making {
      try Self(medians: medians, scales: scales, withCentering: centres != nil, featureNames: names)
    }
  }
}

extension SkopsStep {
  /// The most columns of a scaler that has nothing but their number.
  private static let mostColumns = 1 << 24

  /// A 0 for each column, of a scaler that does nothing.
  func zeros() throws -> [Double] {
    guard let count = try value("n_features_in_").integer, (1...Self.mostColumns).contains(count) else {
      throw DatasetError.malformed(
        file: file, format: "skops", reason: "In \(className) n_features_in_ is no number of columns.")
    }
    return Array(repeating: 0, count: count)
  }
}

// MARK: Pipelines

extension Chain.Model: SkopsReadable where First.Model: SkopsReadable, Then.Model: SkopsReadable {
  /// The last step, and those before it.
  public init(skops steps: [SkopsStep]) throws {
    self.init(
      first: try First.Model(skops: Array(steps.dropLast())), then: try Then.Model(skops: Array(steps.suffix(1))))
  }
}

extension Pipeline.Model: SkopsReadable where Stages.Model: SkopsReadable, Last.Model: SkopsReadable {
  /// The last step, and those before it.
  public init(skops steps: [SkopsStep]) throws {
    self.init(
      stages: try Stages.Model(skops: Array(steps.dropLast())),
      last: try Last.Model(skops: Array(steps.suffix(1))))
  }
}
