import EstimatorDatasets
import Estimators
import Foundation
import Testing
import _EstimatorTestSupport

/// Rows in a file are the rows in memory.
@Suite struct FileRowsTests {
  private let folder: URL

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "FileRowsTests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  }

  private static let sample = PassSample(rows: 700, columns: 13, classes: 3)

  /// The bytes of numbers, from an odd place on, so that nothing is aligned.
  private func file(_ name: String, isBigEndian: Bool, _ type: FileRows.NumberType) throws -> URL {
    var bytes = Data([7, 7, 7])
    for number in Self.sample.numbers.elements {
      func append<Bits: FixedWidthInteger>(_ bits: Bits) {
        withUnsafeBytes(of: isBigEndian ? bits.bigEndian : bits.littleEndian) { bytes.append(contentsOf: $0) }
      }
      switch type {
      case .uint8: bytes.append(UInt8(number))
      case .float16: append(Self.half(number))
      case .float32: append(Float(number).bitPattern)
      default: append(number.bitPattern)
      }
    }
    let url = folder.appending(path: name)
    try bytes.write(to: url)
    return url
  }

  /// Whole numbers up to 2048 are exact.
  private static func half(_ number: Double) -> UInt16 {
    guard number != 0 else { return 0 }
    let exponent = Int(number.exponent)
    return UInt16(exponent + 15) << 10 | UInt16((number.significand - 1) * 1024)
  }

  private static let types = [FileRows.NumberType.uint8, .float16, .float32, .float64]

  @Test(arguments: 0..<4, [false, true])
  func numbersAreThoseOfTheFile(type: Int, isBigEndian: Bool) throws {
    let type = Self.types[type]
    let url = try file("rows", isBigEndian: isBigEndian, type)
    for budget in [0, 100 * 13 * type.size + 5, 1 << 20] {
      let rows = try FileRows(
        contentsOf: url, offset: 3, rows: 700, columns: 13, numberType: type, isBigEndian: isBigEndian, budget: budget)
      let features = rows.features
      #expect(try features.matrix() == Self.sample.numbers)
      #expect(try features.selectingRows([699, 3, 3]).matrix()[1, 5] == Self.sample.numbers[3, 5])
      #expect(try features.selectingColumns([12, 0]).matrix()[42, 0] == Self.sample.numbers[42, 12])
      #expect(features.isFile == (budget < 1 << 20 || type == .float16))
      try requireFinite(features)
    }
  }

