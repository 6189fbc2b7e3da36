import EstimatorPlots
import Foundation
import Matrices
import Testing

@Suite struct FigureWriteTests {
  @Test(arguments: zip(["a.png", "b.SVG", "archive.2.pdf"], [FigureFormat.png, .svg, .pdf]))
  func theExtensionNamesTheFormat(name: String, format: FigureFormat) throws {
    #expect(try FigureFormat(of: URL(filePath: "/tmp/" + name)) == format)
  }

  @Test(arguments: ["/x/a.jpg", "/x/a", "/x/png"])
  func anUnknownExtensionIsExplained(path: String) throws {
    let grid = try Samples.withOneWrong()
    #expect(throws: FigureError.unknownFormat(path: path)) { try grid.write(to: URL(filePath: path)) }
    #expect("\(FigureError.unknownFormat(path: path))".contains(".png, .svg or .pdf"))
  }

  @Test(arguments: [0, -1, .nan, .infinity] as [Double])
  func theScaleMustBeAboveZero(scale: Double) throws {
    let grid = try Samples.withOneWrong()
    let error = #expect(throws: FigureError.self) { try grid.encoded(as: .png, scale: scale) }
    #expect(error?.code == .invalidSetting)
  }

  @Test func theErrorTextIsTheLocalizedDescription() {
    let error = FigureError.notSquare(pixels: 785)
    #expect(error.localizedDescription == error.description)
    #expect(error.description.contains("785"))
  }
}

#if !Plots
  @Suite struct WithoutTheTraitTests {
    @Test(arguments: FigureFormat.allCases)
    func writingSaysToEnableTheTrait(format: FigureFormat) throws {
      let grid = try Samples.withOneWrong()
      #expect(throws: FigureError.traitDisabled) { try grid.encoded(as: format) }
      #expect("\(FigureError.traitDisabled)".contains("Plots"))
    }
  }
