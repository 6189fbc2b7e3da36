import EstimatorDatasets
import EstimatorPlots
import Matrices
import Testing

@Suite struct ImageGridTests {
  @Test func labelsBecomeBlackTitlesInOrder() throws {
    let grid = try ImageGrid(Samples.images(3), labels: ["cat", "dog", "cow"].dropFirst(0))
    #expect(grid.titles == ["cat", "dog", "cow"].map { ImageGrid.Title($0) })
    #expect(RecordingCanvas(grid).words == ["cat", "dog", "cow"])
  }

  @Test func aWrongPredictionHasARedTitleThatNamesTheTruth() throws {
    let texts = RecordingCanvas(try Samples.withOneWrong()).texts
    #expect(texts.map(\.text) == ["7", "2 (is 3)", "1"])
    #expect(texts.map(\.style.color) == [.black, .red, .black])
  }

  @Test func longNamesOfAWrongPredictionTakeTwoLines() throws {
    let grid = try ImageGrid(Samples.images(2), predictions: ["T-shirt/top", "Bag"], truths: ["Pullover", "Bag"])
    #expect(Set(RecordingCanvas(grid).words) == ["T-shirt/top", "(is Pullover)", "Bag"])
    expectReadableTexts(grid)
  }

  @Test(arguments: zip([1, 4, 5, 6, 20], [(1, 1), (1, 4), (1, 5), (2, 5), (4, 5)]))
  func rowsAndColumnsFollowFromTheNumberOfPictures(count: Int, shape: (rows: Int, columns: Int)) throws {
    let grid = try ImageGrid(Samples.images(count))
    #expect(grid.rows == shape.rows)
    #expect(grid.columns == shape.columns)
    #expect(RecordingCanvas(grid).images.count == count)
  }

  @Test func picturesDoNotOverlapAndStayOnThePaper() throws {
    let grid = try ImageGrid(Samples.images(7), labels: 0..<7, columns: 3)
    let places = RecordingCanvas(grid).images.map(\.rectangle)
    for (index, a) in places.enumerated() {
      #expect(a.minX >= 0 && a.minY >= 0 && a.maxX <= grid.size.width && a.maxY <= grid.size.height)
      for b in places[(index + 1)...] {
        #expect(a.maxX <= b.minX || b.maxX <= a.minX || a.maxY <= b.minY || b.maxY <= a.minY)
      }
    }
  }

