import Matrices
import Testing
import _EstimatorTestSupport

/// Looking into a table, taking rows, adding columns.
@Suite struct TableAccessTests {
  private let table: Table

  init() throws {
    table = try Table([
      "age": .doubles([22, nil, 26.5, 61]), "sex": .strings(["m", "f", nil, "f"]),
      "children": .integers([0, 2, 1, nil]), "alone": .booleans([true, nil, false, true]),
    ])
  }

  @Test func columnsAreReadByName() throws {
    #expect(try table["children"] == .integers([0, 2, 1, nil]))
    let ages = try table.numbers("age")
    #expect(ages[0] == 22 && ages[1].isNaN)
    #expect(try table.texts("sex") == ["m", "f", nil, "f"])
    #expect(try table.texts("children") == ["0", "2", "1", nil])
    #expect(table.kinds == ["age": .double, "sex": .string, "children": .integer, "alone": .boolean])
    #expect(throws: MatrixError.wrongKind(column: "sex", expected: "double", found: "string")) {
      try table.numbers("sex")
    }
  }

  @Test(arguments: [
    ("Age", "age"), ("aeg", "age"), ("chlidren", "children"), ("children ", "children"), ("Alone", "alone"),
  ])
  func aTypoNamesWhatWasMeant(typo: String, meant: String) throws {
    let error = #expect(throws: MatrixError.noSuchColumn(name: typo, available: table.names)) { try table[typo] }
    let text = error?.description ?? ""
    #expect(text.contains("Did you mean \"\(meant)\"?") && text.contains("age, sex, children, alone"), "\(text)")
  }

  @Test func whatResemblesNothingGetsNoHint() {
    #expect(!MatrixError.noSuchColumn(name: "income", available: table.names).description.contains("Did you mean"))
    #expect(!MatrixError.noSuchColumn(name: "x", available: []).description.contains("Did you mean"))
  }

  @Test func rowsAreTakenFromBothEnds() throws {
    #expect(table.head(2) == (try table.selecting(rows: [0, 1])))
    #expect(table.tail(1) == (try table.selecting(rows: [3])))
    #expect(table.head(9) == table && table.tail(9) == table && table.head() == table)
    #expect(table.head(0).rows == 0 && table.tail(0).rows == 0)
    #expect(table.head(-1) == table.head(3) && table.tail(-1) == table.tail(3))
    #expect(table.head(.min).rows == 0 && table.tail(.min).rows == 0)
    #expect(table.head(.max) == table && table.tail(.max) == table)
  }

  @Test func rowsAreFiltered() throws {
    #expect(try table.filter([true, false, false, true]) == table.selecting(rows: [0, 3]))
    #expect(try table.filter(number: "age") { $0 > 25 } == table.selecting(rows: [2, 3]))
    #expect(try table.filter(number: "alone") { $0 == 1 } == table.selecting(rows: [0, 3]))
    #expect(try table.filter(text: "sex") { $0 == "f" } == table.selecting(rows: [1, 3]))
    #expect(try table.filter(text: "sex") { $0 == nil } == table.selecting(rows: [2]))
    #expect(try table.droppingGaps() == table.selecting(rows: [0]))
    #expect(try table.droppingGaps(in: ["age"]) == table.selecting(rows: [0, 2, 3]))
    #expect(throws: MatrixError.maskLengthMismatch(rows: 4, found: 1)) { try table.filter([true]) }
    #expect(MatrixError.Code.wrongKind ~= thrown { try table.filter(number: "sex") { $0 > 1 } })
    #expect(MatrixError.Code.noSuchColumn ~= thrown { try table.droppingGaps(in: ["sx"]) })
  }

  @Test func columnsAreAdded() throws {
    let more = try table.adding("perChild", from: "age", "children") { $0 / ($1 + 1) }
    #expect(more.names == table.names + ["perChild"])
    #expect(try more["perChild"] == .doubles([22, nil, 13.25, nil]))
    #expect(try table.adding("double", from: "age") { 2 * $0 }["double"] == .doubles([44, nil, 53, 122]))
    #expect(try table.adding(.strings(["a", "b", "c", "d"]), named: "id")["id"].kind == .string)
    let replaced = try table.replacing("sex", with: .integers([1, 2, 3, 4]))
    #expect(replaced.names == table.names)
    #expect(try replaced["sex"] == .integers([1, 2, 3, 4]))
    let empty = try Table(names: [], columns: [])
    #expect(try empty.adding(.integers([1, 2]), named: "a").rows == 2)
    let one = try Table(["a": .integers([1, 2])])
    #expect(throws: MatrixError.columnLengthMismatch(name: "a", expected: 2, found: 1)) {
      try one.replacing("a", with: .integers([1]))
    }
    #expect(throws: MatrixError.duplicateColumn(name: "age")) { try table.adding(.integers([1]), named: "age") }
    #expect(throws: MatrixError.columnLengthMismatch(name: "x", expected: 4, found: 1)) {
      try table.adding(.integers([1]), named: "x")
    }
    #expect(throws: MatrixError.noSuchColumn(name: "b", available: table.names)) {
      try table.replacing("b", with: .integers([1, 2, 3, 4]))
    }
  }

  @Test func labelsAreTruthValuesInManyWritings() throws {
    let table = try Table([
      "flag": .booleans([true, false]), "one": .integers([0, 1]), "whole": .doubles([1, 0]),
      "yes": .strings(["Yes", "no"]), "short": .strings(["N", "y"]), "text": .strings(["true", "FALSE"]),
      "gap": .booleans([true, nil]), "other": .strings(["yes", "maybe"]), "two": .integers([1, 2]),
    ])
    for (name, labels) in [
      ("flag", [true, false]), ("one", [false, true]), ("whole", [true, false]), ("yes", [true, false]),
      ("short", [false, true]), ("text", [true, false]),
    ] {
      #expect(try table.booleanLabels(name) == labels, "\(name)")
    }
    #expect(throws: MatrixError.missingCell(column: "gap", row: 1)) { try table.booleanLabels("gap") }
    for (name, text) in [("other", "maybe"), ("two", "2")] {
      #expect {
        try table.booleanLabels(name)
      } throws: { error in
        "\(error)".contains("has \"\(text)\" in row 1, which is not true or false, yes or no, 1 or 0.")
      }
    }
  }

  @Test func printingShowsTheFirstRows() throws {
    let expected = """
         age  sex     children    alone
      double  string   integer  boolean
        22.0  m              0     true
           ·  f              2        ·
        26.5  ·              1    false
        61.0  f              ·     true
      4 rows × 4 columns
      gaps: age: 1, sex: 1, children: 1, alone: 1
      """
    #expect(table.description == expected)
    let long = try Table([
      "x": .doubles((0..<11).map { Double($0) / 3 }), "s": .strings(Array(repeating: "a\nb", count: 11)),
    ])
    let lines = long.description.split(separator: "\n")
    #expect(lines.count == 9 && lines[3].hasPrefix("0.333333  a b") && lines[7] == "…")
    #expect(lines[8] == "11 rows × 2 columns")
  }
}
