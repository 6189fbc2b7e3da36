import Matrices
internal import Platform

/// One setting of a classifier and how a ``RandomizedSearch`` draws its values.
///
///     RandomAxis(\.classifier.c, logUniform: 1e-3...1e3)
///     RandomAxis(\.classifier.multiClass, [.ovr, .multinomial])
public struct RandomAxis<Root>: Sendable {
  /// What tables call the setting.
  public let name: String
  let source: Source

  /// Where values come from.
  enum Source: Sendable {
    case listed([AxisSetting<Root>])
    case drawn(@Sendable (inout RandomState) -> AxisSetting<Root>)
    /// A range that cannot be drawn from; told when the search is validated.
    case invalid(value: String, rule: String)
  }

  /// One of the values, all equally likely.
  public init<Value: Sendable>(
    _ path: WritableKeyPath<Root, Value> & Sendable, _ values: [Value], name: String? = nil
  ) {
    self.init(SearchAxis(path, values, name: name))
  }

  /// One of the values, all equally likely, with names of their own.
  public init<Value: Sendable>(
    _ path: WritableKeyPath<Root, Value> & Sendable, _ values: KeyValuePairs<String, Value>, name: String? = nil
  ) {
    self.init(SearchAxis(path, values, name: name))
  }

  private init(_ axis: SearchAxis<Root>) {
    name = axis.name
    source = .listed(axis.settings)
  }

  /// A number between two others, every stretch as likely as any other of its length. `scipy.stats.uniform`.
  public init(
    _ path: WritableKeyPath<Root, Double> & Sendable, uniform range: ClosedRange<Double>, name: String? = nil
  ) {
    self.name = name ?? settingName(path)
    let width = range.upperBound - range.lowerBound
    guard width.isFinite else {
      source = .invalid(value: "\(range)", rule: "a range of finite width")
      return
    }
    source = .drawn { random in
      let value = min(range.upperBound, range.lowerBound + width * random.random())
      return AxisSetting(path, value, text: shortText(value))
    }
  }

  /// A number between two positive ones, every factor as likely as any other: for C, tolerances and step sizes.
  /// `scipy.stats.loguniform`.
  public init(
    _ path: WritableKeyPath<Root, Double> & Sendable, logUniform range: ClosedRange<Double>, name: String? = nil
  ) {
    self.name = name ?? settingName(path)
    guard range.lowerBound > 0, range.upperBound.isFinite else {
      source = .invalid(value: "\(range)", rule: "a range of positive finite numbers")
      return
    }
    let (low, high) = (log(range.lowerBound), log(range.upperBound))
    source = .drawn { random in
      let value = exp(low + (high - low) * random.random())
      let inside = min(range.upperBound, max(range.lowerBound, value))
      return AxisSetting(path, inside, text: shortText(inside))
    }
  }

  /// A whole number of a range, all equally likely. `scipy.stats.randint`.
  public init(_ path: WritableKeyPath<Root, Int> & Sendable, in range: Range<Int>, name: String? = nil) {
    self.name = name ?? settingName(path)
    guard !range.isEmpty else {
      source = .invalid(value: "\(range)", rule: "a range that is not empty")
      return
    }
    source = .drawn { random in
      let value = Int.random(in: range, using: &random)
      return AxisSetting(path, value, text: "\(value)")
    }
  }
}

/// Four significant digits, for tables; the setting itself has all of them.
private func shortText(_ value: Double) -> String {
  let size = value.magnitude
  return size >= 0.01 && size < 10_000 || size == 0
    ? DecimalFormat.fixed(value, digits: size < 1 ? 5 : 3) : DecimalFormat.scientific(value, digits: 3)
}