#else
  @Suite struct FigureFileTests {
    @Test(arguments: zip(FigureFormat.allCases, ["\u{89}PNG\r\n", "<?xml", "%PDF-1."]))
    func aFileStartsWithTheSignatureOfItsFormat(format: FigureFormat, signature: String) throws {
      let bytes = try Samples.withOneWrong().encoded(as: format)
      #expect(bytes.starts(with: signature.unicodeScalars.map { UInt8($0.value) }))
    }

    @Test(arguments: [1, 2, 2.5])
    func aPNGHasTheFiguresSizeTimesTheScale(scale: Double) throws {
      let grid = try Samples.withOneWrong()
      let picture = try Raster(png: grid.encoded(as: .png, scale: scale))
      #expect(picture.width == Int((grid.size.width * scale).rounded(.up)))
      #expect(picture.height == Int((grid.size.height * scale).rounded(.up)))
    }

    @Test func vectorFilesHaveTheFiguresSizeAndEndProperly() throws {
      let chart = try LineChart([.init(y: [1, 2])], size: FigureSize(width: 300, height: 200))
      let svg = String(decoding: try chart.encoded(as: .svg), as: UTF8.self)
      #expect(svg.contains("viewBox=\"0 0 300 200\""))
      #expect(svg.hasSuffix("</svg>\n"))
      let pdf = String(decoding: try chart.encoded(as: .pdf), as: UTF8.self)
      #expect(pdf.contains("/MediaBox [ 0 0 300 200 ]"))
      #expect(pdf.contains("%%EOF"))
    }

    @Test(arguments: FigureFormat.allCases)
    func writingReplacesAFileAndLeavesNoOther(format: FigureFormat) throws {
      try withTemporaryFolder { folder in
        let url = folder.appending(path: "figure.\(format.rawValue)")
        try Data("old".utf8).write(to: url)
        let grid = try Samples.withOneWrong()
        try grid.write(to: url)
        #expect(try Data(contentsOf: url).count > 500)
        #expect(try contents(of: folder) == ["figure.\(format.rawValue)"])
      }
    }

    @Test func aMissingFolderIsNamed() throws {
      try withTemporaryFolder { folder in
        let url = folder.appending(path: "missing/figure.png")
        let error = try #require(throws: FigureError.self) { try Samples.withOneWrong().write(to: url) }
        #expect("\(error)".contains("\(folder.path)/missing"))
        #expect("\(error)".contains("does not exist"))
        #expect(try contents(of: folder) == [])
      }
    }

    @Test func aFolderInTheWayIsLeftAloneAndNoTemporaryFileStays() throws {
      try withTemporaryFolder { folder in
        let url = folder.appending(path: "figure.png")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: false)
        let error = #expect(throws: FigureError.self) { try Samples.withOneWrong().write(to: url) }
        #expect(error?.code == .notWritten)
        #expect(try contents(of: folder) == ["figure.png"])
      }
    }

    @Test func aSpecialFileIsNotReplaced() throws {
      // A pipe stands for all that a rename must not put a file in the place of, such as /dev/null.
      try withTemporaryFolder { folder in
        let url = folder.appending(path: "pipe.png")
        try #require(mkfifo(url.path, 0o600) == 0)
        let error = #expect(throws: FigureError.self) { try Samples.withOneWrong().write(to: url) }
        #expect(error?.code == .notWritten)
        let type = try FileManager.default.attributesOfItem(atPath: url.path)[.type] as? FileAttributeType
        #expect(type != .typeRegular)
        #expect(try contents(of: folder) == ["pipe.png"])
      }
    }

    @Test func aLinkStaysAndAPrivateFileStaysPrivate() throws {
      try withTemporaryFolder { folder in
        let (file, link) = (folder.appending(path: "file.png"), folder.appending(path: "link.png"))
        try Data("old".utf8).write(to: file)
        try #require(chmod(file.path, 0o600) == 0)
        try #require(symlink("file.png", link.path) == 0)
        try Samples.withOneWrong().write(to: link)
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: link.path) == "file.png")
        #expect(try Data(contentsOf: file).count > 500)
        #expect(try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions] as? Int == 0o600)
        #expect(try contents(of: folder) == ["file.png", "link.png"])
      }
    }

    @Test func aPictureLongerThanTheLibraryTakesIsExplained() throws {
      let grid = try ImageGrid(Matrix<UInt8>(rows: 1, columns: 40_000, repeating: 7), imageHeight: 1)
      #expect(throws: FigureError.pictureTooLong(width: 40_000, height: 1, limit: 32_767)) {
        try grid.encoded(as: .png)
      }
      #expect("\(FigureError.pictureTooLong(width: 2, height: 1, limit: 1))".contains("squarer shape"))
      // One that is drawn as a thin line is drawn.
      let line = try ImageGrid(Matrix<UInt8>(rows: 1, columns: 30_000, repeating: 7), imageHeight: 1)
      for format in FigureFormat.allCases { #expect(try line.encoded(as: format).count > 100) }
    }

    @Test func aReadOnlyFolderIsExplained() throws {
      try withTemporaryFolder { folder in
        try FileManager.default.setAttributes([.posixPermissions: 0o500], ofItemAtPath: folder.path)
        defer { try? FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folder.path) }
        // The superuser may write anyway.
        if getuid() != 0 {
          let error = #expect(throws: FigureError.self) {
            try Samples.withOneWrong().write(to: folder.appending(path: "figure.png"))
          }
          #expect(error?.code == .notWritten)
        }
        #expect(try getuid() == 0 || contents(of: folder) == [])
      }
    }

    @Test func aPictureBeyondTheLimitOfPixelsIsExplained() throws {
      let chart = try LineChart([.init(y: [1, 2])], size: FigureSize(width: 20_000, height: 200))
      #expect(throws: FigureError.tooLarge(width: 40_000, height: 400, limit: 32_767)) {
        try chart.encoded(as: .png)
      }
    }

    @Test func textOfAnyKindCanBeDrawn() throws {
      let titles = ["日本語", "é🙂", "a\u{0}b", "line\nbreak", "<&>\"", ""].map { ImageGrid.Title($0) }
      let grid = try ImageGrid(Samples.images(6), titles: titles)
      for format in FigureFormat.allCases { #expect(try grid.encoded(as: format).count > 500) }
    }

    @Test func bytesThatAreNoPictureAreRefused() {
      let error = #expect(throws: FigureError.self) { try Raster(png: [1, 2, 3]) }
      #expect(error?.code == .drawingFailed)
    }

    @Test func figuresCanBeDrawnOnManyThreadsAtOnce() async throws {
      let grid = try Samples.withOneWrong()
      let expected = try grid.encoded(as: .png)
      try await withThrowingTaskGroup(of: Data.self) { group in
        for _ in 0..<8 { group.addTask { try grid.encoded(as: .png) } }
        for try await bytes in group { #expect(bytes == expected) }
      }
    }
  }
#endif
