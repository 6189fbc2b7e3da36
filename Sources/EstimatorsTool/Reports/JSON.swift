/// What `--json` prints: fields in the order in which they are written.
indirect enum JSON {
  case null
  case number(Double)
  case text(String)
  case list([JSON])
  case object([(String, JSON)])

  var description: String {
    switch self {
    case .null: "null"
    case .number(let value):
      value.isFinite ? (value == value.rounded() && abs(value) < 1e15 ? "\(Int(value))" : "\(value)") : "null"
    case .text(let text): Self.quoted(text)
    case .list(let values): "[" + values.map(\.description).joined(separator: ", ") + "]"
    case .object(let fields):
      "{" + fields.map { "\(Self.quoted($0)): \($1.description)" }.joined(separator: ", ") + "}"
    }
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}

/// A number as people read it: four digits behind the point.
func short(_ value: Double) -> String {
  let scaled = (value * 10_000).rounded() / 10_000
  return "\(scaled)"
}
