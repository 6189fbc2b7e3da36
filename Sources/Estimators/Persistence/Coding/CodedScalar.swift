/// A value that a model file keeps in its JSON as it is.
protocol CodedScalar {
  var node: JSONNode { get }
  /// - Returns: `nil` for a node of another kind, or a number that does not fit.
  init?(_ node: JSONNode)
}

extension String: CodedScalar {
  var node: JSONNode { .text(self) }

  init?(_ node: JSONNode) {
    guard case .text(let text) = node else { return nil }
    self = text
  }
}

extension Bool: CodedScalar {
  var node: JSONNode { .truth(self) }

  init?(_ node: JSONNode) {
    guard case .truth(let truth) = node else { return nil }
    self = truth
  }
}

/// Numbers that JSON has none for are texts.
extension Double: CodedScalar {
  private static let texts: [String: Double] = ["nan": .nan, "inf": .infinity, "-inf": -.infinity]

  var node: JSONNode { isFinite ? .real(self) : .text(isNaN ? "nan" : self > 0 ? "inf" : "-inf") }

  init?(_ node: JSONNode) {
    guard let number = node.number ?? node.text.flatMap({ Self.texts[$0] }) else { return nil }
    self = number
  }
}

extension Float: CodedScalar {
  var node: JSONNode { Double(self).node }

  init?(_ node: JSONNode) {
    guard let number = Double(node), number.isNaN || Double(Float(number)) == number else { return nil }
    self = Float(number)
  }
}

extension CodedScalar where Self: FixedWidthInteger {
  var node: JSONNode { Int(exactly: self).map(JSONNode.integer) ?? .natural(UInt(truncatingIfNeeded: self)) }

  init?(_ node: JSONNode) {
    switch node {
    case .integer(let number): self.init(exactly: number)
    case .natural(let number): self.init(exactly: number)
    default: return nil
    }
  }
}

extension Int: CodedScalar {}
extension Int8: CodedScalar {}
extension Int16: CodedScalar {}
extension Int32: CodedScalar {}
extension Int64: CodedScalar {}
extension UInt: CodedScalar {}
extension UInt8: CodedScalar {}
extension UInt16: CodedScalar {}
extension UInt32: CodedScalar {}
extension UInt64: CodedScalar {}
