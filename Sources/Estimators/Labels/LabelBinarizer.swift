/// Turns labels into one column per class: high where the row is of the class, low elsewhere. scikit-learn's
/// `LabelBinarizer`.
///
///     let binarizer = try LabelBinarizer<String>().fitted(to: ["b", "a", "c"])
///     try binarizer.transform(["a", "c"])              // 1 0 0
///                                                      // 0 0 1
///
/// Two classes take one column, high for the second; one class a column that is always low.
///
/// - Complexity: O(n · K).
public struct LabelBinarizer<Label: ClassLabel>: Estimator {
  /// The known labels and the two numbers.
  public struct Model: EstimatorModel {
    /// The labels and their numbers.
    public let encoder: LabelEncoder<Label>.Model
    let low: Double
    let high: Double

    init(encoder: LabelEncoder<Label>.Model, low: Double, high: Double) {
      self.encoder = encoder
      self.low = low
      self.high = high
    }

    /// Reads a model and checks its numbers.
    public init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      encoder = try container.decode(LabelEncoder<Label>.Model.self, forKey: .encoder)
      low = try container.decodeFinite(forKey: .low)
      high = try container.decodeFinite(forKey: .high)
      try requireDecoded(low < high, "\(low) must be below \(high).", decoder)
    }

    /// The distinct labels of the fit, ascending. scikit-learn's `classes_`.
    public var classes: [Label] { encoder.classes }

    /// One row per label, n × K; n × 1 for one or two classes.
    ///
    /// - Throws: ``EstimatorError/labelNotAmongClasses(row:label:classes:)``,
    ///   ``EstimatorError/tooLarge(what:bytes:limit:instead:)``.
    public func transform(_ labels: some Collection<Label>) throws -> Matrix<Double> {
      let places = try encoder.transform(labels)
      let columns = classes.count > 2 ? classes.count : 1
      try requireMemory(rows: places.count, classes: columns)
      var result = Matrix(rows: places.count, columns: columns, repeating: low)
      for (row, place) in places.enumerated() {
        if columns > 1 { result[row, place] = high } else if place == 1 { result[row, 0] = high }
      }
      return result
    }

    /// The labels back: the class of the largest number of each row; of one column, the second class above the middle.
    ///
    /// - Throws: ``EstimatorError/featureCountMismatch(expected:found:)``.
    public func inverseTransform(_ rows: Matrix<Double>) throws -> [Label] {
      let columns = classes.count > 2 ? classes.count : 1
      guard rows.columns == columns else {
        throw EstimatorError.featureCountMismatch(expected: columns, found: rows.columns)
      }
      guard columns == 1 else { return rows.largestColumns().map { classes[$0] } }
      return rows.elements.map { classes[$0 > (low + high) / 2 ? classes.count - 1 : 0] }
    }
  }

  /// The number of other classes. scikit-learn's `neg_label`.
  public var low: Double
  /// The number of a row's class, above `low`. scikit-learn's `pos_label`.
  public var high: Double
  public var model: Model?

  /// A binarizer with the given numbers.
  public init(labels: Label.Type = Label.self, low: Double = 0, high: Double = 1) {
    self.low = low
    self.high = high
  }

  public func validate() throws {
    guard low.isFinite, high.isFinite, low < high else {
      throw EstimatorError.invalidSetting(name: "high", value: "\(high)", rule: "finite and above low, \(low)")
    }
  }

  /// Finds the distinct labels.
  ///
  /// - Throws: ``EstimatorError/emptyInput(rows:columns:)`` when there are none.
  public func fitted(to labels: some Collection<Label>) throws -> Model {
    try validate()
    return Model(encoder: try LabelEncoder<Label>().fitted(to: labels), low: low, high: high)
  }

  /// Finds the distinct labels and keeps them.
  ///
  /// - Throws: ``EstimatorError/emptyInput(rows:columns:)`` when there are none.
  @discardableResult
  public mutating func fit(_ labels: some Collection<Label>) throws -> Model {
    let fitted = try fitted(to: labels)
    model = fitted
    return fitted
  }

  /// One row per label.
  ///
  /// - Throws: ``EstimatorError/notFitted(_:)`` before `fit`,
  ///   ``EstimatorError/labelNotAmongClasses(row:label:classes:)``.
  public func transform(_ labels: some Collection<Label>) throws -> Matrix<Double> {
    try requireModel().transform(labels)
  }
}

/// The settings, without a model.
extension LabelBinarizer: Codable {
  private enum CodingKeys: String, CodingKey { case low, high }
}
