import CEstimators
import Estimators
import Foundation
import Testing
import _EstimatorTestSupport

/// What C gets is what Swift gets, to the bit.
@Suite struct CClassifierTests {
  private static let settings: [(json: String, classifier: LogisticRegression<Int>)] = [
    ("{}", LogisticRegression(maxIterations: 1000)),
    (
      #"{"multi_class": "ovr", "solver": "newton-cholesky", "C": 0.1, "tol": 1e-6, "fit_intercept": false}"#,
      LogisticRegression(
        multiClass: .ovr, solver: .newtonCholesky, c: 0.1, tolerance: 1e-6, fitIntercept: false)
    ),
    (
      #"{"solver": "saga", "penalty": "elasticnet", "l1_ratio": 0.5, "max_iter": 3, "random_state": 7}"#,
      LogisticRegression(
        solver: .saga, penalty: .elasticNet(l1Ratio: 0.5), maxIterations: 3, randomState: 7)
    ),
    (
      #"{"solver": "coordinate-descent", "penalty": "l1", "max_iter": 2, "class_weight": {"3": 2, "4": 0.5}}"#,
      LogisticRegression(
        solver: .coordinateDescent, penalty: .l1, maxIterations: 2, classWeight: .weights([3: 2, 4: 0.5]))
    ),
    (
      #"{"estimator": "LogisticRegression", "penalty": null, "max_iter": 4, "class_weight": "balanced", "C": "inf"}"#,
      LogisticRegression(penalty: .none, c: .infinity, maxIterations: 4, classWeight: .balanced)
    ),
  ]

  @Test(arguments: StoredAs.allCases, settings.indices)
  func aFitIsSwifts(storage: StoredAs, place: Int) throws {
    let (sample, (json, swift)) = (try CSample(), Self.settings[place])
    try BLAS.singleThreaded {
      let expected = try swift.fitted(to: storage.features(sample.x), sample.y)
      try sample.withRows(storage) { rows in
        try withClassifier(json) { classifier in
          try succeed(
            estimators_classifier_fit(
              classifier, rows, Int32(ESTIMATORS_INT64), sample.y, Int64(sample.y.count), nil, nil, nil))
          try expectSame(classifier, rows, as: expected, storage.features(sample.x))
        }
      }
    }
  }

