/// Labels of other types than the estimator's: whole numbers are taken as `Int`, everything else gets a sentence.
/// Disfavoured, so that labels that are `Int` already never come here.
extension LabelEstimator where Label == Int {
  /// Learns from labels of another integer type, taken as `Int`.
  ///
  /// - Throws: ``EstimatorError/unsupported(what:instead:)`` for a label beyond `Int`, and as for labels of `Int`.
  @_disfavoredOverload
  @discardableResult
  public mutating func fit<Groups: Collection>(
    _ x: some InputSource<Input>, _ y: some Collection<some BinaryInteger>, groups: Groups? = [Int]?.none,
    sampleWeight: [Double]? = nil, onIteration: OnIteration = { _ in .proceed }
  ) throws -> Model where Groups.Element: ClassLabel {
    try fit(x, integerLabels(y), groups: groups, sampleWeight: sampleWeight, onIteration: onIteration)
  }

  /// Returns the model of labels of another integer type, taken as `Int`.
  ///
  /// - Throws: ``EstimatorError/unsupported(what:instead:)`` for a label beyond `Int`, and as for labels of `Int`.
  @_disfavoredOverload
  public func fitted<Groups: Collection>(
    to x: some InputSource<Input>, _ y: some Collection<some BinaryInteger>, groups: Groups? = [Int]?.none,
    sampleWeight: [Double]? = nil, onIteration: OnIteration = { _ in .proceed }
  ) throws -> Model where Groups.Element: ClassLabel {
    try fitted(to: x, integerLabels(y), groups: groups, sampleWeight: sampleWeight, onIteration: onIteration)
  }

  /// The score against labels of another integer type, taken as `Int`.
  ///
  /// - Throws: ``EstimatorError/unsupported(what:instead:)`` for a label beyond `Int`, and as for labels of `Int`.
  @_disfavoredOverload
  public func score(
    _ x: some InputSource<Input>, _ y: some Collection<some BinaryInteger>, sampleWeight: [Double]? = nil
  ) throws -> Double {
    try score(x, integerLabels(y), sampleWeight: sampleWeight)
  }

  /// Learns from labels that a file gave as floating-point numbers, taken as `Int`.
  ///
  /// - Throws: ``EstimatorError/notAClassLabel(row:value:)`` for one with a fraction, and as for labels of `Int`.
  @_disfavoredOverload
  @discardableResult
  public mutating func fit<Groups: Collection>(
    _ x: some InputSource<Input>, _ y: some Collection<some BinaryFloatingPoint>, groups: Groups? = [Int]?.none,
    sampleWeight: [Double]? = nil, onIteration: OnIteration = { _ in .proceed }
  ) throws -> Model where Groups.Element: ClassLabel {
    try fit(x, integerLabels(y), groups: groups, sampleWeight: sampleWeight, onIteration: onIteration)
  }

  /// Returns the model of labels that a file gave as floating-point numbers, taken as `Int`.
  ///
  /// - Throws: ``EstimatorError/notAClassLabel(row:value:)`` for one with a fraction, and as for labels of `Int`.
  @_disfavoredOverload
  public func fitted<Groups: Collection>(
    to x: some InputSource<Input>, _ y: some Collection<some BinaryFloatingPoint>, groups: Groups? = [Int]?.none,
    sampleWeight: [Double]? = nil, onIteration: OnIteration = { _ in .proceed }
  ) throws -> Model where Groups.Element: ClassLabel {
    try fitted(to: x, integerLabels(y), groups: groups, sampleWeight: sampleWeight, onIteration: onIteration)
  }

  /// The score against labels that a file gave as floating-point numbers, taken as `Int`.
  ///
  /// - Throws: ``EstimatorError/notAClassLabel(row:value:)`` for one with a fraction, and as for labels of `Int`.
  @_disfavoredOverload
  public func score(
    _ x: some InputSource<Input>, _ y: some Collection<some BinaryFloatingPoint>, sampleWeight: [Double]? = nil
  ) throws -> Double {
    try score(x, integerLabels(y), sampleWeight: sampleWeight)
  }
}

extension LabelEstimator {
  @available(
    *, unavailable,
    message:
      "The labels are of another type than the estimator's. Give it their type when you make it, as in LogisticRegression<String>(), or convert the labels."
  )
  @discardableResult
  public mutating func fit<Labels: Collection, Groups: Collection>(
    _ x: some InputSource<Input>, _ y: Labels, groups: Groups? = [Int]?.none, sampleWeight: [Double]? = nil,
    onIteration: OnIteration = { _ in .proceed }
  ) throws -> Model where Labels.Element: Hashable, Groups.Element: ClassLabel { throw EstimatorError.otherLabels }

  @available(
    *, unavailable,
    message:
      "The labels are of another type than the estimator's. Give it their type when you make it, as in LogisticRegression<String>(), or convert the labels."
  )
  public func fitted<Labels: Collection, Groups: Collection>(
    to x: some InputSource<Input>, _ y: Labels, groups: Groups? = [Int]?.none, sampleWeight: [Double]? = nil,
    onIteration: OnIteration = { _ in .proceed }
  ) throws -> Model where Labels.Element: Hashable, Groups.Element: ClassLabel { throw EstimatorError.otherLabels }

  @available(
    *, unavailable,
    message:
      "The labels are of another type than the estimator's. Give it their type when you make it, as in LogisticRegression<String>(), or convert the labels."
  )
  public func score<Labels: Collection>(
    _ x: some InputSource<Input>, _ y: Labels, sampleWeight: [Double]? = nil
  ) throws -> Double where Labels.Element: Hashable { throw EstimatorError.otherLabels }
}

extension LabelModel where Label == Int {
  /// The score against labels of another integer type, taken as `Int`.
  ///
  /// - Throws: ``EstimatorError/unsupported(what:instead:)`` for a label beyond `Int`, and as for labels of `Int`.
  @_disfavoredOverload
  public func score(
    _ x: some InputSource<Input>, _ y: some Collection<some BinaryInteger>, sampleWeight: [Double]? = nil
  ) throws -> Double {
    try score(x, integerLabels(y), sampleWeight: sampleWeight)
  }

  /// The score against labels that a file gave as floating-point numbers, taken as `Int`.
  ///
  /// - Throws: ``EstimatorError/notAClassLabel(row:value:)`` for one with a fraction, and as for labels of `Int`.
  @_disfavoredOverload
  public func score(
    _ x: some InputSource<Input>, _ y: some Collection<some BinaryFloatingPoint>, sampleWeight: [Double]? = nil
  ) throws -> Double {
    try score(x, integerLabels(y), sampleWeight: sampleWeight)
  }
}

extension LabelModel {
  @available(
    *, unavailable,
    message:
      "The labels are of another type than the estimator's. Give it their type when you make it, as in LogisticRegression<String>(), or convert the labels."
  )
  public func score<Labels: Collection>(
    _ x: some InputSource<Input>, _ y: Labels, sampleWeight: [Double]? = nil
  ) throws -> Double where Labels.Element: Hashable { throw EstimatorError.otherLabels }
}