  @Test(arguments: [4, 8, 28, 100, 600])
  func everyPixelOfAUsualPictureIsAWholeNumberOfPointsWide(side: Int) throws {
    let grid = try ImageGrid(Matrix<UInt8>(rows: 1, columns: side * side, repeating: 9))
    let width = try #require(RecordingCanvas(grid).images.first).rectangle.width
    #expect(width >= 60 && width <= 170)
    if side <= 168 { #expect(width.truncatingRemainder(dividingBy: Double(side)) == 0) }
  }

  @Test(arguments: ["a", "a longer name", "a name that is far too long for any picture of this size"])
  func titlesAreReadableWhateverTheirLength(name: String) throws {
    expectReadableTexts(try ImageGrid(Samples.images(6), labels: Array(repeating: name, count: 6), columns: 3))
  }

  // Grey levels.

  @Test func bytesOverTheWholeRangeKeepTheirLevels() throws {
    let grid = try ImageGrid(Matrix<UInt8>(rows: 1, columns: 4, [0, 17, 128, 255]))
    #expect(grid.pictures[0].pixels == [0, 17, 128, 255].map { FigureColor.gray($0) })
  }

  @Test func dimBytesSpanBlackToWhite() throws {
    let grid = try ImageGrid(Matrix<UInt8>(rows: 1, columns: 4, [2, 4, 6, 10]))
    #expect(grid.pictures[0].pixels == [0, 64, 128, 255].map { FigureColor.gray($0) })
  }

  /// Their levels go to 16.
  @Test func theDigitsOfThePackageAreBright() throws {
    let digits = try Digits.load()
    let grid = try ImageGrid(digits.features[rows: ..<10], labels: digits.labels.prefix(10))
    let inked = grid.pictures.map { picture in picture.pixels.count { $0.red > 128 } }
    #expect(!inked.contains { $0 < 10 })
    #expect(grid.pictures.contains { $0.pixels.contains(.white) })
    let dark = try ImageGrid(digits.features[rows: ..<10], range: 0...255)
    #expect(!dark.pictures.contains { $0.pixels.contains { $0.red > 16 } })
    // Half of the cells of a zero have ink in the terminal, too.
    let text = grid.terminal(width: 80, color: .none)
    #expect(text.count { !" \n0123456789".contains($0) } > 100)
  }

  @Test func picturesOfAGridShareOneScale() throws {
    let grid = try ImageGrid(Matrix(rows: 2, columns: 4, [0.0, 1, 2, 4, -1, -1, 0, 0]))
    #expect(grid.pictures[0].pixels == [51, 102, 153, 255].map { FigureColor.gray($0) })
    #expect(grid.pictures[1].pixels == [0, 0, 51, 51].map { FigureColor.gray($0) })
  }

  @Test func aRangeOfTheCallersIsUsedAndNumbersBeyondItAreCut() throws {
    let bytes = try ImageGrid(Matrix<UInt8>(rows: 1, columns: 4, [0, 8, 16, 20]), range: 0...16)
    #expect(bytes.pictures[0].pixels == [0, 128, 255, 255].map { FigureColor.gray($0) })
    let floats = try ImageGrid(Matrix<Float>(rows: 1, columns: 4, [-1, 0, 0.5, 1]), range: 0...1)
    #expect(floats.pictures[0].pixels == [0, 0, 128, 255].map { FigureColor.gray($0) })
  }

  @Test(arguments: [0, 3, -1.7e308])
  func aGridOfOneValueIsBlack(value: Double) throws {
    let grid = try ImageGrid(Matrix(rows: 1, columns: 4, repeating: value))
    #expect(grid.pictures[0].pixels.allSatisfy { $0 == .black })
  }

  @Test func theWidestRangeOfNumbersIsDrawn() throws {
    let huge = Double.greatestFiniteMagnitude
    let grid = try ImageGrid(Matrix(rows: 1, columns: 4, [-huge, 0, 0, huge]))
    #expect(grid.pictures[0].pixels == [0, 128, 128, 255].map { FigureColor.gray($0) })
  }

  @Test func aPartOfALargerMatrixIsDrawnAsItself() throws {
    let images = try Samples.images(6)
    let range = 0.0...255
    #expect(
      try ImageGrid(images[rows: 2..<4], range: range).pictures
        == Array(ImageGrid(images, range: range).pictures[2..<4]))
  }

  @Test func oblongPicturesNeedOnlyOneOfTheirSides() throws {
    let images = Matrix<UInt8>(rows: 1, columns: 12, repeating: 1)
    #expect(try ImageGrid(images, imageWidth: 4).pictures[0].height == 3)
    #expect(try ImageGrid(images, imageHeight: 4).pictures[0].width == 3)
    #expect(try ImageGrid(images, imageWidth: 6, imageHeight: 2).pictures[0].width == 6)
  }

  // What is refused.

