/// Labels of other types than the estimator's: whole numbers are taken as `Int`, everything else gets a sentence.
/// Disfavoured, so that labels that are `Int` already never come here.
extension TableClassifier where Label == Int {
  /// Learns from labels of another integer type, taken as `Int`.
  ///
  /// - Throws: ``EstimatorError/unsupported(what:instead:)`` for a label beyond `Int`, and as for labels of `Int`.
  @_disfavoredOverload
  @discardableResult
  public mutating func fit(
    _ table: Table, _ y: some Collection<some BinaryInteger>, sampleWeight: [Double]? = nil,
    onIteration: OnIteration = { _ in .proceed }
  ) throws -> Model {
    try fit(table, integerLabels(y), sampleWeight: sampleWeight, onIteration: onIteration)
  }

  /// Learns from rows in groups and labels of another integer type, taken as `Int`.
  ///
  /// - Throws: ``EstimatorError/unsupported(what:instead:)`` for a label beyond `Int`, and as for labels of `Int`.
  @_disfavoredOverload
  @discardableResult
  public mutating func fit<Group: ClassLabel>(
    _ table: Table, _ y: some Collection<some BinaryInteger>, groups: some Collection<Group>,
    sampleWeight: [Double]? = nil, onIteration: OnIteration = { _ in .proceed }
  ) throws -> Model {
    try fit(table, integerLabels(y), groups: groups, sampleWeight: sampleWeight, onIteration: onIteration)
  }

  /// Returns the model of labels of another integer type, taken as `Int`.
  ///
  /// - Throws: ``EstimatorError/unsupported(what:instead:)`` for a label beyond `Int`, and as for labels of `Int`.
  @_disfavoredOverload
  public func fitted(
    to table: Table, _ y: some Collection<some BinaryInteger>, sampleWeight: [Double]? = nil,
    onIteration: OnIteration = { _ in .proceed }
  ) throws -> Model {
    try fitted(to: table, integerLabels(y), sampleWeight: sampleWeight, onIteration: onIteration)
  }

  /// The score against labels of another integer type, taken as `Int`.
  ///
  /// - Throws: ``EstimatorError/unsupported(what:instead:)`` for a label beyond `Int`, and as for labels of `Int`.
  @_disfavoredOverload
  public func score(
    _ table: Table, _ y: some Collection<some BinaryInteger>, sampleWeight: [Double]? = nil
  ) throws -> Double {
    try score(table, integerLabels(y), sampleWeight: sampleWeight)
  }

  /// Learns from labels that a file gave as floating-point numbers, taken as `Int`.
  ///
  /// - Throws: ``EstimatorError/notAClassLabel(row:value:)`` for one with a fraction, and as for labels of `Int`.
  @_disfavoredOverload
  @discardableResult
  public mutating func fit(
    _ table: Table, _ y: some Collection<some BinaryFloatingPoint>, sampleWeight: [Double]? = nil,
    onIteration: OnIteration = { _ in .proceed }
  ) throws -> Model {
    try fit(table, integerLabels(y), sampleWeight: sampleWeight, onIteration: onIteration)
  }

  /// Learns from rows in groups and labels that a file gave as floating-point numbers, taken as `Int`.
  ///
  /// - Throws: ``EstimatorError/notAClassLabel(row:value:)`` for one with a fraction, and as for labels of `Int`.
  @_disfavoredOverload
  @discardableResult
  public mutating func fit<Group: ClassLabel>(
    _ table: Table, _ y: some Collection<some BinaryFloatingPoint>, groups: some Collection<Group>,
    sampleWeight: [Double]? = nil, onIteration: OnIteration = { _ in .proceed }
  ) throws -> Model {
    try fit(table, integerLabels(y), groups: groups, sampleWeight: sampleWeight, onIteration: onIteration)
  }

