import Estimators
import Testing
import _EstimatorTestSupport

@Suite struct FeaturesTests {
  /// 4 × 3.
  let numbers: Matrix<Double>
  let change: ColumnAffine

  init() throws {
    numbers = try Matrix([[1, 0, 30], [4, 5, 0], [0, 8, 90], [10, 11, 120]])
    change = try ColumnAffine(scale: [2, 0.5, -1], shift: [1, -2, 30])
  }

  private func changed(_ x: Matrix<Double>, _ change: ColumnAffine) throws -> Matrix<Double> {
    var result = x
    for i in 0..<x.rows {
      for j in 0..<x.columns { result[i, j] = (x[i, j] - change.shift[j]) * change.scale[j] }
    }
    return result
  }

  // MARK: Rows

  @Test(arguments: StoredAs.allCases)
  func everyStorageHoldsTheSameNumbers(storage: StoredAs) throws {
    let x = try storage.features(numbers)
    #expect((x.rows, x.columns) == (4, 3))
    #expect(try x.matrix() == numbers)
    #expect(x.names == nil && x.affine == nil && x.rowSelection == nil)
  }

  @Test(arguments: StoredAs.allCases)
  func aSelectionOfASelectionCountsInTheFirst(storage: StoredAs) throws {
    let x = try storage.features(numbers).selectingRows([3, 1, 0]).selectingRows([2, 0, 0])
    #expect(x.rowSelection == [0, 3, 3])
    #expect(try x.matrix() == numbers[rows: [0, 3, 3]].copied())
  }

  @Test func slicesAndChosenRowsAreFeaturesToo() throws {
    #expect(try numbers[rows: 1..<3].features.matrix() == numbers[rows: 1..<3])
    #expect(try numbers[rows: [2, 2]].features.matrix() == numbers[rows: [2, 2]].copied())
    #expect(try numbers[rows: 1...][rows: [2, 0]].features.selectingRows([0]).matrix() == numbers[rows: 3...])
  }

  @Test func noRowsMayBeChosen() throws {
    let none = try numbers.features.selectingRows([])
    #expect((none.rows, none.columns) == (0, 3))
    #expect(try none.matrix().count == 0)
  }

  @Test(arguments: [-1, 2])
  func aRowOutsideTheSelectionIsExplained(row: Int) throws {
    let x = try numbers.features.selectingRows([3, 3])
    #expect(throws: EstimatorError.rowOutOfRange(row: row, rows: 2)) { try x.selectingRows([0, row]) }
  }

  // MARK: Columns

  @Test(arguments: StoredAs.allCases)
  func columnsAreChosenInAnyOrderAndRepeated(storage: StoredAs) throws {
    let x = try storage.features(numbers).named(["a", "b", "c"]).applying(change).selectingRows([2, 0])
    let chosen = try x.selectingColumns([2, 0, 2])
    let expected = try changed(numbers, change)[rows: [2, 0]].copied()
    #expect(try chosen.matrix() == (try Matrix((0..<2).map { [expected[$0, 2], expected[$0, 0], expected[$0, 2]] })))
    #expect(chosen.names == ["c", "a", "c"])
    #expect(chosen.columnName(1) == "\"a\"")
  }

  @Test(arguments: StoredAs.allCases)
  func chosenColumnsKeepTheirStorage(storage: StoredAs) throws {
    #expect(StoredAs(try storage.features(numbers).selectingColumns([1])) == storage)
  }

  @Test(arguments: [-1, 3])
  func aColumnThatDoesNotExistIsExplained(column: Int) {
    #expect(throws: EstimatorError.columnOutOfRange(column: column, columns: 3)) {
      try numbers.features.selectingColumns([0, column])
    }
  }

  // MARK: Changes

  @Test(arguments: StoredAs.allCases)
  func changesComposeAsIfWrittenDownOneAfterTheOther(storage: StoredAs) throws {
    let second = try ColumnAffine(scale: [-4, 8, 0.25], shift: [3, 0, -5])
    let x = try storage.features(numbers).applying(change).applying(second)
    let written = try changed(changed(numbers, change), second)
    // All factors are powers of 2, so nothing rounds.
    #expect(try x.matrix() == written)
    #expect(try x.selectingRows([3, 0]).matrix() == written[rows: [3, 0]].copied())
  }

  @Test func changesWithRoundingComposeUpToIt() throws {
    let first = try ColumnAffine(scale: [0.3, 1.7, 1e-3], shift: [0.1, 2.3, 55])
    let second = try ColumnAffine(scale: [11, -0.07, 1e3], shift: [0.7, 0.01, -0.3])
    let x = try numbers.features.applying(first).applying(second)
    #expect(try relativeError(x.matrix().elements, try changed(changed(numbers, first), second).elements) < 1e-14)
  }

  @Test func aChangeOfAnotherWidthIsExplained() throws {
    let narrow = try ColumnAffine(scale: [1], shift: [0])
    #expect(throws: EstimatorError.featureCountMismatch(expected: 1, found: 3)) {
      try numbers.features.applying(narrow)
    }
  }

  @Test(arguments: [0, .nan, .infinity])
  func aFactorThatCannotBeUndoneIsExplained(factor: Double) {
    #expect {
      try ColumnAffine(scale: [1, factor], shift: [0, 0])
    } throws: {
      "\($0)".contains("`scale` must be finite and not 0")
    }
  }

  @Test func aShiftThatIsNotFiniteAndCountsThatDifferAreExplained() {
    #expect {
      try ColumnAffine(scale: [1], shift: [.infinity])
    } throws: {
      "\($0)".contains("`shift` must be finite")
    }
    #expect(throws: EstimatorError.featureCountMismatch(expected: 2, found: 1)) {
      try ColumnAffine(scale: [1, 1], shift: [0])
    }
  }

  // MARK: Names

  @Test func thereMustBeOneNamePerColumn() throws {
    let named = try numbers.features.named(["a", "b", "c"])
    #expect(named.names == ["a", "b", "c"])
    #expect(try named.selectingRows([1]).applying(change).names == ["a", "b", "c"])
    #expect(numbers.features.columnName(2) == "2")
    #expect(throws: EstimatorError.featureNameCount(names: 2, columns: 3)) { try numbers.features.named(["a", "b"]) }
  }

  @Test func columnsThatDifferFromTheFitAreListed() throws {
    let x = try numbers.features.named(["a", "b", "c"])
    try requireSameColumns(x, count: 3, names: ["a", "b", "c"])
    try requireSameColumns(numbers.features, count: 3, names: ["a", "b", "c"])
    try requireSameColumns(x, count: 3, names: nil)
    #expect(throws: EstimatorError.featureCountMismatch(expected: 2, found: 3)) {
      try requireSameColumns(x, count: 2, names: nil)
    }
    #expect(
      throws: EstimatorError.featureNamesMismatch(missing: ["d"], unexpected: ["c"], firstMoved: nil)
    ) {
      try requireSameColumns(x, count: 3, names: ["a", "b", "d"])
    }
    #expect {
      try requireSameColumns(x, count: 3, names: ["a", "c", "b"])
    } throws: {
      "\($0)".contains("first at \"b\" where the fit had \"c\"")
    }
  }
}
