import Estimators
import Foundation
import Testing
import _EstimatorTestSupport

/// What scikit-learn 1.9.1 says. `null` stands for a gap.
private struct EncoderAnswers: Decodable {
  struct OneHot: Decodable {
    let name: String
    let names: [String]
    let categories: [[String?]]
    let train: [[Double]]
    let test: [[Double]]
  }
  struct Ordinal: Decodable {
    let train: [[Double?]]
    let test: [[Double?]]
  }
  struct Labels: Decodable {
    let classes: [String]
    let codes: [Int]
    let binary: [[Double]]
    let pair: [[Double]]
  }
  let oneHot: [OneHot]
  let ordinal: Ordinal
  let labels: Labels
}

@Suite struct EncoderTests {
  private let answers: EncoderAnswers
  private let train: Table
  /// Row 1 has cells that `train` has not.
  private let test: Table

  init() throws {
    answers = try Reference.load("encoders", as: EncoderAnswers.self)
    train = try Table([
      "colour": .strings(["red", "blue", nil, "green", "blue", nil, "Red"]),
      "side": .strings(["left", "right", "right", "left", "left", "right", "left"]),
      "count": .integers([3, 10, 3, 2, 10, 10, 2]),
    ])
    test = try Table([
      "count": .integers([2, 7, 3]), "colour": .strings(["blue", "mauve", nil]),
      "side": .strings(["left", "right", "right"]),
    ])
  }

