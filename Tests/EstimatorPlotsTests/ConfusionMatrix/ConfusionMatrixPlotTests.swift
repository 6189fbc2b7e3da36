import EstimatorPlots
import Matrices
import Testing

extension ConfusionMatrixPlot {
  /// The colour of a cell.
  fileprivate func color(_ row: Int, _ column: Int) -> FigureColor {
    RecordingCanvas(self).fills[row * classes.count + column].color
  }
}

@Suite struct ConfusionMatrixPlotTests {
  @Test(arguments: [1, 2, 3, 10, 20], ["7", "versicolor", "a class whose name is much longer than its cell is wide"])
  func allTextsCanBeReadForFewAndManyClasses(count: Int, name: String) throws {
    let names = (0..<count).map { "\($0) \(name)" }
    for diagonal in [9, 123_456] {
      expectReadableTexts(
        try ConfusionMatrixPlot(Samples.confusion(count, diagonal: diagonal), classes: names, title: "All of them"))
    }
  }

  @Test func eachCellHasItsNumberAndTheAxesTheirTitles() throws {
    let words = RecordingCanvas(try ConfusionMatrixPlot([[50, 1], [3, 47]], classes: ["cat", "dog"])).words
    for word in ["50", "1", "3", "47", "true", "predicted"] { #expect(words.contains(word)) }
    #expect(words.filter { $0 == "cat" }.count == 2)
  }

  @Test func coloursAreThoseOfTheSquareRootOfTheRowShare() throws {
    let fills = RecordingCanvas(try ConfusionMatrixPlot([[75, 25], [0, 0]], classes: 0..<2)).fills
    // Share 0.25 stands at 0.5 in the palette; its middle colour is the fifth of nine.
    #expect(fills[1].color == FigureColor(0x6baed6))
    #expect(fills[2].color == .white && fills[3].color == .white)
  }

  @Test(
    arguments: zip(
      ConfusionMatrixPlot.Numbers.allCases, [["996", "4", "0", "2"], [">99", "<1", "0", "100"], []]))
  func cellsShowWhatIsAskedFor(numbers: ConfusionMatrixPlot.Numbers, expected: [String]) throws {
    let plot = try ConfusionMatrixPlot([[996, 4], [0, 2]], classes: ["a", "b"], numbers: numbers)
    let words = RecordingCanvas(plot).words.filter { !$0.contains("%") }
    #expect(Array(words.prefix(4)).filter { !["a", "b"].contains($0) } == expected)
  }

  @Test func sharesAreWrittenWithTwoDigits() throws {
    let plot = try ConfusionMatrixPlot(Matrix([[0.9871, 0.0129], [0.5, 0.5]]), classes: 0..<2)
    let words = RecordingCanvas(plot).words
    #expect(words.contains("0.99") && words.contains("0.013") && words.contains("0.5"))
  }

  @Test func badTablesAreExplained() {
    #expect(throws: FigureError.notSquareMatrix(rows: 1, columns: 2)) {
      try ConfusionMatrixPlot([[1, 2]], classes: ["a"])
    }
    #expect(throws: FigureError.countMismatch(what: "class names", expected: 2, found: 3)) {
      try ConfusionMatrixPlot([[1, 2], [3, 4]], classes: 0..<3)
    }
    #expect(throws: FigureError.empty(what: "the confusion matrix has no rows or no columns")) {
      try ConfusionMatrixPlot([[Int]](), classes: [String]())
    }
    #expect(
      throws: FigureError.negative(what: "A confusion matrix's number", value: "-1.0", row: 1, column: 0)
    ) { try ConfusionMatrixPlot([[1, 2], [-1, 4]], classes: 0..<2) }
    #expect(
      throws: FigureError.notFinite(what: "A confusion matrix's number", value: "nan", row: 0, column: 1)
    ) { try ConfusionMatrixPlot(Matrix([[1, .nan], [0, 4.0]]), classes: 0..<2) }
    #expect(throws: MatrixError.raggedRows(row: 1, expected: 2, found: 1)) {
      try ConfusionMatrixPlot([[1, 2], [3]], classes: 0..<2)
    }
  }

  @Test(arguments: TerminalStyle.Color.allCases)
  func theTerminalTableHasALinePerClass(color: TerminalStyle.Color) throws {
    let plot = try ConfusionMatrixPlot([[50, 1], [3, 47]], classes: ["cat", "dog"])
    let lines = plainLines(plot.terminal(width: 80, color: color))
    #expect(lines.count == 4)
    #expect(Set(lines.map(\.count)).count == 1)
    #expect(lines[2].split(separator: " ") == ["cat", "50", "1"])
  }

  @Test(arguments: [24, 60, 80])
  func aTableTooWideForTheTerminalGoesOnBelow(width: Int) throws {
    let names = (0..<20).map { "category number \($0)" }
    let lines = plainLines(try ConfusionMatrixPlot(Samples.confusion(20), classes: names).terminal(width: width))
    #expect(lines.allSatisfy { $0.count <= width })
    #expect(lines.count > 22)
    for column in 0..<20 { #expect(lines.contains { $0.hasPrefix("true") && $0.contains("#\(column) ") }) }
  }

  // MARK: Many classes

  @Test(arguments: [101, 150, 1000])
  func manyClassesFitOnAPageAndTheirNamesCanBeRead(count: Int) throws {
    let plot = try ConfusionMatrixPlot(Samples.confusion(count), classes: 0..<count, title: "Many")
    expectReadableTexts(plot)
    #expect(plot.size.width < 1000 && plot.size.height < 1000)
    let canvas = RecordingCanvas(plot)
    #expect(!canvas.words.contains("940") && canvas.words.contains("Many"))
    #expect(canvas.words.filter { $0 == "0" }.count == 2)
    let side = min(count, 1600)
    #expect(canvas.images[0].raster.width == side && canvas.images[0].raster.height == side)
  }

  @Test func aSingleErrorAmongManyClassesIsSeen() throws {
    let count = 3000
    var values = Matrix<Double>.zeros(rows: count, columns: count)
    for index in 0..<count { values[index, index] = 1 }
    values[2999, 0] = 1
    let plot = try ConfusionMatrixPlot(values, classes: 0..<count)
    let picture = RecordingCanvas(plot).images[0].raster
    #expect(try picture[0, 1599] == ConfusionMatrixPlot([[1, 1], [0, 1]], classes: 0..<2).color(0, 0))
    #expect(picture[800, 100] == .white)
    let lines = plainLines(plot.terminal(width: 80))
    #expect(lines.count == 41)
    #expect(lines[39].hasPrefix(":") || lines[39].hasPrefix("-"), "half of one of two rows")
    #expect(lines[40].hasPrefix("3000 classes"))
  }

  @Test func aTitleSetLaterCannotMoveTheCursor() throws {
    var plot = try ConfusionMatrixPlot([[1, 2], [3, 4]], classes: 0..<2)
    plot.title = "\u{1B}[2Jgone\n"
    #expect(plot.title == " [2Jgone ")
  }

  #if Plots
    @Test(.timeLimit(.minutes(1)), arguments: [500, 3000])
    func filesOfManyClassesAreMadeQuickly(count: Int) throws {
      let plot = try ConfusionMatrixPlot(
        Matrix<Double>(rows: count, columns: count, repeating: 1), classes: 0..<count)
      let seconds = try processorSeconds { _ = try plot.encoded(as: .png) }
      // A second in release; builds without optimisation are slower, but linear all the same.
      #expect(seconds < 10)
    }

    @Test func aCellOfThePNGHasItsColour() throws {
      let plot = try ConfusionMatrixPlot([[75, 25], [0, 10]], classes: 0..<2)
      let file = try Raster(png: plot.encoded(as: .png))
      for (rectangle, color) in RecordingCanvas(plot).fills {
        #expect(file[Int(rectangle.minX * 2) + 6, Int(rectangle.minY * 2) + 6] == color)
      }
    }
  #endif
}
