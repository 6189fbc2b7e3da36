import EstimatorDatasets
import Foundation
import Testing
import _EstimatorTestSupport

/// What pandas 3.1.1 reads.
private struct DialectAnswers: Decodable {
  struct Case: Decodable, CustomTestStringConvertible {
    let name, text: String
    let settings: Settings
    let names: [String]?
    let columns: [[Cell?]]
    var testDescription: String { name }
  }
  struct Settings: Decodable {
    let separator, quote, escape, comment, decimalSeparator, thousandsSeparator, header: String?
    let missing: Set<String>?
    let skippingLines: Int?
    let turnsQuotingOff: Bool

    private enum CodingKeys: String, CodingKey, CaseIterable {
      case separator, quote, escape, comment, decimalSeparator, thousandsSeparator, header, missing, skippingLines
    }

    init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: CodingKeys.self)
      func text(_ key: CodingKeys) throws -> String? { try container.decodeIfPresent(String.self, forKey: key) }
      (separator, quote, escape, comment) = (
        try text(.separator), try text(.quote), try text(.escape), try text(.comment)
      )
      (decimalSeparator, thousandsSeparator) = (try text(.decimalSeparator), try text(.thousandsSeparator))
      header = try text(.header)
      missing = try container.decodeIfPresent(Set<String>.self, forKey: .missing)
      skippingLines = try container.decodeIfPresent(Int.self, forKey: .skippingLines)
      turnsQuotingOff = container.contains(.quote) && quote == nil
    }

    var format: CSVFormat {
      var format = CSVFormat()
      if let separator { format.separator = Character(separator) }
      if let quote { format.quote = Character(quote) }
      if turnsQuotingOff { format.quote = nil }
      format.escape = escape.map { Character($0) }
      format.comment = comment.map { Character($0) }
      if let decimalSeparator { format.decimalSeparator = Character(decimalSeparator) }
      format.thousandsSeparator = thousandsSeparator.map { Character($0) }
      if let header { format.header = CSVFormat.Header(rawValue: header) ?? .automatic }
      if let missing { format.missing = missing }
      format.skippingLines = skippingLines ?? 0
      return format
    }
  }
  enum Cell: Decodable {
    case number(Double), text(String), truth(Bool)

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let truth = try? container.decode(Bool.self) {
        self = .truth(truth)
      } else if let number = try? container.decode(Double.self) {
        self = .number(number)
      } else {
        self = .text(try container.decode(String.self))
      }
    }

    func equals(_ value: Table.Value) -> Bool {
      switch (self, value.storage) {
      case (.number(let a), .double(let b)): a == b
      case (.number(let a), .integer(let b)): a == Double(b)
      case (.text(let a), .string(let b)): a == b
      case (.truth(let a), .boolean(let b)): a == b
      default: false
      }
    }
  }
  let version: String
  let cases: [Case]
}

@Suite struct CSVFormatTests {
  private func table(_ text: String, _ format: CSVFormat = CSVFormat(), names: [String]? = nil) throws -> Table {
    try Table(csv: Data(text.utf8), named: "f", names: names, format: format)
  }

  /// The words of the error.
  private func words(_ body: () throws -> Void) -> String {
    do { try body() } catch { return error is DatasetError ? "\(error)" : "no DatasetError: \(error)" }
    return "no error"
  }

  // MARK: pandas

  @Test func pandasReadsTheSame() throws {
    let answers = try Reference.load("csv-dialects", as: DialectAnswers.self)
    #expect(answers.cases.count == 18)
    for file in answers.cases {
      let read = try table(file.text, file.settings.format)
      #expect(file.names == nil || read.names == file.names, "\(file.name)")
      #expect(read.columns.count == file.columns.count, "\(file.name)")
      for (column, expected) in zip(read.columns, file.columns) {
        #expect(column.count == expected.count, "\(file.name)")
        let same = zip(column.values, expected).allSatisfy { cell, answer in
          cell.map { answer?.equals($0) ?? false } ?? (answer == nil)
        }
        #expect(same, "\(file.name): \(column.values)")
      }
    }
  }

