import Foundation
import Matrices
import Testing
import _EstimatorTestSupport

@Suite struct TableTests {
  private let table: Table

  init() throws {
    table = try Table([
      "age": .doubles([22, nil, 26.5]), "sex": .strings(["m", "f", nil]), "children": .integers([0, 2, 1]),
      "alone": .booleans([true, nil, false]),
    ])
  }

  @Test func columnsAreFoundByName() throws {
    #expect(table.rows == 3)
    #expect(table.names == ["age", "sex", "children", "alone"])
    #expect(try table.column("sex") == .strings(["m", "f", nil]))
    #expect(try table.column("age").missingCount == 1)
    #expect(try table.column("alone").values == [true, nil, false])
    #expect(throws: MatrixError.noSuchColumn(name: "agе", available: table.names)) { try table.column("agе") }
  }

  @Test func numbersHaveNaNForGaps() throws {
    let ages = try #require(try table.column("age").numbers)
    #expect(ages[0] == 22 && ages[1].isNaN && ages[2] == 26.5)
    let alone = try #require(try table.column("alone").numbers)
    #expect(alone[0] == 1 && alone[1].isNaN && alone[2] == 0)
    #expect(try table.column("children").numbers == [0, 2, 1])
    #expect(try table.column("sex").numbers == nil)
  }

  @Test func notANumberIsAGap() throws {
    let column = try Table(["x": .doubles([1, .nan])]).column("x")
    #expect(column == .doubles([1, nil]))
  }

  @Test func rowsAndColumnsAreChosen() throws {
    let chosen = try table.selecting(rows: [2, 2, 0]).selecting(columns: ["sex", "age"])
    #expect(chosen.names == ["sex", "age"])
    #expect(try chosen.column("age") == .doubles([26.5, 26.5, 22]))
    #expect(try table.dropping(columns: ["sex"]).names == ["age", "children", "alone"])
    #expect(try table.dropping(columns: table.names).rows == 3)
    #expect(throws: MatrixError.indexOutOfRange(index: 3, count: 3, axis: "row")) { try table.selecting(rows: [0, 3]) }
    #expect(throws: MatrixError.noSuchColumn(name: "x", available: table.names)) { try table.dropping(columns: ["x"]) }
    #expect(throws: MatrixError.duplicateColumn(name: "sex")) { try table.selecting(columns: ["sex", "sex"]) }
  }

  @Test func columnsThatDoNotFitAreExplained() {
    #expect(throws: MatrixError.duplicateColumn(name: "a")) { try Table(["a": .integers([1]), "a": .integers([2])]) }
    #expect(throws: MatrixError.columnLengthMismatch(name: "b", expected: 1, found: 2)) {
      try Table(["a": .integers([1]), "b": .integers([2, 3])])
    }
    #expect(throws: MatrixError.columnCountMismatch(names: 1, columns: 0)) { try Table(names: ["a"], columns: []) }
  }

  @Test func labelsAreTextsOrWholeNumbers() throws {
    let table = try Table([
      "kind": .strings(["a", "b"]), "count": .integers([3, 1]), "flag": .booleans([true, false]),
      "whole": .doubles([2, 5]), "half": .doubles([2, 0.5]), "gap": .integers([1, nil]),
    ])
    #expect(try table.stringLabels("kind") == ["a", "b"])
    #expect(try table.stringLabels("count") == ["3", "1"])
    #expect(try table.integerLabels("count") == [3, 1])
    #expect(try table.integerLabels("flag") == [1, 0])
    #expect(try table.integerLabels("whole") == [2, 5])
    #expect(throws: MatrixError.missingCell(column: "gap", row: 1)) { try table.integerLabels("gap") }
    for name in ["half", "kind"] { #expect(MatrixError.Code.wrongKind ~= thrown { try table.integerLabels(name) }) }
  }

  @Test func cellsMakeAColumnOfOneKind() throws {
    #expect(try Table.Column([1, nil, 3], kind: .integer, name: "n") == .integers([1, nil, 3]))
    #expect(try Table.Column(["a"], kind: .string, name: "s") == .strings(["a"]))
    #expect(throws: MatrixError.wrongKind(column: "n", expected: "integer", found: "string")) {
      try Table.Column([1, "b"], kind: .integer, name: "n")
    }
  }

  @Test func categoriesHaveAnOrder() {
    #expect([Table.Value.string("b"), "a", "B"].sorted() == ["B", "a", "b"])
    #expect([Table.Value.double(2), -1.5].sorted() == [-1.5, 2.0])
    #expect([Table.Value.boolean(true), false].sorted() == [false, true])
  }

  @Test func aTableSurvivesItsWayThroughJSONAndIsCheckedThere() throws {
    let data = try JSONEncoder().encode(table)
    #expect(try JSONDecoder().decode(Table.self, from: data) == table)
    let spoilt = String(decoding: data, as: UTF8.self).replacingOccurrences(of: "\"sex\"", with: "\"age\"")
    #expect(throws: MatrixError.duplicateColumn(name: "age")) {
      try JSONDecoder().decode(Table.self, from: Data(spoilt.utf8))
    }
  }
}
