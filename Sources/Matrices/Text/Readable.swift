/// Values as text for people: four digits, the beginnings of long lists, no names of modules.
///
///     Readable.text(0.9527777777777777)                    // 0.9528
///     Readable.text(Optional([1.0, 2.0]))                  // [1, 2]
///     Readable.call("KFold", [("", "5"), ("randomState", "42")])   // KFold(5, randomState: 42)
///
/// All digits are in the properties and in coded files.
package enum Readable {
  /// Digits that count in a number for people.
  package static let digits = 4
  /// Longer lists are cut.
  private static let longestList = 6
  /// What is left of a longer list.
  private static let beginning = 3
  /// Longer elements of lists, and longer texts, are cut.
  private static let longestElement = 60
  /// Longer calls and blocks take a line for each part.
  private static let longestLine = 90

  /// Four digits that count: `0.1967`, `12`, `5.7e-05`.
  package static func number(_ value: Double) -> String { DecimalFormat.significant(value, digits: digits) }

  /// A value on one line, as it would be written in Swift where that is short.
  package static func text(_ value: Any) -> String {
    switch value {
    case let value as Double: number(value)
    case let value as Float: number(Double(value))
    case let value as String: "\"\(cut(value.singleSpaced))\""
    case let value as ClosedRange<Double>: number(value.lowerBound) + "..." + number(value.upperBound)
    case let value as any BinaryInteger: "\(value)"
    default: text(value, Mirror(reflecting: value))
    }
  }

  private static func text(_ value: Any, _ mirror: Mirror) -> String {
    switch mirror.displayStyle {
    case .optional: return mirror.children.first.map { text($0.value) } ?? "nil"
    case .collection, .set: return "[" + beginning(of: mirror.children) { cut(text($0)) } + "]"
    case .dictionary: return mirror.children.isEmpty ? "[:]" : "[" + beginning(of: mirror.children, pair) + "]"
    case .tuple: return "(" + parts(mirror) + ")"
    default: break
    }
    if let kind = (value as? any OpenChoice)?.plainKind { return text(kind) }
    if let value = value as? any CustomStringConvertible { return firstLine(value.description) }
    if mirror.displayStyle == .enum { return caseText(value, mirror) }
    return mirror.displayStyle == .struct ? record(value) : firstLine("\(value)")
  }

  /// `.lbfgs`, `.gd(learningRate: .automatic)`.
  private static func caseText(_ value: Any, _ mirror: Mirror) -> String {
    guard let payload = mirror.children.first, let name = payload.label else { return ".\(value)" }
    let inner = Mirror(reflecting: payload.value)
    return ".\(name)(" + (inner.displayStyle == .tuple ? parts(inner) : text(payload.value)) + ")"
  }

  private static func parts(_ mirror: Mirror) -> String {
    mirror.children.map { child in
      let label = child.label.flatMap { $0.hasPrefix(".") ? nil : $0 + ": " } ?? ""
      return label + text(child.value)
    }.joined(separator: ", ")
  }

  private static func pair(_ element: Any) -> String {
    let parts = Mirror(reflecting: element).children.map { text($0.value) }
    return parts.joined(separator: ": ")
  }

  private static func beginning(of elements: Mirror.Children, _ text: (Any) -> String) -> String {
    let isLong = elements.count > longestList
    let shown = elements.prefix(isLong ? beginning : longestList).map { text($0.value) }
    return shown.joined(separator: ", ") + (isLong ? ", … \(elements.count) in all" : "")
  }

  /// A value with its stored properties: `ColumnAffine(shift: [1, 2], scale: [3, 4])`.
  package static func record(_ value: Any, leavingOut hidden: Set<String> = []) -> String {
    let properties = Mirror(reflecting: value).children.filter { !hidden.contains($0.label ?? "") }
    return call(name(type(of: value)), properties.map { ($0.label ?? "", text($0.value)) })
  }
}

extension Readable {
  /// A call in Swift: on one line, or with a line for each argument.
  ///
  /// - Parameter arguments: Label, empty for none, and text.
  package static func call(_ name: String, _ arguments: [(label: String, text: String)]) -> String {
    let parts = arguments.map { $0.label.isEmpty ? $0.text : "\($0.label): \($0.text)" }
    let line = "\(name)(\(parts.joined(separator: ", ")))"
    guard !fits(line, parts) else { return line }
    return "\(name)(\n" + parts.map(indented).joined(separator: ",\n") + ")"
  }

