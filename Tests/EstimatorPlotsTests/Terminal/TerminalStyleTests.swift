import EstimatorPlots
import Matrices
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

  @Test(arguments: [(Int.max, 4096), (1 << 32, 4096), (4096, 4096), (80, 80), (8, 8), (0, 8), (.min, 8)])
  func theWidthIsOneThatATerminalCanHave(width: Int, expected: Int) throws {
    #expect(TerminalStyle(width: width).width == expected)
    var style = TerminalStyle()
    style.width = width
    #expect(style.width == expected)
    #expect(TerminalStyle.detect(environment: ["COLUMNS": "\(width)"], descriptor: -1).width == expected)
    let figures: [any TerminalFigure] = [
      try LineChart([.init("a", y: [1, 2, 3])]), try Samples.withOneWrong(),
      try WeightImages(Matrix([[0, 1, 2, 3.0]]), classes: [1]),
      try ConfusionMatrixPlot([[1, 2], [3, 4]], classes: 0..<2),
    ]
    for figure in figures {
      // Keys and labels need more than 8 characters.
      let widest = plainLines(figure.terminal(width: width)).reduce(0) { max($0, $1.count) }
      #expect(widest > 0 && widest <= max(expected, 80))
    }
  }

  @Test func longTextsAreCutInOneGo() throws {
    for letter in ["x", "日", "é", "\n"] {
      let text = String(repeating: letter, count: 50_000)
      let seconds = try processorSeconds {
        let table = try ConfusionMatrixPlot([[1, 2], [3, 4]], classes: [text, text + "a"], title: text)
        let chart = try LineChart([.init(text, y: [1, 2])], title: text, xLabel: text, yLabel: text)
        let grid = try ImageGrid(Samples.images(1), labels: [text.singleLineCopy])
        for figure in [table, chart, grid] as [any TerminalFigure] {
          #expect(plainLines(figure.terminal(width: 60)).allSatisfy { $0.count <= 60 })
          _ = RecordingCanvas(figure)
        }
      }
      // Fifty milliseconds in release; a cut that measures again and again takes minutes.
      #expect(seconds < 10)
    }
  }

  @Test func aTitleOfManyLinesIsDrawnInOneGo() throws {
    let grid = try ImageGrid(Samples.images(1), labels: [String(repeating: "\n", count: 20_000)])
    let seconds = processorSeconds { _ = grid.terminal(width: 60) }
    #expect(seconds < 10)
  }

  @Test(arguments: [("abcdef", 4, "abc…"), ("日本語", 4, "日…"), ("abc", 3, "abc"), ("abc", 1, "…"), ("abc", 0, "")])
  func aCutTextEndsInAnEllipsis(text: String, width: Int, expected: String) throws {
    #expect(TerminalText.truncated(text, to: width) == expected)
  }
}

extension String {
  /// Without line breaks, as a title of one line.
  fileprivate var singleLineCopy: String { replacing("\n", with: " ") }
}
