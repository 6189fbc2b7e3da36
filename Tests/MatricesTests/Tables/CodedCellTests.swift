import Matrices
import Testing
import _EstimatorTestSupport

/// Tables that were coded when their cells were enums are read, and written as then, byte for byte.
@Suite struct CodedCellTests {
  @Test(arguments: named.joined() + coded)
  func cellsAreCodedAsEver(form: CodedForm) throws {
    #expect(try form.written() == form.json)
    #expect(try form.isRead())
  }

  @Test func theyTellWhatTheyAre() {
    let cells: [Table.Value] = [0.5, 2, "small", true]
    #expect(cells.map(\.kind) == Table.Kind.allCases)
    #expect(cells.map(\.double) == [0.5, nil, nil, nil] && cells.map(\.integer) == [nil, 2, nil, nil])
    #expect(cells.map(\.string) == [nil, nil, "small", nil] && cells.map(\.boolean) == [nil, nil, nil, true])
    let columns: [Table.Column] = [.doubles([0.5]), .integers([2]), .strings(["small"]), .booleans([nil])]
    #expect(columns.map(\.kind) == Table.Kind.allCases)
    #expect(columns[0].doubles == [0.5] && columns[1].integers == [2])
    #expect(columns[2].strings == ["small"] && columns[3].booleans == [nil])
    #expect(columns[0].integers == nil && columns[1].doubles == nil && columns[2].booleans == nil)
    #expect("\(columns[0])" == "doubles([Optional(0.5)])" && "\(cells) \(Table.Kind.allCases)".contains("small"))
    #expect(String(reflecting: CalendarDate.Part.weekday) == "Matrices.CalendarDate.Part.weekday")
  }

  /// The optimiser has failed on this; a release build is the test.
  @Test func optimisedCodeMayAskAndGoOn() {
    let cells: [Table.Value] = [0.5, "small", 2]
    #expect(cells.map { $0.double.map { "\($0 * 2)" } ?? $0.description } == ["1.0", "small", "2"])
    #expect(cells.map { $0.kind == .double ? "a number" : $0.description } == ["a number", "small", "2"])
    let texts = cells.map { $0.integer.map { "\($0 + 1)" } ?? $0.string ?? $0.description }
    #expect(texts == ["0.5", "small", "3"])
  }

  private static let named: [[CodedForm]] = [
    CodedForm.names(Table.Kind.self, "double integer string boolean"),
    CodedForm.names(CalendarDate.Part.self, "year month day weekday dayOfYear hour secondsSince1970"),
  ]

  private static let coded: [CodedForm] = [
    CodedForm(Table.Value.double(0.5), #"{"double":{"_0":0.5}}"#),
    CodedForm(Table.Value.integer(2), #"{"integer":{"_0":2}}"#),
    CodedForm(Table.Value.string("small"), #"{"string":{"_0":"small"}}"#),
    CodedForm(Table.Value.boolean(true), #"{"boolean":{"_0":true}}"#),
    CodedForm("large" as Table.Value, #"{"string":{"_0":"large"}}"#),
    CodedForm(7 as Table.Value, #"{"integer":{"_0":7}}"#),
    CodedForm(false as Table.Value, #"{"boolean":{"_0":false}}"#),
    CodedForm(Table.Column.doubles([0.5, nil]), #"{"doubles":{"_0":[0.5,null]}}"#),
    CodedForm(Table.Column.integers([1, nil]), #"{"integers":{"_0":[1,null]}}"#),
    CodedForm(Table.Column.strings(["a", nil]), #"{"strings":{"_0":["a",null]}}"#),
    CodedForm(Table.Column.booleans([true, nil]), #"{"booleans":{"_0":[true,null]}}"#),
  ]
}
