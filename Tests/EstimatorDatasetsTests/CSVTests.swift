import EstimatorDatasets
import Foundation
import Testing
import _EstimatorTestSupport

@Suite struct CSVTests {
  @Test func namesAndNumbersAreRead() throws {
    let table = try NumericCSV(Data("age, \"height\"\n31,1.75\n-4,1e3\n".utf8), as: Double.self)
    #expect(table.columnNames == ["age", "height"])
    #expect(table.values == (try Matrix([[31, 1.75], [-4, 1000]])))
  }

  @Test func aFirstLineOfNumbersIsData() throws {
    #expect(try NumericCSV<UInt8>(Data("1,2\n3,4".utf8)).columnNames == nil)
    #expect(try NumericCSV<UInt8>(Data("1,2\n3,4".utf8)).values.rows == 2)
    #expect(try NumericCSV<UInt8>(Data("1,2\n3,4".utf8), hasHeader: true).columnNames == ["1", "2"])
    #expect(try NumericCSV<UInt8>(Data("a,b\n".utf8)).values.rows == 0)
  }

  @Test(arguments: ["1,2\n3,4", "1,2\n3,4\n", "1,2\r\n3,4\r\n\r\n", "\u{feff}1,2\n3,4\n\n\n", " 1 , 2\t\n3 ,4 "])
  func lineEndsAndBlanksDoNotMatter(text: String) throws {
    #expect(try NumericCSV<UInt8>(Data(text.utf8)).values == Matrix([[1, 2], [3, 4]]))
    #expect(try NumericCSV<Double>(Data(text.utf8)).values == Matrix([[1, 2], [3, 4]]))
  }

  @Test func otherSeparatorsWork() throws {
    #expect(try NumericCSV<Float>(Data("1;-2.5\n3;.5".utf8), separator: ";").values == Matrix([[1, -2.5], [3, 0.5]]))
    for wrong in ["5", "\n", "–", ".", "-"] as [Character] {
      #expect(DatasetError.Code.invalidSetting ~= thrown { try NumericCSV<Float>(Data("1".utf8), separator: wrong) })
    }
  }

  @Test(arguments: [
    "0.1", "-0", "-0.0", "0.30000000000000004", "1e-320", "123456789012345678", "1234567890123456789012",
    "9007199254740993",
    "16777217", "0.1234567", "3.4028235e38", "-0.057570208269951746", "0.0057570208269951746", "-1.5",
    "0.1234567890123456789", "-0.0000000000000000007", "0000000000000000000", "-0.0000000000000000000",
    "0.00000000000000000001", "00000000000000000000000000000001", "+0.0123456789012345678", ".5", "5.", "nan", "-inf",
    "1E5", "+3",
    "007",
    "179769313486231580793728971405301", "0.000000000000000001", "8.5", "16777217.3", "0.00001234567890123",
    "0.123456789012345678", "9.00719925474099301", "0.500000029802322388",
    "1.00000005960464478", "-0.000000000000000007", "000000000000000000001.5", "922337203685477580.7",
  ])
  func everyWritingGivesTheNearestNumber(text: String) throws {
    let double = try #require(Double(text))
    let float = try #require(Float(text))
    let file = Data("\(text),1\n1,\(text)\n".utf8)
    let doubles = try NumericCSV<Double>(file).values
    let floats = try NumericCSV<Float>(file).values
    let table = try Table(csv: Data("x\n\(text)\n".utf8), kinds: ["x": .double]).columns[0].numbers ?? []
    #expect(table.map(\.bitPattern) == [double.bitPattern] || text == "nan")
    for (row, column) in [(0, 0), (1, 1)] {
      #expect(doubles[row, column].bitPattern == double.bitPattern)
      #expect(floats[row, column].bitPattern == float.bitPattern)
    }
  }

  @Test(arguments: ["1e39", "-3.5e38", "1.7976931348623157e308", "3.40282357e38"])
  func whatAFloatHoldsOnlyAsInfinityIsRefused(text: String) throws {
    let file = Data("1,2\n1e-50,\(text)\n".utf8)
    let rule = "a number that a Float can hold. Read as Double"
    let expected = DatasetError.badCell(file: "f", line: 2, column: 2, name: nil, text: text, rule: rule)
    #expect(throws: expected) { try NumericCSV<Float>(file, named: "f") }
    #expect(try NumericCSV<Double>(file).values == Matrix([[1, 2], [1e-50, try #require(Double(text))]]))
  }

  /// Halfway to the next power of two is the limit, and small numbers round to 0, as `NumPyArray` rounds them.
  @Test func whatRoundsToAFloatIsRead() throws {
    let file = Data("3.40282356e38,-inf\n1e-50,-1e-46\n".utf8)
    let values = try NumericCSV<Float>(file).values.elements
    #expect(values.map(\.bitPattern) == [Float.greatestFiniteMagnitude, -.infinity, 0, -0.0].map(\.bitPattern))
  }

