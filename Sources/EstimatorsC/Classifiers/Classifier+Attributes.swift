import CEstimators
import Estimators

@_cdecl("estimators_classifier_summary")
public func classifierSummary(
  _ classifier: OpaquePointer?, _ summary: UnsafeMutablePointer<estimators_summary>?, _ size: Int
) -> Int32 {
  guarded {
    let model = try object(classifier, as: ClassifierHandle.self, "classifier").model
    let summary = try place(summary, "summary")
    guard size == MemoryLayout<estimators_summary>.size else {
      throw Refusal.argument(
        "size is \(size); pass sizeof(estimators_summary), \(MemoryLayout<estimators_summary>.size).")
    }
    let report = model.report
    summary.pointee = estimators_summary(
      classes: Int64(model.names.count), score_columns: Int64(model.intercepts.count),
      features: Int64(model.coefficients.columns), problems: Int64(report.iterations.count),
      evaluations: Int64(report.evaluations),
      label_type: Int32(model is LogisticRegression<Int>.Model ? ESTIMATORS_INT64 : ESTIMATORS_STRING),
      converged: report.converged ? 1 : 0, objective: report.objective, gradient_norm: report.gradientNorm,
      seconds: report.seconds)
  }
}

@_cdecl("estimators_classifier_report")
public func classifierReport(
  _ classifier: OpaquePointer?, _ text: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> Int32 {
  guarded {
    let report = try object(classifier, as: ClassifierHandle.self, "classifier").model.report
    try place(text, "text").pointee = handedOut("\(report)")
  }
}

@_cdecl("estimators_classifier_classes")
public func classifierClasses(
  _ classifier: OpaquePointer?, _ into: UnsafeMutablePointer<Int64>?, _ count: Int64
) -> Int32 {
  guarded {
    let model = try object(classifier, as: ClassifierHandle.self, "classifier").model
    let classes = try integers(model)
    _ = try room(into, count, for: classes.count, "into").update(fromContentsOf: classes.map(Int64.init))
  }
}

/// The classes of a fit with integers.
func integers(_ model: any FittedModel) throws -> [Int] {
  guard let classes = (model as? LogisticRegression<Int>.Model)?.classes else {
    throw Refusal(
      code: ESTIMATORS_UNSUPPORTED,
      sentence: "The labels of this classifier are texts. Ask for the places of classes, and for their names with "
        + "estimators_classifier_class_name.")
  }
  return classes
}

@_cdecl("estimators_classifier_class_name")
public func classifierClassName(
  _ classifier: OpaquePointer?, _ index: Int64, _ text: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?
) -> Int32 {
  guarded {
    let names = try object(classifier, as: ClassifierHandle.self, "classifier").model.names
    guard index >= 0, index < names.count else {
      throw Refusal.argument("index is \(index); it must lie in 0..<\(names.count).")
    }
    try place(text, "text").pointee = handedOut(names[Int(index)])
  }
}

@_cdecl("estimators_classifier_coefficients")
public func classifierCoefficients(
  _ classifier: OpaquePointer?, _ into: UnsafeMutablePointer<Double>?, _ count: Int64
) -> Int32 {
  guarded {
    let coefficients = try object(classifier, as: ClassifierHandle.self, "classifier").model.coefficients
    _ = try room(into, count, for: coefficients.count, "into").update(fromContentsOf: coefficients.elements)
  }
}

@_cdecl("estimators_classifier_intercepts")
public func classifierIntercepts(
  _ classifier: OpaquePointer?, _ into: UnsafeMutablePointer<Double>?, _ count: Int64
) -> Int32 {
  guarded {
    let intercepts = try object(classifier, as: ClassifierHandle.self, "classifier").model.intercepts
    _ = try room(into, count, for: intercepts.count, "into").update(fromContentsOf: intercepts)
  }
}

@_cdecl("estimators_classifier_iterations")
public func classifierIterations(
  _ classifier: OpaquePointer?, _ into: UnsafeMutablePointer<Int64>?, _ count: Int64
) -> Int32 {
  guarded {
    let iterations = try object(classifier, as: ClassifierHandle.self, "classifier").model.report.iterations
    _ = try room(into, count, for: iterations.count, "into").update(fromContentsOf: iterations.map(Int64.init))
  }
}
