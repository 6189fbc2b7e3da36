import Estimators

extension Pipeline.Model: ONNXClassifier where Last: Classifier {
  public func addNodes(to graph: inout ONNXGraph, reading rows: ONNXRows) throws -> ONNXClasses {
    let x = try graph.transformed(rows, by: stages)
    return try graph.classified(.features(x), by: classifier)
  }
}

extension TablePipeline.Model: ONNXClassifier where Last: Classifier {
  public func addNodes(to graph: inout ONNXGraph, reading rows: ONNXRows) throws -> ONNXClasses {
    graph.readsTable = true
    let x = try graph.transformed(rows, by: stages)
    return try graph.classified(.features(x), by: classifier)
  }
}

extension SearchModel: ONNXClassifier where Best: LabelModel {
  public func addNodes(to graph: inout ONNXGraph, reading rows: ONNXRows) throws -> ONNXClasses {
    try graph.classified(rows, by: best)
  }
}

extension OneVsRest.Model: ONNXClassifier {
  /// One `Gemm` where all classes have a linear rule on the same columns; else what each has, side by side.
  public func addNodes(to graph: inout ONNXGraph, reading rows: ONNXRows) throws -> ONNXClasses {
    if let rule = try? linearPredictor(for: "") { return try graph.classes(rule, reading: rows) }
    try graph.requireGraph(for: "a OneVsRest of other classifiers than linear ones")
    let members = try models.map { try graph.classified(rows, by: $0) }
    if members.count == 1 { return members[0] }
    let scores = graph.joined(members.map(\.scores))
    let shares = graph.joined(members.map { graph.columns([1], of: $0.probabilities) })
    let sum = graph.add("ReduceSum", shares, graph.constant([1]), attributes: ["keepdims": 1])
    return ONNXClasses(
      scores: scores, probabilities: graph.add("Div", shares, sum), places: graph.largest(scores))
  }
}

extension ThresholdModel: ONNXClassifier {
  public func addNodes(to graph: inout ONNXGraph, reading rows: ONNXRows) throws -> ONNXClasses {
    try graph.requireGraph(for: "a threshold of one's own")
    let classes = try graph.classified(rows, by: base)
    var response = classes.scores
    if decision.response == .probability {
      response = graph.columns([decision.positive], of: classes.probabilities)
    } else if decision.positive == 0 {
      response = graph.add("Neg", response)
    }
    let below = graph.add("Less", response, graph.constant(decision.threshold))
    let (yes, no) = (graph.constant([decision.positive]), graph.constant([1 - decision.positive]))
    let places = graph.add("Reshape", graph.add("Where", below, no, yes), graph.constant([-1]))
    return ONNXClasses(scores: classes.scores, probabilities: classes.probabilities, places: places)
  }
}