  @Test(arguments: ["3\0garbage", "3\0", "\03", "nan(1)", "infinit", "0x1p3", "1e", "."])
  func whatOnlyBeginsAsANumberIsNone(text: String) {
    let file = Data("1,2\n\(text),4\n".utf8)
    for error in [
      #expect(throws: DatasetError.self) { try NumericCSV<Double>(file) },
      #expect(throws: DatasetError.self) { try NumericCSV<Float>(file) },
      #expect(throws: DatasetError.self) { try NumericCSV<Int32>(file) },
      #expect(throws: DatasetError.self) { try Table(csv: file, names: ["a", "b"], kinds: ["a": .double]) },
    ] {
      guard case .badCell(_, 2, 1, _, text.replacing("\0", with: "␀"), let rule) = error?.kind else {
        Issue.record("\(String(describing: error))")
        continue
      }
      #expect(rule.contains("hexadecimal is not read") == text.hasPrefix("0x"))
    }
  }

  @Test func infinityAndNaNAreReadInAnyCase() throws {
    let values = try NumericCSV<Double>(Data("iNf\n-Infinity\n+NAN\n+INF\n".utf8)).values.elements
    #expect(values[0] == .infinity && values[1] == -.infinity && values[2].isNaN && values[3] == .infinity)
  }

  /// Not a name, so that the row is not lost.
  @Test(arguments: ["1e400", "1e-400", "-1e400"])
  func aNumberBeyondDoublesIsNoName(text: String) throws {
    let rule = "a number that a Double can hold"
    let expected = DatasetError.badCell(file: "f", line: 1, column: 1, name: nil, text: text, rule: rule)
    #expect(throws: expected) { try NumericCSV<Double>(Data("\(text),2\n3,4".utf8), named: "f") }
    #expect(throws: expected) { try NumericCSV<Float>(Data("\(text),2\n3,4".utf8), named: "f") }
  }

  /// 5000 nines and a million digits.
  @Test func numbersOfAnyLengthAreRead() throws {
    let nines = String(repeating: "9", count: 5000) + "e-4995"
    let long = "0." + String(repeating: "3", count: 1_000_000)
    let file = Data("\(nines)\n\(long)\n".utf8)
    #expect(try NumericCSV<Double>(file).values.elements == [100_000, 1 / 3.0])
    #expect(try NumericCSV<Float>(file).values.elements == [100_000, 1 / 3.0])
    #expect(try Table(csv: Data("x\n".utf8) + file).columns == [.doubles([100_000, 1 / 3.0])])
  }

  @Test func randomNumbersComeBackBitForBit() throws {
    var random = RandomState(0)
    let numbers = random.standardNormal(count: 4000).map { $0 * 1e3 }
    let rounded = numbers.map { ($0 * 100).rounded() / 100 }
    let tiny = numbers.map { $0 / 1e5 }
    for values in [numbers, rounded, tiny] {
      let text = values.map { "\($0)" }.joined(separator: "\n")
      #expect(try NumericCSV<Double>(Data(text.utf8)).values.elements == values)
      #expect(try NumericCSV<Float>(Data(text.utf8)).values.elements == values.map { Float("\($0)") })
    }
  }

  @Test func aBadCellIsNamedWithItsPlace() {
    let file = Data("label,pixel0,pixel1\n1,2,3\n4,300,6\n".utf8)
    let expected = DatasetError.badCell(
      file: "train.csv", line: 3, column: 2, name: "pixel0", text: "300", rule: "a whole number in 0…255")
    #expect(throws: expected) { try NumericCSV<UInt8>(file, named: "train.csv") }
    #expect(expected.description == "train.csv, line 3, column 2 (pixel0): “300” is not a whole number in 0…255.")
  }

  @Test(arguments: ["\"x\"", "seven", "", "1.5", "256", "-1", "0x10", "1 2", "1e", "--1", "٣"])
  func cellsThatAreNoBytesAreRefused(cell: String) {
    for file in ["\(cell),1\n1,1", "1,\(cell)\n1,1", "1,1\n1,\(cell)", "1,1\n\(cell),1\n"] {
      let data = Data(file.utf8)
      let error = #expect(throws: DatasetError.self) { try NumericCSV<UInt8>(data, hasHeader: false) }
      if case .badCell = error?.kind {} else { Issue.record("\(String(describing: error))") }
    }
  }

  @Test func textsAreSomebodyElsesJob() {
    let error = #expect(throws: DatasetError.self) { try NumericCSV<Double>(Data("a,b\n1,\"x\"".utf8)) }
    #expect(error?.description.contains("tables of numbers") == true)
  }

