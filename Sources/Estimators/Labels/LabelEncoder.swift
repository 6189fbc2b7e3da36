/// Numbers labels by their order, and back. scikit-learn's `LabelEncoder`.
///
///     let encoder = try LabelEncoder<String>().fitted(to: ["b", "a", "b"])
///     try encoder.transform(["a", "b"])                // [0, 1]
///     try encoder.inverseTransform([1])                // ["b"]
///
/// Classifiers here take labels of any kind as they are; this is for programs that need numbers.
///
/// - Complexity: O(n) expected.
public struct LabelEncoder<Label: ClassLabel>: Estimator {
  /// The known labels.
  public struct Model: EstimatorModel {
    /// The distinct labels of the fit, ascending. scikit-learn's `classes_`.
    public let classes: [Label]

    init(classes: [Label]) { self.classes = classes }

    private enum CodingKeys: String, CodingKey { case classes }

    /// Reads the labels and checks that they are distinct and ascend.
    public init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      classes = try container.decode([CodedLabel<Label>].self, forKey: .classes).map { $0.label }
      let ascends = zip(classes, classes.dropFirst()).allSatisfy(Label.inClassOrder)
      try requireDecoded(!classes.isEmpty && ascends, "The labels must be distinct and ascend.", decoder)
    }

    public func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: CodingKeys.self)
      try container.encode(classes.map(CodedLabel.init), forKey: .classes)
    }

    /// The number of each label, in `0..<classes.count`.
    ///
    /// - Throws: ``EstimatorError/labelNotAmongClasses(row:label:classes:)``.
    public func transform(_ labels: some Collection<Label>) throws -> [Int] {
      let places = Dictionary(uniqueKeysWithValues: zip(classes, classes.indices))
      return try labels.enumerated().map { row, label in
        guard let place = places[label] else {
          throw EstimatorError.labelNotAmongClasses(
            row: row, label: "\(label)", classes: classes.map { "\($0)" })
        }
        return place
      }
    }

    /// The label of each number.
    ///
    /// - Throws: ``EstimatorError/invalidSetting(name:value:rule:)`` for a number that is none.
    public func inverseTransform(_ numbers: some Collection<Int>) throws -> [Label] {
      try numbers.map { number in
        guard classes.indices.contains(number) else {
          throw EstimatorError.invalidSetting(
            name: "the number of a label", value: "\(number)", rule: "in 0..<\(classes.count)")
        }
        return classes[number]
      }
    }
  }

  public var model: Model?

  /// An encoder; it has no settings.
  public init(labels: Label.Type = Label.self) {}

  /// There is nothing to check.
  public func validate() throws {}

  /// Finds the distinct labels.
  ///
  /// - Throws: ``EstimatorError/emptyInput(rows:columns:)`` when there are none.
  public func fitted(to labels: some Collection<Label>) throws -> Model {
    guard !labels.isEmpty else { throw EstimatorError.emptyInput(rows: 0, columns: 1) }
    return Model(classes: ClassEncoding(Array(labels)).classes)
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

  /// The number of each label.
  ///
  /// - Throws: ``EstimatorError/notFitted(_:)`` before `fit`,
  ///   ``EstimatorError/labelNotAmongClasses(row:label:classes:)``.
  public func transform(_ labels: some Collection<Label>) throws -> [Int] { try requireModel().transform(labels) }
}

/// The settings, without a model.
extension LabelEncoder: Codable {
  private enum CodingKeys: CodingKey {}
}
