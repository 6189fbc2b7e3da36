import EstimatorDatasets
import Foundation
import Testing
import _EstimatorTestSupport

@Suite struct TableCSVTests {
  private func table(_ text: String, kinds: [String: Table.Kind] = [:]) throws -> Table {
    try Table(csv: Data(text.utf8), named: "f", kinds: kinds)
  }

  @Test func kindsAreRecognised() throws {
    let read = try table("n,x,s,b,gap\n1,0.5,a,true,\n-2,1e3,,FALSE,\n+3,NA,c c,,\n")
    let expected = try Table([
      "n": .integers([1, -2, 3]), "x": .doubles([0.5, 1000, nil]), "s": .strings(["a", nil, "c c"]),
      "b": .booleans([true, false, nil]), "gap": .doubles([nil, nil, nil]),
    ])
    #expect(read == expected)
  }

  @Test func quotesHoldSeparatorsLineEndsAndQuotes() throws {
    let read = try table("name,\"no, really\"\n\"Braund, Mr. \"\"Owen\"\"\",1\r\n\" two\nlines \" , 2 \n\"\",3\n")
    #expect(read.names == ["name", "no, really"])
    #expect(try read.column("name") == .strings(["Braund, Mr. \"Owen\"", " two\nlines ", nil]))
    #expect(try read.column("no, really") == .integers([1, 2, 3]))
  }

  @Test func aQuotedMarkIsAText() throws {
    #expect(try table("s,n\n\"NA\",1\nNA,2\n").column("s") == .strings(["NA", nil]))
  }

  /// As numbers these would lose something: zeros in front, or digits.
  @Test(arguments: [
    "007", "-01", "00.5", "12345678901234567890", "0x10", "1_000", "1,5", "٣", "nan(1)", "1\0", "1\0garbage", "1.5\0",
    "\01", "1e5\0", "infinit", "1e", ".", "+", "1e+", "1.5.2",
  ])
  func codesStayTexts(code: String) throws {
    #expect(try table("s,n\n\"\(code)\",1\n").column("s") == .strings([code]))
  }

  @Test func kindsCanBeAskedFor() throws {
    let text = "zip,n,flag\n1234,1.0,True\n,2,\n"
    let read = try table(text, kinds: ["zip": .string, "n": .integer, "flag": .string])
    #expect(try read.column("zip") == .strings(["1234", nil]))
    #expect(try read.column("n") == .integers([1, 2]))
    #expect(try read.column("flag") == .strings(["True", nil]))
    let bad = DatasetError.badCell(file: "f", line: 2, column: 3, name: "flag", text: "True", rule: "a number")
    #expect(throws: bad) { try table(text, kinds: ["flag": .double]) }
    #expect(throws: DatasetError.noSuchColumn(name: "zap", file: "f", available: ["zip", "n", "flag"])) {
      try table(text, kinds: ["zap": .string])
    }
    let unknown = DatasetError.noSuchColumn(name: "zap", file: "f", available: ["zip", "n"])
    #expect(unknown.description == "f has no column “zap”. It has: zip, n.")
  }

  @Test func aBadCellIsFoundInItsOwnLine() {
    let text = "s,n\n\"two\nlines\",1\nx,y\n"
    let bad = DatasetError.badCell(file: "f", line: 4, column: 2, name: "n", text: "y", rule: "a whole number")
    #expect(throws: bad) { try table(text, kinds: ["n": .integer]) }
  }

  @Test func namesMayComeFromTheCaller() throws {
    let read = try Table(csv: Data("1;a\n2;b\n".utf8), names: ["n", "s"], separator: ";")
    #expect(read == (try Table(["n": .integers([1, 2]), "s": .strings(["a", "b"])])))
    let error = #expect(throws: DatasetError.self) {
      try Table(csv: Data("1;a\n".utf8), named: "f", names: ["n"], separator: ";")
    }
    #expect(error?.description == "`names` must be one name for each column of f, which has 2, got 1.")
    for wrong in ["\"", "5", "\n", "–"] as [Character] {
      #expect(DatasetError.Code.invalidSetting ~= thrown { try Table(csv: Data("a\n1".utf8), separator: wrong) })
    }
  }

  @Test func tabsSeparateWhereTheyAreAskedTo() throws {
    let read = try Table(csv: Data("a\tb\n\tx\n1\t \n".utf8), separator: "\t")
    #expect(read == (try Table(["a": .integers([nil, 1]), "b": .strings(["x", nil])])))
  }

  @Test func aColumnOfRowNumbersHasAName() throws {
    #expect(try table(",x\n0,1\n").names == ["unnamed 1", "x"])
    let twice = #expect(throws: DatasetError.duplicateColumn(name: "x", file: "f")) { try table("x,x\n0,1\n") }
    #expect(twice?.description == "f has two columns called “x”. Rename one of them.")
  }

  @Test func aHeaderAloneIsATableWithoutRows() throws {
    let read = try table("a,b\n")
    #expect(read.rows == 0 && read.names == ["a", "b"])
  }

  @Test(arguments: [
    ("1,2\n3\n", 2, 1), ("1,2\n3,4,5\n", 2, 3), ("a,b\n\"x\ny\",1\n1\n", 4, 1),
  ])
  func linesOfAnotherLengthAreNamed(text: String, line: Int, found: Int) {
    #expect(throws: DatasetError.raggedLine(file: "f", line: line, expected: 2, found: found)) { try table(text) }
  }

  @Test(arguments: ["", "\n\n", "a\n\"open\nquote", "a\n\"x\" y\n", "a\n\"x\"\"\n"])
  func whatIsNoTableIsExplained(text: String) {
    let error = #expect(throws: DatasetError.self) { try table(text) }
    if case .malformed = error?.kind {} else { Issue.record("\(String(describing: error))") }
  }

  @Test func bytesThatAreNoTextAreRefusedAndNotRepaired() {
    let latin1 = Data("name\nBj".utf8) + [0xf6] + Data("rk\n".utf8)
    let error = #expect(throws: DatasetError.self) { try Table(csv: latin1, named: "f") }
    #expect(error?.description.contains("UTF-8") == true)
  }

  @Test func bytesOfAnyKindNeverCrash() {
    var random = RandomState(1)
    let alphabet = Array("01.,,,\n\n\r\"\"\"-eN \ta".utf8) + [0, 200, 255]
    for _ in 0..<5000 {
      let length = Int.random(in: 0...30, using: &random)
      let data = Data((0..<length).map { _ in alphabet.randomElement(using: &random) ?? 0 })
      do {
        let read = try Table(csv: data)
        #expect(read.columns.allSatisfy { $0.count == read.rows })
      } catch { #expect(error is DatasetError) }
    }
  }
}
