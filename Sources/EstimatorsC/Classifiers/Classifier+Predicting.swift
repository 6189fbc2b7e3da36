import CEstimators
import Estimators

@_cdecl("estimators_classifier_predict_indices")
public func classifierPredictIndices(
  _ classifier: OpaquePointer?, _ rows: OpaquePointer?, _ into: UnsafeMutablePointer<Int32>?, _ count: Int64
) -> Int32 {
  guarded {
    let model = try object(classifier, as: ClassifierHandle.self, "classifier").model
    let x = try object(rows, as: RowsHandle.self, "rows").features
    _ = try room(into, count, for: x.rows, "into").update(fromContentsOf: model.indices(x))
  }
}

@_cdecl("estimators_classifier_predict")
public func classifierPredict(
  _ classifier: OpaquePointer?, _ rows: OpaquePointer?, _ into: UnsafeMutablePointer<Int64>?, _ count: Int64
) -> Int32 {
  guarded {
    let model = try object(classifier, as: ClassifierHandle.self, "classifier").model
    let x = try object(rows, as: RowsHandle.self, "rows").features
    let (target, classes) = (try room(into, count, for: x.rows, "into"), try integers(model))
    _ = target.update(fromContentsOf: try model.indices(x).map { Int64(classes[Int($0)]) })
  }
}

@_cdecl("estimators_classifier_probabilities")
public func classifierProbabilities(
  _ classifier: OpaquePointer?, _ rows: OpaquePointer?, _ into: UnsafeMutablePointer<Double>?, _ count: Int64
) -> Int32 {
  guarded { try write(classifier, rows, into, count, columns: \.classes) { try $0.predictProbabilities($1) } }
}

@_cdecl("estimators_classifier_log_probabilities")
public func classifierLogProbabilities(
  _ classifier: OpaquePointer?, _ rows: OpaquePointer?, _ into: UnsafeMutablePointer<Double>?, _ count: Int64
) -> Int32 {
  guarded { try write(classifier, rows, into, count, columns: \.classes) { try $0.predictLogProbabilities($1) } }
}

@_cdecl("estimators_classifier_scores")
public func classifierScores(
  _ classifier: OpaquePointer?, _ rows: OpaquePointer?, _ into: UnsafeMutablePointer<Double>?, _ count: Int64
) -> Int32 {
  guarded { try write(classifier, rows, into, count, columns: \.scores) { try $0.decisionFunction($1) } }
}

/// How many numbers a row of results has.
private struct Widths {
  let classes: Int
  let scores: Int
}

private func write(
  _ classifier: OpaquePointer?, _ rows: OpaquePointer?, _ into: UnsafeMutablePointer<Double>?, _ count: Int64,
  columns: KeyPath<Widths, Int>, _ result: (any FittedModel, Features) throws -> Matrix<Double>
) throws {
  let model = try object(classifier, as: ClassifierHandle.self, "classifier").model
  let x = try object(rows, as: RowsHandle.self, "rows").features
  let width = Widths(classes: model.names.count, scores: model.intercepts.count)[keyPath: columns]
  let (total, overflows) = x.rows.multipliedReportingOverflow(by: width)
  guard !overflows else { throw Refusal.argument("\(x.rows) rows of \(width) results are too many numbers.") }
  let target = try room(into, count, for: total, "into")
  let found = try result(model, x)
  found.withElements { _ = target.update(fromContentsOf: $0) }
}
