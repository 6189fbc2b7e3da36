import Matrices

/// Settings with defaults, for a description to leave out those that were not changed.
protocol HasDefaults {
  /// The same with every setting at its default. What has none, such as the classifier inside, stays.
  var withDefaults: Self { get }
}

/// What an estimator or a splitter prints: the call that makes it.
enum SettingsText {
  /// Arguments without a label.
  private static let unlabelled: Set<String> = ["base", "classifier", "splits", "columns", "parts"]
  /// Settings that are always named: the estimator is not understood without them.
  private static let always: Set<String> = ["base", "classifier", "splits"]
  /// No settings.
  private static let hidden: Set<String> = ["model"]

  static func text(of subject: Any) -> String {
    Readable.call(Readable.name(type(of: subject)), changed(in: subject))
  }

  /// Label and text of the settings that differ from their defaults, in their order.
  static func changed(in subject: Any) -> [(label: String, text: String)] {
    let standard = (subject as? any HasDefaults).map { Mirror(reflecting: $0.withDefaults).children.map(\.value) }
    return Mirror(reflecting: subject).children.enumerated().compactMap { place, child in
      guard let label = child.label, !hidden.contains(label) else { return nil }
      if let standard, !always.contains(label), Readable.isSame(child.value, standard[place]) { return nil }
      return (unlabelled.contains(label) ? "" : label, settingText(child.value))
    }
  }

  /// Estimators and lists of axes may have several lines.
  private static func settingText(_ value: Any) -> String {
    (value as? any Estimator)?.description ?? Readable.text(value)
  }
}

extension Estimator {
  /// The call that makes it, with the settings that differ from their defaults: `LogisticRegression(c: 10)`. As
  /// scikit-learn's estimators print. What was learned prints with ``model``.
  public var description: String { SettingsText.text(of: self) }
}

extension Splitter {
  /// The call that makes it, with the settings that differ from their defaults: `StratifiedKFold(5, randomState: 42)`.
  public var description: String { SettingsText.text(of: self) }
}
