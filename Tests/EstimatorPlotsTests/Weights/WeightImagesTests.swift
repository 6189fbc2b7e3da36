import EstimatorPlots
import Matrices
import Testing

@Suite struct WeightImagesTests {
  @Test func zeroIsWhiteAndOneScaleServesAllClasses() throws {
    let figure = try WeightImages(Matrix([[0, 2, -1, 0], [0, 0, 0, -2.0]]), classes: ["a", "b"])
    #expect(figure.limit == 2)
    let images = RecordingCanvas(figure).images
    #expect(images[0].raster.pixels[0] == .white)
    #expect(images[0].raster.pixels[1] == FigureColor(0x67001f))
    #expect(images[1].raster.pixels[3] == FigureColor(0x053061))
    // Half the limit below 0 stands at a quarter of the palette, between two of its anchors.
    #expect(images[0].raster.pixels[2] == FigureColor(red: 0x6b, green: 0xac, blue: 0xd1))
  }

  @Test func theKeyIsAPictureOfThePaletteWithZeroInItsMiddle() throws {
    let canvas = RecordingCanvas(try WeightImages(Matrix([[0, 2, -1, 0.0]]), classes: ["a"]))
    #expect(canvas.images.count == 2)
    for word in ["−2", "0", "2", "weight"] { #expect(canvas.words.contains(word)) }
  }

  @Test(arguments: [1, 2, 10, 20], [4, 64, 784])
  func textsCanBeRead(count: Int, pixels: Int) throws {
    let weights = Matrix<Double>(rows: count, columns: pixels, repeating: -3.14159e-5)
    expectReadableTexts(try WeightImages(weights, classes: (0..<count).map { "class \($0)" }))
  }

  @Test func weightsThatAreAllZeroAreWhite() throws {
    let figure = try WeightImages(Matrix<Double>.zeros(rows: 1, columns: 4), classes: [0])
    #expect(RecordingCanvas(figure).images[0].raster.pixels.allSatisfy { $0 == .white })
  }

  @Test func badWeightsAreExplained() {
    let weights = Matrix<Double>.zeros(rows: 2, columns: 4)
    #expect(throws: FigureError.countMismatch(what: "class names", expected: 2, found: 1)) {
      try WeightImages(weights, classes: [0])
    }
    #expect(throws: FigureError.notFinite(what: "A weight", value: "inf", row: 0, column: 1)) {
      try WeightImages(Matrix([[0, .infinity, 0, 0.0]]), classes: [0])
    }
    #expect(throws: FigureError.invalidSetting(name: "limit", value: "0.0", rule: "finite and above 0")) {
      try WeightImages(weights, classes: 0..<2, limit: 0)
    }
    #expect(throws: FigureError.notSquare(pixels: 5)) {
      try WeightImages(.zeros(rows: 1, columns: 5), classes: [0])
    }
    let error = #expect(throws: FigureError.self) { try WeightImages(.zeros(rows: 0, columns: 4), classes: [Int]()) }
    #expect(error?.code == .empty)
  }

  @Test func theTerminalShowsSignsWithoutColour() throws {
    let text = try WeightImages(Matrix([[2, 2, -2, -2.0]]), classes: ["a"], imageWidth: 1).terminal(width: 40)
    #expect(text.contains("#") && text.contains("="))
    #expect(!text.contains("\u{1B}"))
  }

  @Test(
    arguments: [.leastNonzeroMagnitude, 0x1p-1030, 1e-300, 1e300, 1e308, .greatestFiniteMagnitude] as [Double],
    [true, false])
  func weightsAndLimitsAtTheEndsOfDoubleAreDrawn(size: Double, isLimit: Bool) throws {
    let weights = try Matrix([[0, isLimit ? 1 : size, -size, 0.0]])
    let figure = try WeightImages(weights, classes: ["a"], limit: isLimit ? size : nil)
    let canvas = RecordingCanvas(figure)
    #expect(canvas.images[0].raster.pixels[0] == .white)
    #expect(canvas.images[0].raster.pixels[2] == FigureColor(0x053061))
    #expect(canvas.words.contains("0"))
    #expect(figure.terminal(width: 60).contains(size > 1 ? "e30" : "e−3"))
    expectReadableTexts(figure)
  }
}