  /// The numbers of a file are the same to the reader of numbers.
  @Test func theReaderOfNumbersReadsTheSameFormats() throws {
    let answers = try Reference.load("csv-dialects", as: DialectAnswers.self)
    var count = 0
    for file in answers.cases {
      guard let numbers = try? table(file.text, file.settings.format).numbers(), file.name != "booleans" else {
        continue
      }
      let read = try NumericCSV<Double>(Data(file.text.utf8), format: file.settings.format)
      #expect(read.values.elements.map(\.bitPattern) == numbers.elements.map(\.bitPattern), "\(file.name)")
      count += 1
    }
    #expect(count == 9)
  }

  // MARK: Lines

  @Test(arguments: ["\n", "\r\n", "\r"])
  func everyLineEndEndsLines(end: String) throws {
    let lines = ["age,pay,class", "22,1500,\"x\ty\"", "38,2100,y"]
    let read = try table(lines.joined(separator: end) + end)
    #expect(read.names == ["age", "pay", "class"])
    #expect(try read.column("age") == .integers([22, 38]))
    let numbers = "1,2\(end)3,4\(end)"
    #expect(try NumericCSV<UInt8>(Data(numbers.utf8)).values == Matrix([[1, 2], [3, 4]]))
    #expect(try NumericCSV<Double>(Data(numbers.utf8)).values == Matrix([[1, 2], [3, 4]]))
    let bad = words { _ = try NumericCSV<Double>(Data("1,2\(end)3,x\(end)".utf8)) }
    #expect(bad.contains("line 2, column 2"))
  }

  /// A cell may be missing there, and a row that is left out would move all labels below it.
  @Test func anEmptyLineInAFileOfOneColumnIsACell() throws {
    #expect(try table("x\n1\n\n3\n\n").columns == [.integers([1, nil, 3])])
    let read = try NumericCSV<Double>(Data("1\n\n3\n\n".utf8)).values
    #expect(read.rows == 3 && read[0, 0] == 1 && read[1, 0].isNaN && read[2, 0] == 3)
  }

