import Matrices
import Testing

/// Values as text for people.
@Suite struct ReadableTests {
  private enum Choice: Sendable {
    case plain
    case sized(Double)
    case named(rate: Double, Choice2)
    case one(rate: Double)
  }

  private enum Choice2: String { case automatic }

  private struct Pair {
    let first = 1.0 / 3
    let names: [String]? = nil
  }

  @Test func numbersHaveFourDigits() {
    #expect(Readable.text(0.9527777777777777) == "0.9528")
    #expect(Readable.text(Float(1) / 3) == "0.3333")
    #expect(Readable.text(1e-5) == "1e-05")
    #expect(Readable.text(123456) == "123456")
    #expect(Readable.text(UInt8(7)) == "7")
    #expect(Readable.text(0.25...1 / 3) == "0.25...0.3333")
    #expect(Readable.text(Double.infinity) == "inf")
  }

  @Test func optionalsListsAndTextsReadAsInSwift() {
    #expect(Readable.text(Double?.none as Any) == "nil")
    #expect(Readable.text(Double?.some(2.5) as Any) == "2.5")
    #expect(Readable.text([1.0, 2.5]) == "[1, 2.5]")
    #expect(Readable.text([Int]()) == "[]")
    #expect(Readable.text(Array(1...100)) == "[1, 2, 3, … 100 in all]")
    #expect(Readable.text(["a\nb", "c"]) == #"["a b", "c"]"#)
    #expect(Readable.text(["k": 1.0]) == #"["k": 1]"#)
    #expect(Readable.text(true) == "true")
  }

  @Test func casesHaveTheirDotAndLabels() {
    #expect(Readable.text(Choice.plain) == ".plain")
    #expect(Readable.text(Choice.sized(0.5)) == ".sized(0.5)")
    #expect(Readable.text(Choice.one(rate: 0.5)) == ".one(rate: 0.5)")
    #expect(Readable.text(Choice.named(rate: 1.0 / 3, .automatic)) == ".named(rate: 0.3333, .automatic)")
  }

  @Test func structuresHaveTheirPropertiesAndNoModule() {
    #expect(Readable.text(Pair()) == "Pair(first: 0.3333, names: nil)")
  }

  @Test func longCallsTakeALineForEachArgument() {
    #expect(Readable.call("F", [("", "1"), ("b", "2")]) == "F(1, b: 2)")
    let long = String(repeating: "x", count: 90)
    #expect(Readable.call("F", [("a", long), ("b", "2\n3")]) == "F(\n  a: \(long),\n  b: 2\n  3)")
    #expect(Readable.block("P", ["a", "b"]) == "P { a; b }")
    #expect(Readable.block("P", ["a\nb", "c"]) == "P {\n  a\n  b\n  c\n}")
  }

  @Test func typesAreCalledWithoutModuleAndArguments() {
    #expect(Readable.name(Matrix<Double>.self) == "Matrix")
    #expect(Readable.name([String: [Int]].self) == "Dictionary")
    #expect(Readable.words("featureLogProbabilities") == "feature log probabilities")
  }

  @Test func sameValuesAreTheSameWhateverTheirType() {
    #expect(Readable.isSame(1.0, 1.0) && !Readable.isSame(1.0, 1.0000001))
    #expect(Readable.isSame([Double]?.none as Any, [Double]?.none as Any))
    #expect(!Readable.isSame([Double]?.none as Any, [1.0] as [Double]? as Any))
    #expect(Readable.isSame([1.0] as [Double]? as Any, [1.0] as [Double]? as Any))
  }

  @Test func excerptsKeepBothEnds() {
    #expect(Readable.excerpt(["a", "b"], most: 2) == ["a", "b"])
    #expect(Readable.excerpt(["a", "b", "c", "d", "e"], most: 2) == ["a", "… 3 more …", "e"])
  }
}

/// Matrices as NumPy prints them.
@Suite struct MatrixDescriptionTests {
  @Test func columnsAreAlignedAndNumbersHaveFourDigits() throws {
    let matrix = try Matrix([[1.0 / 3, 100], [-2, 0.5]])
    #expect(
      "\(matrix)" == """
        2 × 2 Double
          [0.3333  100]
          [    -2  0.5]
        """)
  }

  @Test func ofALargeMatrixTheEdgesAreShown() throws {
    let matrix = try Matrix(rows: 100, columns: 20, (0..<2000).map(Double.init))
    let lines = "\(matrix)".split(separator: "\n")
    #expect(lines.count == 8)
    #expect(lines[0] == "100 × 20 Double")
    #expect(lines[1].split(separator: " ").joined(separator: " ") == "[ 0 1 2 3 … 16 17 18 19]")
    #expect(lines[4] == "  …")
    #expect(lines[7].hasSuffix("1996  1997  1998  1999]"))
    #expect("\(matrix[rows: [99, 0]])".hasPrefix("2 × 20 Double, rows of 100\n  [1980"))
  }

  @Test func sparseMatricesShowWhatIsStored() throws {
    let sparse = try SparseMatrix(Matrix([[0, 1.0 / 3], [2, 0]]))
    #expect(
      "\(sparse)" == """
        2 × 2 sparse, 2 stored
          [.  0.3333]
          [2       .]
        """)
  }

  @Test func aRandomStateKeepsItsWordsToItself() {
    #expect("\(RandomState(42))" == "RandomState(word 624 of 624)")
  }
}

/// One column in another order, as importances need it.
@Suite struct ReorderingTests {
  @Test func sparseColumnsAreReorderedInPlace() throws {
    let dense = try Matrix([[1, 0, 3], [0, 5, 0], [7, 0, 0], [0, 2, 4]])
    let sparse = try SparseMatrix(dense)
    for column in 0..<3 {
      let order = [3, 0, 1, 2]
      var expected = dense
      for row in 0..<4 { expected[row, column] = dense[order[row], column] }
      let result = sparse.reordering(column: column, by: order)
      #expect(try result.dense == expected)
      // Its structure is sound.
      #expect(
        try SparseMatrix(
          rows: 4, columns: 3, rowStarts: result.rowStarts, columnIndices: result.columnIndices, values: result.values)
          == result)
    }
  }

  @Test func aTableColumnIsReorderedAlone() throws {
    let table = try Table(["a": .doubles([1, nil, 3]), "b": .strings(["x", "y", nil])])
    let result = try table.reordering(column: 1, by: [2, 0, 1])
    #expect(try result == Table(["a": .doubles([1, nil, 3]), "b": .strings([nil, "x", "y"])]))
  }
}
