/// A table for what reads features, or features for what reads tables: a sentence instead of two types that should be
/// equal. Disfavoured, so that rows of the right kind never come here.
extension LabelEstimator {
  @available(
    *, unavailable,
    message:
      "These are rows of another kind than the estimator reads. A table goes into a TablePipeline, or as numbers, table.features(), into a Pipeline or a classifier."
  )
  @_disfavoredOverload
  @discardableResult
  public mutating func fit<Rows: EstimatorInput, Groups: Collection>(
    _ x: some InputSource<Rows>, _ y: some Collection, groups: Groups? = [Int]?.none, sampleWeight: [Double]? = nil,
    onIteration: OnIteration = { _ in .proceed }
  ) throws -> Model where Groups.Element: ClassLabel { throw EstimatorError.otherInput }

  @available(
    *, unavailable,
    message:
      "These are rows of another kind than the estimator reads. A table goes into a TablePipeline, or as numbers, table.features(), into a Pipeline or a classifier."
  )
  @_disfavoredOverload
  public func fitted<Rows: EstimatorInput, Groups: Collection>(
    to x: some InputSource<Rows>, _ y: some Collection, groups: Groups? = [Int]?.none, sampleWeight: [Double]? = nil,
    onIteration: OnIteration = { _ in .proceed }
  ) throws -> Model where Groups.Element: ClassLabel { throw EstimatorError.otherInput }

  @available(
    *, unavailable,
    message:
      "These are rows of another kind than the estimator reads. A table goes into a TablePipeline, or as numbers, table.features(), into a Pipeline or a classifier."
  )
  @_disfavoredOverload
  public func fitting<Rows: EstimatorInput, Groups: Collection>(
    _ x: some InputSource<Rows>, _ y: some Collection, groups: Groups? = [Int]?.none, sampleWeight: [Double]? = nil
  ) throws -> FitSequence<Model> where Groups.Element: ClassLabel { throw EstimatorError.otherInput }

  @available(
    *, unavailable,
    message:
      "These are rows of another kind than the estimator reads. A table goes into a TablePipeline, or as numbers, table.features(), into a Pipeline or a classifier."
  )
  @_disfavoredOverload
  public func predict<Rows: EstimatorInput>(_ x: some InputSource<Rows>) throws -> [Label] {
    throw EstimatorError.otherInput
  }

  @available(
    *, unavailable,
    message:
      "These are rows of another kind than the estimator reads. A table goes into a TablePipeline, or as numbers, table.features(), into a Pipeline or a classifier."
  )
  @_disfavoredOverload
  public func predictProbabilities<Rows: EstimatorInput>(_ x: some InputSource<Rows>) throws -> Matrix<Double> {
    throw EstimatorError.otherInput
  }

  @available(
    *, unavailable,
    message:
      "These are rows of another kind than the estimator reads. A table goes into a TablePipeline, or as numbers, table.features(), into a Pipeline or a classifier."
  )
  @_disfavoredOverload
  public func predictLogProbabilities<Rows: EstimatorInput>(_ x: some InputSource<Rows>) throws -> Matrix<Double> {
    throw EstimatorError.otherInput
  }

  @available(
    *, unavailable,
    message:
      "These are rows of another kind than the estimator reads. A table goes into a TablePipeline, or as numbers, table.features(), into a Pipeline or a classifier."
  )
  @_disfavoredOverload
  public func decisionFunction<Rows: EstimatorInput>(_ x: some InputSource<Rows>) throws -> Matrix<Double> {
    throw EstimatorError.otherInput
  }

  @available(
    *, unavailable,
    message:
      "These are rows of another kind than the estimator reads. A table goes into a TablePipeline, or as numbers, table.features(), into a Pipeline or a classifier."
  )
  @_disfavoredOverload
  public func score<Rows: EstimatorInput>(
    _ x: some InputSource<Rows>, _ y: some Collection, sampleWeight: [Double]? = nil
  ) throws -> Double { throw EstimatorError.otherInput }
}

/// The same of a model.
extension LabelModel {
  @available(
    *, unavailable,
    message:
      "These are rows of another kind than the model reads. A table goes into a TablePipeline, or as numbers, table.features(), into a Pipeline or a classifier."
  )
  @_disfavoredOverload
  public func predict<Rows: EstimatorInput>(_ x: some InputSource<Rows>) throws -> [Label] {
    throw EstimatorError.otherInput
  }

  @available(
    *, unavailable,
    message:
      "These are rows of another kind than the model reads. A table goes into a TablePipeline, or as numbers, table.features(), into a Pipeline or a classifier."
  )
  @_disfavoredOverload
  public func predictProbabilities<Rows: EstimatorInput>(_ x: some InputSource<Rows>) throws -> Matrix<Double> {
    throw EstimatorError.otherInput
  }

  @available(
    *, unavailable,
    message:
      "These are rows of another kind than the model reads. A table goes into a TablePipeline, or as numbers, table.features(), into a Pipeline or a classifier."
  )
  @_disfavoredOverload
  public func predictLogProbabilities<Rows: EstimatorInput>(_ x: some InputSource<Rows>) throws -> Matrix<Double> {
    throw EstimatorError.otherInput
  }

  @available(
    *, unavailable,
    message:
      "These are rows of another kind than the model reads. A table goes into a TablePipeline, or as numbers, table.features(), into a Pipeline or a classifier."
  )
  @_disfavoredOverload
  public func decisionFunction<Rows: EstimatorInput>(_ x: some InputSource<Rows>) throws -> Matrix<Double> {
    throw EstimatorError.otherInput
  }

  @available(
    *, unavailable,
    message:
      "These are rows of another kind than the model reads. A table goes into a TablePipeline, or as numbers, table.features(), into a Pipeline or a classifier."
  )
  @_disfavoredOverload
  public func score<Rows: EstimatorInput>(
    _ x: some InputSource<Rows>, _ y: some Collection, sampleWeight: [Double]? = nil
  ) throws -> Double { throw EstimatorError.otherInput }
}

extension EstimatorError {
  /// What the bodies of unavailable functions throw; no program that compiles gets here.
  fileprivate static var otherInput: EstimatorError {
    .unsupported(what: "Rows of another kind", instead: "Pass what the estimator reads: features, or a table.")
  }
}
