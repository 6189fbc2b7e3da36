import EstimatorDatasets
import Estimators

/// An object of scikit-learn in a ``SkopsFile``: its class, and what its fit has left.
public struct SkopsStep: Sendable {
  /// Its class: `LogisticRegression`.
  public let className: String
  private let module: String
  private let node: JSONNode
  private let source: SkopsSource

  /// What error texts call the file.
  var file: String { source.file }

  init(node: JSONNode, source: SkopsSource) {
    self.node = source.resolved(node)
    self.source = source
    className = Readable.cut(self.node["__class__"]?.text ?? "nothing", to: 80)
    module = Readable.cut(self.node["__module__"]?.text ?? "", to: 80)
  }

  private func malformed(_ reason: String) -> DatasetError {
    .malformed(file: file, format: "skops", reason: "In \(className) \(reason). Write it with skops.io.dump.")
  }

  // MARK: Classes

  /// More objects than any pipeline has: an object that refers to one around it would never end.
  private static let mostSteps = 1000

  /// The steps of a pipeline, those of pipelines inside too, without `"passthrough"`; else itself.
  func flattened() throws -> [SkopsStep] {
    var (steps, looked): ([SkopsStep], Int) = ([], 0)
    try flatten(into: &steps, &looked, depth: 0)
    return steps
  }

  private func flatten(into steps: inout [SkopsStep], _ looked: inout Int, depth: Int) throws {
    looked += 1
    guard looked <= Self.mostSteps, depth < JSONText.deepest else { throw malformed("there are steps without end") }
    guard className == "Pipeline", module == "sklearn.pipeline" else {
      let value = try json()
      if value != .null, value != .text("passthrough") { steps.append(self) }
      return
    }
    guard let list = try attribute("steps")["content"]?.list else { throw malformed("there are no steps") }
    for step in list {
      guard let pair = source.resolved(step)["content"]?.list, pair.count == 2 else {
        throw malformed("a step is no pair of a name and an object")
      }
      try SkopsStep(node: pair[1], source: source).flatten(into: &steps, &looked, depth: depth + 1)
    }
  }

  /// The only step, of this class of scikit-learn.
  ///
  /// - Throws: `DatasetError.unsupported(file:feature:advice:)` that names what is there.
  static func only(_ steps: [SkopsStep], _ wanted: String) throws -> SkopsStep {
    guard let first = steps.first else {
      throw DatasetError.noSuchArray(name: wanted, file: "the skops file", available: [])
    }
    guard steps.count == 1, first.className == wanted, first.module.hasPrefix("sklearn.") else {
      let found = steps.map { $0.module.hasPrefix("sklearn.") ? $0.className : "\($0.className) of \($0.module)" }
      throw DatasetError.unsupported(
        file: first.file, feature: "\(Readable.list(found, most: 8)) where \(wanted) is asked for",
        advice:
          "Read are LogisticRegression, StandardScaler, MinMaxScaler, MaxAbsScaler, RobustScaler and pipelines of "
          + "them, by a recipe of the same steps.")
    }
    return first
  }

  // MARK: Attributes

  private func attribute(_ name: String) throws -> JSONNode {
    guard let node = node["content"]?["content"]?[name] else {
      throw name.hasSuffix("_")
        ? DatasetError.unsupported(
          file: file, feature: "\(className) without \(name): it was not fitted,", advice: "Fit it before dumping it.")
        : malformed("there is no \(name)")
    }
    return source.resolved(node)
  }

  func has(_ name: String) -> Bool { node["content"]?["content"]?[name] != nil }

  /// A plain value: a number, a text, a truth value, `null`; `nil` for anything else.
  private func json() throws -> JSONNode? {
    guard node["__loader__"]?.text == "JsonNode", let text = node["content"]?.text else { return nil }
    guard let value = try? JSONText.node(Array(text.utf8)[...]) else {
      throw malformed("there is \(Readable.cut(text, to: 40)) where JSON should be")
    }
    return value
  }

  /// The plain value of an attribute.
  func value(_ name: String) throws -> JSONNode {
    guard let value = try SkopsStep(node: attribute(name), source: source).json() else {
      throw malformed("\(name) is no plain value")
    }
    return value
  }

  /// A setting that is `true` or `false`.
  func flag(_ name: String) throws -> Bool {
    guard let flag = try value(name).truth else { throw malformed("\(name) is neither true nor false") }
    return flag
  }

  /// An array; `nil` for None.
  func array(_ name: String) throws -> NumPyArray? {
    let node = try attribute(name)
    if node["__loader__"]?.text == "JsonNode" {
      guard try value(name) == .null else { throw malformed("\(name) is no array") }
      return nil
    }
    guard node["__loader__"]?.text == "NdArrayNode", let file = node["file"]?.text else {
      throw malformed("\(name) is no array of numbers or texts")
    }
    return try source.array(file)
  }

  /// Numbers; `nil` for None.
  func numbers(_ name: String) throws -> [Double]? { try array(name)?.vector() }

  /// Numbers that must be there.
  func someNumbers(_ name: String) throws -> [Double] {
    guard let numbers = try numbers(name) else { throw malformed("\(name) is None") }
    return numbers
  }

  /// A matrix that must be there.
  func matrix(_ name: String) throws -> Matrix<Double> {
    guard let array = try array(name) else { throw malformed("\(name) is None") }
    return try array.matrix()
  }

  /// Labels: of an array, or of one of Python's own objects, which skops keeps as JSON.
  func labels(_ name: String) throws -> [JSONNode] {
    let node = try attribute(name)
    guard node["type"]?.text == "json" else {
      guard let array = try array(name) else { throw malformed("\(name) is None") }
      return try LinearWeights.classes(array, file: file)
    }
    return try (node["content"]?.list ?? []).map { element in
      guard let value = try SkopsStep(node: element, source: source).json() else {
        throw malformed("\(name) holds objects")
      }
      return value
    }
  }

  /// The names of the columns of the fit; `nil` where they had none.
  func featureNames() throws -> [String]? {
    guard has("feature_names_in_") else { return nil }
    return try labels("feature_names_in_").map { node in
      guard let name = node.text else { throw malformed("feature_names_in_ are not all texts") }
      return name
    }
  }

  /// Does something that fails for statistics that do not fit together.
  func making<Model>(_ make: () throws -> Model) throws -> Model {
    do {
      return try make()
    } catch let error as EstimatorError {
      throw malformed("the numbers do not fit: \(error.description)")
    }
  }
}
