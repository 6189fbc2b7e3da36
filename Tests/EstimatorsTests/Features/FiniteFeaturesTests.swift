import Estimators
import Testing
import _EstimatorTestSupport

@Suite struct FiniteFeaturesTests {
  /// 30 × 70, long enough for whole vectors and a rest, with one number out of the ordinary.
  private func features(_ storage: StoredAs, _ value: Double, row: Int = 17, column: Int = 68) throws -> Features {
    var numbers = Matrix(rows: 30, columns: 70, repeating: 0.5)
    for i in 0..<30 { numbers[i, (i * 11) % 70] = 0 }
    numbers[row, column] = value
    return try storage == .bytes ? numbers.features : storage.features(numbers)
  }

  @Test(arguments: [StoredAs.float, .double, .sparse], [Double.nan, .infinity, -.infinity])
  func theFirstNumberThatIsNotFiniteIsNamed(storage: StoredAs, value: Double) throws {
    let x = try features(storage, value)
    #expect {
      try requireFinite(x)
    } throws: {
      "\($0)".hasPrefix("Row 17, column 68 is \(value).")
    }
    #expect {
      try requireFinite(x.named((0..<70).map { "pixel \($0)" }))
    } throws: {
      "\($0)".hasPrefix("Row 17, column \"pixel 68\" is \(value).")
    }
  }

  @Test(arguments: [StoredAs.float, .double, .sparse])
  func theRowIsCountedInTheSelection(storage: StoredAs) throws {
    let x = try features(storage, .infinity)
    #expect(throws: EstimatorError.notFinite(row: 1, column: "68", value: .infinity)) {
      try requireFinite(x.selectingRows([3, 17, 17]))
    }
    try requireFinite(x.selectingRows(Array(0..<17)))
  }

  @Test(arguments: [StoredAs.float, .double, .sparse])
  func missingValuesPassWhereTheyAreAccepted(storage: StoredAs) throws {
    try requireFinite(features(storage, .nan), orMissing: true)
    #expect(throws: EstimatorError.notFinite(row: 17, column: "68", value: -.infinity)) {
      try requireFinite(features(storage, -.infinity), orMissing: true)
    }
  }

  @Test(arguments: [StoredAs.float, .double, .sparse])
  func anInfiniteNumberBehindAMissingOneIsFound(storage: StoredAs) throws {
    var numbers = Matrix(rows: 2, columns: 40, repeating: 1.0)
    for column in [3, 20, 38] { numbers[1, column] = .nan }
    numbers[1, 39] = .infinity
    let x = try storage.features(numbers)
    #expect(throws: EstimatorError.notFinite(row: 1, column: "39", value: .infinity)) {
      try requireFinite(x, orMissing: true)
    }
  }

  @Test(arguments: StoredAs.allCases)
  func finiteNumbersPassHoweverLarge(storage: StoredAs) throws {
    try requireFinite(features(storage == .bytes ? .double : storage, 1e38))
    try requireFinite(Matrix(rows: 2, columns: 2000, repeating: Double.greatestFiniteMagnitude).features)
    try requireFinite(Matrix(rows: 0, columns: 3, repeating: Float.nan).features)
  }

  @Test func everyPlaceOfALongRowIsLookedAt() throws {
    for column in stride(from: 0, to: 2100, by: 61) {
      var numbers = Matrix(rows: 1, columns: 2100, repeating: Float(1))
      numbers[0, column] = .nan
      #expect { try requireFinite(numbers.features) } throws: { "\($0)".contains("column \(column) is nan") }
    }
  }
}
