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
    _ x: Rows, _ y: some Collection, groups: Groups? = [Int]?.none, sampleWeight: [Double]? = nil,
    onIteration: OnIteration = { _ in .proceed }
  ) throws -> Model where Groups.Element: ClassLabel { throw EstimatorError.otherInput }

  @available(
    *, unavailable,
    message:
      "These are rows of another kind than the estimator reads. A table goes into a TablePipeline, or as numbers, table.features(), into a Pipeline or a classifier."
  )
  @_disfavoredOverload
  public func fitted<Rows: EstimatorInput, Groups: Collection>(
    to x: Rows, _ y: some Collection, groups: Groups? = [Int]?.none, sampleWeight: [Double]? = nil,
    onIteration: OnIteration = { _ in .proceed }
  ) throws -> Model where Groups.Element: ClassLabel { throw EstimatorError.otherInput }

  @available(
    *, unavailable,
    message:
      "These are rows of another kind than the estimator reads. A table goes into a TablePipeline, or as numbers, table.features(), into a Pipeline or a classifier."
  )
  @_disfavoredOverload
  public func predict<Rows: EstimatorInput>(_ x: Rows) throws -> [Label] { throw EstimatorError.otherInput }
}

extension EstimatorError {
  /// What the bodies of unavailable functions throw; no program that compiles gets here.
  fileprivate static var otherInput: EstimatorError {
    .unsupported(what: "Rows of another kind", instead: "Pass what the estimator reads: features, or a table.")
  }
}
