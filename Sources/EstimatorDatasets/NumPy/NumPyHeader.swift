#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The start of an npy file: magic number, version, and a Python dictionary with type, order and shape.
struct NumPyHeader {
  let description: String
  let isFortranOrder: Bool
  let shape: [Int]
  /// Where the elements start.
  let byteCount: Int

  private static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)
  private static let alignment = 64
  /// NumPy leaves room for the first size to grow to this many digits; doing so too gives the same bytes.
  private static let growthDigits = 21

  /// Reads the header at the start of the bytes.
  init(_ bytes: Data, file: String) throws {
    guard bytes.starts(with: Self.magic) else {
      throw DatasetError.malformed(
        file: file, format: "npy", reason: "it does not start with “\\x93NUMPY”. Write it with numpy.save.")
    }
    let head = Array(bytes.prefix(12))
    guard head.count == 12 else {
      throw DatasetError.truncated(file: file, part: "the npy header", expected: 12, found: head.count)
    }
    let isLong = head[6] > 1
    guard (1...3).contains(head[6]) else {
      throw DatasetError.unsupported(
        file: file, feature: "npy version \(head[6]).\(head[7])", advice: "Versions 1 to 3 are read.")
    }
    let length = head[8..<(isLong ? 12 : 10)].reversed().reduce(0) { $0 << 8 | Int($1) }
    byteCount = (isLong ? 12 : 10) + length
    guard bytes.count >= byteCount else {
      throw DatasetError.truncated(file: file, part: "the npy header", expected: byteCount, found: bytes.count)
    }
    // Text about a type or a shape is short; a longer one is an attack on the parser.
    guard length <= 1 << 16, let text = String(validating: bytes.prefix(byteCount).suffix(length), as: UTF8.self) else {
      throw DatasetError.malformed(file: file, format: "npy", reason: "its header is not a short text.")
    }
    var dictionary = PythonDictionary(text)
    guard let fields = dictionary.parse(), fields.count == 3, case .text(let description)? = fields["descr"],
      case .truth(let order)? = fields["fortran_order"], case .tuple(let shape)? = fields["shape"]
    else {
      throw DatasetError.unsupported(
        file: file, feature: "the npy header \(text.prefix(200).debugDescription)",
        advice: "It must give one simple type as descr, and fortran_order and shape. Save records column by column.")
    }
    self.description = description
    isFortranOrder = order
    self.shape = shape
  }

  /// The bytes that NumPy writes before an array in C order.
  static func bytes(for array: NumPyArray) -> Data {
    let order = array.elementType.size == 1 || array.elementType.code.first == "S" ? "|" : array.isBigEndian ? ">" : "<"
    let sizes = array.shape.map(String.init).joined(separator: ", ") + (array.shape.count == 1 ? "," : "")
    let fortran = array.isFortranOrder ? "True" : "False"
    var text = "{'descr': '\(order)\(array.elementType.code)', 'fortran_order': \(fortran), 'shape': (\(sizes)), }"
    if let growing = array.isFortranOrder ? array.shape.last : array.shape.first {
      text += String(repeating: " ", count: max(0, growthDigits - String(growing).count))
    }
    text += String(repeating: " ", count: alignment - (10 + text.utf8.count + 1) % alignment) + "\n"
    let length = UInt16(truncatingIfNeeded: text.utf8.count)
    return Data(magic + [1, 0, UInt8(truncatingIfNeeded: length), UInt8(truncatingIfNeeded: length >> 8)])
      + Data(text.utf8)
  }
}

/// A reader for the few Python literals of an npy header.
struct PythonDictionary {
  enum Value: Equatable {
    case text(String)
    case truth(Bool)
    case tuple([Int])
  }

  private var rest: Substring

  init(_ text: String) { rest = Substring(text) }

  /// The dictionary, or `nil` when the text is anything else.
  mutating func parse() -> [String: Value]? {
    var fields: [String: Value] = [:]
    guard take("{") else { return nil }
    while !take("}") {
      guard let key = text(), take(":"), let value = value(), fields.updateValue(value, forKey: key) == nil else {
        return nil
      }
      guard take(",") else { return take("}") && isAtEnd ? fields : nil }
    }
    return isAtEnd ? fields : nil
  }

  private var isAtEnd: Bool { rest.allSatisfy(\.isWhitespace) }

  private mutating func value() -> Value? {
    if take("True") { return .truth(true) }
    if take("False") { return .truth(false) }
    if let text = text() { return .text(text) }
    return tuple().map(Value.tuple)
  }

  private mutating func take(_ token: String) -> Bool {
    rest = rest.drop(while: \.isWhitespace)
    guard rest.hasPrefix(token) else { return false }
    rest = rest.dropFirst(token.count)
    return true
  }

  private mutating func text() -> String? {
    let quote = take("'") ? "'" : take("\"") ? "\"" : ""
    guard let end = rest.firstIndex(where: { String($0) == quote }) else { return nil }
    defer { rest = rest[rest.index(after: end)...] }
    return String(rest[..<end])
  }

  private mutating func tuple() -> [Int]? {
    var sizes: [Int] = []
    guard take("(") else { return nil }
    while !take(")") {
      guard let size = size() else { return nil }
      sizes.append(size)
      guard take(",") else { return take(")") ? sizes : nil }
    }
    return sizes
  }

  /// A size; Python 2 wrote `3L`.
  private mutating func size() -> Int? {
    rest = rest.drop(while: \.isWhitespace)
    let digits = rest.prefix { $0.isASCII && $0.isNumber }
    rest = rest.dropFirst(digits.count)
    _ = take("L")
    return Int(digits)
  }
}