  /// Returns the model of labels that a file gave as floating-point numbers, taken as `Int`.
  ///
  /// - Throws: ``EstimatorError/notAClassLabel(row:value:)`` for one with a fraction, and as for labels of `Int`.
  @_disfavoredOverload
  public func fitted(
    to table: Table, _ y: some Collection<some BinaryFloatingPoint>, sampleWeight: [Double]? = nil,
    onIteration: OnIteration = { _ in .proceed }
  ) throws -> Model {
    try fitted(to: table, integerLabels(y), sampleWeight: sampleWeight, onIteration: onIteration)
  }

  /// The score against labels that a file gave as floating-point numbers, taken as `Int`.
  ///
  /// - Throws: ``EstimatorError/notAClassLabel(row:value:)`` for one with a fraction, and as for labels of `Int`.
  @_disfavoredOverload
  public func score(
    _ table: Table, _ y: some Collection<some BinaryFloatingPoint>, sampleWeight: [Double]? = nil
  ) throws -> Double {
    try score(table, integerLabels(y), sampleWeight: sampleWeight)
  }
}

extension TableClassifier {
  @available(
    *, unavailable,
    message:
      "The labels are of another type than the estimator's. Give it their type when you make it, as in LogisticRegression<String>(), or convert the labels."
  )
  @discardableResult
  public mutating func fit<Labels: Collection>(
    _ table: Table, _ y: Labels, sampleWeight: [Double]? = nil, onIteration: OnIteration = { _ in .proceed }
  ) throws -> Model where Labels.Element: Hashable { throw EstimatorError.otherLabels }

  @available(
    *, unavailable,
    message:
      "The labels are of another type than the estimator's. Give it their type when you make it, as in LogisticRegression<String>(), or convert the labels."
  )
  @discardableResult
  public mutating func fit<Labels: Collection, Group: ClassLabel>(
    _ table: Table, _ y: Labels, groups: some Collection<Group>, sampleWeight: [Double]? = nil,
    onIteration: OnIteration = { _ in .proceed }
  ) throws -> Model where Labels.Element: Hashable { throw EstimatorError.otherLabels }

  @available(
    *, unavailable,
    message:
      "The labels are of another type than the estimator's. Give it their type when you make it, as in LogisticRegression<String>(), or convert the labels."
  )
  public func fitted<Labels: Collection>(
    to table: Table, _ y: Labels, sampleWeight: [Double]? = nil,
    onIteration: OnIteration = { _ in .proceed }
  ) throws -> Model where Labels.Element: Hashable { throw EstimatorError.otherLabels }

  @available(
    *, unavailable,
    message:
      "The labels are of another type than the estimator's. Give it their type when you make it, as in LogisticRegression<String>(), or convert the labels."
  )
  public func score<Labels: Collection>(
    _ table: Table, _ y: Labels, sampleWeight: [Double]? = nil
  ) throws -> Double where Labels.Element: Hashable { throw EstimatorError.otherLabels }
}

extension TableClassifierModel where Label == Int {
  /// The score against labels of another integer type, taken as `Int`.
  ///
  /// - Throws: ``EstimatorError/unsupported(what:instead:)`` for a label beyond `Int`, and as for labels of `Int`.
  @_disfavoredOverload
  public func score(
    _ table: Table, _ y: some Collection<some BinaryInteger>, sampleWeight: [Double]? = nil
  ) throws -> Double {
    try score(table, integerLabels(y), sampleWeight: sampleWeight)
  }

  /// The score against labels that a file gave as floating-point numbers, taken as `Int`.
  ///
  /// - Throws: ``EstimatorError/notAClassLabel(row:value:)`` for one with a fraction, and as for labels of `Int`.
  @_disfavoredOverload
  public func score(
    _ table: Table, _ y: some Collection<some BinaryFloatingPoint>, sampleWeight: [Double]? = nil
  ) throws -> Double {
    try score(table, integerLabels(y), sampleWeight: sampleWeight)
  }
}

extension TableClassifierModel {
  @available(
    *, unavailable,
    message:
      "The labels are of another type than the estimator's. Give it their type when you make it, as in LogisticRegression<String>(), or convert the labels."
  )
  public func score<Labels: Collection>(
    _ table: Table, _ y: Labels, sampleWeight: [Double]? = nil
  ) throws -> Double where Labels.Element: Hashable { throw EstimatorError.otherLabels }
}
