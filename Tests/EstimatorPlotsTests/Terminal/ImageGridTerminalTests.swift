import EstimatorPlots
import Matrices
import Testing

@Suite struct ImageGridTerminalTests {
  /// Twenty digits of 28 × 28 pixels.
  private func digits() throws -> ImageGrid {
    try ImageGrid(Matrix<UInt8>(rows: 20, columns: 784, repeating: 255), labels: 0..<20)
  }

  @Test(arguments: TerminalStyle.Color.allCases)
  func theLecturesGridFitsInEightyColumns(color: TerminalStyle.Color) throws {
    let lines = plainLines(try digits().terminal(width: 80, color: color))
    // Four rows of a title and 14 / 2 lines of picture, with a blank line between.
    #expect(lines.count == 4 * (1 + 7) + 3)
    #expect(lines.filter { !$0.isEmpty }.allSatisfy { $0.count == 5 * 14 + 4 * 2 })
  }

  @Test(arguments: [8, 20, 40, 80, 200])
  func noLineIsWiderThanTheTerminal(width: Int) throws {
    let lines = plainLines(try digits().terminal(width: width))
    #expect(lines.allSatisfy { $0.count <= width })
    #expect(lines.joined().contains("19"))
  }

  @Test func aWideTerminalShowsEveryPixel() throws {
    let lines = plainLines(try digits().terminal(width: 160, color: .trueColor))
    #expect(lines[1].filter { $0 == "▀" }.count == 5 * 28)
    #expect(lines.count == 4 * (1 + 14) + 3)
  }

  @Test func aHalfBlockCarriesTwoPixels() throws {
    let pixels = Array(repeating: UInt8(255), count: 28) + Array(repeating: 0, count: 28)
    let text = try ImageGrid(Matrix(rows: 1, columns: 56, pixels), imageWidth: 28).terminal(
      width: 80, color: .trueColor)
    #expect(text.contains("\u{1B}[38;2;255;255;255m\u{1B}[48;2;0;0;0m▀"))
    #expect(text.hasSuffix("\u{1B}[0m"))
  }

  @Test func withoutColourThereIsNoEscapeAndBrightPixelsAreFull() throws {
    let grid = try ImageGrid(Matrix<UInt8>(rows: 1, columns: 4, [0, 255, 0, 255]))
    let text = grid.terminal(width: 80)
    #expect(!text.contains("\u{1B}"))
    #expect(text.contains("@") && text.contains(" "))
  }

  @Test func wrongTitlesAreRedWhereThereIsColour() throws {
    let grid = try Samples.withOneWrong()
    let lines = grid.terminal(width: 80, color: .palette256).split(separator: "\n")
    #expect(lines[0].contains("\u{1B}[38;5;160m"))
    #expect(lines[0].contains("2 (is 3)"))
    #expect(grid.terminal(width: 80).contains("2 (is 3)"))
  }

  @Test func labelsCannotMoveTheCursor() throws {
    let grid = try ImageGrid(Samples.images(1), labels: ["\u{1B}[2Jgone\r"])
    #expect(!grid.terminal(width: 80).contains("\u{1B}"))
    #expect(!grid.terminal(width: 80).contains("\r"))
  }
}
