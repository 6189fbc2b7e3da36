import Matrices

/// The texts of one column, `nil` where one is missing, on their way to typed cells.
struct CSVColumn {
  let texts: [String?]
  /// What the caller wants, `nil` to recognise it.
  let kind: Table.Kind?

  /// The typed column.
  ///
  /// - Parameter bad: Makes the error for a row whose cell is not what the rule says.
  func column(bad: (_ row: Int, _ rule: String) -> DatasetError) throws -> Table.Column {
    guard let kind else { return recognised }
    switch kind {
    case .double: return .doubles(try all(Self.double, "a number", bad))
    case .integer: return .integers(try all(Self.integer, "a whole number", bad))
    case .boolean: return .booleans(try all(Self.boolean, "true or false", bad))
    case .string: return .strings(texts)
    }
  }

  private var recognised: Table.Column {
    guard texts.contains(where: { $0 != nil }) else { return .doubles(texts.map { _ in nil }) }
    if let cells = all(Self.plainInteger) { return .integers(cells) }
    if let cells = all(Self.plainDouble) { return .doubles(cells) }
    if let cells = all(Self.boolean) { return .booleans(cells) }
    return .strings(texts)
  }

  /// All cells, or `nil` when one cannot be read.
  private func all<Cell>(_ read: (String) -> Cell?) -> [Cell?]? {
    var cells: [Cell?] = []
    cells.reserveCapacity(texts.count)
    for text in texts {
      guard let text else {
        cells.append(nil)
        continue
      }
      guard let cell = read(text) else { return nil }
      cells.append(cell)
    }
    return cells
  }

  private func all<Cell>(
    _ read: (String) -> Cell?, _ rule: String, _ bad: (Int, String) -> DatasetError
  ) throws -> [Cell?] {
    try texts.enumerated().map { row, text in
      guard let text else { return nil }
      guard let cell = read(text) else { throw bad(row, rule) }
      return cell
    }
  }

  private static func integer(_ text: String) -> Int? { Int(text) ?? double(text).flatMap(Int.init(exactly:)) }

  /// A whole number that as text would look the same, but for its sign.
  private static func plainInteger(_ text: String) -> Int? { hasLeadingZero(text) ? nil : Int(text) }

  private static func double(_ text: String) -> Double? {
    // Swift's own reading of numbers takes hexadecimal too, which no table means.
    text.utf8.contains { $0 | 32 == UInt8(ascii: "x") } ? nil : Double(text)
  }

  /// A number, but not a whole one that only looks too long or has zeros in front: that is more likely a code.
  private static func plainDouble(_ text: String) -> Double? {
    guard !hasLeadingZero(text), let value = double(text) else { return nil }
    let isTooLong = Int(text) == nil && digits(text).utf8.allSatisfy { (48..<58).contains($0) }
    return isTooLong ? nil : value
  }

  private static func boolean(_ text: String) -> Bool? {
    switch text {
    case "true", "True", "TRUE": true
    case "false", "False", "FALSE": false
    default: nil
    }
  }

  private static func hasLeadingZero(_ text: String) -> Bool {
    let digits = digits(text).utf8
    guard digits.first == UInt8(ascii: "0"), let second = digits.dropFirst().first else { return false }
    return (48..<58).contains(second)
  }

  /// The text without its sign.
  private static func digits(_ text: String) -> Substring {
    text.hasPrefix("-") || text.hasPrefix("+") ? text.dropFirst() : text[...]
  }
}
