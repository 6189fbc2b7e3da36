import Matrices
import Testing
import _EstimatorTestSupport

@Suite struct CalendarDateTests {
  private struct Answers: Decodable {
    let dates: [Answer]
  }

  private struct Answer: Decodable {
    let text: String
    let parts: [Double]
  }

  @Test func partsAreThoseOfPandas() throws {
    for answer in try Reference.load("table-summary", as: Answers.self).dates {
      let date = try #require(CalendarDate(answer.text))
      #expect(CalendarDate.Part.allCases.map { date[$0] } == answer.parts, "\(answer.text)")
    }
  }

  @Test func everyDayFollowsTheOneBefore() throws {
    var last = try #require(CalendarDate("1895-12-31"))
    for year in 1896...2105 {
      for month in 1...12 {
        for day in 1...31 {
          let text = "\(year)-\(month < 10 ? "0" : "")\(month)-\(day < 10 ? "0" : "")\(day)"
          guard let date = CalendarDate(text) else { continue }
          #expect(date.daysSince1970 == last.daysSince1970 + 1, "\(text)")
          #expect(date[.weekday] == (last[.weekday] + 1).truncatingRemainder(dividingBy: 7), "\(text)")
          last = date
        }
      }
    }
    #expect(last.daysSince1970 - (try #require(CalendarDate("1895-12-31"))).daysSince1970 == 210 * 365 + 51)
  }

  @Test(arguments: [
    "", "2024", "2024-13-01", "2024-00-10", "2023-02-29", "1900-02-29", "2024-04-31", "2024-2-3", "03/04/2024",
    "2024-02-29x",
    "2024-02-29T", "2024-02-29T24:00", "2024-02-29T12:60", "2024-02-29T12:30:61", "2024-02-29T12:30:00.", "2024-0229",
    "2024-02-29T12:30:00+25:00", "2024-02-29T12:30:00+1", "２０２４-02-29", "yesterday",
  ])
  func whatIsNoDateIsNone(text: String) { #expect(CalendarDate(text) == nil) }

  @Test func columnsOfDatesBecomeNumbers() throws {
    let table = try Table(["joined": .strings(["2024-02-29", nil, "1970-01-02T00:00:00Z"])])
    let parts = try table.adding(dateParts: [.year, .weekday, .secondsSince1970], of: "joined")
    #expect(parts.names == ["joined", "joined_year", "joined_weekday", "joined_secondsSince1970"])
    #expect(try parts["joined_year"] == .integers([2024, nil, 1970]))
    #expect(try parts["joined_weekday"] == .integers([3, nil, 4]))
    #expect(try parts["joined_secondsSince1970"] == .doubles([1_709_164_800, nil, 86_400]))
    let wrong = try Table(["joined": .strings(["2024-02-29", "29.2.2024"])])
    #expect {
      try wrong.dates("joined")
    } throws: { error in
      "\(error)".contains("\"29.2.2024\" in row 1, which is not a date of ISO 8601, such as 2024-02-29")
    }
  }
}
