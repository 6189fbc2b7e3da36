import EstimatorDatasets
import Estimators

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension LinearClassifierModel {
  /// Writes coefficients, intercepts and classes into an npz file under scikit-learn's names: `coef_`, `intercept_`,
  /// `classes_`, and where there are any `feature_names_in_`; for one-vs-rest of more than two classes `multi_class`.
  ///
  ///     arrays = numpy.load("model.npz")
  ///     clf.coef_, clf.intercept_, clf.classes_ = arrays["coef_"], arrays["intercept_"], arrays["classes_"]
  ///
  /// Numbers are the model's to the bit. Labels are texts (`<U…`), whole numbers (`<i8`) or truth values (`|b1`).
  ///
  /// - Throws: `DatasetError` for a file that cannot be written, and labels of another kind.
  public func write(npz url: URL) throws {
    let (weights, file) = (try LinearWeights(self), FileBytes.displayName(url))
    var arrays: [String: NumPyArray] = [
      LinearWeights.coefficients: .matrix(weights.coefficients), LinearWeights.intercepts: .vector(weights.intercepts),
      LinearWeights.classes: try weights.classArray(file: file),
    ]
    if let names = weights.featureNames { arrays[LinearWeights.names] = try .strings(names) }
    if let multiClass = weights.multiClass { arrays[LinearWeights.multiClass] = try .strings([multiClass.rawValue]) }
    try NPZ.write(arrays, to: url)
  }
}

extension LogisticRegression {
  /// Reads a model from `coef_`, `intercept_` and `classes_` of an npz file.
  ///
  ///     numpy.savez("model.npz", coef_=clf.coef_, intercept_=clf.intercept_, classes_=clf.classes_)
  ///
  /// `feature_names_in_` is read where it is there; save it as texts, `clf.feature_names_in_.astype(str)`. The
  /// `multiClass` of this recipe counts where the file has no `multi_class`; other settings play no part.
  ///
  /// - Throws: `DatasetError` for a file that cannot be read or is damaged, and for arrays that do not fit together.
  public func load(npz url: URL) throws -> Model {
    let (archive, file) = (try NPZ(contentsOf: url), FileBytes.displayName(url))
    let has = { (name: String) in archive.names.contains(name) }
    let weights = LinearWeights(
      coefficients: try archive.matrix(LinearWeights.coefficients),
      intercepts: try archive.vector(LinearWeights.intercepts),
      classes: try LinearWeights.classes(archive.array(LinearWeights.classes), file: file),
      featureNames: has(LinearWeights.names) ? try archive.strings(LinearWeights.names) : nil,
      multiClass: has(LinearWeights.multiClass)
        ? try LinearWeights.multiClass(archive.strings(LinearWeights.multiClass).first ?? "", file: file) : nil)
    return try weights.model(multiClass: multiClass, file: file)
  }
}
