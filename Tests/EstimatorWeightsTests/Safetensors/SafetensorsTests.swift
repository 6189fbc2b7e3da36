import EstimatorDatasets
import EstimatorWeights
import Foundation
import Testing
import _EstimatorTestSupport

/// safetensors files, of Python's package and of this one.
@Suite struct SafetensorsTests {
  @Test func everyTypeComesBack() throws {
    let arrays: [String: NumPyArray] = [
      "a": .matrix(try Matrix(rows: 2, columns: 3, [1.5, -0.0, .nan, .infinity, .leastNonzeroMagnitude, -1])),
      "b": .vector([Float(0.1), 2]), "c": .integers([.min, -1, .max]), "d": .booleans([true, false, true]),
      "e": .vector([UInt8(0), 255]), "f": .vector([Int32.min, .max]), "empty": .integers([]),
    ]
    let metadata = ["format": "np", "é\"\n": "🌲"]
    try withTemporaryFile("a.safetensors") { url in
      try Safetensors(arrays: arrays, metadata: metadata).write(to: url)
      let back = try Safetensors(contentsOf: url)
      #expect(back.metadata == metadata && Set(back.arrays.keys) == Set(arrays.keys))
      for (name, array) in arrays {
        let other = try back.array(name)
        #expect(other.payload == array.payload && other.shape == array.shape && other.elementType == array.elementType)
      }
      #expect(DatasetError.Code.noSuchArray ~= thrown { try back.array("z") })
      let again = try Data(contentsOf: url)
      try back.write(to: url)
      #expect(try Data(contentsOf: url) == again)
    }
  }

  @Test func textsAndOtherOrdersAreRefused() throws {
    try withTemporaryFile("a.safetensors") { url in
      let texts = Safetensors(arrays: ["a": try .strings(["x"])])
      #expect(DatasetError.Code.unsupported ~= thrown { try texts.write(to: url) })
      let named = Safetensors(arrays: ["__metadata__": .integers([1])])
      #expect(DatasetError.Code.unsupported ~= thrown { try named.write(to: url) })
      #expect(!FileManager.default.fileExists(atPath: url.path))
    }
  }

