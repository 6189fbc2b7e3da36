import Estimators

extension CalibratedModel: ONNXClassifier {
  /// The mean of the members' calibrated probabilities.
  public func addNodes(to graph: inout ONNXGraph, reading rows: ONNXRows) throws -> ONNXClasses {
    try graph.requireGraph(for: "a calibration")
    let all = try members.map { member in
      let scores = try graph.classified(rows, by: member.model).scores
      let own = graph.calibrated(scores, member.calibrator, classes: member.model.classes.count)
      return try spread(own, member.model.classes, &graph)
    }
    let sum = all.dropFirst().reduce(all[0]) { graph.add("Add", $0, $1) }
    let mean = graph.add("Div", sum, graph.constant(Double(all.count)))
    let places = graph.largest(mean)
    return ONNXClasses(scores: self.scores(mean, &graph), probabilities: mean, places: places)
  }

  /// Probabilities of the classes that a member knows, among all.
  private func spread(_ own: ONNXValue, _ known: [Base.Label], _ graph: inout ONNXGraph) throws -> ONNXValue {
    guard known != classes else { return own }
    let places = try Matrix(known.map { label in classes.map { $0 == label ? 1.0 : 0 } })
    return graph.add("MatMul", own, graph.constant(places))
  }

  /// ln of the probabilities; for two classes their difference.
  private func scores(_ probabilities: ONNXValue, _ graph: inout ONNXGraph) -> ONNXValue {
    let least = graph.constant(Double.leastNormalMagnitude)
    let logs = graph.add("Log", graph.add("Max", probabilities, least))
    guard classes.count == 2 else { return logs }
    return graph.add("Sub", graph.columns([1], of: logs), graph.columns([0], of: logs))
  }
}

extension ONNXGraph {
  /// Probabilities of scores, n × K.
  fileprivate mutating func calibrated(
    _ scores: ONNXValue, _ calibrator: Calibrator, classes: Int
  ) -> ONNXValue {
    switch calibrator {
    case .temperature(let inverse):
      let scaled = add("Mul", scores, constant(inverse))
      return softmax(classes == 2 ? joined([add("Mul", scaled, constant(0.0)), scaled]) : scaled)
    case .sigmoid(let functions):
      let z = add("Add", add("Mul", scores, constant(functions.map(\.slope))), constant(functions.map(\.intercept)))
      return normalized(add("Sigmoid", z), classes)
    case .isotonic(let functions):
      let values = functions.indices.map { k in
        steps(functions[k], of: functions.count == 1 ? scores : columns([k], of: scores))
      }
      return normalized(joined(values), classes)
    }
  }

  /// Divided by their sum; uniform where every class has 0.
  private mutating func normalized(_ values: ONNXValue, _ classes: Int) -> ONNXValue {
    guard classes > 2 else { return joined([add("Sub", constant(1.0), values), values]) }
    let sum = add("ReduceSum", values, constant([1]), attributes: ["keepdims": 1])
    let isZero = add("Equal", sum, constant(0.0))
    let shares = add("Div", values, add("Where", isZero, constant(1.0), sum))
    return add("Where", isZero, constant(1 / Double(classes)), shares)
  }

  /// A function that is linear between points: its first value, and of each piece the share that lies below.
  private mutating func steps(_ function: IsotonicFunction, of z: ONNXValue) -> ONNXValue {
    let (points, values) = (function.scores, function.values)
    guard points.count > 1 else {
      return add("Where", add("Equal", z, z), constant(values[0]), constant(values[0]))
    }
    let widths = zip(points.dropFirst(), points).map { $0 - $1 }
    let shares = add("Div", add("Sub", z, constant(Array(points.dropLast()))), constant(widths))
    let inside = add("Clip", shares, constant(0.0), constant(1.0))
    let rises = Matrix(rows: widths.count, columns: 1) { elements in
      for j in widths.indices { elements.initializeElement(at: j, to: values[j + 1] - values[j]) }
    }
    return add("Add", add("MatMul", inside, constant(rises)), constant(values[0]))
  }
}
