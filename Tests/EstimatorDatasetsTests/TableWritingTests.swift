import EstimatorDatasets
import Foundation
import Testing
import _EstimatorTestSupport

@Suite struct TableWritingTests {
  private func mixed() throws -> Table {
    try Table([
      "name": .strings(["O\"Neil", "Berlin, Germany", " blank ", "NA", nil]),
      "text, too": .strings(["two\nlines", "sep=;", "007", "\u{FEFF}mark", "a\r\nb"]),
      "x": .doubles([0.1, -1e-300, 12_345_678.25, nil, 1e22]), "whole": .doubles([1, 2, 3, 4, 5]),
      "n": .integers([.max, .min, 0, nil, -7]), "b": .booleans([true, false, nil, nil, true]),
    ])
  }

  @Test func whatIsWrittenIsReadAgain() throws {
    let table = try mixed()
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "t.csv")
      try table.write(to: file)
      #expect(try Table(contentsOfCSV: file) == table)
      #expect(try String(contentsOf: file, encoding: .utf8) == table.csv())
      #expect(try Table(contentsOfCSV: file, kinds: table.kinds) == table)
    }
  }

  @Test func theTextIsThatOfTheStandard() throws {
    let table = try Table(["a": .strings(["x", "y,z", "q\"q", nil]), "b": .doubles([1, 0.5, nil, -3])])
    #expect(try table.csv() == "a,b\nx,1.0\n\"y,z\",0.5\n\"q\"\"q\",\n,-3.0\n")
  }

  /// Kinds that a reader would guess otherwise.
  @Test func kindsAreKeptByName() throws {
    let table = try Table([
      "code": .strings(["12", "7"]), "answer": .strings(["true", "false"]), "gaps": .integers([nil, nil]),
    ])
    let text = Data(try table.csv().utf8)
    #expect(try Table(csv: text) != table)
    #expect(try Table(csv: text, kinds: table.kinds) == table)
  }

  @Test(arguments: [
    CSVFormat(separator: ";", decimalSeparator: ","), CSVFormat(separator: "\t"), CSVFormat(decimalSeparator: ","),
    CSVFormat(separator: ";", decimalSeparator: ",", thousandsSeparator: "."), CSVFormat(escape: "\\", comment: "#"),
    CSVFormat(missing: ["-7", "?", "NA"]), CSVFormat(quote: "'"),
  ])
  func everyFormatIsReadByItself(format: CSVFormat) throws {
    let table = try mixed().adding(.strings(["#1", "it's", "back\\slash", "a;b\tc", "?"]), named: "s")
    let read = try Table(csv: Data(table.csv(format: format).utf8), format: format, kinds: table.kinds)
    #expect(read == table)
  }

  @Test func aColumnAloneKeepsItsGaps() throws {
    let table = try Table(["a": .integers([nil, 1, nil])])
    #expect(try Table(csv: Data(table.csv().utf8)) == table)
    let plain = CSVFormat(header: .absent)
    #expect(try Table(csv: Data(table.csv(format: plain).utf8), names: ["a"], format: plain) == table)
  }

  @Test func emptyTextsNeedAnotherMarkForGaps() throws {
    let table = try Table(["a": .strings(["", nil, "x"])])
    #expect {
      try table.csv()
    } throws: {
      "\($0)".contains("CSVFormat(missing: [\"NA\"])")
    }
    let format = CSVFormat(missing: ["NA"])
    #expect(try Table(csv: Data(table.csv(format: format).utf8), format: format) == table)
  }

  @Test func whatNoFormatCanTellIsExplained() throws {
    let table = try mixed()
    #expect(DatasetError.Code.invalidSetting ~= thrown { try table.csv(format: CSVFormat(quote: nil)) })
    #expect(DatasetError.Code.invalidSetting ~= thrown { try table.csv(format: CSVFormat(missing: [])) })
    #expect(DatasetError.Code.invalidSetting ~= thrown { try table.csv(format: CSVFormat(skippingLines: 2)) })
    #expect(DatasetError.Code.invalidSetting ~= thrown { try Table(names: [], columns: []).csv() })
    #expect(DatasetError.Code.invalidSetting ~= thrown { try Table(["": .integers([1])]).csv() })
    #expect(DatasetError.Code.cannotWrite ~= thrown { try table.write(to: URL(fileURLWithPath: "/nowhere/t.csv")) })
  }
}
