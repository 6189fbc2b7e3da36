import CEstimators
import Estimators

@_cdecl("estimators_classifier_create")
public func classifierCreate(
  _ settings: UnsafePointer<CChar>?, _ result: UnsafeMutablePointer<OpaquePointer?>?
) -> Int32 {
  guarded {
    let result = try place(result, "result")
    let json = try settings == nil ? "" : text(settings, "settings")
    result.pointee = handle(ClassifierHandle(try ClassifierSettings(json: json)))
  }
}

@_cdecl("estimators_classifier_free")
public func classifierFree(_ classifier: OpaquePointer?) { release(classifier, as: ClassifierHandle.self) }

@_cdecl("estimators_classifier_fit")
public func classifierFit(
  _ classifier: OpaquePointer?, _ rows: OpaquePointer?, _ labelType: Int32, _ labels: UnsafeRawPointer?,
  _ labelCount: Int64, _ weightsStart: UnsafePointer<Double>?, _ progress: estimators_progress?,
  _ user: UnsafeMutableRawPointer?
) -> Int32 {
  guarded {
    let classifier = try object(classifier, as: ClassifierHandle.self, "classifier")
    let x = try object(rows, as: RowsHandle.self, "rows").features
    let count = try count(labelCount, "count")
    guard count == x.rows else { throw EstimatorError.rowCountMismatch(features: x.rows, targets: count) }
    let weights = try weights(weightsStart, count)
    let progress = Progress(function: progress, user: user)
    func fit<Label: ClassLabel>(_ labels: [Label], _ label: (String) -> Label?) throws {
      try progress.cancelling {
        try classifier.fit(x, labels, weights: weights, label: label, onIteration: progress.tell)
      }
    }
    switch Int(labelType) {
    case ESTIMATORS_INT32: try fit(elements(labels, count, as: Int32.self, "labels").map(Int.init)) { Int($0) }
    case ESTIMATORS_INT64: try fit(Array(elements(labels, count, as: Int.self, "labels"))) { Int($0) }
    case ESTIMATORS_STRING: try fit(texts(labels, count, "labels")) { $0 }
    default:
      throw Refusal.argument(
        "label_type is \(labelType); it must be ESTIMATORS_INT32, ESTIMATORS_INT64 or ESTIMATORS_STRING.")
    }
  }
}
