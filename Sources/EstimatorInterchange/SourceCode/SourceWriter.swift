import Estimators

/// What the sources of all languages are made from.
struct SourceWriter {
  static let format = "Source code"

  let rule: LinearPredictor
  let labels: ExportedLabels
  let name: String
  let documentation: String

  /// The name is one in every language, and no column is missing for ever.
  func validate() throws {
    let letters = name.unicodeScalars.map { Character($0) }
    let isName =
      letters.first.map { $0.isASCII && ($0.isLetter || $0 == "_") } ?? false
      && letters.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    guard isName, !["Self", "Any", "Type", "Protocol", "_"].contains(typeName) else {
      throw EstimatorError.invalidSetting(
        name: "name", value: "\"\(name)\"", rule: "a name in programs: letters, digits and _, not a digit first")
    }
    if rule.scaling?.scale.contains(where: \.isNaN) ?? false {
      throw ExportError.notExportable(
        part: "a column that the scaler has never seen a number of", format: Self.format,
        instead: "Leave the column out before the fit.")
    }
  }

  /// The name with a capital letter.
  var typeName: String { name.prefix(1).uppercased() + name.dropFirst() }

  var columns: Int { rule.columns.count }
  var classes: Int { labels.count }
  /// One score for each class, or one for two.
  var scores: Int { rule.intercepts.count }
  var isOneVsRest: Bool { rule.link == .oneVsRest }

  /// What stands at the top of a file, a line each.
  var opening: [String] {
    let scaled = rule.scaling == nil ? "" : " behind a scaler"
    // At the end of a line, a backslash or its trigraph would draw the next line of C into the comment.
    let own = documentation.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { line in
      line.hasSuffix("\\") || line.hasSuffix("??/") ? line + "." : String(line)
    }
    return ["A linear classifier of \(columns) columns and \(classes) classes\(scaled), written by swift-estimators."]
      + (documentation.isEmpty ? [] : own)
  }

  /// Numbers as all three languages write them, so that they are read to the bit, in lines of 110 characters.
  static func list(_ numbers: [Double], indent: String) -> String {
    lines(numbers.map { "\($0)" }, indent: indent)
  }

  static func lines(_ items: [String], indent: String) -> String {
    var (lines, line) = ([String](), "")
    for item in items {
      if !line.isEmpty, indent.count + line.count + item.count > 108 {
        lines.append(indent + line)
        line = ""
      }
      line += (line.isEmpty ? "" : " ") + item + ","
    }
    return (lines + [indent + line]).joined(separator: "\n")
  }

  /// The literals of the labels.
  func labelItems(_ quoted: (String) -> String) -> [String] {
    switch labels.kind {
    case .integers(let numbers): numbers.map { "\($0)" }
    case .texts(let texts): texts.map(quoted)
    }
  }

  var hasTexts: Bool {
    if case .texts = labels.kind { true } else { false }
  }
}
