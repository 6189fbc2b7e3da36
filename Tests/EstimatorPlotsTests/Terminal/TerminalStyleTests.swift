import EstimatorPlots
import Testing

@Suite struct TerminalStyleTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let environment: [String: String]
    let isTerminal: Bool
    let color: TerminalStyle.Color
    var testDescription: String { "\(environment), terminal: \(isTerminal)" }

    init(_ environment: [String: String], _ isTerminal: Bool, _ color: TerminalStyle.Color) {
      self.environment = environment
      self.isTerminal = isTerminal
      self.color = color
    }
  }

  @Test(arguments: [
    Case([:], true, .palette256),
    Case([:], false, .none),
    Case(["COLORTERM": "truecolor"], true, .trueColor),
    Case(["COLORTERM": "truecolor"], false, .none),
    Case(["TERM": "dumb", "COLORTERM": "24bit"], true, .none),
    Case(["NO_COLOR": "1", "COLORTERM": "truecolor"], true, .none),
    Case(["NO_COLOR": ""], true, .palette256),
    Case(["NO_COLOR": "1", "FORCE_COLOR": "1"], false, .palette256),
    Case(["FORCE_COLOR": "3"], false, .trueColor),
    Case(["FORCE_COLOR": "0", "COLORTERM": "truecolor"], true, .none),
    Case(["FORCE_COLOR": "true", "COLORTERM": "truecolor"], false, .trueColor),
    Case(["FORCE_COLOR": ""], false, .none),
  ])
  func theEnvironmentDecidesOnColours(example: Case) {
    #expect(TerminalStyle.color(environment: example.environment, isTerminal: example.isTerminal) == example.color)
  }

  @Test func withoutATerminalTheWidthIsThatOfTheEnvironment() {
    // No file is open under this number.
    #expect(TerminalStyle.detect(environment: ["COLUMNS": "132"], descriptor: -1).width == 132)
    #expect(TerminalStyle.detect(environment: [:], descriptor: -1) == TerminalStyle(width: 80, color: .none))
    #expect(TerminalStyle.detect(environment: ["COLUMNS": "many"], descriptor: -1).width == 80)
  }
}
