import Estimators

extension ONNXGraph {
  /// A linear rule and how its scores become probabilities.
  mutating func classes(_ rule: LinearPredictor, reading rows: ONNXRows) throws -> ONNXClasses {
    var x = try features(rows, of: rule.columns)
    if let scaling = rule.scaling { x = scaled(x, scaling) }
    let (coefficients, intercepts) = try rule.rowsPerClass
    guard form == .graph else { return operatorClasses(x, coefficients, intercepts, rule.link) }
    let all = add("Gemm", x, constant(coefficients), constant(intercepts), attributes: ["transB": 1])
    let scores = intercepts.count == 2 ? columns([1], of: all) : all
    return ONNXClasses(
      scores: scores, probabilities: probabilities(all, rule.link), places: largest(all))
  }

  /// Softmax of scores; for one-vs-rest of ln σ(z) = min(z, 0) − ln(1 + e^−|z|), which never sums to 0.
  mutating func probabilities(_ scores: ONNXValue, _ link: LinearPredictor.Link) -> ONNXValue {
    guard link == .oneVsRest else { return softmax(scores) }
    let small = add("Exp", add("Neg", add("Abs", scores)))
    let rest = add("Log", add("Add", small, constant(1.0)))
    return softmax(add("Sub", add("Min", scores, constant(0.0)), rest))
  }

  /// Softmax along the classes.
  mutating func softmax(_ scores: ONNXValue) -> ONNXValue { add("Softmax", scores, attributes: ["axis": 1]) }

  /// The place of the largest number of each row, of equals the first.
  mutating func largest(_ scores: ONNXValue) -> ONNXValue {
    add("ArgMax", scores, attributes: ["axis": 1, "keepdims": 0])
  }

  private mutating func operatorClasses(
    _ x: ONNXValue, _ coefficients: Matrix<Double>, _ intercepts: [Double], _ link: LinearPredictor.Link
  ) -> ONNXClasses {
    var attributes: [String: ONNXAttribute] = [
      "coefficients": .floats(coefficients.elements.map { Float($0) }),
      "intercepts": .floats(intercepts.map { Float($0) }),
      "post_transform": .text(link == .softmax ? "SOFTMAX" : "NONE"),
    ]
    switch labels.kind {
    case .integers(let numbers): attributes["classlabels_ints"] = .integers(numbers.map { Int($0) })
    case .texts(let texts): attributes["classlabels_strings"] = .texts(texts)
    }
    let found = add("LinearClassifier", [floats(x)], outputs: 2, attributes: attributes, domain: "ai.onnx.ml")
    var answers = found[1]
    if link == .oneVsRest { answers = cast(probabilities(cast(answers, to: .double), link), to: .float) }
    var classes = ONNXClasses(scores: found[1], probabilities: answers, places: largest(found[1]))
    classes.labels = found[0]
    return classes
  }
}

extension ONNXClassifier where Self: LinearExportable {
  fileprivate func addLinear(to graph: inout ONNXGraph, reading rows: ONNXRows) throws -> ONNXClasses {
    try graph.classes(try linearPredictor(for: "An ONNX model"), reading: rows)
  }
}

extension LogisticRegression.Model: ONNXClassifier {
  public func addNodes(to graph: inout ONNXGraph, reading rows: ONNXRows) throws -> ONNXClasses {
    try addLinear(to: &graph, reading: rows)
  }
}

extension LogisticRegressionCV.Model: ONNXClassifier {
  public func addNodes(to graph: inout ONNXGraph, reading rows: ONNXRows) throws -> ONNXClasses {
    try addLinear(to: &graph, reading: rows)
  }
}

extension LinearDiscriminantAnalysis.Model: ONNXClassifier {
  public func addNodes(to graph: inout ONNXGraph, reading rows: ONNXRows) throws -> ONNXClasses {
    try addLinear(to: &graph, reading: rows)
  }
}

extension RidgeClassifier.Model: ONNXClassifier {
  public func addNodes(to graph: inout ONNXGraph, reading rows: ONNXRows) throws -> ONNXClasses {
    try addLinear(to: &graph, reading: rows)
  }
}

extension MultinomialNB.Model: ONNXClassifier {
  public func addNodes(to graph: inout ONNXGraph, reading rows: ONNXRows) throws -> ONNXClasses {
    try addLinear(to: &graph, reading: rows)
  }
}
