import CEstimators
import EstimatorDatasets
import Estimators
import Testing
import _EstimatorTestSupport

/// Digits, and what C is given of them.
struct CSample {
  let x: Matrix<Double>
  let y: [Int]

  init() throws {
    let digits = try Digits.load()
    x = digits.features.map { Double($0) }
    y = digits.labels
  }

  /// Lets the closure use rows over memory in one type.
  func withRows<Result>(_ storage: StoredAs, _ body: (OpaquePointer) throws -> Result) throws -> Result {
    func dense<Number>(_ numbers: [Number], _ type: Int) throws -> Result {
      try numbers.withUnsafeBytes { bytes in
        try made({ estimators_rows_dense(Int32(type), bytes.baseAddress, Int64(x.rows), Int64(x.columns), $0) }, body)
      }
    }
    switch storage {
    case .bytes: return try dense(x.elements.map { UInt8($0) }, ESTIMATORS_UINT8)
    case .float: return try dense(x.elements.map { Float($0) }, ESTIMATORS_FLOAT32)
    case .double: return try dense(x.elements, ESTIMATORS_FLOAT64)
    case .sparse:
      let sparse = try SparseMatrix(x)
      return try made(
        {
          estimators_rows_csr(
            Int32(ESTIMATORS_INT64), sparse.rowStarts, sparse.columnIndices, sparse.values, Int64(sparse.values.count),
            Int64(x.rows), Int64(x.columns), $0)
        }, body)
    }
  }

  private func made<Result>(
    _ make: (UnsafeMutablePointer<OpaquePointer?>) -> Int32, _ body: (OpaquePointer) throws -> Result
  ) throws -> Result {
    var rows: OpaquePointer?
    try succeed(make(&rows))
    defer { estimators_rows_free(rows) }
    return try body(#require(rows))
  }
}

/// What a call that failed said.
struct CFailure: Error, Equatable {
  let code: Int
  let sentence: String
}

func succeed(_ code: Int32) throws {
  guard code != ESTIMATORS_OK else { return }
  throw CFailure(code: Int(code), sentence: String(cString: estimators_last_error()))
}

/// The code and sentence of a call that must fail.
func failure(_ code: Int32) throws -> CFailure {
  #expect(code != ESTIMATORS_OK)
  return CFailure(code: Int(code), sentence: String(cString: estimators_last_error()))
}

/// A classifier from settings, for the time of the closure.
func withClassifier<Result>(_ settings: String, _ body: (OpaquePointer) throws -> Result) throws -> Result {
  var classifier: OpaquePointer?
  try succeed(estimators_classifier_create(settings, &classifier))
  defer { estimators_classifier_free(classifier) }
  return try body(#require(classifier))
}

/// So many numbers that a call writes.
func doubles(_ count: Int, _ call: (UnsafeMutablePointer<Double>, Int64) -> Int32) throws -> [Double] {
  var numbers = [Double](repeating: .nan, count: count)
  try succeed(numbers.withUnsafeMutableBufferPointer { call($0.baseAddress.unsafelyUnwrapped, Int64(count)) })
  return numbers
}
