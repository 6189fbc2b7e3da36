import Estimators
internal import Platform

extension ONNXGraph {
  /// (x − shift) · scale, without what changes nothing.
  mutating func scaled(_ x: ONNXValue, _ change: ColumnAffine) -> ONNXValue {
    let moved = change.shift.contains { $0 != 0 } ? add("Sub", x, constant(change.shift)) : x
    return change.scale.contains { $0 != 1 } ? add("Mul", moved, constant(change.scale)) : moved
  }
}

extension ONNXTransformer where Self: ScalingExportable {
  fileprivate func addScaling(to graph: inout ONNXGraph, reading rows: ONNXRows) throws -> ONNXValue {
    let scaling = try columnScaling(for: "An ONNX model")
    let x = try graph.features(rows, of: scaling?.columns)
    return scaling.map { graph.scaled(x, $0.change) } ?? x
  }
}

extension StandardScaler.Model: ONNXTransformer {
  public func addNodes(to graph: inout ONNXGraph, reading rows: ONNXRows) throws -> ONNXValue {
    try addScaling(to: &graph, reading: rows)
  }
}

extension MinMaxScaler.Model: ONNXTransformer {
  public func addNodes(to graph: inout ONNXGraph, reading rows: ONNXRows) throws -> ONNXValue {
    try addScaling(to: &graph, reading: rows)
  }
}

extension MaxAbsScaler.Model: ONNXTransformer {
  public func addNodes(to graph: inout ONNXGraph, reading rows: ONNXRows) throws -> ONNXValue {
    try addScaling(to: &graph, reading: rows)
  }
}

extension RobustScaler.Model: ONNXTransformer {
  public func addNodes(to graph: inout ONNXGraph, reading rows: ONNXRows) throws -> ONNXValue {
    try addScaling(to: &graph, reading: rows)
  }
}

extension PowerTransformer.Model: ONNXTransformer {
  public func addNodes(to graph: inout ONNXGraph, reading rows: ONNXRows) throws -> ONNXValue {
    let x = try graph.features(rows, of: source)
    guard let standardizing else { return bent(x, origins.map { _ in method == .boxCox ? 1 : 0 }, &graph) }
    return graph.scaled(bent(x, origins, &graph), standardizing)
  }

  /// (bent(x) − bent(x₀)) / x₀^λ, or (1 + |x₀|)^λ, column by column; of no origin the bent numbers.
  private func bent(_ x: ONNXValue, _ origins: [Double], _ graph: inout ONNXGraph) -> ONNXValue {
    graph.joined(
      powers.indices.map { j in
        let column = graph.columns([j], of: x)
        let power = PowerNodes(method: method, power: powers[j], origin: origins[j])
        return power.add(column, to: &graph)
      })
  }
}

/// The nodes of one bent column; `ColumnPower` has the formulas.
private struct PowerNodes {
  let method: PowerTransformer.Method
  let power: Double
  let origin: Double

  func add(_ x: ONNXValue, to graph: inout ONNXGraph) -> ONNXValue {
    if method == .boxCox { return raised(logarithm(x, past: 0, &graph), power, &graph) }
    // −x is bent by 2 − λ as x by λ, but for the sign.
    if origin < 0 {
      let mirrored = PowerNodes(method: method, power: 2 - power, origin: -origin)
      let negative = graph.add("Neg", x)
      return graph.add("Neg", mirrored.add(negative, to: &graph))
    }
    let positive = raised(logarithm(x, past: 1, &graph), power, &graph)
    // ln (1 − x), bent by 2 − λ, in units of (1 + x₀)^λ.
    let bent = raised(logOnePlus(graph.add("Neg", x), &graph), 2 - power, &graph)
    let unit = graph.constant(exp(-power * log1p(origin)))
    let negative = graph.add("Sub", graph.constant(atZero), graph.add("Mul", bent, unit))
    return graph.add("Where", graph.add("Less", x, graph.constant(0.0)), negative, positive)
  }

  /// What 0 is bent to.
  private var atZero: Double { power == 0 ? -log1p(origin) : expm1(-power * log1p(origin)) / power }

  /// ln (a + x)/(a + x₀) for a = 0 or 1, without loss near x₀.
  private func logarithm(_ x: ONNXValue, past a: Double, _ graph: inout ONNXGraph) -> ONNXValue {
    let ratio = graph.add("Div", graph.add("Sub", x, graph.constant(origin)), graph.constant(a + origin))
    let far = graph.add(
      "Sub", graph.add("Log", graph.add("Add", x, graph.constant(a))), graph.constant(log(a + origin)))
    let isNear = graph.add("Less", graph.add("Abs", ratio), graph.constant(0.5))
    return graph.add("Where", isNear, logOnePlus(ratio, &graph), far)
  }

  /// ln (1 + y) without loss near 0, by W. Kahan: y · ln u / (u − 1) for the rounded u = 1 + y.
  private func logOnePlus(_ y: ONNXValue, _ graph: inout ONNXGraph) -> ONNXValue {
    let one = graph.constant(1.0)
    let u = graph.add("Add", y, one)
    let rest = graph.add("Sub", u, one)
    let quotient = graph.add("Div", graph.add("Mul", y, graph.add("Log", u)), rest)
    return graph.add("Where", graph.add("Equal", rest, graph.constant(0.0)), y, quotient)
  }

  /// (e^(λ·l) − 1)/λ without loss near 0, by W. Kahan: (u − 1) · y / ln u for the rounded u = e^y, y = λ·l.
  private func raised(_ l: ONNXValue, _ power: Double, _ graph: inout ONNXGraph) -> ONNXValue {
    guard power != 0 else { return l }
    let y = graph.add("Mul", l, graph.constant(power))
    let u = graph.add("Exp", y)
    let rest = graph.add("Sub", u, graph.constant(1.0))
    let quotient = graph.add("Div", graph.add("Mul", rest, y), graph.add("Log", u))
    // Where u is 1 the result is y; where it is 0, −1.
    let zero = graph.constant(0.0)
    let near = graph.add("Where", graph.add("Equal", rest, zero), y, quotient)
    let result = graph.add("Where", graph.add("Equal", u, zero), rest, near)
    return graph.add("Div", result, graph.constant(power))
  }
}
