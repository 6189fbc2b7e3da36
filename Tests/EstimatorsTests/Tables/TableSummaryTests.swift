import Estimators
import Testing
import _EstimatorTestSupport

@Suite struct TableSummaryTests {
  private struct Answers: Decodable {
    let numbers: [NumberAnswer]
    let texts: TextAnswer
  }

  private struct NumberAnswer: Decodable {
    let values: [Double?]
    let told: [Double?]
  }

  private struct TextAnswer: Decodable {
    let values: [String?]
    let told: [Int]
    let top: String
  }

  private let answers: Answers

  init() throws { answers = try Reference.load("table-summary", as: Answers.self) }

  @Test func numbersAreThoseOfPandas() throws {
    for answer in answers.numbers {
      let column = try Table(["x": .doubles(answer.values)]).describe()["x"]
      let numbers = try #require(column.numbers)
      #expect(Double(column.count) == answer.told[0] && column.missing == answer.values.count { $0 == nil })
      let found = [
        numbers.mean, numbers.deviation, numbers.min, numbers.lowerQuartile, numbers.median, numbers.upperQuartile,
        numbers.max,
      ]
      for (a, b) in zip(found, answer.told.dropFirst()) {
        if let b { #expect(abs(a - b) <= 1e-12 * abs(b)) } else { #expect(a.isNaN) }
      }
      #expect(column.categories == nil)
    }
  }

  @Test func categoriesAreThoseOfPandas() throws {
    let truths: [Bool?] = [true, nil, true, false, nil, nil, nil]
    let summary = try Table(["s": .strings(answers.texts.values), "b": .booleans(truths)]).describe()
    let texts = try summary["s"]
    let found = try #require(texts.categories)
    #expect([texts.count, found.unique, found.frequency] == answers.texts.told)
    #expect(found.top == answers.texts.top)
    #expect(try summary["b"].categories?.top == "true")
    #expect(throws: MatrixError.noSuchColumn(name: "S", available: ["s", "b"])) { try summary["S"] }
  }

  @Test func extremeAndEmptyColumnsAreDescribed() throws {
    let table = try Table([
      "large": .doubles([1.7e308, 1.7e308, 1.6e308]), "gaps": .doubles([nil, nil, nil]),
      "none": .strings([nil, nil, nil]),
    ])
    let summary = table.describe()
    #expect(try #require(try summary["large"].numbers).mean.isFinite)
    #expect(try summary["gaps"].numbers == nil && summary["none"].categories == nil)
    #expect(summary.description.contains("gaps"))
    #expect(try Table(names: [], columns: []).describe().description == "0 rows")
  }

  @Test func itPrintsAsATable() throws {
    let table = try Table([
      "age": .doubles([22, nil, 26.5, 61]), "sex": .strings(["m", "f", nil, "f"]), "children": .integers([0, 2, 1, 1]),
    ])
    let expected = """
                count  gaps  mean     std  min   25 %  50 %   75 %  max
      age           3     1  36.5  21.337   22  24.25  26.5  43.75   61
      children      4     0     1  0.8165    0   0.75     1   1.25    2

           count  gaps  unique  top  freq
      sex      3     1       2    f     2
      4 rows
      """
    #expect(table.describe().description == expected, "\(table.describe())")
  }
}
