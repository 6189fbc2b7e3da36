/// The rows that a regressor learns from, checked: those with weight, and their numbers.
///
///     let rows = try TrainingNumbers(data)       // the first line of a `fitted` of your own
public struct TrainingNumbers {
  /// The rows with weight, n × p.
  public let features: Features
  /// One for each of these rows, finite.
  public let targets: [Double]
  /// One for each of these rows, > 0, or `nil` for all 1.
  public let weights: [Double]?
  /// S, the sum of the weights.
  public let weightTotal: Double

  /// Checks what a caller hands to `fitted`, and leaves out the rows of weight 0.
  ///
  /// - Parameters:
  ///   - data: n rows of features with their numbers.
  ///   - rule: What must hold for a target, in words.
  ///   - isRight: Whether it holds; asked of finite targets alone.
  /// - Throws: The ``EstimatorError`` that says what is wrong: no rows or columns, counts that differ, a feature or a
  ///   target that is not finite, ``EstimatorError/invalidTarget(row:value:rule:)``, a negative weight.
  public init(
    _ data: TrainingData<Features, Double>, where rule: String = "a finite number",
    _ isRight: (Double) -> Bool = { _ in true }
  ) throws {
    try data.requireFittingCounts()
    try requireFinite(data.input)
    try requireTargets(data.targets, rule, isRight)
    let kept = try data.droppingWeightless()
    (features, targets, weights) = (kept.input, kept.targets, kept.weights)
    weightTotal = weights?.reduce(0, +) ?? Double(targets.count)
    guard weightTotal.isFinite else { throw EstimatorError.weightsTooLarge(rows: targets.count) }
  }
}
