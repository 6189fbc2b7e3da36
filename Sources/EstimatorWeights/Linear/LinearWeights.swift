import EstimatorDatasets
import Estimators

/// What a linear classifier is made of, as arrays with scikit-learn's names: `coef_`, `intercept_`, `classes_`, and
/// where there are any `feature_names_in_`; for one-vs-rest of more than two classes `multi_class`.
struct LinearWeights {
  static let coefficients = "coef_"
  static let intercepts = "intercept_"
  static let classes = "classes_"
  static let names = "feature_names_in_"
  static let multiClass = "multi_class"

  var coefficients: Matrix<Double>
  var intercepts: [Double]
  /// All texts, all whole numbers, or all truth values.
  var classes: [JSONNode]
  var featureNames: [String]?
  /// `nil` where nothing tells.
  var multiClass: MultiClass?

  init(
    coefficients: Matrix<Double>, intercepts: [Double], classes: [JSONNode], featureNames: [String]?,
    multiClass: MultiClass?
  ) {
    (self.coefficients, self.intercepts, self.classes) = (coefficients, intercepts, classes)
    (self.featureNames, self.multiClass) = (featureNames, multiClass)
  }

  init<Model: LinearClassifierModel>(_ model: Model) throws {
    (coefficients, intercepts, featureNames) = (model.coefficients, model.intercepts, model.featureNames)
    classes = try LabelNodes.nodes(model.classes)
    multiClass = Self.multiClass(of: model)
  }

  private static func multiClass<Model: LinearClassifierModel>(of model: Model) -> MultiClass? {
    let logistic =
      model as? LogisticRegression<Model.Label>.Model
      ?? (model as? LogisticRegressionCV<Model.Label>.Model)?.classifier
    return logistic.flatMap { $0.classes.count > 2 && $0.multiClass == .ovr ? .ovr : nil }
  }

  /// - Parameters:
  ///   - multiClass: How scores become probabilities where the file does not tell.
  ///   - file: What error texts call the file.
  /// - Throws: `DatasetError` for arrays that are no model of such labels.
  func model<Label: ClassLabel>(multiClass setting: MultiClass, file: String) throws -> LogisticRegression<Label>.Model
  {
    let labels: [Label]
    do {
      labels = try LabelNodes.labels(classes, as: Label.self)
    } catch is DecodingError {
      throw DatasetError.unsupported(
        file: file, feature: "classes that are \(Self.text(of: classes)) where \(Label.self) is asked for",
        advice: "Name their type, as in LogisticRegression<String>().")
    }
    do {
      return try LogisticRegression<Label>.Model(
        coefficients: coefficients, intercepts: intercepts, classes: labels, multiClass: multiClass ?? setting,
        featureNames: featureNames)
    } catch let error as EstimatorError {
      throw DatasetError.malformed(file: file, format: "linear classifier", reason: error.description)
    }
  }

  private static func text(of classes: [JSONNode]) -> String {
    switch classes.first {
    case .text: "texts"
    case .truth: "truth values"
    default: "numbers"
    }
  }

  // MARK: Classes as arrays

  /// The classes as an array.
  ///
  /// - Throws: `DatasetError` for labels that are neither texts, whole numbers of 64 bits nor truth values.
  func classArray(file: String) throws -> NumPyArray {
    let (texts, numbers, truths) = (
      classes.compactMap(\.text), classes.compactMap(\.integer), classes.compactMap(\.truth)
    )
    if texts.count == classes.count { return try .strings(texts) }
    if numbers.count == classes.count { return .integers(numbers) }
    if truths.count == classes.count { return .booleans(truths) }
    throw DatasetError.unsupported(
      file: file, feature: "labels that are neither texts, whole numbers nor truth values",
      advice: "Number them with LabelEncoder, or write a model file with write(to:).")
  }

  /// The classes in an array; whole numbers may have been kept as floats.
  static func classes(_ array: NumPyArray, file: String) throws -> [JSONNode] {
    switch array.elementType {
    case .bool: return try array.booleans().map(JSONNode.truth)
    case .float32, .float64:
      return try array.vector(as: Double.self).map { number in
        guard let integer = Int(exactly: number) else {
          throw DatasetError.lossyConversion(
            array: "\(LinearWeights.classes) in \(file)", index: 0, value: "\(number)", type: "a class")
        }
        return .integer(integer)
      }
    default:
      if array.elementType.length != nil { return try array.strings().map(JSONNode.text) }
      return try array.integers().map(JSONNode.integer)
    }
  }

  /// One-vs-rest by its name; other names are none that is known here.
  static func multiClass(_ name: String, file: String) throws -> MultiClass {
    guard let multiClass = MultiClass(rawValue: name) else {
      throw DatasetError.unsupported(
        file: file, feature: "\(Self.multiClass) \(name.debugDescription)", advice: "It is \"multinomial\" or \"ovr\".")
    }
    return multiClass
  }
}
