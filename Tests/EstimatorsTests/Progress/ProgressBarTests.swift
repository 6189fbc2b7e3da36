import Estimators
import Testing

@Suite struct ProgressBarTests {
  @Test func aLoopGetsEveryElement() {
    #expect(Array(ProgressBar(0..<5, title: "Steps")) == [0, 1, 2, 3, 4])
    #expect(Array(ProgressBar(AnySequence([3, 1]), total: nil)) == [3, 1])
    #expect(Array(ProgressBar([Int]())) == [])
  }

  @Test func aLoopMayEndEarly() {
    var seen: [Int] = []
    for step in ProgressBar(0..<100) {
      seen.append(step)
      if step == 2 { break }
    }
    #expect(seen == [0, 1, 2])
  }

  @Test func linesTellWhatIsDoneAndWhatIsLeft() {
    let line = ProgressText.line(
      title: "Steps", fraction: 0.25, details: ["1 of 4"] + ProgressText.times(elapsed: 10, fraction: 0.25), width: 79)
    #expect(line == "Steps ███████······················· 1 of 4, 10 s, about 30 s left")
    #expect(ProgressText.line(title: "Steps", fraction: nil, details: ["7"], width: 79) == "Steps … 7")
    #expect(ProgressText.line(title: "two\nlines", fraction: 0, details: [], width: 16) == "two lines ······")
  }

  @Test func timesReadLikeAClock() {
    #expect(ProgressText.time(0.04) == "0.0 s")
    #expect(ProgressText.time(9.94) == "9.9 s")
    #expect(ProgressText.time(9.96) == "10 s")
    #expect(ProgressText.time(59.6) == "1:00")
    #expect(ProgressText.time(125) == "2:05")
    #expect(ProgressText.time(3723) == "1:02:03")
    #expect(ProgressText.time(.infinity) == "…")
  }

  @Test func nothingIsPromisedTooEarly() {
    #expect(ProgressText.times(elapsed: 0.5, fraction: 0.5) == ["0.5 s"])
    #expect(ProgressText.times(elapsed: 5, fraction: 0.01) == ["5.0 s"])
    #expect(ProgressText.times(elapsed: 5, fraction: 1) == ["5.0 s"])
  }

  /// A terminal that was made narrower shows the last text on several rows, and all of them go.
  @Test func redrawingClearsEveryRowOfTheLastText() {
    #expect(TerminalLine.clearing(0, inWidth: 80) == "\r\u{1B}[J")
    #expect(TerminalLine.clearing(80, inWidth: 80) == "\r\u{1B}[J")
    #expect(TerminalLine.clearing(81, inWidth: 80) == "\r\u{1B}[1A\u{1B}[J")
    #expect(TerminalLine.clearing(199, inWidth: 60) == "\r\u{1B}[3A\u{1B}[J")
  }
}