  private func expectSame(
    _ classifier: OpaquePointer, _ rows: OpaquePointer, as model: LogisticRegression<Int>.Model, _ x: Features
  ) throws {
    let (k, p) = (model.classes.count, model.coefficients.columns)
    let coefficients = try doubles(k * p) { estimators_classifier_coefficients(classifier, $0, $1) }
    #expect(coefficients == model.coefficients.elements)
    #expect(try doubles(k) { estimators_classifier_intercepts(classifier, $0, $1) } == model.intercepts)
    #expect(
      try doubles(x.rows * k) { estimators_classifier_probabilities(classifier, rows, $0, $1) }
        == model.predictProbabilities(x).elements)
    #expect(
      try doubles(x.rows * k) { estimators_classifier_scores(classifier, rows, $0, $1) }
        == model.decisionFunction(x).elements)
    var labels = [Int64](repeating: -1, count: x.rows)
    try succeed(estimators_classifier_predict(classifier, rows, &labels, Int64(x.rows)))
    #expect(try labels.map(Int.init) == model.predict(x))
    var iterations = [Int64](repeating: -1, count: model.report.iterations.count)
    try succeed(estimators_classifier_iterations(classifier, &iterations, Int64(iterations.count)))
    #expect(iterations.map(Int.init) == model.report.iterations)
    var summary = estimators_summary()
    try succeed(estimators_classifier_summary(classifier, &summary, MemoryLayout<estimators_summary>.size))
    #expect(summary.objective == model.report.objective && summary.gradient_norm == model.report.gradientNorm)
    #expect((summary.converged == 1) == model.report.converged)
    #expect(summary.evaluations == model.report.evaluations && summary.problems == model.report.iterations.count)
  }

  @Test func weightsAndTextsAreSwifts() throws {
    let sample = try CSample()
    let weights = (0..<sample.y.count).map { Double($0 % 3) }
    let names = sample.y.map { "digit \($0 % 2)" }
    let expected = try BLAS.singleThreaded {
      try LogisticRegression<String>(maxIterations: 5).fitted(to: sample.x, names, sampleWeight: weights)
    }
    let texts = names.map { strdup($0) }
    defer { for text in texts { free(text) } }
    let pointers = texts.map { UnsafePointer($0) }
    try sample.withRows(.double) { rows in
      try withClassifier(#"{"max_iter": 5}"#) { classifier in
        try BLAS.singleThreaded {
          try succeed(
            pointers.withUnsafeBytes {
              estimators_classifier_fit(
                classifier, rows, Int32(ESTIMATORS_STRING), $0.baseAddress, Int64(names.count), weights, nil, nil)
            })
        }
        #expect(
          try doubles(64) { estimators_classifier_coefficients(classifier, $0, $1) } == expected.coefficients.elements)
        var name: UnsafeMutablePointer<CChar>?
        try succeed(estimators_classifier_class_name(classifier, 1, &name))
        #expect(name.map { String(cString: $0) } == "digit 1")
        estimators_text_free(name)
        var report: UnsafeMutablePointer<CChar>?
        try succeed(estimators_classifier_report(classifier, &report))
        #expect(report.map { String(cString: $0) } == "\(expected.report)")
        estimators_text_free(report)
      }
    }
  }

  @Test func filesAreThoseOfSwift() throws {
    let sample = try CSample()
    let url = FileManager.default.temporaryDirectory.appending(path: "CClassifierTests-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: url) }
    try sample.withRows(.bytes) { rows in
      let json = #"{"max_iter": 5, "C": 0.3, "solver": "saga", "class_weight": {"3": 2}}"#
      try withClassifier(json) { classifier in
        try succeed(
          estimators_classifier_fit(
            classifier, rows, Int32(ESTIMATORS_INT64), sample.y, Int64(sample.y.count), nil, nil, nil))
        try succeed(estimators_classifier_save(classifier, url.path))
        let restored = try LogisticRegression<Int>().restored(from: url)
        #expect(restored.c == 0.3 && restored.solver == .saga && restored.classWeight == .weights([3: 2]))
        try withLoaded(url) { loaded in
          let count = sample.y.count * 10
          let before = try doubles(count) { estimators_classifier_log_probabilities(classifier, rows, $0, $1) }
          #expect(try doubles(count) { estimators_classifier_log_probabilities(loaded, rows, $0, $1) } == before)
          #expect(try restored.predictLogProbabilities(sample.x.map { UInt8($0) }).elements == before)
          // Its settings came along.
          try succeed(estimators_classifier_save(loaded, url.path))
          let again = try LogisticRegression<Int>().restored(from: url)
          #expect(again.c == 0.3 && again.solver == .saga && again.classWeight == .weights([3: 2]))
        }
        let model = try #require(restored.model)
        try model.write(to: url)
        try withLoaded(url) { loaded in
          let intercepts = try doubles(10) { estimators_classifier_intercepts(loaded, $0, $1) }
          #expect(intercepts == model.intercepts)
        }
      }
    }
    var content = try Data(contentsOf: url)
    content[content.count / 2] ^= 1
    try content.write(to: url)
    var loaded: OpaquePointer?
    #expect(try failure(estimators_classifier_load(url.path, &loaded)).code == ESTIMATORS_FILE)
    #expect(loaded == nil)
  }

  @Test(arguments: ["{}", #"{"class_weight": {"a": 2}}"#])
  func settingsAloneCanBeSaved(json: String) throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "CClassifierTests-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: url) }
    try withClassifier(json) { try succeed(estimators_classifier_save($0, url.path)) }
    try withLoaded(url) { loaded in
      let failure = try failure(estimators_classifier_intercepts(loaded, nil, 0))
      #expect(failure.code == ESTIMATORS_NOT_FITTED)
    }
  }

  private func withLoaded(_ url: URL, _ body: (OpaquePointer?) throws -> Void) throws {
    var loaded: OpaquePointer?
    try succeed(estimators_classifier_load(url.path, &loaded))
    defer { estimators_classifier_free(loaded) }
    try body(loaded)
  }
}
