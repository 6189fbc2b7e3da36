import EstimatorDatasets
import Foundation
import Testing
import _EstimatorTestSupport

@Suite struct IDXTests {
  /// Three images of 2 × 3 pixels.
  static let images = Data([0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 2, 0, 0, 0, 3]) + Data(1...18)
  /// Python 3.11: `gzip.compress(images, mtime=0)`.
  static let compressedImages = Data([
    0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0x63, 0x60, 0xe0, 0x60, 0x66, 0x60,
    0x60, 0x00, 0x61, 0x26, 0x10, 0xcd, 0xc8, 0xc4, 0xcc, 0xc2, 0xca, 0xc6, 0xce, 0xc1, 0xc9, 0xc5,
    0xcd, 0xc3, 0xcb, 0xc7, 0x2f, 0x20, 0x28, 0x04, 0x00, 0xf4, 0xcc, 0xa4, 0x2a, 0x22, 0x00, 0x00,
    0x00,
  ])

  @Test func aFileThatPythonCompressedIsRead() throws {
    #expect(try IDX.images(from: Self.compressedImages).elements == Array(1...18))
  }

  @Test func imagesBecomeRows() throws {
    let images = try IDX.images(from: Self.images)
    #expect(images.rows == 3)
    #expect(images.columns == 6)
    #expect(images.elements == Array(1...18))
  }

  @Test func labelsBecomeIntegers() throws {
    #expect(try IDX.labels(from: Data([0, 0, 8, 1, 0, 0, 0, 4, 9, 0, 255, 3])) == [9, 0, 255, 3])
    #expect(try IDX.labels(from: Data([0, 0, 8, 1, 0, 0, 0, 0])) == [])
  }

