/// What model files call a type.
package enum KindName {
  /// The type without the modules of its parts; the model of an estimator as its estimator:
  /// `Pipeline<StandardScaler, LogisticRegression<String>>`.
  package static func of(_ type: Any.Type) -> String {
    var (name, path) = ("", "")
    for character in withoutPlaces(String(reflecting: type)) {
      if character.isLetter || character.isNumber || character == "_" || character == "." {
        path.append(character)
      } else {
        name += last(path)
        // A generic estimator's model: `GaussianNB<String>.Model`.
        path = ""
        name.append(character)
      }
    }
    return name + last(path)
  }

  /// `LogisticRegression` of `Estimators.LogisticRegression`, nothing of the `.Model` behind a generic estimator.
  private static func last(_ path: String) -> String {
    var parts = path.split(separator: ".")
    if parts.last == "Model", parts.count != 1 || path.hasPrefix(".") { parts.removeLast() }
    return parts.last.map { (path.hasPrefix(".") ? "." : "") + $0 } ?? ""
  }

  /// Types inside of functions are told with an address: `(unknown context at $12ab).`.
  private static func withoutPlaces(_ name: String) -> String {
    var (result, depth) = ("", 0)
    for character in name {
      if character == "(" { depth += 1 }
      if depth == 0 { result.append(character) }
      if character == ")" { depth -= 1 }
    }
    return result
  }
}
