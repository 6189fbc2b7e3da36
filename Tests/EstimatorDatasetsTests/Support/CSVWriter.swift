import EstimatorDatasets
import Foundation

/// Writes tables in a dialect drawn at random, as other programs do.
struct CSVWriter {
  var format: CSVFormat
  private let lineEnd: String
  private let quotesAll: Bool
  private let encoding: String.Encoding
  private let isPacked: Bool

  init(using random: inout some RandomNumberGenerator) {
    func one<Choice>(of choices: [Choice]) -> Choice { choices[Int.random(in: 0..<choices.count, using: &random)] }
    format = CSVFormat(
      separator: one(of: [",", ";", "\t", "|", " "]), quote: one(of: ["\"", "\"", "'", nil]),
      escape: one(of: [nil, nil, "\\"]), comment: one(of: [nil, "#", "%"]), skippingLines: one(of: [0, 0, 2]),
      decimalSeparator: one(of: [".", ".", ","]))
    // A decimal comma between commas needs quotes.
    if format.quote == nil, format.separator == "," { format.decimalSeparator = "." }
    lineEnd = one(of: ["\n", "\r\n", "\r"])
    quotesAll = one(of: [true, false])
    encoding = one(of: [.utf8, .utf8, .utf16LittleEndian, .utf16BigEndian])
    isPacked = one(of: [true, false, false])
  }

  // MARK: Tables

  /// Two to six columns of every kind with gaps.
  func table(using random: inout some RandomNumberGenerator) throws -> Table {
    let rows = Int.random(in: 1...12, using: &random)
    let columns = (0..<Int.random(in: 2...6, using: &random)).map { _ in column(rows, using: &random) }
    return try Table(names: columns.indices.map { "name\($0)" }, columns: columns)
  }

  private func column(_ rows: Int, using random: inout some RandomNumberGenerator) -> Table.Column {
    let kind = Int.random(in: 0..<4, using: &random)
    // The first cell says what the column is.
    let isThere = (0..<rows).map { $0 == 0 || Bool.random(using: &random) }
    switch kind {
    case 0: return .integers(isThere.map { $0 ? Int.random(in: -1_000_000...(.max), using: &random) : nil })
    case 1:
      return .doubles(
        isThere.enumerated().map { $1 ? $0 == 0 ? 0.5 : Double.random(in: -1e6...1e6, using: &random) : nil })
    case 2: return .booleans(isThere.map { $0 ? Bool.random(using: &random) : nil })
    default: return .strings(isThere.map { $0 ? text(using: &random) : nil })
    }
  }

  private func text(using random: inout some RandomNumberGenerator) -> String {
    var alphabet: [String] = ["a", "Z", "é", "日", "🏡", "-", "7", ".", "="]
    if format.quote != nil { alphabet += ["\"", "'", ",", ";", "\t", "|", " ", "\n", "#", "%", "\\"] }
    return "x"
      + (0..<Int.random(in: 0...24, using: &random)).map { _ in
        alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
      }.joined()
  }

  // MARK: Files

  func file(_ table: Table, using random: inout some RandomNumberGenerator) throws -> Data {
    var lines = Array(repeating: "a line, \"to skip", count: format.skippingLines)
    let columns = table.columns.map(\.values)
    for row in -1..<table.rows {
      if Int.random(in: 0..<5, using: &random) == 0 { lines.append(format.separator == " " ? "" : "  ") }
      if let comment = format.comment, Int.random(in: 0..<5, using: &random) == 0 {
        lines.append("\(comment) \" remark")
      }
      let cells = row < 0 ? table.names.map(quoted) : columns.map { cell($0[row], using: &random) }
      lines.append(cells.joined(separator: String(format.separator)))
    }
    let text = lines.joined(separator: lineEnd) + (Bool.random(using: &random) ? lineEnd : "")
    let bytes = text.data(using: encoding) ?? Data(text.utf8)
    return isPacked ? try Deflate.compress(bytes, as: .gzip, file: "f") : bytes
  }

  private func cell(_ value: Table.Value?, using random: inout some RandomNumberGenerator) -> String {
    guard let value else { return ["", "NA", "<NA>", "None"][Int.random(in: 0..<4, using: &random)] }
    guard let number = value.double else { return quoted(value.description) }
    return quoted("\(number)".replacingOccurrences(of: ".", with: String(format.decimalSeparator)))
  }

  /// The text in quotes where it needs them, or all.
  private func quoted(_ text: String) -> String {
    guard let quote = format.quote else { return text }
    let special = [format.separator, quote, "\n", "\t", " ", "\""] + [format.escape, format.comment].compactMap { $0 }
    guard quotesAll || text.contains(where: special.contains) else { return text }
    var inside = text
    if let escape = format.escape {
      inside = inside.replacingOccurrences(of: String(escape), with: "\(escape)\(escape)")
    }
    inside = inside.replacingOccurrences(of: String(quote), with: "\(format.escape ?? quote)\(quote)")
    return "\(quote)\(inside)\(quote)"
  }
}
