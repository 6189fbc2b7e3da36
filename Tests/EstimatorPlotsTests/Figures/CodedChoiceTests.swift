import EstimatorPlots
import Foundation
import Testing

/// The choices of figures are coded by their names, as when they were enums.
@Suite struct CodedChoiceTests {
  @Test func namesAreKept() throws {
    try expect(FigureFormat.self, #"["png","svg","pdf"]"#)
    try expect(AxisScale.self, #"["linear","log"]"#)
    try expect(ConfusionMatrixPlot.Numbers.self, #"["values","rowPercentages","none"]"#)
    #expect(TerminalStyle.Color.allCases.map(\.description) == ["none", "palette256", "trueColor"])
    #expect(String(reflecting: FigureFormat.pdf) == "EstimatorPlots.FigureFormat.pdf")
    #expect(FigureFormat(rawValue: "bmp") == nil)
  }

  private func expect<Choice: CaseIterable & Codable & Hashable>(_ type: Choice.Type, _ json: String) throws {
    let all = Array(Choice.allCases)
    #expect(try String(decoding: JSONEncoder().encode(all), as: UTF8.self) == json)
    #expect(try JSONDecoder().decode([Choice].self, from: Data(json.utf8)) == all)
  }
}
