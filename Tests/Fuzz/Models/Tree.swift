import Foundation

/// A coded model as what it is made of. Numbers are texts, so that any can be put in, also those that no type holds;
/// keys may come twice.
enum Tree: Sendable {
  struct Member: Sendable {
    var key: String
    var value: Tree
  }

  case null
  case bool(Bool)
  case number(String)
  case text(String)
  case list([Tree])
  case object([Member])

  /// A part of it: a member of a member, or an element.
  func part(_ random: inout CaseRandom) -> Tree {
    var part = self
    while random.chance(4, of: 5) {
      switch part {
      case .list(let elements) where !elements.isEmpty: part = random.pick(elements)
      case .object(let members) where !members.isEmpty: part = random.pick(members).value
      default: return part
      }
    }
    return part
  }

  /// Whether a number is so large or small that products of two can leave the range of Double. Infinities are none:
  /// they have no place in a model.
  var isExtreme: Bool {
    switch self {
    case .number(let text):
      Double(text).map { $0.isFinite && $0 != 0 && !(1e-60...1e60).contains(abs($0)) } ?? false
    case .list(let elements): elements.contains(where: \.isExtreme)
    case .object(let members): members.contains { $0.value.isExtreme }
    default: false
    }
  }

  /// The same with every time measured replaced by one, so that a run can be repeated.
  var untimed: Tree {
    switch self {
    case .list(let elements): .list(elements.map(\.untimed))
    case .object(let members):
      .object(
        members.map { .init(key: $0.key, value: $0.key.hasSuffix("econds") ? $0.value.stopped : $0.value.untimed) })
    default: self
    }
  }

  private var stopped: Tree {
    switch self {
    case .number: .number("0.25")
    case .list(let elements): .list(elements.map(\.stopped))
    case .object(let members): .object(members.map { .init(key: $0.key, value: $0.value.stopped) })
    default: self
    }
  }
}

extension Tree {
  var json: String {
    var text = ""
    write(to: &text)
    return text
  }

  private func write(to text: inout String) {
    switch self {
    case .null: text += "null"
    case .bool(let flag): text += flag ? "true" : "false"
    case .number(let number): text += number
    case .text(let string): Self.write(string, to: &text)
    case .list(let elements):
      text += "["
      for (place, element) in elements.enumerated() {
        if place > 0 { text += "," }
        element.write(to: &text)
      }
      text += "]"
    case .object(let members):
      text += "{"
      for (place, member) in members.enumerated() {
        if place > 0 { text += "," }
        Self.write(member.key, to: &text)
        text += ":"
        member.value.write(to: &text)
      }
      text += "}"
    }
  }

  private static func write(_ string: String, to text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      if scalar == "\"" || scalar == "\\" {
        text += "\\\(scalar)"
      } else if scalar.value < 32 {
        text += "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }

  /// As property lists hold it: whole numbers apart, infinities and NaN as such, and a word for nothing.
  var propertyList: Any {
    switch self {
    case .null: "$null"
    case .bool(let flag): flag
    case .number(let text): Int(text).map { $0 as Any } ?? Double(text) ?? Double.nan
    case .text(let string): string
    case .list(let elements): elements.map(\.propertyList)
    case .object(let members):
      Dictionary(members.map { ($0.key, $0.value.propertyList) }, uniquingKeysWith: { $1 })
    }
  }
}
