/// Labels as JSON, the way model files hold them.
package enum LabelNodes {
  package static func nodes<Label: ClassLabel>(_ labels: [Label]) throws -> [JSONNode] {
    try labels.map { try FileEncoder.node(of: CodedLabel($0), numbers: FileEncoder.Numbers()) }
  }

  /// - Throws: `DecodingError` for a node that is no label of this type.
  package static func labels<Label: ClassLabel>(_ nodes: [JSONNode], as type: Label.Type) throws -> [Label] {
    try nodes.map { try FileDecoder.value(CodedLabel<Label>.self, of: $0, numbers: []).label }
  }
}