  private func file(_ header: String, _ bytes: Int = 0, length: Int? = nil) -> Data {
    let length = length ?? header.utf8.count
    return Data((0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) }) + Data(header.utf8) + Data(count: bytes)
  }

  @Test func contradictionsAreRefused() throws {
    let one = { (dtype: String, shape: String, offsets: String) in
      "{\"a\":{\"dtype\":\"\(dtype)\",\"shape\":\(shape),\"data_offsets\":\(offsets)}}"
    }
    _ = try Safetensors(file(one("F64", "[2]", "[0,16]") + "   ", 16))
    let wrong = [
      Data(), file("", 0), file("{}", 1), file("[]"), file(" {}"), file("{}", length: 3), file("{}", length: .max),
      file("{}", length: -1), file(one("F64", "[2]", "[0,16]"), 15), file(one("F64", "[2]", "[0,16]"), 17),
      file(one("F64", "[2]", "[0,8]"), 8), file(one("F64", "[2]", "[8,24]"), 24),
      file(one("F64", "[-2]", "[0,16]"), 16),
      file(one("F64", "[4611686018427387904,4]", "[0,0]")), file(one("F64", "[2]", "[16,0]"), 16),
      file(one("F64", "[2.0]", "[0,16]"), 16), file(one("F64", "[2]", "[0]"), 16), file("{\"a\":{}}"),
      file("{\"__metadata__\":{\"a\":1}}"), file("{\"__metadata__\":[]}"),
      file(
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]},"
          + "\"b\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[2,6]}}", 6),
      file("{\"a\":\(String(repeating: "[", count: 10_000))"),
    ]
    for data in wrong {
      let error = thrown { try Safetensors(data) }
      #expect(DatasetError.Code.malformed ~= error || DatasetError.Code.truncated ~= error, "\(error)")
    }
    let half = thrown { try Safetensors(file(one("F16", "[2]", "[0,4]"), 4)) }
    #expect(DatasetError.Code.unsupported ~= half && "\(half)".contains("F16"))
  }

  // MARK: Classifiers

  @Test(arguments: ["multinomial", "strings", "binary", "floats"])
  func weightsOfPythonAreReadToTheBit(name: String) throws {
    let expected = try #require(try InterchangeReference.shared.get().weights[name])
    let answer = try InterchangeReference.answer(name)
    let files = ["npz", "safetensors"].map { InterchangeReference.file("\(name).\($0)") }
    for (place, file) in files.enumerated() {
      func check<Label: ClassLabel>(_ recipe: LogisticRegression<Label>) throws {
        let model = try place == 0 ? recipe.load(npz: file) : recipe.load(safetensors: file)
        #expect(model.coefficients == (try Matrix(expected.coefficients)) && model.intercepts == expected.intercepts)
        let p = try model.predictProbabilities(Matrix(answer.rows))
        let wanted = try Matrix(try #require(answer.probabilities))
        let tolerance = name == "floats" ? 1e-5 : 1e-12
        #expect(!zip(p.elements, wanted.elements).contains { abs($0 - $1) > tolerance })
      }
      if name == "strings" { try check(LogisticRegression<String>()) } else { try check(LogisticRegression()) }
    }
    let other = thrown { try LogisticRegression<Bool>().load(safetensors: files[1]) }
    #expect(DatasetError.Code.unsupported ~= other)
  }

  /// `Tests/Reference/interchange.py` reads such bytes in Python.
  @Test func modelsComeBackToTheBit() throws {
    let iris = try Iris.load()
    let names = iris.labels.map { ["setosa", "versi\"color", "🌲"][$0] }
    for multiClass in MultiClass.allCases {
      let recipe = LogisticRegression<String>(multiClass: multiClass, maxIterations: 20)
      let model = try recipe.fitted(to: iris.features, names)
      try withTemporaryFile("a") { url in
        try model.write(safetensors: url)
        try requireSame(try LogisticRegression<String>().load(safetensors: url), model)
        try model.write(npz: url)
        try requireSame(try LogisticRegression<String>().load(npz: url), model)
      }
    }
    let bytes = iris.labels.map { $0 == 0 }
    let truths = try RidgeClassifier<Bool>().fitted(to: iris.features, bytes)
    try withTemporaryFile("a") { url in
      try truths.write(safetensors: url)
      let back = try LogisticRegression<Bool>().load(safetensors: url)
      #expect(back.coefficients == truths.coefficients && back.classes == [false, true])
    }
  }

  /// For `Tests/Reference/interchange.py`, which looks at the files with NumPy and safetensors:
  ///
  ///     ESTIMATORS_WRITE_WEIGHTS=folder swift test --filter filesForPython
  @Test(.enabled(if: ProcessInfo.processInfo.environment["ESTIMATORS_WRITE_WEIGHTS"] != nil))
  func filesForPythonAreWritten() throws {
    let folder = URL(fileURLWithPath: ProcessInfo.processInfo.environment["ESTIMATORS_WRITE_WEIGHTS"] ?? "")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let iris = try Iris.load()
    let x = try iris.features.features.named(["a", "b", "c", "🌲"])
    func write<Label: ClassLabel>(_ name: String, _ recipe: LogisticRegression<Label>, _ labels: [Label]) throws {
      let model = try recipe.fitted(to: x, labels)
      try model.write(safetensors: folder.appending(path: "\(name).safetensors"))
      try model.write(npz: folder.appending(path: "\(name).npz"))
      let answer: [String: Any] = [
        "coef_": model.coefficients.elements.map { "\($0.bitPattern)" },
        "intercept_": model.intercepts.map { "\($0.bitPattern)" }, "classes_": model.classes.map { "\($0)" },
        "rows": iris.features.elements, "probabilities": try model.predictProbabilities(x).elements,
      ]
      try JSONSerialization.data(withJSONObject: answer).write(to: folder.appending(path: "\(name).json"))
    }
    try write("strings", LogisticRegression<String>(), iris.labels.map { iris.classNames[$0] })
    try write("numbers", LogisticRegression(multiClass: .ovr), iris.labels.map { $0 })
    try write("truths", LogisticRegression<Bool>(), iris.labels.map { $0 == 1 })
  }

  private func requireSame(_ a: LogisticRegression<String>.Model, _ b: LogisticRegression<String>.Model) throws {
    #expect(a.coefficients.elements.map(\.bitPattern) == b.coefficients.elements.map(\.bitPattern))
    #expect(a.intercepts.map(\.bitPattern) == b.intercepts.map(\.bitPattern) && a.classes == b.classes)
    #expect(a.multiClass == b.multiClass && a.featureNames == b.featureNames)
  }

  private enum Shape: Int, ClassLabel { case round, square }

  @Test func labelsOfOtherKinds() throws {
    let x = try Matrix([[0.0], [1], [2], [3]])
    let model = try LogisticRegression<Shape>().fitted(to: x, [.round, .round, .square, .square])
    try withTemporaryFile("a") { url in
      try model.write(npz: url)
      #expect(try NPZ(contentsOf: url).integers("classes_") == [0, 1])
      #expect(try LogisticRegression<Shape>().load(npz: url).classes == [.round, .square])
    }
  }
}
