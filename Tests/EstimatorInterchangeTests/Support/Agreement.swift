import EstimatorInterchange
import Estimators
import Testing

/// The ONNX graph of a model gives its labels and its probabilities.
func expectAgreement<Model: LabelModel>(
  of model: Model, on x: Model.Input, form: ONNXForm = .graph, within tolerance: Double = 1e-13,
  location: SourceLocation = #_sourceLocation
) throws {
  let graph = try GraphInterpreter(ONNXModel(model, form: form).bytes)
  let answers = try graph.run(inputs(graph, x))
  let expected = try model.predictProbabilities(x)
  let found = try #require(answers["probabilities"])
  #expect(found.shape == [expected.rows, expected.columns], sourceLocation: location)
  let difference = zip(found.numbers, expected.elements).map { ($0 - $1).magnitude }.max() ?? .nan
  #expect(difference <= tolerance, sourceLocation: location)
  let labels = try #require(answers["label"])
  let texts = try model.predict(x).map { label in
    (label as? Bool).map { $0 ? "1.0" : "0.0" } ?? (label as? Int).map { "\(Double($0))" } ?? "\(label)"
  }
  #expect((labels.isText ? labels.texts : labels.numbers.map { "\($0)" }) == texts, sourceLocation: location)
}

/// Features as `X`, or the columns of a table by name.
private func inputs(_ graph: GraphInterpreter, _ x: some EstimatorInput) throws -> [String: Tensor] {
  if let x = x as? Features {
    let numbers = try x.matrix()
    return ["X": Tensor([numbers.rows, numbers.columns], numbers.elements)]
  }
  let table = try #require(x as? Table)
  return try Dictionary(
    uniqueKeysWithValues: graph.file.graph.input.map { input in
      let cells = try table.column(input.name).values
      guard input.type.tensorType.elemType != 8 else {
        return (input.name, Tensor([cells.count, 1], texts: cells.map { $0?.string ?? "" }))
      }
      let numbers = cells.map { $0.map(number) ?? .nan }
      return (input.name, Tensor([numbers.count, 1], numbers))
    })
}

private func number(_ cell: Table.Value) -> Double {
  if let flag = cell.boolean { return flag ? 1 : 0 }
  return cell.double ?? Double(cell.integer ?? 0)
}
