import Estimators

extension Chain.Model: ONNXTransformer {
  public func addNodes(to graph: inout ONNXGraph, reading rows: ONNXRows) throws -> ONNXValue {
    let first = try graph.transformed(rows, by: first)
    return try graph.transformed(.features(first), by: then)
  }
}

extension OptionalStage.Model: ONNXTransformer {
  public func addNodes(to graph: inout ONNXGraph, reading rows: ONNXRows) throws -> ONNXValue {
    guard let stage else { return try graph.features(rows, of: nil) }
    return try graph.transformed(rows, by: stage)
  }
}

extension Beside.Model: ONNXTransformer {
  public func addNodes(to graph: inout ONNXGraph, reading rows: ONNXRows) throws -> ONNXValue {
    graph.joined([try graph.transformed(rows, by: first), try graph.transformed(rows, by: then)])
  }
}

extension WithRemainder.Model: ONNXTransformer {
  public func addNodes(to graph: inout ONNXGraph, reading rows: ONNXRows) throws -> ONNXValue {
    let first = try graph.transformed(rows, by: parts)
    guard let rest else { return first }
    return graph.joined([first, try graph.transformed(rows, by: rest)])
  }
}

extension Passthrough.Model: ONNXTransformer {
  public func addNodes(to graph: inout ONNXGraph, reading rows: ONNXRows) throws -> ONNXValue {
    try graph.features(rows, of: columns)
  }
}

extension Columns.Model: ONNXTransformer {
  public func addNodes(to graph: inout ONNXGraph, reading rows: ONNXRows) throws -> ONNXValue {
    let chosen: ONNXValue
    if graph.readsTable, case .input = rows.kind, let names = selected.source.names {
      chosen = graph.joined(try selected.kept.map { try graph.numbers(rows, of: names[$0]) })
    } else {
      chosen = graph.columns(selected.kept, of: try graph.features(rows, of: selected.source))
    }
    return try graph.transformed(.features(chosen), by: base)
  }
}
