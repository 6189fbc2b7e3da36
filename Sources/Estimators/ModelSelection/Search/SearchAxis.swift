/// One setting of a classifier and the values that a search tries.
///
///     SearchAxis(\.classifier.c, [0.1, 1, 10])
///     SearchAxis(\.stages, ["centred": StandardScaler(), "scaled": StandardScaler(withMean: false)])
///
/// A key path reaches every setting of every stage, and one that does not exist does not compile.
public struct SearchAxis<Root>: Sendable {
  /// What tables call the setting.
  public let name: String
  let settings: [AxisSetting<Root>]

  /// The values, each called what it describes itself as.
  ///
  /// - Parameters:
  ///   - path: The setting.
  ///   - values: What to try, in order, at least one.
  ///   - name: What tables call the setting; the key path when `nil`.
  public init<Value: Sendable>(
    _ path: WritableKeyPath<Root, Value> & Sendable, _ values: [Value], name: String? = nil
  ) {
    self.name = name ?? settingName(path)
    settings = values.map { AxisSetting(path, $0, text: "\($0)") }
  }

  @available(*, unavailable, message: "The values are of another type than the setting.")
  public init<Value: Sendable, Other>(
    _ path: WritableKeyPath<Root, Value> & Sendable, _ values: [Other], name: String? = nil
  ) {
    self.init(name: name ?? settingName(path), settings: [])
  }

  /// Values with names of their own: for stages, and whatever else describes itself at length.
  public init<Value: Sendable>(
    _ path: WritableKeyPath<Root, Value> & Sendable, _ values: KeyValuePairs<String, Value>, name: String? = nil
  ) {
    self.name = name ?? settingName(path)
    settings = values.map { AxisSetting(path, $0.value, text: $0.key) }
  }
}

extension SearchAxis {
  private init(name: String, settings: [AxisSetting<Root>]) {
    self.name = name
    self.settings = settings
  }
}

/// One value of one setting, ready to be put in.
struct AxisSetting<Root>: Sendable {
  let text: String
  let apply: @Sendable (inout Root) -> Void

  init<Value: Sendable>(_ path: WritableKeyPath<Root, Value> & Sendable, _ value: Value, text: String) {
    self.text = text
    apply = { $0[keyPath: path] = value }
  }
}

/// `classifier.c` for `\Pipeline<…>.classifier.c`.
func settingName<Root, Value>(_ path: WritableKeyPath<Root, Value>) -> String {
  let (text, root) = (withEndNames("\(path)", Root.self), "\\\(Root.self).")
  // The name of a computed property is not stored.
  guard text.hasPrefix(root), !text.contains("<computed") else { return "setting" }
  return String(text.dropFirst(root.count))
}

/// A pipeline, or what is around one: its end is reached by a computed property.
protocol EndedByName {
  /// The type at the end and the name of the property.
  static var end: (type: Any.Type, name: String)? { get }
}

/// A path with the name of the property of a pipeline's end: where Swift writes `<computed 0x12ab (Ridge)>`, and the
/// pipeline ends in a `Ridge`.
private func withEndNames(_ path: String, _ root: Any.Type) -> String {
  guard let end = (root as? any EndedByName.Type)?.end else { return path }
  var (result, rest) = ("", Substring(path))
  while let (before, inside) = firstComputed(rest, " (\(end.type))>") {
    result += before + end.name
    rest = inside
  }
  return result + rest
}

/// What stands before `<computed 0x…` with this ending, and behind it.
private func firstComputed(_ text: Substring, _ ending: String) -> (before: Substring, behind: Substring)? {
  let beginning = "<computed 0x"
  var start = text.startIndex
  while start < text.endIndex {
    if text[start...].hasPrefix(beginning) {
      let behind = text[start...].dropFirst(beginning.count).drop(while: \.isHexDigit)
      if behind.hasPrefix(ending) { return (text[..<start], behind.dropFirst(ending.count)) }
    }
    start = text.index(after: start)
  }
  return nil
}

extension Pipeline: EndedByName {
  static var end: (type: Any.Type, name: String)? { (Last.self, endName(Last.self)) }
}

extension TablePipeline: EndedByName {
  static var end: (type: Any.Type, name: String)? { (Last.self, endName(Last.self)) }
}

extension GridSearch: EndedByName {
  static var end: (type: Any.Type, name: String)? { (Base.self as? any EndedByName.Type)?.end }
}

extension RandomizedSearch: EndedByName {
  static var end: (type: Any.Type, name: String)? { (Base.self as? any EndedByName.Type)?.end }
}

extension CalibratedClassifier: EndedByName {
  static var end: (type: Any.Type, name: String)? { (Base.self as? any EndedByName.Type)?.end }
}

extension TunedThresholdClassifier: EndedByName {
  static var end: (type: Any.Type, name: String)? { (Base.self as? any EndedByName.Type)?.end }
}

extension FixedThresholdClassifier: EndedByName {
  static var end: (type: Any.Type, name: String)? { (Base.self as? any EndedByName.Type)?.end }
}

private func endName(_ type: Any.Type) -> String { type is any Regressor.Type ? "regressor" : "classifier" }