  @Test func halvesOfEveryKindAreRead() throws {
    // Largest, smallest normal and subnormal, one, both infinities, NaN.
    let bits: [UInt16] = [0x7bff, 0x0400, 0x0001, 0x3c00, 0xbc00, 0x8000, 0x7c00, 0xfc00, 0x7e00]
    let expected = [65504, 0x1p-14, 0x1p-24, 1, -1, -0.0, .infinity, -.infinity, .nan]
    let url = folder.appending(path: "halves")
    try Data(bits.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }).write(to: url)
    let rows = try FileRows(contentsOf: url, rows: 9, columns: 1, numberType: .float16)
    let found = try rows.features.matrix().elements
    #expect(zip(found, expected).allSatisfy { $0.bitPattern == $1.bitPattern || $0.isNaN && $1.isNaN })
    #expect(throws: EstimatorError.notFinite(row: 6, column: "0", value: .infinity)) {
      try requireFinite(rows.features)
    }
  }

  private func labels() -> [Int] { Self.sample.classes.map { Int($0) } }

  @Test(arguments: [Solver.lbfgs, .newtonCG, .newtonCholesky, .gd, .sgd(shuffle: false), .auto])
  func aFitFromAFileIsThatFromMemory(solver: Solver) throws {
    let url = try file("fit", isBigEndian: false, .float64)
    let file = try FileRows(contentsOf: url, offset: 3, rows: 700, columns: 13, numberType: .float64)
    let clf = LogisticRegression<Int>(solver: solver, maxIterations: 30)
    let scaler = try StandardScaler().fitted(to: Self.sample.numbers.features)
    let (a, b) = (try scaler.transform(file.features), try scaler.transform(Self.sample.numbers.features))
    #expect(a.isFile)
    let (one, other) = (try clf.fitted(to: a, labels()), try clf.fitted(to: b, labels()))
    #expect(one.coefficients == other.coefficients)
    #expect(one.report.objective == other.report.objective && one.report.certificate == other.report.certificate)
    #expect(try one.predict(a) == other.predict(b))
  }

  @Test func anL1FitFromAFileIsThatFromMemory() throws {
    let url = try file("l1", isBigEndian: true, .float32)
    let file = try FileRows(
      contentsOf: url, offset: 3, rows: 700, columns: 13, numberType: .float32, isBigEndian: true)
    let clf = LogisticRegression<Int>(penalty: .l1, c: 0.1, maxIterations: 50)
    let memory = Self.sample.numbers.map { Float($0) }
    let (one, other) = (try clf.fitted(to: file.features, labels()), try clf.fitted(to: memory.features, labels()))
    #expect(one.coefficients == other.coefficients)
  }

  @Test(arguments: [Solver.saga, .sag, .coordinateDescent, .coordinateDescent(form: .dual)])
  func solversThatJumpAboutRefuse(solver: Solver) throws {
    let url = try file("jump", isBigEndian: false, .uint8)
    let file = try FileRows(contentsOf: url, offset: 3, rows: 700, columns: 13, numberType: .uint8)
    let clf = LogisticRegression<Int>(multiClass: .ovr, solver: solver)
    let error = #expect(throws: EstimatorError.self) { try clf.fitted(to: file.features, labels()) }
    let text = "\(try #require(error))"
    #expect(text.contains("budget"))
  }

  @Test func aFileThatIsTooShortOrNoneIsRefused() throws {
    let url = try file("short", isBigEndian: false, .float32)
    func fails(
      _ words: String, _ url: URL, rows: Int = 700, columns: Int = 13, offset: Int = 3, budget: Int = 0
    ) {
      let error = #expect(throws: FileRowsError.self) {
        try FileRows(
          contentsOf: url, offset: offset, rows: rows, columns: columns, numberType: .float32, budget: budget)
      }
      #expect(error?.description.contains(words) == true)
    }
    fails("too few", url, rows: 701)
    fails("too few", url, columns: .max)
    fails("can't be negative", url, rows: -1)
    fails("too few", url, offset: .max)
    fails("can't be negative", url, budget: -1)
    fails("a folder", folder)
    fails("no such file", folder.appending(path: "none"))
  }

  @Test func aFileThatBecomesShorterIsNoticed() throws {
    let url = try file("cut", isBigEndian: false, .float64)
    let file = try FileRows(contentsOf: url, offset: 3, rows: 700, columns: 13, numberType: .float64)
    let handle = try FileHandle(forWritingTo: url)
    try handle.truncate(atOffset: 40_000)
    try handle.close()
    let error = #expect(throws: FileRowsError.self) {
      try LogisticRegression<Int>().fitted(to: file.features, labels())
    }
    let text = "\(try #require(error))"
    #expect(text.contains("cut") && text.contains("shorter"))
  }

  /// A file of Linux that says 4096 bytes, and fails when it is read.
  private static let unreadable = URL(filePath: "/sys/class/net/lo/speed")
  private static var hasUnreadable: Bool {
    FileManager.default.fileExists(atPath: unreadable.path) && (try? Data(contentsOf: unreadable)) == nil
  }

  /// As what it is, not as a head that is wrong.
  @Test(.enabled(if: hasUnreadable, "needs a file that cannot be read"))
  func aReadThatFailsIsTold() throws {
    func isTold(_ body: () throws -> some Any) -> Bool {
      let error = thrown(body)
      return DatasetError.Code.cannotRead ~= error && "\(error)".contains("the system reports")
    }
    #expect(isTold { try FileRows(idx: Self.unreadable) })
    #expect(isTold { try FileRows(npy: Self.unreadable) })
    #expect(isTold { try FileRows(npz: Self.unreadable, array: "X") })
    #expect(isTold { try SparseFileRows(npz: Self.unreadable) })
  }

  @Test func npyAndIDXFilesAreOpened() throws {
    let npy = folder.appending(path: "x.npy")
    try NPY.write(.matrix(Self.sample.numbers), to: npy)
    #expect(try FileRows(npy: npy).features.matrix() == Self.sample.numbers)
    let idx = folder.appending(path: "x-idx3-ubyte")
    try IDX.write(images: Self.sample.numbers.map { UInt8($0) }, height: 13, width: 1, to: idx)
    #expect(try FileRows(idx: idx).features.matrix() == Self.sample.numbers)
    #expect(DatasetError.Code.malformed ~= thrown { try FileRows(npy: idx) })
    #expect(DatasetError.Code.malformed ~= thrown { try FileRows(idx: npy) })
  }

  @Test func arraysOfNPZFilesAreOpened() throws {
    let url = folder.appending(path: "x.npz")
    let arrays: [String: NumPyArray] = [
      "X": .matrix(Self.sample.numbers), "floats": .matrix(Self.sample.numbers.map { Float($0) }),
      "y": .integers(labels()),
    ]
    try NPZ.write(arrays, to: url)
    #expect(try FileRows(npz: url, array: "X").features.matrix() == Self.sample.numbers)
    #expect(try FileRows(npz: url, array: "floats.npy", budget: 900).features.matrix() == Self.sample.numbers)
    #expect(throws: DatasetError.wrongShape(array: "“y” in x.npz", shape: [700], expected: "rows × columns")) {
      try FileRows(npz: url, array: "y")
    }
    #expect(throws: DatasetError.noSuchArray(name: "Y", file: "x.npz", available: ["X", "floats", "y"])) {
      try FileRows(npz: url, array: "Y")
    }
    try NPZ.write(arrays, to: url, compressed: true)
    let error = #expect(throws: DatasetError.self) { try FileRows(npz: url, array: "X") }
    let text = "\(try #require(error))"
    #expect(text.contains("numpy.savez"))
  }

  @Test func aDamagedNPZFileIsRefused() throws {
    let url = folder.appending(path: "whole.npz")
    try NPZ.write(["X": .matrix(Self.sample.numbers)], to: url)
    let bytes = try Data(contentsOf: url)
    var random = RandomState(1)
    var refused = 0
    for _ in 0..<300 {
      var damaged = bytes
      // In the headers at both ends, which say where everything is.
      let place = Int(random.random() * 220)
      damaged[random.random() < 0.5 ? place : damaged.count - 1 - place] = UInt8(random.random() * 255)
      let file = folder.appending(path: "damaged.npz")
      try damaged.write(to: file)
      do {
        _ = try FileRows(npz: file, array: "X").features.matrix()
      } catch is DatasetError { refused += 1 } catch is FileRowsError { refused += 1 }
    }
    #expect(refused > 30)
    try bytes.dropLast(1000).write(to: url)
    #expect(DatasetError.Code.malformed ~= thrown { try FileRows(npz: url, array: "X") })
  }
}
