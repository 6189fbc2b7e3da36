import CEstimators
import Estimators
import Testing
import _EstimatorTestSupport

/// What is wrong is a code and a sentence, never a trap.
@Suite struct CErrorTests {
  @Test(arguments: [
    (#"{"c": 1}"#, #""c""#), (#"{"C": 0}"#, "c"), (#"{"C": "much"}"#, "C"), (#"{"solver": "best"}"#, "solver"),
    (#"{"solver": 3}"#, "solver"), (#"{"max_iter": 2.5}"#, "max_iter"), (#"{"max_iter": 0}"#, "max_iter"),
    (#"{"tol": -1}"#, "tol"), (#"{"fit_intercept": 1}"#, "fit_intercept"), (#"{"random_state": -1}"#, "random_state"),
    (#"{"l1_ratio": 0.5}"#, "l1_ratio"), (#"{"penalty": "elasticnet"}"#, "l1_ratio"),
    (#"{"penalty": "elasticnet", "l1_ratio": 2}"#, "l1Ratio"), (#"{"class_weight": 1}"#, "class_weight"),
    (#"{"class_weight": {"0": "much"}}"#, "class_weight"), (#"{"estimator": "Tree"}"#, "estimator"), ("[]", "JSON"),
    ("{", "JSON"), ("nonsense", "JSON"),
  ])
  func settingsAreRefusedByName(json: String, name: String) throws {
    var classifier: OpaquePointer?
    let failure = try failure(estimators_classifier_create(json, &classifier))
    #expect(failure.code == ESTIMATORS_INVALID_SETTING && classifier == nil)
    #expect(failure.sentence.contains(name), "\(failure.sentence)")
  }

  @Test func solversAndPenaltiesThatDoNotGoTogetherAreRefused() throws {
    var classifier: OpaquePointer?
    let created = estimators_classifier_create(#"{"solver": "newton-cholesky", "penalty": "l1"}"#, &classifier)
    #expect(try failure(created).code == ESTIMATORS_UNSUPPORTED && classifier == nil)
  }

  @Test func pointersAndLengthsAreLookedAt() throws {
    var rows: OpaquePointer?
    let numbers = [1.0, 2, 3, 4]
    let float64 = Int32(ESTIMATORS_FLOAT64)
    func refused(_ code: Int32, _ words: String) throws {
      let failure = try failure(code)
      #expect(failure.code == ESTIMATORS_INVALID_ARGUMENT && failure.sentence.contains(words), "\(failure.sentence)")
    }
    try refused(estimators_rows_dense(float64, nil, 2, 2, &rows), "NULL")
    try refused(estimators_rows_dense(float64, numbers, 2, 2, nil), "NULL")
    try refused(estimators_rows_dense(float64, numbers, -2, 2, &rows), "-2")
    try refused(estimators_rows_dense(float64, numbers, .max, 2, &rows), "rows")
    try refused(estimators_rows_dense(float64, numbers, 4, .max, &rows), "too many")
    try refused(estimators_rows_dense(float64, numbers, 1, .max, &rows), "addresses")
    try refused(estimators_rows_dense(9, numbers, 2, 2, &rows), "9")
    try numbers.withUnsafeBytes {
      try refused(
        estimators_rows_dense(float64, $0.baseAddress.map { $0 + 1 }, 1, 1, &rows), "multiple of 8 bytes")
    }
    let starts: [Int32] = [0, 1]
    try refused(estimators_rows_csr(Int32(ESTIMATORS_INT32), starts, nil, numbers, 1, 1, 1, &rows), "indices")
    try refused(estimators_rows_shape(nil, nil, nil), "rows is NULL")
    try refused(estimators_classifier_create("{}", nil), "result")
    try refused(estimators_classifier_fit(nil, nil, 0, nil, 0, nil, nil, nil), "classifier is NULL")
    try refused(estimators_scaler_fit(nil, nil, nil, 0), "scaler is NULL")
    #expect(rows == nil)
  }

  @Test func rowsOfNoNumbersCannotBeFitted() throws {
    var rows: OpaquePointer?
    try succeed(estimators_rows_dense(Int32(ESTIMATORS_UINT8), nil, 0, 5, &rows))
    defer { estimators_rows_free(rows) }
    try withClassifier("") { classifier in
      let fit = try failure(
        estimators_classifier_fit(classifier, rows, Int32(ESTIMATORS_INT64), nil, 0, nil, nil, nil))
      #expect(fit.code == ESTIMATORS_INVALID_DATA)
      let attribute = try failure(estimators_classifier_intercepts(classifier, nil, 0))
      #expect(attribute.code == ESTIMATORS_NOT_FITTED)
    }
  }

  @Test func aCancelledFitLeavesTheClassifierAsItWas() throws {
    let sample = try CSample()
    try sample.withRows(.bytes) { rows in
      try withClassifier(#"{"max_iter": 3, "warm_start": true}"#) { classifier in
        func fit(_ answer: Int32?) -> Int32 {
          var calls = (count: Int32(0), answer: answer ?? 0)
          return estimators_classifier_fit(
            classifier, rows, Int32(ESTIMATORS_INT64), sample.y, Int64(sample.y.count), nil,
            { user, iteration in
              let calls = user?.assumingMemoryBound(to: (count: Int32, answer: Int32).self)
              calls?.pointee.count += 1
              return iteration?.pointee.number == 2 ? calls?.pointee.answer ?? 0 : 0
            }, &calls)
        }
        try succeed(fit(nil))
        let before = try doubles(640) { estimators_classifier_coefficients(classifier, $0, $1) }
        #expect(try failure(fit(Int32(ESTIMATORS_CANCEL))).code == ESTIMATORS_CANCELLED)
        #expect(try doubles(640) { estimators_classifier_coefficients(classifier, $0, $1) } == before)
        #expect(try failure(fit(17)).code == ESTIMATORS_INVALID_ARGUMENT)
        try succeed(fit(Int32(ESTIMATORS_STOP)))
        #expect(try doubles(640) { estimators_classifier_coefficients(classifier, $0, $1) } != before)
      }
    }
  }
}
