import Estimators

extension Normalizer.Model: ONNXTransformer {
  public func addNodes(to graph: inout ONNXGraph, reading rows: ONNXRows) throws -> ONNXValue {
    let x = try graph.features(rows, of: columns)
    let along: [String: ONNXAttribute] = ["axes": .integers([1]), "keepdims": 1]
    // Less its largest number, squares of a row neither overflow nor vanish.
    let largest = graph.orOne(graph.add("ReduceMax", graph.add("Abs", x), attributes: along))
    let unit = graph.add("Div", x, largest)
    switch norm.kind {
    case .max: return unit
    case .l2: return graph.add("Div", unit, graph.orOne(graph.add("ReduceL2", unit, attributes: along)))
    case .l1: return graph.add("Div", unit, graph.orOne(graph.add("ReduceL1", unit, attributes: along)))
    }
  }
}

extension ONNXGraph {
  /// 1 where a length is 0.
  fileprivate mutating func orOne(_ length: ONNXValue) -> ONNXValue {
    add("Where", add("Equal", length, constant(0.0)), constant(1.0), length)
  }
}

extension Binarizer.Model: ONNXTransformer {
  public func addNodes(to graph: inout ONNXGraph, reading rows: ONNXRows) throws -> ONNXValue {
    let x = try graph.features(rows, of: columns)
    return graph.cast(graph.add("Greater", x, graph.constant(threshold)), to: .double)
  }
}

extension SimpleImputer.Model: ONNXTransformer {
  public func addNodes(to graph: inout ONNXGraph, reading rows: ONNXRows) throws -> ONNXValue {
    let x = try graph.features(rows, of: source)
    let missing = graph.add("IsNaN", x)
    let filled = graph.add("Where", missing, graph.constant(statistics.map { $0 ?? 0 }), x)
    let kept = kept.count == statistics.count ? filled : graph.columns(kept, of: filled)
    guard !indicated.isEmpty else { return kept }
    return graph.joined([kept, graph.cast(graph.columns(indicated, of: missing), to: .double)])
  }
}

extension SelectKBest.Model: ONNXTransformer {
  public func addNodes(to graph: inout ONNXGraph, reading rows: ONNXRows) throws -> ONNXValue {
    graph.columns(kept, of: try graph.features(rows, of: selection.source))
  }
}

extension VarianceThreshold.Model: ONNXTransformer {
  public func addNodes(to graph: inout ONNXGraph, reading rows: ONNXRows) throws -> ONNXValue {
    graph.columns(kept, of: try graph.features(rows, of: selection.source))
  }
}

extension PCA.Model: ONNXTransformer {
  public func addNodes(to graph: inout ONNXGraph, reading rows: ONNXRows) throws -> ONNXValue {
    let x = try graph.features(rows, of: source)
    let (directions, bias) = projection
    return graph.add("Gemm", x, graph.constant(directions), graph.constant(bias), attributes: ["transB": 1])
  }
}

extension PolynomialFeatures.Model: ONNXTransformer {
  /// Products of one degree are products of the degree before times a column.
  public func addNodes(to graph: inout ONNXGraph, reading rows: ONNXRows) throws -> ONNXValue {
    let x = try graph.features(rows, of: source)
    let terms = terms
    var parts = includesBias ? [graph.onesBeside(x)] : []
    parts.append(x)
    var (level, before) = (0..<source.count, x)
    while level.upperBound < terms.count {
      let next = level.upperBound..<terms.endOfLevel(after: level)
      let parents = graph.columns(next.map { Int(terms.parent[$0]) - level.lowerBound }, of: before)
      before = graph.add("Mul", parents, graph.columns(next.map { Int(terms.lastColumn[$0]) }, of: x))
      parts.append(before)
      level = next
    }
    return graph.joined(parts)
  }
}

extension ONNXGraph {
  /// A column of ones, n × 1.
  fileprivate mutating func onesBeside(_ x: ONNXValue) -> ONNXValue {
    let first = columns([0], of: x)
    return add("Where", add("Equal", first, first), constant(1.0), constant(1.0))
  }
}

extension ProductTerms {
  /// The end of the products whose parents are in `level`.
  fileprivate func endOfLevel(after level: Range<Int>) -> Int {
    (level.upperBound..<count).first { Int(parent[$0]) >= level.upperBound } ?? count
  }
}