  @Test(arguments: ["ignore", "error", "first", "ifBinary", "imputed"])
  func oneHotColumnsAreThoseOfScikitLearn(name: String) throws {
    let expected = try #require(answers.oneHot.first { $0.name == name })
    var encoder = OneHotEncoder()
    if name == "ignore" || name == "imputed" { encoder.unknown = .ignore }
    if let drop = OneHotEncoder.Drop(rawValue: name) { encoder.drop = drop }
    if name == "imputed" { encoder.missing = .mostFrequent }
    let model = try encoder.fitted(to: train)
    #expect(model.featureNamesOut == expected.names.map { $0.replacingOccurrences(of: "None", with: "missing") })
    #expect(
      model.categories.map { $0.categories.map(\.description) } == expected.categories.map { $0.compactMap { $0 } })
    let x = try model.transform(train)
    #expect(try x.matrix() == (try Matrix(expected.train)))
    #expect(x.names == model.featureNamesOut)
    #expect(StoredAs(x) == .sparse)
    let rows = expected.test.count == 3 ? [0, 1, 2] : [0, 2]
    #expect(try model.transform(test.selecting(rows: rows)).matrix() == Matrix(expected.test))
  }

  @Test func ordinalNumbersAreThoseOfScikitLearn() throws {
    let model = try OrdinalEncoder(unknown: .code(-1)).fitted(to: train)
    for (table, expected) in [(train, answers.ordinal.train), (test, answers.ordinal.test)] {
      let found = try model.transform(table).matrix()
      for (row, numbers) in expected.enumerated() {
        for (j, number) in numbers.enumerated() {
          if let number { #expect(found[row, j] == number) } else { #expect(found[row, j].isNaN) }
        }
      }
    }
  }

  @Test func labelsAreNumberedAndBinarizedAsByScikitLearn() throws {
    let labels = ["b", "c", "a", "b", "b", "c"]
    let encoder = try LabelEncoder<String>().fitted(to: labels)
    #expect(encoder.classes == answers.labels.classes)
    #expect(try encoder.transform(labels) == answers.labels.codes)
    #expect(try encoder.inverseTransform(answers.labels.codes) == labels)
    let binarizer = try LabelBinarizer<String>().fitted(to: labels)
    #expect(try binarizer.transform(labels) == Matrix(answers.labels.binary))
    #expect(try binarizer.inverseTransform(Matrix(answers.labels.binary)) == labels)
    let pair = try LabelBinarizer<String>(low: -1, high: 2).fitted(to: ["no", "yes", "no"])
    #expect(try pair.transform(["yes", "no", "yes"]) == Matrix(answers.labels.pair))
    #expect(try pair.inverseTransform(Matrix(answers.labels.pair)) == ["yes", "no", "yes"])
  }

  @Test func thePolicyForUnknownCellsIsPerColumn() throws {
    let encoder = OneHotEncoder(unknownByColumn: ["colour": .ignore])
    let unknown = EstimatorError.unknownCategory(column: "count", row: 1, value: "\"7\"", known: ["2", "3", "10"])
    #expect(throws: unknown) { try encoder.fitted(to: train).transform(test) }
    let both = OrdinalEncoder(unknownByColumn: ["colour": .code(-1), "count": .code(99)])
    #expect(try both.fitted(to: train).transform(test).matrix()[row: 1].elementsEqual([-1, 1, 99]))
    #expect(refusedSetting { try OneHotEncoder(unknownByColumn: ["size": .ignore]).fitted(to: train) } == "columns")
  }

  @Test func aGapThatTheFitHasNotSeenIsUnknown() throws {
    let model = try OneHotEncoder(["side"]).fitted(to: train)
    let gap = try Table(["side": .strings(["left", nil])])
    let known = ["left", "right"]
    #expect(
      throws: EstimatorError.unknownCategory(column: "side", row: 1, value: "no value", known: known)
    ) { try model.transform(gap) }
    #expect(throws: MatrixError.missingCell(column: "colour", row: 2)) {
      try OneHotEncoder(missing: .error).fitted(to: train)
    }
  }

  @Test func categoriesCanBeListedInTheirOwnOrder() throws {
    let encoder = OrdinalEncoder(["side"], categories: ["side": ["right", "middle", "left"]])
    #expect(try encoder.fitted(to: train).transform(train).matrix().elements == [2, 0, 0, 2, 2, 0, 2])
    let oneHot = try OneHotEncoder(["side"], categories: ["side": ["right", "middle", "left"]]).fitted(to: train)
    #expect(oneHot.featureNamesOut == ["side_right", "side_middle", "side_left"])
    #expect(
      EstimatorError.Code.invalidSetting
        ~= thrown { try OrdinalEncoder(categories: ["side": ["a", "a"]]).fitted(to: train) })
    #expect(
      EstimatorError.Code.invalidSetting
        ~= thrown { try OrdinalEncoder(categories: ["side": ["a", 1]]).fitted(to: train) })
    #expect(
      MatrixError.Code.wrongKind ~= thrown { try OrdinalEncoder(categories: ["side": [1, 2]]).fitted(to: train) })
  }

  @Test func inversesGiveTheCellsBack() throws {
    let all = try OneHotEncoder(drop: .first).fitted(to: train)
    #expect(try all.inverseTransform(all.transform(train)) == train)
    let ignoring = try OneHotEncoder(unknown: .ignore).fitted(to: train)
    let back = try ignoring.inverseTransform(ignoring.transform(test))
    #expect(try back.column("colour") == .strings(["blue", nil, nil]))
    #expect(try back.column("count") == .integers([2, nil, 3]))
    let ordinal = try OrdinalEncoder().fitted(to: train)
    #expect(try ordinal.inverseTransform(ordinal.transform(train)) == train)
  }

  @Test func rowsWithoutWeightHaveNoCategories() throws {
    let model = try OneHotEncoder(["count"]).fitted(to: train, sampleWeight: [1, 0, 1, 1, 0, 0, 1])
    #expect(model.featureNamesOut == ["count_2", "count_3"])
    let filled = OneHotEncoder(["colour"], missing: .mostFrequent)
    let heavy = try filled.fitted(to: train, sampleWeight: [9, 1, 1, 1, 1, 1, 1])
    #expect(try heavy.transform(train).matrix()[row: 2].elementsEqual([0, 0, 0, 1]))
  }

  @Test func wholeNumbersAndNumbersStandForOneAnother() throws {
    let model = try OneHotEncoder(["count"], unknown: .ignore).fitted(to: train)
    let doubles = try Table(["count": .doubles([2, 3.5, 10])])
    #expect(try model.transform(doubles).matrix() == Matrix([[1, 0, 0], [0, 0, 0], [0, 0, 1]]))
    #expect(throws: MatrixError.wrongKind(column: "count", expected: "integer", found: "string")) {
      try model.transform(Table(["count": .strings(["2"])]))
    }
  }

  @Test func columnsThatAreNotThereAreExplained() throws {
    let missing = MatrixError.noSuchColumn(name: "size", available: train.names)
    #expect(throws: missing) { try OneHotEncoder(["side", "size"]).fitted(to: train) }
    let model = try OneHotEncoder(["side"]).fitted(to: train)
    let gone = EstimatorError.featureNamesMismatch(missing: ["side"], unexpected: [], firstMoved: nil)
    #expect(throws: gone) { try model.transform(train.dropping(columns: ["side"])) }
    #expect(refusedSetting { try OneHotEncoder(["side", "side"]).fitted(to: train) } == "columns")
    #expect(EstimatorError.Code.columnOutOfRange ~= thrown { try OneHotEncoder(.at([5])).fitted(to: train) })
    #expect(try OneHotEncoder(.texts).fitted(to: train).categories.map(\.name) == ["colour", "side"])
    #expect(try OneHotEncoder(.numbers).fitted(to: train).categories.map(\.name) == ["count"])
  }

  /// Names are compared only where the fit and the new features have some.
  @Test func namesOfFeaturesMayComeOrGo() throws {
    let plain = try Matrix([[1.0, 5], [2, 5]]).features
    let named = try Matrix([[2.0, 5]]).features.named(["a", "b"])
    let oneHot = try OneHotEncoder().fitted(to: plain)
    #expect(oneHot.featureNamesOut == ["x0_1.0", "x0_2.0", "x1_5.0"])
    #expect(try oneHot.transform(named).matrix() == Matrix([[0, 1, 1]]))
    #expect(try OrdinalEncoder().fitted(to: plain).transform(named).matrix() == Matrix([[1, 0]]))
    let onNamed = try OneHotEncoder(unknown: .ignore).fitted(to: named)
    #expect(try onNamed.transform(plain).matrix() == Matrix([[0, 1], [1, 1]]))
    let ordinal = try OrdinalEncoder(unknown: .code(9)).fitted(to: named)
    #expect(try ordinal.transform(plain).matrix() == Matrix([[9, 0], [0, 0]]))
    let renamed = EstimatorError.featureNamesMismatch(missing: ["b"], unexpected: ["c"], firstMoved: nil)
    #expect(throws: renamed) { try onNamed.transform(plain.named(["a", "c"])) }
  }

  /// Names that nothing else has stay as they are.
  @Test func namesOfFeaturesAreAllDifferent() throws {
    let two = try Table(["a": .strings(["b_c", "x"]), "a_b": .strings(["c", "d"])])
    #expect(try OneHotEncoder().fitted(to: two).featureNamesOut == ["a=\"b_c\"", "a_x", "a_b=\"c\"", "a_b_d"])
    let gap = try Table(["sex": .strings(["missing", nil, "m"])])
    #expect(try OneHotEncoder().fitted(to: gap).featureNamesOut == ["sex_m", "sex=\"missing\"", "sex=missing"])
    #expect(try OneHotEncoder(drop: .first).fitted(to: two).featureNamesOut == ["a_x", "a_b_d"])
    // A column that is called as the clear name of another.
    let bad = try Table([
      "a": .strings(["b_c"]), "a_b": .strings(["c"]), "a=\"b": .strings(["c\""]), "a=\"b_c\"": .strings(["x"]),
    ])
    let names = try OneHotEncoder().fitted(to: bad).featureNamesOut
    #expect(Set(names).count == 4 && names.contains("a=\"b_c\"_x"))
    let kinds = try Table(["n": .integers([1, nil]), "n_1": .strings(["x", "y"]), "n_1_x": .booleans([true, false])])
    #expect(Set(try OneHotEncoder().fitted(to: kinds).featureNamesOut).count == 6)
  }

  @Test func modelsSurviveJSONAndSpoiltOnesAreRefused() throws {
    let oneHot = try OneHotEncoder(drop: .ifBinary).fitted(to: train)
    let text = try JSON.text(of: oneHot)
    #expect(try JSON.value(OneHotEncoder.Model.self, of: text) == oneHot)
    let spoilt = text.replacingOccurrences(of: "\"green\"", with: "\"blue\"")
    #expect(throws: (any Error).self) { try JSON.value(OneHotEncoder.Model.self, of: spoilt) }
    let labels = try JSON.text(of: LabelEncoder<String>().fitted(to: ["a", "b"]))
    #expect(throws: (any Error).self) {
      try JSON.value(LabelEncoder<String>.Model.self, of: labels.replacingOccurrences(of: "\"b\"", with: "\"a\""))
    }
  }

  @Test func strangeLabelsAreExplained() throws {
    let encoder = try LabelEncoder<String>().fitted(to: ["a", "b"])
    #expect(throws: EstimatorError.labelNotAmongClasses(row: 1, label: "c", classes: ["a", "b"])) {
      try encoder.transform(["a", "c"])
    }
    #expect(refusedSetting { try encoder.inverseTransform([2]) } == "the number of a label")
    #expect(EstimatorError.Code.emptyInput ~= thrown { try LabelEncoder<Int>().fitted(to: []) })
    #expect(refusedSetting { try LabelBinarizer<Int>(low: 1, high: 1).fitted(to: [1]) } == "high")
    #expect(throws: EstimatorError.notFitted("LabelEncoder<Int>")) { try LabelEncoder<Int>().transform([1]) }
  }
}
