import Estimators
import Foundation
import Testing

/// An enum of a user, in an order of its own.
private enum Size: String, Comparable, Codable, ClassLabel {
  case small, medium, large

  static func < (a: Size, b: Size) -> Bool { a.rank < b.rank }

  private var rank: Int {
    switch self {
    case .small: 0
    case .medium: 1
    case .large: 2
    }
  }
}

@Suite struct ClassEncodingTests {
  @Test func classesAscendAndEveryRowKnowsItsPlace() {
    let encoding = ClassEncoding([30, -1, 30, 7])
    #expect(encoding.classes == [-1, 7, 30])
    #expect(encoding.targets.indices == [2, 0, 2, 1])
    #expect(encoding.targets.count == 3)
  }

  @Test func everyKindOfLabelHasItsOrder() {
    #expect(ClassEncoding(["b", "a", "ab"]).classes == ["a", "ab", "b"])
    #expect(ClassEncoding([true, false, true]).classes == [false, true])
    #expect(ClassEncoding([true, false, true]).targets.indices == [1, 0, 1])
    #expect(ClassEncoding(["z", "é", "a"] as [Character]).classes == ["a", "z", "é"])
    #expect(ClassEncoding([Size.large, .small, .medium]).classes == [.small, .medium, .large])
    #expect(ClassEncoding([200, 3] as [UInt8]).classes == [3, 200])
  }

  @Test func noLabelsHaveNoClasses() {
    let none = ClassEncoding([String]())
    #expect(none.classes.isEmpty)
    #expect(none.targets.indices.isEmpty && none.targets.count == 0)
  }

  @Test func decodingTheIndicesGivesTheLabelsBack() {
    let labels = (0..<500).map { "class \(($0 * 7919) % 23)" }
    let encoding = ClassEncoding(labels)
    #expect(encoding.targets.indices.map { encoding.classes[Int($0)] } == labels)
    #expect(encoding.classes == encoding.classes.sorted())
  }
}

@Suite struct CodedLabelTests {
  private func roundTrip<Label: ClassLabel>(_ labels: [Label]) throws -> (text: String, labels: [Label]) {
    let data = try JSONEncoder().encode(labels.map(CodedLabel.init))
    let back = try JSONDecoder().decode([CodedLabel<Label>].self, from: data)
    return (String(decoding: data, as: UTF8.self), back.map(\.label))
  }

  @Test func labelsAreWrittenAsWhatTheyAre() throws {
    #expect(try roundTrip([3, -1]).text == "[3,-1]")
    #expect(try roundTrip(["a", "ü"]).text == #"["a","ü"]"#)
    #expect(try roundTrip([true, false]).text == "[true,false]")
    #expect(try roundTrip(["x", "👩‍👩‍👧"] as [Character]).text == #"["x","👩‍👩‍👧"]"#)
    #expect(try roundTrip([Size.large]).text == #"["large"]"#)
  }

  @Test func labelsComeBackAsTheyWere() throws {
    #expect(try roundTrip([3, -1, .max]).labels == [3, -1, .max])
    #expect(try roundTrip([3, 255] as [UInt8]).labels == [3, 255])
    #expect(try roundTrip(["", "a\"b"]).labels == ["", "a\"b"])
    #expect(try roundTrip([true, false]).labels == [true, false])
    #expect(try roundTrip(["x", "👩‍👩‍👧"] as [Character]).labels == ["x", "👩‍👩‍👧"])
    #expect(try roundTrip([Size.large, .small]).labels == [.large, .small])
  }

  @Test(arguments: [#"["ab"]"#, #"[""]"#, "[1]"])
  func aTextThatIsNotOneCharacterIsRefused(text: String) {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([CodedLabel<Character>].self, from: Data(text.utf8))
    }
  }
}

@Suite struct IntegerLabelsTests {
  @Test func wholeNumbersBecomeLabels() throws {
    #expect(try integerLabels([3.0, 5, -0.0, -2]) == [3, 5, 0, -2])
    #expect(try integerLabels([9.0, 1, 2].dropFirst()) == [1, 2])
    #expect(try integerLabels([]) == [])
  }

  @Test(arguments: [0.5, .infinity, 1e300, -1e19])
  func aRegressionTargetIsExplained(value: Double) {
    #expect(throws: EstimatorError.notAClassLabel(row: 1, value: value)) { try integerLabels([1, value]) }
  }

  @Test func aMissingLabelIsExplained() {
    #expect { try integerLabels([.nan]) } throws: { "\($0)".contains("Target nan of row 0 is not a whole number") }
  }
}
