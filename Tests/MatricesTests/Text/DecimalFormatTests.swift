import Matrices
import Testing
import _EstimatorTestSupport

/// `[bits, digits, fixed, scientific]`, from Python.
private struct FormatCase: Decodable {
  let value: Double
  let digits: Int
  let fixed: String
  let scientific: String

  init(from decoder: any Decoder) throws {
    var list = try decoder.unkeyedContainer()
    let bits = try #require(UInt64(list.decode(String.self), radix: 16))
    value = Double(bitPattern: bits)
    digits = try list.decode(Int.self)
    fixed = try list.decode(String.self)
    scientific = try list.decode(String.self)
  }
}

@Suite struct DecimalFormatTests {
  @Test func everyNumberReadsAsInPython() throws {
    let cases = try Reference.load("decimal-format", as: [FormatCase].self)
    #expect(cases.count > 1000)
    for each in cases {
      #expect(DecimalFormat.fixed(each.value, digits: each.digits) == each.fixed)
      #expect(DecimalFormat.scientific(each.value, digits: each.digits) == each.scientific)
    }
  }

  @Test(arguments: zip([0.5, 1.5, 2.5, -0.5], ["0", "2", "2", "-0"]))
  func tiesGoToTheEvenDigit(value: Double, text: String) {
    #expect(DecimalFormat.fixed(value, digits: 0) == text)
  }

  @Test func aCarryMayLengthenTheNumber() {
    #expect(DecimalFormat.fixed(999.9996, digits: 3) == "1000.000")
    #expect(DecimalFormat.scientific(9.9996, digits: 3) == "1.000e+01")
  }

  @Test(
    arguments: zip(
      [0, 1, 0.19665843612114486, 12.5, 123456.7, 1e6, 0.0001, 0.00005730, 999.96, 99995, -2.5, .nan, .infinity],
      ["0", "1", "0.1967", "12.5", "123457", "1e+06", "0.0001", "5.73e-05", "1000", "99995", "-2.5", "nan", "inf"]))
  func fourDigitsAreEnoughForPeople(value: Double, text: String) {
    #expect(DecimalFormat.significant(value, digits: 4) == text)
  }

  @Test func textIsPaddedToAWidthAndNeverCut() {
    #expect("ab".rightAligned(4) == "  ab")
    #expect("ab".leftAligned(4) == "ab  ")
    #expect("abcde".rightAligned(4) == "abcde")
  }
}