  @Test(arguments: [false, true])
  func whatIsWrittenIsReadBack(compressed: Bool) throws {
    try withTemporaryFolder { folder in
      let url = folder.appending(path: "images")
      let images = try Matrix<UInt8>(rows: 5, columns: 200, (0..<1000).map { UInt8(truncatingIfNeeded: $0 * 7) })
      try IDX.write(images: images, height: 10, width: 20, to: url, compressed: compressed)
      #expect(try IDX.images(contentsOf: url) == images)
      #expect(try Data(contentsOf: url).prefix(2) == (compressed ? Data([0x1f, 0x8b]) : Data([0, 0])))

      try IDX.write(labels: [3, 1, 2], to: url, compressed: compressed)
      #expect(try IDX.labels(contentsOf: url) == [3, 1, 2])
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["images"], "no temporary file stays")
    }
  }

  @Test func severalGzipMembersAndZeroPaddingAreOneFile() throws {
    let halves = try [Self.images.prefix(20), Self.images.dropFirst(20)].map { try gzip(Data($0)) }
    #expect(try IDX.images(from: halves[0] + halves[1]).elements == Array(1...18))
    #expect(try IDX.images(from: halves[0] + halves[1] + Data(count: 512)).elements == Array(1...18))
  }

  @Test func aPlainFileCutAnywhereIsRefused() {
    for length in 0..<Self.images.count {
      #expect(DatasetError.Code.truncated ~= thrown { try IDX.images(from: Self.images.prefix(length)) })
    }
  }

  @Test func aCompressedFileCutOrChangedAnywhereNeverCrashes() throws {
    let file = try gzip(Self.images)
    for length in 0..<file.count {
      // The content ends too early, or what stands behind it does.
      let error = thrown { try IDX.images(from: file.prefix(length)) }
      #expect(DatasetError.Code.truncated ~= error || DatasetError.Code.malformed ~= error)
    }
    for index in file.indices {
      for mask: UInt8 in [1, 0x80, 0xff] {
        var damaged = file
        damaged[index] ^= mask
        if let images = try? IDX.images(from: damaged) { #expect(images.elements == Array(1...18)) }
      }
    }
  }

  @Test func aWrongChecksumIsFound() throws {
    var file = try gzip(Self.images)
    file[file.count - 8] ^= 1
    #expect(throws: DatasetError.checksumMismatch(file: "a.gz", part: "the compressed content")) {
      try IDX.images(from: file, named: "a.gz")
    }
  }

  @Test func aHeaderThatPromisesTooMuchTakesNoMemory() throws {
    // 2³² − 1 images of 2³¹ × 1 pixels fit into Int but into no memory; the second shape overflows Int.
    let huge = Data([0, 0, 8, 3, 255, 255, 255, 255, 127, 255, 255, 255, 0, 0, 0, 1])
    let overflowing = Data([0, 0, 8, 4, 0, 0, 0, 0]) + Data(repeating: 255, count: 12)
    for (header, code) in [(huge, DatasetError.Code.truncated), (overflowing, .malformed)] {
      #expect(code ~= thrown { try IDX.images(from: header) })
      #expect(DatasetError.Code.malformed ~= thrown { try IDX.images(from: gzip(header)) })
    }
    let error = #expect(throws: DatasetError.self) { try IDX.images(from: Self.images.dropLast(7), named: "a") }
    #expect(error == .truncated(file: "a", part: "the data of shape (3, 2, 3)", expected: 18, found: 11))
  }

  @Test func aBombIsLeftAloneAfterThePromisedSize() throws {
    let bomb = try gzip(Self.images + Data(count: 50_000_000))
    #expect(throws: DatasetError.tooLong(file: "bomb", part: "the data of shape (3, 2, 3)", expected: 18)) {
      try IDX.images(from: bomb, named: "bomb")
    }
    #expect(throws: DatasetError.tooLong(file: "plain", part: "the data of shape (3, 2, 3)", expected: 18)) {
      try IDX.images(from: Self.images + Data([0]), named: "plain")
    }
  }

  @Test(arguments: [[1, 0, 8, 1], [0, 0, 7, 1], [0, 0, 8, 0], [80, 75, 3, 4]] as [[UInt8]])
  func otherFilesAreNotMistakenForIDX(start: [UInt8]) {
    let error = #expect(throws: DatasetError.self) { try IDX.labels(from: Data(start) + Data(count: 20)) }
    #expect(error?.description.contains("not a valid IDX file") == true)
  }

  @Test func imagesAndLabelsAreNotMixedUp() throws {
    #expect(DatasetError.Code.wrongShape ~= thrown { try IDX.labels(from: Self.images) })
    let error = #expect(throws: DatasetError.self) { try IDX.images(from: Data([0, 0, 8, 1, 0, 0, 0, 1, 5])) }
    #expect(error?.description.contains("labels") == true)
    #expect(
      DatasetError.Code.unsupported ~= thrown { try IDX.labels(from: Data([0, 0, 0x0d, 1, 0, 0, 0, 1, 0, 0, 0, 0])) })
  }

  @Test func pathsThatAreNoFilesAreExplained() throws {
    try withTemporaryFolder { folder in
      #expect(DatasetError.Code.cannotRead ~= thrown { try IDX.labels(contentsOf: folder) })
      #expect(DatasetError.Code.cannotRead ~= thrown { try IDX.labels(contentsOf: folder.appending(path: "none")) })
      #expect(DatasetError.Code.cannotRead ~= thrown { try IDX.labels(contentsOf: URL(fileURLWithPath: "/dev/zero")) })
      let nowhere = folder.appending(path: "none/labels")
      #expect(DatasetError.Code.cannotWrite ~= thrown { try IDX.write(labels: [1], to: nowhere) })
      #expect(
        DatasetError.Code.lossyConversion ~= thrown { try IDX.write(labels: [256], to: folder.appending(path: "l")) })
    }
  }

  // MARK: Other types of element

  @Test(
    arguments: [
      (9, [0x7f, 0xff], [127, -1]), (0x0b, [0x01, 0x02, 0xff, 0xfe], [258, -2]),
      (0x0c, [0x00, 0x01, 0x00, 0x00, 0xff, 0xff, 0xff, 0xff], [65536, -1]),
      (0x0d, [0x3f, 0xc0, 0x00, 0x00, 0xc0, 0x00, 0x00, 0x00], [1.5, -2]),
      (0x0e, [0x3f, 0xf8, 0, 0, 0, 0, 0, 0, 0x7f, 0xf0, 0, 0, 0, 0, 0, 0], [1.5, .infinity]),
    ] as [(UInt8, [UInt8], [Double])])
  func arraysOfEveryTypeAreRead(type: UInt8, bytes: [UInt8], expected: [Double]) throws {
    let file = Data([0, 0, type, 2, 0, 0, 0, 2, 0, 0, 0, 1]) + Data(bytes)
    for content in [file, try gzip(file)] {
      #expect(try IDX.array(from: content).shape == [2, 1])
      #expect(try IDX.array(from: content).matrix().elements == expected)
    }
    #expect(DatasetError.Code.truncated ~= thrown { try IDX.array(from: file.dropLast()) })
    #expect(DatasetError.Code.tooLong ~= thrown { try IDX.array(from: file + Data([0])) })
  }

  @Test func labelsOfATableAreItsFirstColumn() throws {
    // QMNIST's labels: the digit, the series, the writer, …
    let file = Data([0, 0, 0x0c, 2, 0, 0, 0, 2, 0, 0, 0, 3]) + Data([7, 1, 70000, 3, 0, -1].flatMap(bigEndian))
    #expect(try IDX.labels(from: file) == [7, 3])
    #expect(try IDX.array(from: file).matrix(as: Int32.self) == Matrix([[7, 1, 70000], [3, 0, -1]]))
    #expect(try IDX.labels(from: Data([0, 0, 0x0b, 1, 0, 0, 0, 2, 1, 0, 0, 9])) == [256, 9])
    // Two dimensions of bytes are pictures.
    #expect(
      DatasetError.Code.wrongShape ~= thrown { try IDX.labels(from: Data([0, 0, 8, 2, 0, 0, 0, 1, 0, 0, 0, 2, 1, 2])) })
    let real = #expect(throws: DatasetError.self) {
      try IDX.labels(from: Data([0, 0, 0x0d, 1, 0, 0, 0, 1, 0x3f, 0xc0, 0, 0]))
    }
    #expect(real?.description.contains("IDX.array") == true)
  }

  @Test func picturesOfOtherTypesMustBeGreyLevels() throws {
    let head = Data([0, 0, 0x0c, 3, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 2])
    #expect(try IDX.images(from: head + Data([0, 255].flatMap(bigEndian))).elements == [0, 255])
    #expect(throws: DatasetError.lossyConversion(array: "a", index: 1, value: "256", type: "UInt8")) {
      try IDX.images(from: head + Data([0, 256].flatMap(bigEndian)), named: "a")
    }
  }

  private func bigEndian(_ number: Int32) -> [UInt8] { withUnsafeBytes(of: number.bigEndian) { Array($0) } }

  /// The bytes as a gzip file, by way of the package's own writer.
  private func gzip(_ content: Data) throws -> Data {
    try Deflate.compress(content, as: .gzip, file: "test")
  }
}
