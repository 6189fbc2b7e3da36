import EstimatorDatasets
import Estimators

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension LinearClassifierModel {
  /// Writes coefficients, intercepts and classes into a safetensors file under scikit-learn's names: `coef_` and
  /// `intercept_` (`F64`), `classes_` (`I64` or `BOOL`).
  ///
  /// safetensors holds numbers alone, so classes that are texts stand in the metadata under `classes_`, as a JSON list:
  /// `json.loads(metadata["classes_"])`. So do `feature_names_in_`, and for one-vs-rest of more than two classes
  /// `multi_class`, which is `ovr`.
  ///
  /// - Throws: `DatasetError` for a file that cannot be written, and labels that are neither texts, whole numbers nor
  ///   truth values.
  public func write(safetensors url: URL) throws {
    let (weights, file) = (try LinearWeights(self), FileBytes.displayName(url))
    var content = Safetensors(arrays: [
      LinearWeights.coefficients: .matrix(weights.coefficients), LinearWeights.intercepts: .vector(weights.intercepts),
    ])
    let classes = try weights.classArray(file: file)
    if classes.elementType.length == nil {
      content.arrays[LinearWeights.classes] = classes
    } else {
      content.metadata[LinearWeights.classes] = Self.text(weights.classes)
    }
    if let names = weights.featureNames { content.metadata[LinearWeights.names] = Self.text(names.map(JSONNode.text)) }
    if let multiClass = weights.multiClass { content.metadata[LinearWeights.multiClass] = multiClass.rawValue }
    try content.write(to: url)
  }

  private static func text(_ nodes: [JSONNode]) -> String {
    String(decoding: JSONText.bytes(.list(nodes)), as: UTF8.self)
  }
}

extension LogisticRegression {
  /// Reads a model from `coef_`, `intercept_` and `classes_` of a safetensors file.
  ///
  ///     texts = {"classes_": json.dumps(clf.classes_.tolist())}
  ///     arrays = {"coef_": np.ascontiguousarray(clf.coef_), "intercept_": clf.intercept_}
  ///     save_file(arrays, "model.safetensors", metadata=texts)
  ///
  /// Without `ascontiguousarray` safetensors 0.8 mixes up the coefficients of some solvers, which lie in columns.
  ///
  /// Classes that are numbers may be an array instead. The `multiClass` of this recipe counts where the metadata name
  /// no `multi_class`; other settings play no part.
  ///
  /// - Throws: `DatasetError` for a file that cannot be read or is damaged, and for arrays that do not fit together.
  public func load(safetensors url: URL) throws -> Model {
    let (content, file) = (try Safetensors(contentsOf: url), FileBytes.displayName(url))
    let weights = LinearWeights(
      coefficients: try content.array(LinearWeights.coefficients).matrix(),
      intercepts: try content.array(LinearWeights.intercepts).vector(),
      classes: try Self.list(content, LinearWeights.classes, file)
        ?? LinearWeights.classes(content.array(LinearWeights.classes), file: file),
      featureNames: try Self.list(content, LinearWeights.names, file)?.compactMap(\.text),
      multiClass: try content.metadata[LinearWeights.multiClass].map { try LinearWeights.multiClass($0, file: file) })
    return try weights.model(multiClass: multiClass, file: file)
  }

  /// A JSON list of the metadata; `nil` where there is none.
  private static func list(_ content: Safetensors, _ name: String, _ file: String) throws -> [JSONNode]? {
    guard let text = content.metadata[name] else { return nil }
    guard let node = try? JSONText.node(Array(text.utf8)[...]), let list = node.list else {
      throw DatasetError.malformed(
        file: file, format: "safetensors", reason: "Its metadata \(name) are no JSON list. Write json.dumps(list).")
    }
    return list
  }
}
