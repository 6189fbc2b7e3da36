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

/// Enums of users who write nothing by hand.
private enum Fruit: String, ClassLabel { case pear, apple }
private enum Stars: Int, ClassLabel { case two = 2, one = 1 }

@Suite struct RawValueLabelTests {
  @Test func enumsWithRawValuesAreLabelsInTheirOrder() throws {
    #expect(ClassEncoding([Fruit.pear, .apple]).classes == [.apple, .pear])
    #expect(ClassEncoding([Stars.two, .one]).classes == [.one, .two])
    var clf = LogisticRegression<Fruit>()
    try clf.fit([[0.0], [1]], [.pear, .apple])
    #expect(try clf.predict([[0], [1]]) == [.pear, .apple])
  }

  @Test func theyAreStoredAsTheirRawValues() throws {
    let data = try JSONEncoder().encode([Fruit.pear, .apple].map(CodedLabel.init))
    #expect(String(decoding: data, as: UTF8.self) == #"["pear","apple"]"#)
    #expect(try JSONDecoder().decode([CodedLabel<Fruit>].self, from: data).map(\.label) == [.pear, .apple])
    #expect(try JSONDecoder().decode([CodedLabel<Stars>].self, from: Data("[2,1]".utf8)).map(\.label) == [.two, .one])
  }

  @Test func aRawValueOfNoCaseIsExplained() {
    #expect {
      try JSONDecoder().decode([CodedLabel<Fruit>].self, from: Data(#"["plum"]"#.utf8))
    } throws: { error in
      guard case DecodingError.dataCorrupted(let context) = error else { return false }
      return context.debugDescription.contains("\"plum\"") && context.debugDescription.contains("Fruit")
    }
  }
}

@Suite struct OtherLabelTypeTests {
  private let x = [[0.0], [1], [2], [3]]

  @Test func integersAndWholeDoublesCountAsInt() throws {
    let matrix = try Matrix(x)
    let model = try LogisticRegression().fitted(to: matrix, [0, 0, 1, 1])
    var clf = LogisticRegression()
    #expect(try clf.fit(matrix, [0, 0, 1, 1] as [UInt8]) == model)
    #expect(try clf.fit(matrix, [0.0, 0, 1, 1]) == model)
    #expect(try clf.fitted(to: matrix, [0, 0, 1, 1] as [Float]) == model)
    #expect(try clf.score(matrix, [0, 0, 1, 1] as [Int64]) == 1)
    #expect(try model.score(matrix, [0.0, 0, 1, 0]) == 0.75)
  }

  @Test func labelsThatNoIntHoldsAreExplained() throws {
    let matrix = try Matrix(x)
    var clf = LogisticRegression()
    #expect(throws: EstimatorError.notAClassLabel(row: 1, value: 0.5)) { try clf.fit(matrix, [0, 0.5, 1, 1]) }
    #expect { try clf.fit(matrix, [0, 0, 1, UInt64.max]) } throws: { error in
      "\(error)".contains("18446744073709551615") && "\(error)".contains("LogisticRegression<UInt64>()")
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
