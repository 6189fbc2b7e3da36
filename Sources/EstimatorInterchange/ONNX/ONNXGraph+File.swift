import Estimators
internal import InterchangeSchemas

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension ONNXGraph {
  /// The file of a classifier: what its outputs need, and facts about it.
  mutating func file(_ classes: ONNXClasses, name: String, documentation: String) -> ONNXModelProto {
    let labels = classes.labels ?? add("Gather", labelConstant, classes.places)
    let renamed = [labels: ONNXValue("label"), classes.probabilities: ONNXValue("probabilities")]
    let (nodes, constants) = needed([labels, classes.probabilities])
    return .with {
      $0.irVersion = 8
      $0.producerName = "swift-estimators"
      $0.docString = documentation
      $0.opsetImport = [.with { $0.version = 13 }]
      if nodes.contains(where: { $0.domain == "ai.onnx.ml" }) {
        $0.opsetImport.append(.with { ($0.domain, $0.version) = ("ai.onnx.ml", 3) })
      }
      $0.metadataProps = metadata
      $0.graph = .with {
        $0.name = name
        $0.node = nodes.map { $0.proto(renamed) }
        $0.initializer = constants.map(\.proto)
        $0.input = inputs.map { Self.valueInfo($0.value.name, $0.element, columns: $0.columns) }
        $0.output = [
          Self.valueInfo("label", labelElement, columns: nil, isVector: true),
          Self.valueInfo("probabilities", form == .graph ? .double : .float, columns: self.labels.count),
        ]
      }
    }
  }

  private var labelElement: ONNXElement {
    if case .texts = labels.kind { .string } else { .int64 }
  }

  private var labelConstant: ONNXValue {
    mutating get {
      switch labels.kind {
      case .integers(let numbers): constant(numbers.map { Int($0) })
      case .texts(let texts): constant(texts)
      }
    }
  }

  /// Classes, and names of features where there are any, as JSON.
  private var metadata: [ONNXStringStringEntryProto] {
    var facts = [("classes", labels.json)]
    if let names = columns?.names {
      facts.append(("feature_names", "[" + names.map(\.jsonLiteral).joined(separator: ",") + "]"))
    }
    return facts.map { fact in .with { ($0.key, $0.value) = fact } }
  }

  /// Nodes and constants that lead to the given values, in their order.
  private func needed(_ outputs: [ONNXValue]) -> ([Node], [Constant]) {
    var wanted = Set(outputs)
    let kept = nodes.reversed().filter { node in
      guard !wanted.isDisjoint(with: node.outputs) else { return false }
      wanted.formUnion(node.inputs)
      return true
    }
    return (kept.reversed(), constants.filter { wanted.contains($0.value) })
  }

  private static func valueInfo(
    _ name: String, _ element: ONNXElement, columns: Int?, isVector: Bool = false
  ) -> ONNXValueInfoProto {
    .with {
      $0.name = name
      $0.type.tensorType.elemType = Int32(element.number)
      $0.type.tensorType.shape.dim = [.with { $0.dimParam = "N" }]
      guard !isVector else { return }
      $0.type.tensorType.shape.dim.append(.with { if let columns { $0.dimValue = Int64(columns) } })
    }
  }
}

extension ONNXGraph.Node {
  fileprivate func proto(_ renamed: [ONNXValue: ONNXValue]) -> ONNXNodeProto {
    func name(_ value: ONNXValue) -> String { (renamed[value] ?? value).name }
    return .with {
      $0.opType = operation
      $0.domain = domain
      $0.name = outputs[0].name
      $0.input = inputs.map(name)
      $0.output = outputs.map(name)
      $0.attribute = attributes.sorted { $0.key < $1.key }.map { $1.proto($0) }
    }
  }
}

extension ONNXAttribute {
  fileprivate func proto(_ name: String) -> ONNXAttributeProto {
    .with {
      $0.name = name
      switch kind {
      case .integer(let value): ($0.type, $0.i) = (.int, Int64(value))
      case .float(let value): ($0.type, $0.f) = (.float, value)
      case .text(let value): ($0.type, $0.s) = (.string, Data(value.utf8))
      case .integers(let values): ($0.type, $0.ints) = (.ints, values.map { Int64($0) })
      case .floats(let values): ($0.type, $0.floats) = (.floats, values)
      case .texts(let values): ($0.type, $0.strings) = (.strings, values.map { Data($0.utf8) })
      }
    }
  }
}

extension ONNXGraph.Constant {
  fileprivate var proto: ONNXTensorProto {
    .with {
      $0.name = value.name
      $0.dims = shape.map { Int64($0) }
      switch numbers {
      case .doubles(let values):
        $0.dataType = Int32(ONNXElement.double.number)
        $0.rawData = Data(values.flatMap { $0.bitPattern.littleEndianBytes })
      case .integers(let values):
        $0.dataType = Int32(ONNXElement.int64.number)
        $0.rawData = Data(values.flatMap { UInt64(bitPattern: Int64($0)).littleEndianBytes })
      case .texts(let values):
        $0.dataType = Int32(ONNXElement.string.number)
        $0.stringData = values.map { Data($0.utf8) }
      }
    }
  }
}

extension UInt64 {
  /// Its eight bytes, the least first.
  fileprivate var littleEndianBytes: [UInt8] { (0..<8).map { UInt8(truncatingIfNeeded: self >> ($0 * 8)) } }
}