  @Test(arguments: [(0, 0), (0, 784), (3, 0)])
  func aMatrixWithoutPixelsIsRefused(shape: (rows: Int, columns: Int)) {
    #expect(
      throws: FigureError.empty(what: "the matrix of images has \(shape.rows) rows and \(shape.columns) columns")
    ) { try ImageGrid(Matrix<UInt8>(rows: shape.rows, columns: shape.columns, repeating: 0)) }
  }

  @Test func countsThatDoNotFitAreNamed() throws {
    let images = try Samples.images(3)
    #expect(throws: FigureError.countMismatch(what: "labels", expected: 3, found: 2)) {
      try ImageGrid(images, labels: [1, 2])
    }
    #expect(throws: FigureError.countMismatch(what: "predictions", expected: 3, found: 4)) {
      try ImageGrid(images, predictions: [1, 2, 3, 4], truths: [1, 2, 3])
    }
    #expect(throws: FigureError.countMismatch(what: "true labels", expected: 3, found: 1)) {
      try ImageGrid(images, predictions: [1, 2, 3], truths: [1])
    }
    #expect(throws: FigureError.countMismatch(what: "titles", expected: 3, found: 1)) {
      try ImageGrid(images, titles: [.init("x")])
    }
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity])
  func aPixelThatIsNotFiniteIsNamed(value: Double) {
    #expect(throws: FigureError.notFinite(what: "A pixel", value: "\(value)", row: 1, column: 2)) {
      try ImageGrid(Matrix(rows: 2, columns: 4, [0, 0, 0, 0, 0, 0, value, 0]))
    }
  }

  @Test func shapesThatDoNotFitAreRefused() throws {
    let images = Matrix<UInt8>(rows: 1, columns: 785, repeating: 0)
    #expect(throws: FigureError.notSquare(pixels: 785)) { try ImageGrid(images) }
    #expect(throws: FigureError.pixelCountMismatch(width: 28, height: 28, pixels: 785)) {
      try ImageGrid(images, imageWidth: 28)
    }
    #expect(throws: FigureError.pixelCountMismatch(width: 0, height: 0, pixels: 785)) {
      try ImageGrid(images, imageWidth: 0)
    }
    #expect(throws: FigureError.pixelCountMismatch(width: .max, height: .max, pixels: 785)) {
      try ImageGrid(images, imageWidth: .max, imageHeight: .max)
    }
  }

  @Test(arguments: [5...5, -.infinity...1] as [ClosedRange<Double>])
  func aRangeWithoutALengthIsRefused(range: ClosedRange<Double>) throws {
    let images = try Samples.images(1)
    let error = #expect(throws: FigureError.self) { try ImageGrid(images, range: range) }
    #expect(error?.code == .invalidSetting)
  }

  @Test(arguments: [0, -3])
  func thereMustBeAColumn(columns: Int) throws {
    let images = try Samples.images(1)
    #expect(throws: FigureError.invalidSetting(name: "columns", value: "\(columns)", rule: "1 or more")) {
      try ImageGrid(images, columns: columns)
    }
  }
}

#if Plots
  @Suite struct ImageGridFileTests {
    @Test(arguments: [1, 2, 3])
    func everyPixelOfAPNGIsSharp(scale: Double) throws {
      let grid = try ImageGrid(Samples.images(2), labels: [1, 2])
      let file = try Raster(png: grid.encoded(as: .png, scale: scale))
      for (picture, place) in RecordingCanvas(grid).images {
        let side = place.width * scale / Double(picture.width)
        for (column, row) in [(0, 0), (1, 0), (3, 3), (2, 1)] {
          // The first and the last device pixel of one pixel of the picture, with no mixture at its edges.
          let left = (place.minX * scale).rounded() + Double(column) * side
          let top = (place.minY * scale).rounded() + Double(row) * side
          #expect(file[Int(left), Int(top)] == picture[column, row])
          #expect(file[Int(left + side) - 1, Int(top + side) - 1] == picture[column, row])
        }
      }
      #expect(file[0, 0] == .white)
      #expect(file[file.width - 1, file.height - 1] == .white)
    }

    @Test func onlyTheTitleOfAWrongPredictionIsRed() throws {
      let grid = try Samples.withOneWrong()
      let file = try Raster(png: grid.encoded(as: .png))
      let places = RecordingCanvas(grid).images.map(\.rectangle)
      for (place, isWrong) in zip(places, Samples.wrong) {
        let columns = Int(place.minX * 2)..<Int(place.maxX * 2)
        let hasRed = (0..<Int(place.minY * 2)).contains { y in columns.contains { file[$0, y] == .red } }
        #expect(hasRed == isWrong)
      }
    }

    @Test func anSVGHasAnImageForEachPictureAndARedTitle() throws {
      let svg = String(decoding: try Samples.withOneWrong().encoded(as: .svg), as: UTF8.self)
      #expect(svg.components(separatedBy: "<image ").count - 1 == 3)
      // Each pixel is repeated, because readers smooth what they enlarge.
      #expect(svg.contains("width=\"32\" height=\"32\""))
      #expect(!svg.contains("<pattern"), "few programs fill shapes with pictures")
      #expect(svg.contains("84%, 15%, 16%") || svg.contains("83.921569%,15.294118%,15.686275%"))
    }

    @Test func aPDFAsksForSharpPixels() throws {
      let pdf = String(decoding: try Samples.withOneWrong().encoded(as: .pdf), as: UTF8.self)
      #expect(pdf.contains("/Interpolate false") || !pdf.contains("/Interpolate true"))
    }
  }
#endif
