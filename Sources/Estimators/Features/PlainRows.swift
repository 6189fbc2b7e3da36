import Matrices

/// Plain arrays as data: `try clf.fit([[1.0, 2], [3, 4]], [0, 1])`.
extension Classifier {
  /// Learns from labels of plain rows, which are copied.
  ///
  /// - Throws: `MatrixError.raggedRows(row:expected:found:)` for rows of unequal length, and as for features.
  @discardableResult
  public mutating func fit<Groups: Collection>(
    _ rows: [[some ArrayNumber]], _ y: some Collection<Label>, groups: Groups? = [Int]?.none,
    sampleWeight: [Double]? = nil, onIteration: OnIteration = { _ in .proceed }
  ) throws -> Model where Groups.Element: ClassLabel {
    try fit(Matrix(rows), y, groups: groups, sampleWeight: sampleWeight, onIteration: onIteration)
  }

  /// The model of plain rows, which are copied.
  ///
  /// - Throws: `MatrixError.raggedRows(row:expected:found:)` for rows of unequal length, and as for features.
  public func fitted<Groups: Collection>(
    to rows: [[some ArrayNumber]], _ y: some Collection<Label>, groups: Groups? = [Int]?.none,
    sampleWeight: [Double]? = nil, onIteration: OnIteration = { _ in .proceed }
  ) throws -> Model where Groups.Element: ClassLabel {
    try fitted(to: Matrix(rows), y, groups: groups, sampleWeight: sampleWeight, onIteration: onIteration)
  }

  /// The most probable class of plain rows, which are copied.
  ///
  /// - Throws: `MatrixError.raggedRows(row:expected:found:)` for rows of unequal length, and as for features.
  public func predict(_ rows: [[some ArrayNumber]]) throws -> [Label] {
    try predict(Matrix(rows))
  }

  /// The probability of each class of plain rows, which are copied.
  ///
  /// - Throws: `MatrixError.raggedRows(row:expected:found:)` for rows of unequal length, and as for features.
  public func predictProbabilities(_ rows: [[some ArrayNumber]]) throws -> Matrix<Double> {
    try predictProbabilities(Matrix(rows))
  }

  /// ln of the probability of each class of plain rows, which are copied.
  ///
  /// - Throws: `MatrixError.raggedRows(row:expected:found:)` for rows of unequal length, and as for features.
  public func predictLogProbabilities(_ rows: [[some ArrayNumber]]) throws -> Matrix<Double> {
    try predictLogProbabilities(Matrix(rows))
  }

  /// The scores of plain rows, which are copied.
  ///
  /// - Throws: `MatrixError.raggedRows(row:expected:found:)` for rows of unequal length, and as for features.
  public func decisionFunction(_ rows: [[some ArrayNumber]]) throws -> Matrix<Double> {
    try decisionFunction(Matrix(rows))
  }

  /// The score of plain rows, which are copied.
  ///
  /// - Throws: `MatrixError.raggedRows(row:expected:found:)` for rows of unequal length, and as for features.
  public func score(
    _ rows: [[some ArrayNumber]], _ y: some Collection<Label>, sampleWeight: [Double]? = nil
  ) throws -> Double {
    try score(Matrix(rows), y, sampleWeight: sampleWeight)
  }
}

extension ClassifierModel {
  /// The most probable class of plain rows, which are copied.
  ///
  /// - Throws: `MatrixError.raggedRows(row:expected:found:)` for rows of unequal length, and as for features.
  public func predict(_ rows: [[some ArrayNumber]]) throws -> [Label] {
    try predict(Matrix(rows))
  }

  /// The probability of each class of plain rows, which are copied.
  ///
  /// - Throws: `MatrixError.raggedRows(row:expected:found:)` for rows of unequal length, and as for features.
  public func predictProbabilities(_ rows: [[some ArrayNumber]]) throws -> Matrix<Double> {
    try predictProbabilities(Matrix(rows))
  }

  /// ln of the probability of each class of plain rows, which are copied.
  ///
  /// - Throws: `MatrixError.raggedRows(row:expected:found:)` for rows of unequal length, and as for features.
  public func predictLogProbabilities(_ rows: [[some ArrayNumber]]) throws -> Matrix<Double> {
    try predictLogProbabilities(Matrix(rows))
  }

  /// The scores of plain rows, which are copied.
  ///
  /// - Throws: `MatrixError.raggedRows(row:expected:found:)` for rows of unequal length, and as for features.
  public func decisionFunction(_ rows: [[some ArrayNumber]]) throws -> Matrix<Double> {
    try decisionFunction(Matrix(rows))
  }

  /// The score of plain rows, which are copied.
  ///
  /// - Throws: `MatrixError.raggedRows(row:expected:found:)` for rows of unequal length, and as for features.
  public func score(
    _ rows: [[some ArrayNumber]], _ y: some Collection<Label>, sampleWeight: [Double]? = nil
  ) throws -> Double {
    try score(Matrix(rows), y, sampleWeight: sampleWeight)
  }
}

extension Transformer {
  /// Learns the change of plain rows, which are copied.
  ///
  /// - Throws: `MatrixError.raggedRows(row:expected:found:)` for rows of unequal length, and as for features.
  @discardableResult
  public mutating func fit(
    _ rows: [[some ArrayNumber]], targets: ClassTargets? = nil, sampleWeight: [Double]? = nil
  ) throws -> Model {
    try fit(Matrix(rows), targets: targets, sampleWeight: sampleWeight)
  }

  /// The change of plain rows, which are copied.
  ///
  /// - Throws: `MatrixError.raggedRows(row:expected:found:)` for rows of unequal length, and as for features.
  public func fitted(
    to rows: [[some ArrayNumber]], targets: ClassTargets? = nil, sampleWeight: [Double]? = nil
  ) throws -> Model {
    try fitted(to: Matrix(rows), targets: targets, sampleWeight: sampleWeight)
  }

  /// The features after the change of plain rows, which are copied.
  ///
  /// - Throws: `MatrixError.raggedRows(row:expected:found:)` for rows of unequal length, and as for features.
  public func transform(_ rows: [[some ArrayNumber]]) throws -> Features {
    try transform(Matrix(rows))
  }
}

extension TransformerModel {
  /// The features after the change of plain rows, which are copied.
  ///
  /// - Throws: `MatrixError.raggedRows(row:expected:found:)` for rows of unequal length, and as for features.
  public func transform(_ rows: [[some ArrayNumber]]) throws -> Features {
    try transform(Matrix(rows))
  }
}