  @Test func emptyLinesAndLinesOfBlanksAreSkippedAndCounted() throws {
    #expect(try NumericCSV<UInt8>(Data("\n1,2\n  \n\t\n3,4\n \n".utf8)).values == Matrix([[1, 2], [3, 4]]))
    #expect(throws: DatasetError.raggedLine(file: "f", line: 5, expected: 2, found: 1)) {
      try table("\na,b\n\n1,2\n3\n")
    }
    #expect(try table("a\tb\n\t\n1\t2\n", CSVFormat(separator: "\t")).rows == 2)
  }

  @Test func excelNamesTheSeparator() throws {
    for first in ["sep=;", "SEP=;", "\"sep=;\""] {
      let read = try table("\(first)\r\na;b\r\n1;2\r\n3;4\r\n")
      #expect(read == (try Table(["a": .integers([1, 3]), "b": .integers([2, 4])])))
    }
    #expect(try table("sep=;\na;b\n1;2\n", CSVFormat(skippingLines: 1)).rows == 1)
    #expect(try NumericCSV<UInt8>(Data("sep=|\n1|2\n".utf8)).values == Matrix([[1, 2]]))
    #expect(words { _ = try table("sep=5\na5b\n152\n") }.contains("separator"))
  }

  @Test func excelNamesTheSeparatorBelowATitleToo() throws {
    let expected = try Table(["a": .integers([1, 3]), "b": .integers([2, 4])])
    #expect(try table("title\nsep=;\na;b\n1;2\n3;4\n", CSVFormat(skippingLines: 1)) == expected)
    #expect(try table("# 2026\r\n\r\nsep=;\r\na;b\r\n1;2\r\n3;4\r\n", CSVFormat(comment: "#")) == expected)
    let numbers = Data("title\nsep=;\n1;2\n3;x\n".utf8)
    let error = words { _ = try NumericCSV<Double>(numbers, format: CSVFormat(skippingLines: 1)) }
    #expect(error.contains("line 4, column 2"))
    let read = try table("title\nsep=;\ncode;b\n1e5;2\n", CSVFormat(skippingLines: 1))
    #expect(try read.stringLabels("code") == ["1e5"])
    #expect(words { _ = try table("title\nsep=;\n", CSVFormat(skippingLines: 1)) }.contains("empty"))
  }

  // MARK: Bytes

  @Test(arguments: [String.Encoding.utf16LittleEndian, .utf16BigEndian])
  func utf16IsRead(encoding: String.Encoding) throws {
    let text = "city,rooms\nLund,3\nOulu 🏡,2\n"
    let expected = try Table(["city": .strings(["Lund", "Oulu 🏡"]), "rooms": .integers([3, 2])])
    let bytes = try #require(text.data(using: encoding))
    let mark: [UInt8] = encoding == .utf16LittleEndian ? [0xff, 0xfe] : [0xfe, 0xff]
    #expect(try Table(csv: bytes) == expected)
    #expect(try Table(csv: Data(mark) + bytes) == expected)
    #expect(
      try NumericCSV<UInt8>(try #require("1,2\n3,4\n".data(using: encoding))).values == Matrix([[1, 2], [3, 4]]))
    #expect(words { _ = try Table(csv: Data(mark) + bytes.dropLast()) }.contains("UTF-16"))
    let half = try Data(mark) + #require("a\n".data(using: encoding)) + Data([0xd8, 0xd8, 0x0a, 0x0a])
    #expect(words { _ = try Table(csv: half) }.contains("UTF-16"))
  }

  @Test func packedFilesAreInflatedOrNamed() throws {
    let text = "a,b\n1,2\n3,4\n"
    let packed = try Deflate.compress(Data(text.utf8), as: .gzip, file: "f")
    #expect(try Table(csv: packed) == table(text))
    #expect(try NumericCSV<UInt8>(packed).values == Matrix([[1, 2], [3, 4]]))
    #expect(words { _ = try Table(csv: packed.dropLast(9)) } != "no error")
    let zip = words { _ = try Table(csv: Data([0x50, 0x4b, 3, 4, 0, 0])) }
    #expect(zip.contains("zip") && zip.contains("Excel"))
    #expect(words { _ = try Table(csv: Data([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0])) }.contains("UTF-32"))
  }

  // MARK: Quotes

  @Test func quotesCanBeCharactersLikeOthers() throws {
    let text = "size\tn\n\"5 inch\t1\n6\" wide\"\t2\n"
    let read = try table(text, CSVFormat(separator: "\t", quote: nil))
    #expect(try read.column("size") == .strings(["\"5 inch", "6\" wide\""]))
    for wrong in [text, "a\tb\n\"x\t1\ny\t2\n", "a\tb\n\"x\t1\ny\"z\t2\n", "a\tb\nx\t\"1\ny\"\n2\t\"3\n4\"\t5\n"] {
      let error = words { _ = try table(wrong, CSVFormat(separator: "\t")) }
      #expect(error.contains("line ") && error.contains("CSVFormat(quote: nil)"), "\(error)")
    }
    #expect(words { _ = try table("a,b\n1,2\n\"3,4\n5,6\n") }.contains("line 3"))
  }

  @Test func escapedQuotesAreASettingOrNamed() throws {
    let text = "text,y\n\"say \\\"hi\\\"\",1\n\"x\",0\n"
    #expect(try table(text, CSVFormat(escape: "\\")).column("text") == .strings(["say \"hi\"", "x"]))
    let error = words { _ = try table(text) }
    #expect(error.contains("line 2") && error.contains("CSVFormat(escape:"), "\(error)")
  }

  @Test func numbersMayStandInQuotes() throws {
    #expect(
      try NumericCSV<UInt8>(Data("\"a\",\"b, c\"\n\"1\",\"2\"\n3,\"4\"\n".utf8)).values == Matrix([[1, 2], [3, 4]]))
    #expect(try NumericCSV<Double>(Data("\"a\",\"b, c\"\n1,2\n".utf8)).columnNames == ["a", "b, c"])
    #expect(try NumericCSV<Float>(Data("\"1.5\",\"-2\"\n".utf8)).values == Matrix([[1.5, -2]]))
  }

  // MARK: Headers

  @Test func namesReplaceAHeader() throws {
    let read = try table("id,x,x,y\n1,2,3,a\n4,5,6,b\n", names: ["id", "x1", "x2", "y"])
    #expect(read.rows == 2 && read.names == ["id", "x1", "x2", "y"])
    #expect(try read.column("x2") == .integers([3, 6]))
    #expect(try table("1,a\n2,b\n", names: ["n", "s"]).rows == 2)
    #expect(try table("n,s\nx,a\n", names: ["n", "s"]).rows == 1)
  }

  /// Numbers all the same, though columns with them are texts.
  @Test(arguments: ["1e400", "007", "9007199254740993"])
  func numbersAboveNumbersAreNoNames(text: String) throws {
    let read = try table("\(text),2\n3.5,4\n", names: ["n", "m"])
    #expect(read == (try Table(["n": .strings([text, "3.5"]), "m": .integers([2, 4])])))
  }

  @Test func aFirstLineThatMayBeEitherIsAnError() throws {
    for text in ["city,name\nLund,Bo\nOulu,Kai\n", "id,2019\n1,5\n2,6\n", "1,x\n2,3\n4,5\n", "a,b\n"] {
      let error = words { _ = try table(text, names: ["n", "s"]) }
      #expect(error.contains("line 1") && error.contains(".present") && error.contains(".absent"), "\(error)")
      let rows = text.utf8.count { $0 == 10 }
      #expect(try table(text, CSVFormat(header: .absent), names: ["n", "s"]).rows == rows)
      #expect(try table(text, CSVFormat(header: .present), names: ["n", "s"]).rows == rows - 1)
    }
  }

  @Test func aFileWithoutHeaderNumbersItsColumns() throws {
    let read = try table("1,a\n2,b\n", CSVFormat(header: .absent))
    #expect(read == (try Table(["column 1": .integers([1, 2]), "column 2": .strings(["a", "b"])])))
    #expect(try table(",unnamed 1\n0,1\n").names == ["unnamed 1'", "unnamed 1"])
  }

  @Test func aGapInTheFirstLineOfNumbersMakesNoHeader() throws {
    let read = try NumericCSV<Double>(Data("1,,2\n5,6,7\n8,9,10\n".utf8))
    #expect(read.columnNames == nil && read.values.rows == 3 && read.values[0, 1].isNaN)
    #expect(words { _ = try NumericCSV<UInt8>(Data("1,,2\n5,6,7\n".utf8)) }.contains("line 1, column 2"))
    #expect(try NumericCSV<Double>(Data("a,,c\n5,6,7\n".utf8)).columnNames == ["a", "", "c"])
  }

  /// Neither takes memory for each separator.
  @Test func aFileOfSeparatorsIsExplained() {
    #expect(words { _ = try table(",,\n,,\n") }.contains("no name"))
    let line = String(repeating: ",", count: 2_000_000)
    #expect(words { _ = try table(line) }.contains("2000001 cells"))
  }

  // MARK: Numbers

  @Test(arguments: ["12e4567", "5e-999", "-1e309", "9007199254740993", "12345678901234567890"])
  func whatADoubleCannotHoldStaysText(code: String) throws {
    #expect(try table("c,y\n0.5,a\n\(code),b\n").column("c") == .strings(["0.5", code]))
  }

  @Test func numbersADoubleCannotHoldAreErrorsWhereNumbersAreAskedFor() {
    for text in ["1e999", "-1e400", "2e-999"] {
      for error in [
        words { _ = try NumericCSV<Double>(Data("1\n\(text)\n".utf8)) },
        words { _ = try NumericCSV<Float>(Data("1\n\(text)\n".utf8)) },
        words { _ = try Table(csv: Data("x\n\(text)\n".utf8), kinds: ["x": .double]) },
      ] {
        #expect(error.contains("line 2") && error.contains("that a Double can hold"), "\(error)")
      }
    }
  }

  @Test func labelsAreWhatIsWritten() throws {
    let read = try table("code,n,flag\n1e5,+1,TRUE\n3E2,2,False\n")
    #expect(try read.column("code") == .doubles([1e5, 300]))
    #expect(try read.stringLabels("code") == ["1e5", "3E2"])
    #expect(try read.stringLabels("n") == ["+1", "2"])
    #expect(try read.stringLabels("flag") == ["TRUE", "False"])
    let chosen = try read.selecting(rows: [1, 1, 0]).selecting(columns: ["flag", "code"])
    #expect(try chosen.stringLabels("code") == ["3E2", "3E2", "1e5"])
    let asked = try Table(csv: Data("code\n1e5\n".utf8), kinds: ["code": .double])
    #expect(try asked.stringLabels("code") == ["100000.0"])
    #expect(read == (try Table(names: read.names, columns: read.columns)))
  }

  @Test func aDecimalCommaIsNamed() throws {
    let text = "a;b\n1,5;2\n"
    let advised = "CSVFormat(decimalSeparator: \",\")"
    #expect(words { _ = try NumericCSV<Double>(Data(text.utf8), separator: ";") }.contains(advised))
    #expect(words { _ = try Table(csv: Data(text.utf8), separator: ";", kinds: ["a": .double]) }.contains(advised))
    let format = CSVFormat(separator: ";", decimalSeparator: ",")
    #expect(try NumericCSV<Float>(Data(text.utf8), format: format).values == Matrix([[1.5, 2]]))
    let quoted = CSVFormat(decimalSeparator: ",")
    #expect(
      try NumericCSV<Double>(Data("\"1,5\",\"2\"\n7,\"-0,25\"\n".utf8), format: quoted).values
        == Matrix([[1.5, 2], [7, -0.25]]))
  }

  @Test(arguments: ["1.23,5", "12.3456,0", ".123,4", "1..234,0", "1.234.5"])
  func groupsOfOtherLengthsAreNoNumbers(text: String) throws {
    let format = CSVFormat(separator: ";", decimalSeparator: ",", thousandsSeparator: ".")
    #expect(try table("x;y\n\(text);1\n", format).column("x") == .strings([text]))
  }

  @Test func numbersMayBeMarksOfMissingCells() throws {
    let format = CSVFormat(missing: ["-999", "0"])
    let read = try NumericCSV<Double>(Data("1,-999\n0,2\n".utf8), format: format).values
    #expect(read[0, 1].isNaN && read[1, 0].isNaN && read[1, 1] == 2)
    #expect(try table("a,b\n1,-999\n0,2\n", format).columns == [.integers([1, nil]), .integers([nil, 2])])
  }

  @Test func settingsThatContradictAreExplained() {
    let formats: [(CSVFormat, String)] = [
      (CSVFormat(separator: ";", comment: ";"), "separator"), (CSVFormat(quote: ","), "separator"),
      (CSVFormat(quote: "é"), "quote"), (CSVFormat(comment: "1"), "comment"), (CSVFormat(escape: "n"), "escape"),
      (CSVFormat(decimalSeparator: "-"), "decimalSeparator"),
      (CSVFormat(thousandsSeparator: "."), "thousandsSeparator"),
      (CSVFormat(skippingLines: -1), "skippingLines"),
    ]
    for (format, name) in formats {
      #expect(words { _ = try table("a,b\n1,2\n", format) }.contains("`\(name)`"))
      #expect(words { _ = try NumericCSV<Double>(Data("1,2\n".utf8), format: format) }.contains("`\(name)`"))
    }
    #expect(words { _ = try table("a,b\n1,2\n", CSVFormat(skippingLines: .max)) }.contains("empty"))
  }

  // MARK: Everything at once

  @Test func tablesComeBackFromEveryDialect() throws {
    var random = RandomState(13)
    for _ in 0..<400 {
      let writer = CSVWriter(using: &random)
      let table = try writer.table(using: &random)
      let file = try writer.file(table, using: &random)
      #expect(
        try Table(csv: file, format: writer.format) == table,
        "\(writer.format): \(String(decoding: file, as: UTF8.self))")
    }
  }

  @Test func bytesInEveryDialectNeverCrash() {
    var random = RandomState(14)
    let alphabet = Array("01.,;\t\n\n\r\"\"'\\#-eN a".utf8) + [0, 200, 255]
    for _ in 0..<5000 {
      let format = CSVWriter(using: &random).format
      let data = Data(
        (0..<Int.random(in: 0...40, using: &random)).map { _ in alphabet.randomElement(using: &random) ?? 0 })
      do {
        let read = try Table(csv: data, format: format)
        #expect(read.columns.allSatisfy { $0.count == read.rows })
        for name in read.names where try read.column(name).missingCount == 0 { _ = try read.stringLabels(name) }
      } catch { #expect(error is DatasetError) }
      do { _ = try NumericCSV<Double>(data, format: format) } catch { #expect(error is DatasetError) }
      do { _ = try NumericCSV<Int32>(data, format: format) } catch { #expect(error is DatasetError) }
    }
  }
}

extension Table {
  /// The numbers row by row, for a table of numbers.
  fileprivate func numbers() throws -> Matrix<Double> {
    let numbers = columns.compactMap(\.numbers)
    struct HasTexts: Error {}
    guard numbers.count == columns.count else { throw HasTexts() }
    return try Matrix(rows: rows, columns: columns.count, (0..<rows).flatMap { row in numbers.map { $0[row] } })
  }
}
