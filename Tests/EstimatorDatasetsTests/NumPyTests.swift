import EstimatorDatasets
import Foundation
import Testing
import _EstimatorTestSupport

@Suite struct NumPyTests {
  // MARK: Reading what NumPy wrote

  @Test func everyTypeAndOrderOfACompressedArchiveIsRead() throws {
    let file = try NPZ(NumPyFiles.compressed)
    #expect(file.names == ["X", "y", "names", "flags", "big", "fortran", "cube", "cubef", "ids", "raw"])
    #expect(try file.matrix("X", as: UInt8.self) == Matrix([[0, 40], [80, 120], [160, 200]]))
    #expect(try file.integers("y") == [7, 0, 9])
    #expect(try file.vector("y", as: Float.self) == [7, 0, 9])
    #expect(try file.strings("names") == ["a", "größe", ""])
    #expect(try file.strings("raw") == ["ab", "c"])
    #expect(try file.array("flags").booleans() == [true, false, true])
    #expect(try file.integers("flags") == [1, 0, 1])
    #expect(try file.matrix("big", as: Int32.self) == Matrix([[1, -2], [3, 70000]]))
    #expect(try file.matrix("fortran") == Matrix([[0, 0.25], [0.5, 0.75], [1, 1.25]]))
    #expect(try file.integers("ids") == [-5, 1 << 40])
    #expect(try file.array("ids").shape == [2])
    let types = try ["names", "raw", "ids"].map { try file.array($0).elementType }
    #expect(types == [.unicode(length: 5), .bytes(length: 2), .int64] && types.map(\.length) == [5, 2, nil])
    #expect("\(types[0])" == "unicode(length: 5)")
  }

  @Test(arguments: ["cube", "cubef"])
  func imagesOfThreeDimensionsAreFlattenedOnRequest(name: String) throws {
    let file = try NPZ(NumPyFiles.compressed)
    let expected = try Matrix<Int32>(rows: 2, columns: 6, Array(0..<12))
    #expect(try file.matrix(name, as: Int32.self, flattening: true) == expected)
    let error = #expect(throws: DatasetError.self) { try file.matrix(name, as: Int32.self) }
    #expect(error?.description.contains("flattening: true") == true)
  }

  @Test func storedArraysAreRead() throws {
    let file = try NPZ(NumPyFiles.stored)
    #expect(try file.matrix("a") == Matrix([[1.5, 2.5]]))
    #expect(try file.integers("b") == [1, 2])
  }

  // MARK: Writing

  @Test func theBytesAreNumPys() throws {
    try withTemporaryFolder { folder in
      let url = folder.appending(path: "a.npy")
      try NPY.write(.matrix(Matrix([[0, 0.5, 1], [1.5, 2, 2.5]])), to: url)
      #expect(try Data(contentsOf: url) == NumPyFiles.matrix)
      try NPY.write(.strings(["a", "größe", ""]), to: url)
      #expect(try Data(contentsOf: url) == NumPyFiles.texts)
      #expect(try NPY.read(contentsOf: url).strings() == ["a", "größe", ""])
    }
  }

  @Test(arguments: [false, true])
  func whatIsWrittenIsReadBack(compressed: Bool) throws {
    let bytes = try Matrix<UInt8>(rows: 100, columns: 30, (0..<3000).map { UInt8(truncatingIfNeeded: $0 / 7) })
    let reals = try Matrix<Double>([[.nan, -0.0, .infinity], [.leastNonzeroMagnitude, 1e308, 0.1]])
    try withTemporaryFolder { folder in
      let url = folder.appending(path: "all.npz")
      try NPZ.write(
        [
          "X": .matrix(bytes), "reals": .matrix(reals), "y": .integers([3, -1, .max]), "f": .vector([1.5 as Float]),
          "t": .strings(["ja", "nein"]), "b": .booleans([true, false]),
          "empty": .matrix(Matrix<Float>.zeros(rows: 0, columns: 4)),
        ], to: url, compressed: compressed)
      let file = try NPZ(contentsOf: url)
      #expect(file.names == ["X", "b", "empty", "f", "reals", "t", "y"])
      #expect(try file.matrix("X", as: UInt8.self) == bytes)
      let back = try file.matrix("reals").elements.map(\.bitPattern)
      #expect(back == reals.elements.map(\.bitPattern))
      #expect(try file.integers("y") == [3, -1, .max])
      #expect(try file.vector("f", as: Float.self) == [1.5])
      #expect(try file.strings("t") == ["ja", "nein"])
      #expect(try file.array("b").booleans() == [true, false])
      #expect(try file.matrix("empty").columns == 4)
    }
  }

  @Test func zip64ArchivesAreWrittenAndRead() throws {
    let content = try NPZ.archive(
      ["a": .integers([1, 2, 3]), "b": .vector([0.5])], compressed: true, file: "big", forcingZip64: true)
    #expect(content.range(of: Data([0x50, 0x4b, 6, 6])) != nil, "the zip64 record is there")
    #expect(try NPZ(content).integers("a") == [1, 2, 3])
    #expect(try NPZ(content).vector("b") == [0.5])
  }

  // MARK: Conversions

