import Foundation
import InterchangeSchemas
import Testing

/// Runs the graph of an ONNX file as the operators' documentation says, for the operators that are written.
struct GraphInterpreter {
  let file: ONNXModelProto

  init(_ bytes: [UInt8]) throws { file = try ONNXModelProto(serializedBytes: bytes) }

  /// The operators of the graph in order.
  var operators: [String] { file.graph.node.map(\.opType) }

  func run(_ inputs: [String: Tensor]) throws -> [String: Tensor] {
    var values = inputs
    for constant in file.graph.initializer { values[constant.name] = tensor(constant) }
    for node in file.graph.node {
      let read = try node.input.map { name in try #require(values[name], "\(node.opType) lacks \(name)") }
      let outputs = try result(Operator(node: node, inputs: read))
      for (name, value) in zip(node.output, outputs) { values[name] = value }
    }
    return try Dictionary(uniqueKeysWithValues: file.graph.output.map { ($0.name, try #require(values[$0.name])) })
  }

  private func tensor(_ constant: ONNXTensorProto) -> Tensor {
    let shape = constant.dims.map { Int($0) }
    let words = constant.rawData.withUnsafeBytes { bytes in
      (0..<bytes.count / 8).map { bytes.loadUnaligned(fromByteOffset: $0 * 8, as: UInt64.self) }
    }
    return switch constant.dataType {
    case 11: Tensor(shape, words.map { Double(bitPattern: $0) })
    case 7: Tensor(shape, words.map { Double(Int64(bitPattern: $0)) })
    default: Tensor(shape, texts: constant.stringData.map { String(decoding: $0, as: UTF8.self) })
    }
  }

  private func result(_ node: Operator) throws -> [Tensor] {
    if let result = node.arithmetic ?? node.comparison ?? node.shape ?? node.reduction { return [result] }
    return try #require(node.learned, "The interpreter has no \(node.name).")
  }
}

/// A node with what it reads.
struct Operator {
  let node: ONNXNodeProto
  let inputs: [Tensor]

  var name: String { node.opType }

  func attribute(_ name: String) -> ONNXAttributeProto? { node.attribute.first { $0.name == name } }

  private func each(_ combine: ([Double]) -> Double) -> Tensor { Tensor.broadcast(inputs, combine) }

  var arithmetic: Tensor? {
    switch name {
    case "Add": each { $0[0] + $0[1] }
    case "Sub": each { $0[0] - $0[1] }
    case "Mul": each { $0[0] * $0[1] }
    case "Div": each { $0[0] / $0[1] }
    case "Min": each { Swift.min($0[0], $0[1]) }
    case "Max": each { Swift.max($0[0], $0[1]) }
    case "Clip": each { Swift.min(Swift.max($0[0], $0[1]), $0[2]) }
    case "Neg": each { -$0[0] }
    case "Abs": each { $0[0].magnitude }
    case "Exp": each { exp($0[0]) }
    case "Log": each { log($0[0]) }
    case "Sigmoid": each { 1 / (1 + exp(-$0[0])) }
    case "MatMul": inputs[0].times(inputs[1])
    case "Gemm": Tensor.broadcast([inputs[0].times(inputs[1], transposed: true), inputs[2]]) { $0[0] + $0[1] }
    default: nil
    }
  }

  var comparison: Tensor? {
    switch name {
    case "Equal": each { $0[0] == $0[1] ? 1 : 0 }
    case "Less": each { $0[0] < $0[1] ? 1 : 0 }
    case "Greater": each { $0[0] > $0[1] ? 1 : 0 }
    case "IsNaN": each { $0[0].isNaN ? 1 : 0 }
    case "Where": each { $0[0] != 0 ? $0[1] : $0[2] }
    case "Cast": attribute("to")?.i == 1 ? inputs[0].map { Double(Float($0)) } : inputs[0]
    default: nil
    }
  }

  var shape: Tensor? {
    switch name {
    case "Reshape": Tensor([max(inputs[0].numbers.count, inputs[0].texts.count)], inputs[0].numbers)
    case "Concat": joined
    case "Gather": gathered
    default: nil
    }
  }

  private var joined: Tensor {
    let rows = inputs[0].rows
    let numbers = (0..<rows).flatMap { row in
      inputs.flatMap { $0.numbers[row * $0.columns..<(row + 1) * $0.columns] }
    }
    return Tensor([rows, inputs.reduce(0) { $0 + $1.columns }], numbers)
  }

  private var gathered: Tensor {
    let (data, places) = (inputs[0], inputs[1].numbers.map { Int($0) })
    if data.isText { return Tensor([places.count], texts: places.map { data.texts[$0] }) }
    if attribute("axis")?.i == 1 {
      let numbers = (0..<data.rows).flatMap { row in places.map { data[row, $0] } }
      return Tensor([data.rows, places.count], numbers)
    }
    guard data.shape.count == 2 else { return Tensor([places.count], places.map { data.numbers[$0] }) }
    return Tensor(
      [places.count, data.columns], places.flatMap { data.numbers[$0 * data.columns..<($0 + 1) * data.columns] })
  }

  var reduction: Tensor? {
    let keeps = attribute("keepdims")?.i != 0
    switch name {
    case "ReduceMax": return inputs[0].reducing(keepingDimension: keeps) { $0.max() ?? 0 }
    case "ReduceSum": return inputs[0].reducing(keepingDimension: keeps) { $0.reduce(0, +) }
    case "ReduceL1": return inputs[0].reducing(keepingDimension: keeps) { $0.reduce(0) { $0 + $1.magnitude } }
    case "ReduceL2":
      return inputs[0].reducing(keepingDimension: keeps) { $0.reduce(0) { $0 + $1 * $1 }.squareRoot() }
    case "ArgMax":
      return inputs[0].reducing(keepingDimension: keeps) { row in
        Double(row.indices.reduce(row.startIndex) { row[$1] > row[$0] ? $1 : $0 } - row.startIndex)
      }
    case "Softmax": return softmax(inputs[0])
    default: return nil
    }
  }

  private func softmax(_ scores: Tensor) -> Tensor {
    let largest = scores.reducing(keepingDimension: true) { $0.max() ?? 0 }
    let powers = Tensor.broadcast([scores, largest]) { exp($0[0] - $0[1]) }
    let sums = powers.reducing(keepingDimension: true) { $0.reduce(0, +) }
    return Tensor.broadcast([powers, sums]) { $0[0] / $0[1] }
  }

  /// Operators of `ai.onnx.ml`.
  var learned: [Tensor]? {
    switch name {
    case "LabelEncoder":
      let keys = attribute("keys_strings")?.strings.map { String(decoding: $0, as: UTF8.self) } ?? []
      let places = Dictionary(
        uniqueKeysWithValues: zip(keys, attribute("values_int64s")?.ints.map { Double($0) } ?? []))
      let none = Double(attribute("default_int64")?.i ?? -1)
      return [Tensor(inputs[0].shape, inputs[0].texts.map { places[$0] ?? none })]
    case "LinearClassifier": return linearClassifier
    default: return nil
    }
  }

  private var linearClassifier: [Tensor]? {
    guard let weights = attribute("coefficients")?.floats, let bias = attribute("intercepts")?.floats,
      let transform = attribute("post_transform")?.s
    else { return nil }
    let shape = [bias.count, weights.count / bias.count]
    let products = inputs[0].times(Tensor(shape, weights.map { Double($0) }), transposed: true)
    let scores = Tensor.broadcast([products, Tensor([bias.count], bias.map { Double($0) })]) { $0[0] + $0[1] }
    let best = Operator(node: .with { $0.opType = "ArgMax" }, inputs: [scores]).reduction?.numbers.map { Int($0) } ?? []
    let numbers = attribute("classlabels_ints")?.ints ?? []
    let texts = attribute("classlabels_strings")?.strings.map { String(decoding: $0, as: UTF8.self) } ?? []
    let labels =
      texts.isEmpty
      ? Tensor([best.count], best.map { Double(numbers[$0]) }) : Tensor([best.count], texts: best.map { texts[$0] })
    let isSoftmax = String(decoding: transform, as: UTF8.self) == "SOFTMAX"
    return [labels, isSoftmax ? softmax(scores) : scores]
  }
}
