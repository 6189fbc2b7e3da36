import EstimatorDatasets
import Estimators
import Foundation
import Testing
import _EstimatorTestSupport

@Suite struct DatePartsTests {
  private let table: Table

  init() throws {
    let file = "id,joined,left\n1,2024-02-29,\n2,,2025-01-05\n3,1970-01-02T06:00:00Z,2025-12-31\n"
    table = try Table(csv: Data(file.utf8))
  }

  @Test func datesBecomeFeatures() throws {
    let model = try DateParts(["left", "joined"], [.year, .weekday]).fitted(to: table)
    let x = try model.transform(table)
    #expect(x.names == ["left_year", "left_weekday", "joined_year", "joined_weekday"])
    #expect(model.featureNamesOut == x.names)
    let numbers = try x.matrix()
    #expect(numbers[0, 0].isNaN && numbers[1, 2].isNaN)
    #expect(numbers[0, 2] == 2024 && numbers[0, 3] == 3 && numbers[1, 0] == 2025 && numbers[1, 1] == 6)
  }

  @Test func theyGoThroughOtherStagesAndLeaveARemainder() throws {
    let transformer = ColumnTransformer(remainder: Passthrough()) {
      Chain(DateParts(["joined"], [.secondsSince1970]), SimpleImputer(strategy: .mean))
      DateParts(["left"], [.month])
    }
    let x = try transformer.fitted(to: table).transform(table)
    let mean = (1_709_164_800.0 + 108_000) / 2
    #expect(x.columns == 3)
    #expect(try x.matrix()[column: 0] == [1_709_164_800, mean, 108_000])
    #expect(try x.matrix()[column: 2] == [1, 2, 3])
  }

  @Test func aColumnOfGapsAloneIsOneOfDates() throws {
    let model = try DateParts(["left"]).fitted(to: table)
    let x = try model.transform(Table(csv: Data("left\n\"\"\n\"\"\n".utf8)))
    #expect(try x.matrix().elements.filter { !$0.isNaN } == [])
  }

  @Test func modelsAreChecked() throws {
    let model = try DateParts(["left"]).fitted(to: table)
    #expect(try JSON.value(DateParts.Model.self, of: JSON.text(of: model)) == model)
    for wrong in [
      #"{"columns":[],"parts":["year"]}"#, #"{"columns":["a"],"parts":[]}"#, #"{"columns":["a","a"],"parts":["year"]}"#,
      #"{"columns":["a"],"parts":["century"]}"#,
    ] {
      #expect(throws: DecodingError.self) { try JSON.value(DateParts.Model.self, of: wrong) }
    }
  }

  @Test func whatDoesNotFitIsExplained() throws {
    #expect(refusedSetting { try DateParts(["left"], []).fitted(to: table) } == "parts")
    #expect(refusedSetting { try DateParts(["left"], [.year, .year]).fitted(to: table) } == "parts")
    #expect {
      try DateParts(["Left"]).fitted(to: table)
    } throws: {
      "\($0)".contains("Did you mean \"left\"?")
    }
    let model = try DateParts(["left"]).fitted(to: table)
    #expect(
      EstimatorError.Code.featureNamesMismatch ~= thrown { try model.transform(table.dropping(columns: ["left"])) })
    let wrong = try table.replacing("left", with: .strings(["2024-01-01", "soon", nil]))
    #expect(MatrixError.Code.unreadableCell ~= thrown { try DateParts(["left"]).fitted(to: wrong) })
    _ = try DateParts(["left"]).fitted(to: wrong, sampleWeight: [1, 0, 1])
    #expect(MatrixError.Code.unreadableCell ~= thrown { try model.transform(wrong) })
  }
}
