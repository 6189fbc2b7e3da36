// A transformer of one's own goes into an ONNX model.

import EstimatorDatasets
import EstimatorInterchange
import Estimators

/// Cuts numbers off at the ends of a range.
struct Clipper: Transformer {
  struct Model: TransformerModel {
    let low: Double
    let high: Double
    let columns: FittedColumns

    func transform(_ x: Features) throws -> Features {
      try columns.require(x)
      let cut = try x.matrix().map { min(max($0, low), high) }.features
      return try x.names.map(cut.named) ?? cut
    }
  }

  var range: ClosedRange<Double>
  var model: Model?

  func validate() throws {}

  func fitted(to x: Features, targets: ClassTargets?, weights: [Double]?) throws -> Model {
    Model(low: range.lowerBound, high: range.upperBound, columns: FittedColumns(x))
  }
}

// snippet.nodes
extension Clipper.Model: ONNXTransformer {
  func addNodes(to graph: inout ONNXGraph, reading rows: ONNXRows) throws -> ONNXValue {
    let x = try graph.features(rows, of: columns)
    return graph.add("Clip", x, graph.constant(low), graph.constant(high))
  }
}
// snippet.end

let iris = try Iris.load()
let pipeline = Pipeline {
  Clipper(range: 1...5)
  LogisticRegression()
}
print(try ONNXModel(pipeline.fitted(to: iris.features, iris.labels)))