  @Test func numbersThatWouldChangeAreRefused() throws {
    let halves = NumPyArray.vector([1, 2.5, 3])
    #expect(throws: DatasetError.lossyConversion(array: "the array", index: 1, value: "2.5", type: "Int")) {
      try halves.integers()
    }
    #expect(throws: DatasetError.lossyConversion(array: "the array", index: 1, value: "2.5", type: "UInt8")) {
      try halves.vector(as: UInt8.self)
    }
    #expect(try halves.vector(as: Float.self) == [1, 2.5, 3])
    #expect(DatasetError.Code.lossyConversion ~= thrown { try NumPyArray.integers([256]).vector(as: UInt8.self) })
    #expect(DatasetError.Code.lossyConversion ~= thrown { try NumPyArray.integers([-1]).vector(as: UInt8.self) })
    #expect(DatasetError.Code.lossyConversion ~= thrown { try NumPyArray.integers([1 << 53 + 1]).vector() })
    #expect(DatasetError.Code.lossyConversion ~= thrown { try NumPyArray.vector([Double.nan]).integers() })
    #expect(try NumPyArray.vector([Double.nan]).vector(as: Float.self).first?.isNaN == true)
  }

  @Test func realNumbersReadAsFloatAreRoundedAsInCSV() throws {
    let numbers = [0.1, 1.0 / 3, -2.718281828459045, 1e-45, 1e-50, 3.4028235e38, 16_777_217]
    let floats = try NumPyArray.vector(numbers).vector(as: Float.self)
    #expect(floats == numbers.map { Float($0) })
    let csv = Data(numbers.map { "\($0)\n" }.joined().utf8)
    #expect(try NumericCSV(csv, as: Float.self).values.elements == floats)
    #expect(try NumPyArray.vector([Double.infinity, -.infinity]).vector(as: Float.self) == [.infinity, -.infinity])
    // A finite number does not become an infinite one, and whole numbers stay exact.
    #expect(throws: DatasetError.lossyConversion(array: "the array", index: 0, value: "1e+39", type: "Float")) {
      try NumPyArray.vector([1e39]).vector(as: Float.self)
    }
    #expect(
      DatasetError.Code.lossyConversion ~= thrown { try NumPyArray.integers([16_777_217]).vector(as: Float.self) })
  }

  @Test func textsThatOneLongOneMakesTooWideAreRefused() throws {
    // A million texts of a million characters: 4 TB.
    let texts = [String(repeating: "x", count: 1_000_000)] + Array(repeating: "a", count: 1_000_000)
    let error = #expect(throws: DatasetError.self) { try NumPyArray.strings(texts) }
    guard case .tooLarge(_, 4_000_004_000_000, _) = error?.kind else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(error?.description.contains("as wide as the longest of 1000000 characters") == true)
    #expect(try NumPyArray.strings(["a", "größe", "🙂é", ""]).strings() == ["a", "größe", "🙂é", ""])
  }

  @Test func shapesAndTypesMustFit() throws {
    let file = try NPZ(NumPyFiles.compressed)
    #expect(DatasetError.Code.wrongShape ~= thrown { try file.matrix("y") })
    #expect(DatasetError.Code.wrongShape ~= thrown { try file.integers("X") })
    #expect(DatasetError.Code.unsupported ~= thrown { try file.integers("names") })
    #expect(DatasetError.Code.unsupported ~= thrown { try file.strings("y") })
    #expect(DatasetError.Code.unsupported ~= thrown { try file.array("y").booleans() })
    #expect(throws: DatasetError.noSuchArray(name: "x", file: "the npz data", available: file.names)) {
      try file.array("x")
    }
    #expect(DatasetError.Code.lossyConversion ~= thrown { try NumPyArray.strings(["a\0"]) })
    #expect(try NumPyArray.matrix(Matrix<Double>([[1], [2]])).integers() == [1, 2], "n × 1 counts as a list")
  }

  // MARK: Hostile files

  @Test func archivesAndArraysCutAnywhereAreRefused() throws {
    for whole in [NumPyFiles.stored, NumPyFiles.compressed] {
      for length in 0..<whole.count {
        #expect(DatasetError.Code.malformed ~= thrown { try readEverything(whole.prefix(length)) })
      }
    }
    for length in 0..<NumPyFiles.matrix.count {
      // Without the six bytes that all begin with it is no such file.
      let error = thrown { try NPY.read(NumPyFiles.matrix.prefix(length)).matrix() }
      #expect((length < 6 ? DatasetError.Code.malformed : .truncated) ~= error)
    }
    #expect(DatasetError.Code.tooLong ~= thrown { try NPY.read(NumPyFiles.matrix + Data([0])) })
  }

  @Test(arguments: [0x01, 0x80, 0xff] as [UInt8])
  func archivesChangedAnywhereNeverCrash(mask: UInt8) throws {
    let zip64 = try NPZ.archive(["a": .integers([1, 2])], compressed: true, file: "a", forcingZip64: true)
    for whole in mask == 0xff ? [NumPyFiles.stored, NumPyFiles.compressed, zip64] : [NumPyFiles.stored, zip64] {
      for index in whole.indices {
        var damaged = whole
        damaged[index] ^= mask
        do { try readEverything(damaged) } catch is DatasetError {}
      }
    }
    for index in NumPyFiles.matrix.indices {
      var damaged = NumPyFiles.matrix
      damaged[index] ^= mask
      do { _ = try NPY.read(damaged).matrix(flattening: true) } catch is DatasetError {}
    }
  }

  @Test func aWrongChecksumIsFound() throws {
    var file = NumPyFiles.stored
    let number = try #require(file.range(of: withUnsafeBytes(of: 1.5.bitPattern.littleEndian) { Data($0) }))
    file[number.lowerBound] ^= 1
    #expect(throws: DatasetError.checksumMismatch(file: "a", part: "“a.npy”")) { try NPZ(file, named: "a").array("a") }
  }

  @Test func aSizeBeyondTheContentTakesNoMemory() throws {
    // The stored archive, with sizes of 4 GB in the directory: one entry as it is, one deflated.
    for method: UInt8 in [0, 8] {
      var file = NumPyFiles.stored
      let entry = try #require(file.range(of: Data([0x50, 0x4b, 1, 2]))).lowerBound
      file[entry + 10] = method
      for offset in [20, 24] { file.replaceSubrange(entry + offset..<entry + offset + 4, with: [254, 255, 255, 255]) }
      #expect(DatasetError.Code.truncated ~= thrown { try NPZ(file).array("a") })
    }
  }

  @Test func aBombIsLeftAloneAfterThePromisedSize() throws {
    let honest = try NPZ.archive(
      ["a": .matrix(Matrix<UInt8>.zeros(rows: 20_000, columns: 1000))], compressed: true, file: "a")
    var bomb = honest
    let entry = try #require(bomb.range(of: Data([0x50, 0x4b, 1, 2]))).lowerBound
    bomb.replaceSubrange(entry + 24..<entry + 28, with: [0, 4, 0, 0])
    #expect(throws: DatasetError.tooLong(file: "a", part: "“a.npy”", expected: 1024)) {
      try NPZ(bomb, named: "a").array("a")
    }
  }

  @Test func twoArraysOfOneNameAreRefused() throws {
    var file = NumPyFiles.stored
    let name = Data("b.npy".utf8)
    while let found = file.range(of: name) { file[found.lowerBound] = UInt8(ascii: "a") }
    #expect(throws: DatasetError.duplicateName(name: "a", file: "f")) { try NPZ(file, named: "f") }
  }

  @Test(arguments: [
    "{'descr': '<f8', 'fortran_order': False, 'shape': (4611686018427387904, 2), }",
    "{'descr': '<f8', 'fortran_order': False, 'shape': (9223372036854775807,), }",
    "{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999999999999,), }",
    "{'descr': '<f8', 'fortran_order': False, 'shape': (-1,), }",
    "{'descr': '<f8', 'fortran_order': False, 'shape': (3), ",
    "{'descr': '<f8', 'fortran_order': False, 'shape': (3,)} trailing",
    "{'descr': '<f8', 'fortran_order': 0, 'shape': (3,)}",
    "{'descr': '<f8', 'descr': '<f8', 'fortran_order': False, 'shape': (3,)}",
    "{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': (3,), }",
    "{'descr': '|O', 'fortran_order': False, 'shape': (3,), }",
    "{'descr': '<U0', 'fortran_order': False, 'shape': (1152921504606846976,), }",
    "{'descr': '<U999999999999', 'fortran_order': False, 'shape': (3,), }",
    "{'descr': 'f8', 'fortran_order': False, 'shape': (3,), }",
    "{'descr': '<c16', 'fortran_order': False, 'shape': (1,), }",
    "{'descr': '<f8", "", "{", "{'", "(3, 4)",
  ])
  func headersThatLieOrAskForMoreAreRefused(header: String) {
    let file = Data([0x93]) + Data("NUMPY".utf8) + Data([1, 0, UInt8(header.utf8.count), 0]) + Data(header.utf8)
    let error = thrown { try NPY.read(file + Data(count: 24)) }
    let isTooLarge = header.contains("(4611686018427387904, 2)") || header.contains("(9223372036854775807,)")
    #expect((isTooLarge ? DatasetError.Code.malformed : .unsupported) ~= error)
  }

  @Test func pythonObjectsAreExplained() {
    let header = "{'descr': '|O', 'fortran_order': False, 'shape': (3,), }"
    let file = Data([0x93]) + Data("NUMPY".utf8) + Data([1, 0, UInt8(header.utf8.count), 0]) + Data(header.utf8)
    let error = #expect(throws: DatasetError.self) { try NPY.read(file) }
    #expect(error?.description.contains("astype(str)") == true)
  }

  /// Opens the archive and reads each array as whatever it is.
  private func readEverything(_ data: Data) throws {
    let file = try NPZ(data)
    for name in file.names {
      let array = try file.array(name)
      switch array.elementType.kind {
      case .unicode, .bytes: _ = try array.strings()
      default: _ = array.shape.count == 1 ? try Matrix([array.vector()]) : try array.matrix(flattening: true)
      }
    }
  }
}
