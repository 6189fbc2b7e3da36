import EstimatorPlots
import Testing

@Suite struct LineChartTests {
  @Test(arguments: [
    [0, 1], [0.25, 2.3], [-5e-9, 3e-9], [1e12, 3e12], [0.123456, 0.123457], [7], [0], [-1e300, 1e300],
    [1e-300, 2e-300],
  ])
  func labelsOfALinearAxisCanBeReadAndDiffer(values: [Double]) throws {
    let chart = try LineChart([.init("curve", y: values)], title: "t", xLabel: "x", yLabel: "y")
    expectReadableTexts(chart)
    let labels = RecordingCanvas(chart).texts.filter { $0.style.horizontal == .trailing }.map(\.text)
    #expect(labels.count >= 2)
    #expect(Set(labels).count == labels.count)
  }

  @Test(arguments: [[1, 10], [0.9, 3], [0.2, 0.3], [1e-9, 1], [1e-200, 1e200], [5]])
  func labelsOfALogarithmicAxisCanBeReadAndDiffer(values: [Double]) throws {
    let chart = try LineChart(
      [.init(x: values, y: values)], xLabel: "x", yLabel: "y", xScale: .log, yScale: .log)
    expectReadableTexts(chart)
    let labels = RecordingCanvas(chart).texts.filter { $0.style.horizontal == .trailing }.map(\.text)
    #expect(!labels.isEmpty)
    #expect(Set(labels).count == labels.count)
  }

  @Test func ticksStandAtRoundNumbers() throws {
    let words = RecordingCanvas(try LineChart([.init(y: [0, 0.5, 1])])).words
    for word in ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"] { #expect(words.contains(word)) }
  }

  @Test func powersOfTenAreRaised() throws {
    let words = RecordingCanvas(try LineChart([.init(y: [1e-8, 1])], yScale: .log)).words
    #expect(words.contains("10⁻⁸") && words.contains("10⁰"))
  }