  @Test(arguments: [("1,2\n3\n", 2, 1), ("1,2\n3,4,5\n", 2, 3), ("1,2\n3,4,\n", 2, 3)])
  func linesOfAnotherLengthAreNamed(text: String, line: Int, found: Int) {
    #expect(throws: DatasetError.raggedLine(file: "f", line: line, expected: 2, found: found)) {
      try NumericCSV<Double>(Data(text.utf8), named: "f")
    }
  }

  @Test func aWideHeaderOverManyEmptyLinesTakesNoMemory() {
    let header = Data(repeating: UInt8(ascii: ","), count: 100_000)
    let lines = Data(repeating: UInt8(ascii: "\n"), count: 1_000_000)
    #expect(
      DatasetError.Code.raggedLine
        ~= thrown { try NumericCSV<Double>(header + lines + Data("1".utf8), hasHeader: true) })
  }

  @Test(arguments: ["", "\n\n", "\r\n"])
  func anEmptyFileIsExplained(text: String) {
    let error = #expect(throws: DatasetError.self) { try NumericCSV<Double>(Data(text.utf8)) }
    #expect(error?.description.contains("empty") == true)
  }

  @Test func bytesOfAnyKindNeverCrash() {
    var random = RandomState(1)
    let alphabet = Array("0123456789,,,\n\n\r-+.eEx\"a \t".utf8) + [0, 200, 255]
    for _ in 0..<2000 {
      let length = Int.random(in: 0...30, using: &random)
      let data = Data((0..<length).map { _ in alphabet.randomElement(using: &random) ?? 0 })
      do { _ = try NumericCSV<UInt8>(data) } catch { #expect(error is DatasetError) }
      do { _ = try NumericCSV<Double>(data) } catch { #expect(error is DatasetError) }
    }
  }

  // MARK: Kaggle

  @Test func theDigitRecognisersFilesAreRead() throws {
    try withTemporaryFolder { folder in
      let url = folder.appending(path: "train.csv")
      try Data("label,pixel0,pixel1\n7,0,255\n3,1,2\n".utf8).write(to: url)
      let (images, labels) = try KaggleCSV.train(contentsOf: url)
      #expect(labels == [7, 3])
      #expect(images == (try Matrix([[0, 255], [1, 2]])))
      #expect(DatasetError.Code.malformed ~= thrown { try KaggleCSV.test(contentsOf: url) })

      try Data("pixel0,pixel1\n0,255\n".utf8).write(to: url)
      #expect(try KaggleCSV.test(contentsOf: url) == Matrix([[0, 255]]))
      let error = #expect(throws: DatasetError.self) { try KaggleCSV.train(contentsOf: url) }
      #expect(error?.description.contains("“pixel0”") == true)
    }
  }

  @Test(arguments: [
    ("Label,pixel0\n1,2\n", "KaggleCSV.train"), ("label,pixel0\n1,2\n", "KaggleCSV.train"),
    ("id,pixel0\n1,2\n", "“id”"), ("ImageId,pixel0\n1,2\n", "“ImageId”"), ("pixel0,pixel1,Label\n1,2,3\n", "column 3"),
    ("7,0,0\n2,0,0\n", "no names"), ("\"7\",0,0\n2,0,0\n", "NumericCSV"),
  ])
  func whatIsNoPixelIsNamed(text: String, word: String) throws {
    try withTemporaryFolder { folder in
      let url = folder.appending(path: "test.csv")
      try Data(text.utf8).write(to: url)
      let error = #expect(throws: DatasetError.self) { try KaggleCSV.test(contentsOf: url) }
      #expect(error?.description.contains(word) == true, "\(String(describing: error))")
    }
  }

  @Test func theLabelsOfImagesMayBeWrittenInCapitals() throws {
    try withTemporaryFolder { folder in
      let url = folder.appending(path: "train.csv")
      try Data("Label,1x1,1x2\n7,0,255\n".utf8).write(to: url)
      #expect(try KaggleCSV.train(contentsOf: url).labels == [7])
      try Data("label,pixel0,id\n7,0,255\n".utf8).write(to: url)
      let error = #expect(throws: DatasetError.self) { try KaggleCSV.train(contentsOf: url) }
      #expect(error?.description.contains("column 3, called “id”") == true)
      try Data("1x1,1x2\n0,255\n".utf8).write(to: url)
      #expect(try KaggleCSV.test(contentsOf: url) == Matrix([[0, 255]]))
    }
  }

  @Test func theSubmissionCountsImagesFromOne() throws {
    try withTemporaryFolder { folder in
      let url = folder.appending(path: "submission.csv")
      try KaggleCSV.write(submission: [2, 0, 9], to: url)
      #expect(try String(contentsOf: url, encoding: .utf8) == "ImageId,Label\n1,2\n2,0\n3,9\n")
    }
  }
}
