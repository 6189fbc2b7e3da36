import Estimators

/// The classes of a model as other formats know them: whole numbers or texts.
package struct ExportedLabels: Sendable, Hashable {
  package enum Kind: Sendable, Hashable {
    case integers([Int64])
    case texts([String])
  }

  package let kind: Kind

  /// Integers and truth values (0 and 1) become whole numbers; texts and characters texts; an enum its raw values.
  ///
  /// - Throws: ``ExportError/notExportable(part:format:instead:)`` for labels of another type, and for a number that
  ///   64 bits with a sign do not hold.
  package init<Label: ClassLabel>(_ classes: [Label]) throws {
    let plain = try classes.map { try Self.plain($0) }
    if let numbers = plain as? [Int64] {
      kind = .integers(numbers)
    } else {
      kind = .texts(plain.compactMap { $0 as? String })
    }
  }

  /// An `Int64` or a `String`.
  private static func plain(_ label: Any) throws -> Any {
    if let number = label as? any BinaryInteger, let whole = Int64(exactly: number) { return whole }
    if let flag = label as? Bool { return Int64(flag ? 1 : 0) }
    if let text = label as? String { return text }
    if let character = label as? Character { return String(character) }
    if let raw = label as? any RawRepresentable { return try plain(raw.rawValue) }
    throw ExportError.notExportable(
      part: "the class label \(label) of type \(type(of: label))", format: "A file of another format",
      instead: "Fit with labels that are integers or texts, or an enum with such raw values.")
  }

  /// The number of classes.
  package var count: Int {
    switch kind {
    case .integers(let numbers): numbers.count
    case .texts(let texts): texts.count
    }
  }

  /// `[0,1,2]` or `["a","b"]`.
  package var json: String {
    switch kind {
    case .integers(let numbers): "[" + numbers.map { "\($0)" }.joined(separator: ",") + "]"
    case .texts(let texts): "[" + texts.map(\.jsonLiteral).joined(separator: ",") + "]"
    }
  }
}

extension String {
  /// The text in quotes, as JSON, JavaScript, and for plain texts Swift and C, write it: everything beyond printable
  /// ASCII escaped as UTF-16.
  package var jsonLiteral: String {
    var result = "\""
    for unit in utf16 {
      switch unit {
      case 0x22: result += "\\\""
      case 0x5C: result += "\\\\"
      case 0x20...0x7E: result.unicodeScalars.append(Unicode.Scalar(UInt8(unit)))
      default:
        let digits = String(unit, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      }
    }
    return result + "\""
  }
}