  @Test func largerNumbersAreHigherAndFurtherRight() throws {
    let curve = try #require(
      RecordingCanvas(try LineChart([.init(y: [1, 2, 4])])).lines.first { $0.style.color == FigureColor.cycle[0] })
    #expect(curve.points[0].x < curve.points[1].x && curve.points[1].x < curve.points[2].x)
    #expect(curve.points[0].y > curve.points[1].y && curve.points[1].y > curve.points[2].y)
  }

  @Test func theLegendNamesTheNamedCurvesAndKeepsOutOfTheirWay() throws {
    // Falling from the top left to the bottom right: the free corners are top right and bottom left.
    let chart = try LineChart([.init("train", y: [9, 5, 1]), .init("test", y: [9.5, 5.5, 2]), .init(y: [9, 5, 1])])
    let canvas = RecordingCanvas(chart)
    let names = canvas.texts.filter { $0.style.horizontal == .leading }
    #expect(names.map(\.text) == ["train", "test"])
    #expect(names.allSatisfy { $0.point.x > chart.size.width / 2 && $0.point.y < chart.size.height / 2 })
  }

  @Test func chartsOfUnnamedCurvesHaveNoLegend() throws {
    #expect(RecordingCanvas(try LineChart([.init(y: [1, 2])])).fills.isEmpty)
  }

  @Test func nothingJoinsPoints() throws {
    let chart = try LineChart([.points(x: [1, 5, 3], y: [2, 0, 1])])
    let own = RecordingCanvas(chart).lines.filter { $0.style.color == FigureColor.cycle[0] }
    #expect(own.count == 3 && own.allSatisfy { $0.points.count == 1 && $0.style.cap == .round })
    func dots(_ chart: LineChart) -> Int {
      let text = chart.terminal(TerminalStyle(width: 60, color: .none))
      return text.unicodeScalars.count { (0x2801...0x28ff).contains($0.value) }
    }
    #expect(dots(chart) == 3)
    #expect(dots(try LineChart([.init(x: [1, 5, 3], y: [2, 0, 1])])) > 10)
  }

  @Test func aSinglePointIsADot() throws {
    let lines = RecordingCanvas(try LineChart([.init(x: [3], y: [0.9])])).lines
    #expect(lines.contains { $0.points.count == 1 && $0.style.cap == .round })
  }

  @Test func numbersToIncludeWidenTheAxis() throws {
    let words = RecordingCanvas(try LineChart([.init(y: [0.9, 0.91])], including: [0, 1])).words
    #expect(words.contains("0.0") && words.contains("1.0"))
  }

  @Test(arguments: [30, 60])
  func manyAndLongNamesStayInsideThePlot(count: Int) throws {
    let curves = (0..<count).map {
      LineChart.Curve("curve \($0) with a name that goes on and on for ever and ever, or so", y: [1, 2])
    }
    expectReadableTexts(try LineChart(curves))
  }

  @Test func badCurvesAreExplained() {
    #expect(throws: FigureError.empty(what: "the chart has no curves")) { try LineChart([]) }
    #expect(throws: FigureError.empty(what: "the curve \"a\" has no points")) {
      try LineChart([.init("a", y: [])])
    }
    #expect(throws: FigureError.countMismatch(what: "y values of the curve \"a\"", expected: 2, found: 1)) {
      try LineChart([.init("a", x: [1, 2], y: [1])])
    }
    #expect(throws: FigureError.notDrawable(curve: "a", axis: "y", value: "nan", index: 1)) {
      try LineChart([.init("a", y: [1, .nan])])
    }
    #expect(throws: FigureError.notPositiveOnLogAxis(curve: "a", axis: "y", value: "0.0", index: 2)) {
      try LineChart([.init("a", y: [1, 0.5, 0])], yScale: .log)
    }
    let error = #expect(throws: FigureError.self) {
      try LineChart([.init("a", y: [1])], size: FigureSize(width: 10, height: 10))
    }
    #expect(error?.code == .invalidSetting)
  }

  @Test(arguments: [30, 80, 120], TerminalStyle.Color.allCases)
  func theTerminalFormFitsItsWidth(width: Int, color: TerminalStyle.Color) throws {
    let chart = try LineChart(
      [.init("train", y: (0..<50).map { 1 / Double($0 + 1) }), .init("test", y: [1, 2, 3])], title: "Loss",
      xLabel: "iteration", yLabel: "loss")
    let lines = plainLines(chart.terminal(width: width, color: color))
    #expect(lines.allSatisfy { $0.count <= width })
    // Two headings, sixteen lines of curves, the axis and its labels, its name and two curves.
    #expect(lines.count == 2 + 16 + 2 + 1 + 2)
  }

  #if Plots
    @Test func theCurveIsSeenInItsColour() throws {
      let file = try Raster(png: LineChart([.init(y: [1, 1])]).encoded(as: .png))
      #expect(file.pixels.contains(FigureColor.cycle[0]))
      #expect(!file.pixels.contains(FigureColor.cycle[1]))
    }
  #endif

  /// 5e-324.
  private static let tiny = Double.leastNonzeroMagnitude

  @Test(
    arguments: [
      [0, tiny], [tiny, tiny], [-tiny, 0, tiny], [1e14 * tiny, 5e14 * tiny], [0, 1e-300], [-1e300, 1e300],
      [1e299, 1e300],
    ] as [[Double]])
  func numbersAtTheEndsOfDoubleAreDrawn(y: [Double]) throws {
    let chart = try LineChart([.init("a", y: y)])
    expectReadableTexts(chart)
    let curve = try #require(RecordingCanvas(chart).lines.first { $0.points.count == y.count && $0.style.width == 1.5 })
    #expect(curve.points.allSatisfy { $0.x.isFinite && $0.y.isFinite })
    let isFlat = Set(y).count == 1
    #expect(isFlat == (curve.points[0].y == curve.points[1].y), "differences are seen")
    #expect(chart.terminal(width: 60).contains("┤"))
  }

  @Test(arguments: [1e308, 200_000, .infinity, .nan] as [Double])
  func sizesThatNoPageHasAreRefused(width: Double) {
    let error = #expect(throws: FigureError.self) {
      try LineChart([.init("a", y: [1, 2])], size: FigureSize(width: width, height: 200))
    }
    #expect(error?.code == .invalidSetting)
  }
}