  /// A head with parts in braces: on one line, or with a line for each part.
  package static func block(_ head: String, _ parts: [String]) -> String {
    let line = "\(head) { \(parts.joined(separator: "; ")) }"
    guard !fits(line, parts) else { return line }
    return "\(head) {\n" + parts.map(indented).joined(separator: "\n") + "\n}"
  }

  private static func fits(_ line: String, _ parts: [String]) -> Bool {
    line.count <= longestLine && !parts.contains { $0.contains("\n") }
  }

  /// Every line two spaces further in.
  package static func indented(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { "  " + $0 }.joined(separator: "\n")
  }

  /// The first lines and the last, with what is left out in between.
  package static func excerpt(_ lines: [String], most: Int = 12) -> [String] {
    guard lines.count > most else { return lines }
    let half = most / 2
    return lines.prefix(half) + ["… \(lines.count - 2 * half) more …"] + lines.suffix(half)
  }

  /// The first elements and the last, `nil` for what is left out in between.
  package static func edges<Element>(of elements: [Element], most: Int) -> [Element?] {
    let all = elements.map(Optional.some)
    return all.count > most ? all.prefix(most / 2) + [nil] + all.suffix(most / 2) : all
  }

  /// Rows of cells as lines: the first column to the left, numbers to the right. A short row ends where its cells do.
  package static func table(_ rows: [[String]]) -> String {
    let columns = rows.map(\.count).max() ?? 0
    let widths = (0..<columns).map { j in rows.reduce(0) { max($0, $1.count > j ? $1[j].printedWidth : 0) } }
    return rows.map { row in
      row.enumerated().map { j, cell in
        j > 0 ? cell.rightAligned(widths[j]) : row.count > 1 ? cell.leftAligned(widths[j]) : cell
      }
      .joined(separator: "  ")
    }.joined(separator: "\n")
  }

  /// A text without what is behind the given length.
  package static func cut(_ text: String, to length: Int = longestElement) -> String {
    text.count <= length ? text : text.prefix(length - 1) + "…"
  }

  /// The first line; a colon at its end, which promises more, goes.
  package static func firstLine(_ text: String) -> String {
    guard let end = text.firstIndex(of: "\n") else { return text }
    let line = text[..<end]
    return String(line.last.map { ":{(".contains($0) } == true ? line + " …" : line)
  }

  /// What a type is called, without its module and what it is generic over; the model of an estimator as its estimator.
  package static func name(_ type: Any.Type) -> String {
    var (depth, last): (Int, Character) = (0, " ")
    var bare = ""
    for character in String(reflecting: type) {
      if character == "<" { depth += 1 }
      if depth == 0 { bare.append(character) }
      if character == ">", last != "-" { depth -= 1 }
      last = character
    }
    let parts = bare.split(separator: ".")
    let isModel = parts.last == "Model" && parts.count > 1
    return String((isModel ? parts.dropLast() : parts[...]).last ?? "")
  }

  /// `logPriors` as `log priors`.
  package static func words(_ name: String) -> String {
    name.reduce(into: "") { $0 += $1.isUppercase ? " " + $1.lowercased() : String($1) }
  }

  /// Names with commas, `most` of them at most.
  package static func list(_ names: [String], most: Int = 3) -> String {
    let shown = names.prefix(most).map { cut($0.singleSpaced, to: 24) }
    return (shown + (names.count > most ? ["…"] : [])).joined(separator: ", ")
  }

  /// A number with a noun: `1 row`, `3 rows`.
  package static func count(_ number: Int, _ noun: String, _ plural: String? = nil) -> String {
    "\(number) " + (number == 1 ? noun : plural ?? noun + "s")
  }
}

extension Readable {
  /// Whether two values of settings are the same.
  package static func isSame(_ a: Any, _ b: Any) -> Bool {
    if let a = a as? any Equatable { return a.equals(b) }
    return text(a) == text(b)
  }
}

extension Equatable {
  fileprivate func equals(_ other: Any) -> Bool { (other as? Self) == self }
}

extension String {
  /// The text with a space for everything that would end the line or move the cursor.
  package var singleSpaced: String {
    String(map { $0.isNewline || $0.asciiValue.map { $0 < 32 || $0 == 127 } ?? false ? " " : $0 })
  }
}
