import Estimators
import EstimatorDatasets
import Foundation
import Testing
import _EstimatorTestSupport

/// Model files: their bytes are those of the article, recipes read them, and whatever is wrong is told.
@Suite struct ModelFileTests {
  private static let labels = ["ash", "birch", "cedar", "ash", "birch", "cedar", "ash", "birch"]

  private static func features() throws -> Features {
    try Matrix(rows: 8, columns: 2, [0.5, 1, 3, 2, 5, 8.25, 1, 0, 4, 2, 6, 9, 0, 2, 3, 1]).features.named(["a", "b"])
  }

  private static func fitted() throws -> LogisticRegression<String>.Model {
    try LogisticRegression<String>(maxIterations: 7).fitted(to: features(), labels)
  }

  private func withFile(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("model-files-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder.appendingPathComponent("a.model"))
  }

  // MARK: The bytes

  @Test func bytesAreThoseOfTheArticle() throws {
    let model = try Self.fitted()
    let bytes = Array(try model.fileContent())
    #expect(Array(bytes[0..<8]) == [0x93, 0x45, 0x53, 0x54, 0x4d, 0x0d, 0x0a, 1])
    let length = { (place: Int) in (0..<8).reduce(0) { $0 | Int(bytes[place + $1]) << (8 * $1) } }
    let (header, numbers) = (length(8), length(16))
    #expect(bytes.count == 24 + header + numbers + 4 && (24 + header) % 64 == 0)
    let json = try #require(
      JSONSerialization.jsonObject(with: Data(bytes[24..<24 + header])) as? [String: Any])
    #expect(json["kind"] as? String == "LogisticRegression<String>" && json["schema"] as? Int == 1)
    #expect(json["classes"] as? [String] == ["ash", "birch", "cedar"] && json["features"] as? [String] == ["a", "b"])
    #expect((json["report"] as? String)?.contains("iteration") == true)
    let coefficients = try #require((json["model"] as? [String: Any])?["coefficients"] as? [String: Any])
    let place = try #require(coefficients["elements"] as? [String: Any])
    #expect(place["$numbers"] as? String == "<f8" && place["count"] as? Int == 6)
    let start = 24 + header + (place["at"] as? Int ?? 0)
    let found = (0..<6).map { Double(bitPattern: UInt64(bitPattern: Int64(length(start + 8 * $0)))) }
    #expect(found == model.coefficients.elements)
    let sum = bytes.suffix(4).reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
    #expect(sum == Self.crc32(bytes.dropLast(4)))
  }

  /// Bit by bit, as textbooks have it.
  private static func crc32(_ bytes: some Sequence<UInt8>) -> UInt32 {
    ~bytes.reduce(~0) { sum, byte in
      (0..<8).reduce(sum ^ UInt32(byte)) { rest, _ in rest & 1 == 1 ? rest >> 1 ^ 0xedb8_8320 : rest >> 1 }
    }
  }

  @Test func recipesNameNoType() throws {
    try withFile { url in
      let pipeline = Pipeline {
        StandardScaler()
        LogisticRegression<String>()
      }
      let model = try pipeline.fitted(to: Self.features(), Self.labels)
      try model.write(to: url)
      let back = try pipeline.load(url)
      #expect(back == model)
      #expect(try back.predictProbabilities(Self.features()) == model.predictProbabilities(Self.features()))
      // A file that is there is replaced.
      let other = try LogisticRegression().fitted(to: Self.features(), [0, 1, 0, 1, 0, 1, 0, 1])
      try other.write(to: url)
      #expect(try LogisticRegression().load(url) == other)
    }
  }

  @Test func searchesAndPathsHaveRecipesToo() throws {
    let search = GridSearch(
      LogisticRegression<String>(), .init(\.c, [0.1, 1]), splitter: StratifiedKFold(2), scoring: .logLoss)
    let found = try search.fitted(to: Self.features(), Self.labels)
    let back = try search.load(found.fileContent())
    #expect(back == found && back.results == found.results)
    #expect(try back.score(Self.features(), Self.labels) == found.score(Self.features(), Self.labels))
    let path = LogisticRegressionPath<String>(LogisticRegression(penalty: .l1), grid: .values([0.5, 1]))
    let fitted = try path.fitted(to: Self.features(), Self.labels)
    #expect(try path.load(fitted.fileContent()) == fitted)
  }

  // MARK: What is wrong

  @Test func everyCutAndEveryFlippedBitIsNoticed() throws {
    let bytes = Array(try Self.fitted().fileContent(report: .none))
    for count in 0..<bytes.count {
      let error = thrown { try LogisticRegression<String>().load(Data(bytes.prefix(count))) }
      #expect(ModelFileError.Code.truncated ~= error || ModelFileError.Code.notAModelFile ~= error, "\(count)")
    }
    for place in bytes.indices {
      var other = bytes
      other[place] ^= UInt8(1 << (place % 8))
      #expect(thrown { try LogisticRegression<String>().load(Data(other)) } is ModelFileError, "\(place)")
    }
    #expect(ModelFileError.Code.truncated ~= thrown { try LogisticRegression<String>().load(Data(bytes + [0])) })
  }

  @Test func anotherKindIsNamed() throws {
    let content = try Self.fitted().fileContent()
    let error = thrown { try LogisticRegression().load(content) }
    #expect(ModelFileError.Code.otherKind ~= error)
    #expect("\(error)".contains("LogisticRegression<String>") && "\(error)".contains("LogisticRegression<Int>"))
    let recipe = Pipeline {
      StandardScaler()
      LogisticRegression<String>()
    }
    #expect("\(thrown { try recipe.load(content) })".contains("Pipeline<StandardScaler, LogisticRegression<String>>"))
  }

  /// The file with a changed header.
  private func forged(_ change: (inout ModelFile) -> Void) throws -> any Error {
    var file = try ModelFile(Array(Self.fitted().fileContent()), file: "a")
    change(&file)
    let content = Data(try file.bytes())
    return thrown { try LogisticRegression<String>().load(content) }
  }

  @Test func laterVersionsAreNamed() throws {
    let schema = try forged { $0.header["schema"] = .integer(2) }
    #expect(schema as? ModelFileError == .newer(file: "The content", what: "the schema", found: 2, known: 1))
    var bytes = Array(try Self.fitted().fileContent())
    bytes[7] = 9
    let layout = thrown { try LogisticRegression<String>().load(Data(bytes)) }
    #expect(layout as? ModelFileError == .newer(file: "The content", what: "the layout", found: 9, known: 1))
  }

  @Test func contradictionsAreRefused() throws {
    let changes: [(String, (inout ModelFile) -> Void)] = [
      ("classes", { $0.header["classes"] = .list([.text("ash"), .text("birch"), .text("cedars")]) }),
      ("features", { $0.header["features"] = .list([.text("b"), .text("a")]) }),
      ("schema", { $0.header["schema"] = .text("1") }),
      ("bytes of numbers", { $0.numbers += [0, 0, 0, 0, 0, 0, 0, 0] }),
      ("numbers at", { $0.numbers = $0.numbers.dropLast(8) }),
      ("numbers at", { $0.header["again"] = $0.header["model"]?["coefficients"]?["elements"] }),
      ("model.multiClass", { $0.model["multiClass"] = .integer(1) }),
      ("A 2 × 2 matrix", { $0.model["coefficients"]?["rows"] = .integer(2) }),
      ("elements", { $0.model["coefficients"]?["rows"] = .integer(1 << 62) }),
      ("numbers at", { $0.model["intercepts"] = .list([.integer(1), .integer(2), .text("inf")]) }),
      ("ascending", { $0.model["classes"] = .list([.text("b"), .text("a"), .text("c")]) }),
    ]
    for (told, change) in changes {
      let error = try forged(change)
      #expect(ModelFileError.Code.malformed ~= error, "\(error)")
      #expect("\(error)".contains(told), "\(error)")
    }
  }

  @Test func numbersThatAreNoneAreRefused() throws {
    for number in [Double.nan, .infinity, -.infinity] {
      let error = try forged { file in
        let start = file.numbers.startIndex + (file.model["coefficients"]?["elements"]?["at"]?.integer ?? 0)
        for byte in 0..<8 { file.numbers[start + byte] = UInt8(truncatingIfNeeded: number.bitPattern >> (8 * byte)) }
      }
      #expect("\(error)".contains("model.coefficients.elements") || "\(error)".contains("coefficients must be finite"))
    }
  }

  @Test func hostileHeadersAreRefusedAtOnce() throws {
    let deep = try forged { file in
      file.header["x"] = (0..<150).reduce(.null) { node, _ in .list([node]) }
    }
    // As deep as is allowed, and read by nobody.
    #expect(deep is NothingThrown)
    var bytes = Array(try Self.fitted().fileContent())
    bytes.replaceSubrange(8..<16, with: [255, 255, 255, 255, 255, 255, 255, 127])
    #expect(ModelFileError.Code.malformed ~= thrown { try LogisticRegression<String>().load(Data(bytes)) })
    bytes.replaceSubrange(8..<16, with: [0, 0, 0, 0, 0, 0, 0, 16])
    #expect(ModelFileError.Code.truncated ~= thrown { try LogisticRegression<String>().load(Data(bytes)) })
  }

  @Test func filesThatCannotBeReadOrWrittenAreNamed() throws {
    try withFile { url in
      let missing = url.deletingLastPathComponent().appendingPathComponent("b/c.model")
      #expect(ModelFileError.Code.cannotWrite ~= thrown { try Self.fitted().write(to: missing) })
      #expect(ModelFileError.Code.cannotRead ~= thrown { try LogisticRegression().load(missing) })
      try Data("label,a\n1,2\n".utf8).write(to: url)
      #expect(ModelFileError.Code.notAModelFile ~= thrown { try LogisticRegression().load(url) })
      let address = try #require(URL(string: "https://example.org/a.model"))
      #expect(ModelFileError.Code.cannotRead ~= thrown { try LogisticRegression().load(address) })
      #expect(ModelFileError.Code.cannotWrite ~= thrown { try Self.fitted().write(to: address) })
    }
  }

  // MARK: Reports and information

  @Test func reportsAreKeptAsFarAsAsked() throws {
    let model = try Self.fitted()
    let recipe = LogisticRegression<String>()
    #expect(try recipe.load(model.fileContent()).report.history == model.report.history)
    let summary = try recipe.load(model.fileContent(report: .summary))
    #expect(summary.report.history.isEmpty && summary.report.iterations == model.report.iterations)
    let none = try recipe.load(model.fileContent(report: .none))
    #expect(none.report.stopped == .given && !none.report.converged && none.report.seconds == 0)
    #expect(none.coefficients == model.coefficients && none.intercepts == model.intercepts)
    let texts = try [ReportDetail.full, .none].map {
      try String(decoding: model.fileContent(report: $0), as: UTF8.self)
    }
    #expect(texts[0].contains("lbfgs") || texts[0].contains("L-BFGS"))
    #expect(!texts[1].contains("L-BFGS") && !texts[1].contains(model.report.method))
  }

  @Test func informationIsReadWithoutTheModel() throws {
    try withFile { url in
      let model = try Self.fitted()
      try model.write(to: url)
      let info = try ModelFileInfo(contentsOf: url)
      #expect(info.kind == "LogisticRegression<String>" && info.schema == 1 && info.hasModel && !info.hasSettings)
      #expect(info.classes == model.classes && info.features == ["a", "b"])
      #expect(info.report == model.report.description && info.package.hasPrefix("swift-estimators "))
      #expect(info.description.contains("ash, birch, cedar"))
      let plain = try LogisticRegression().fitted(to: Self.features().matrix(), [0, 1, 0, 1, 0, 1, 0, 1])
      let other = try ModelFileInfo(plain.fileContent(report: .none))
      #expect(other.classes == ["0", "1"] && other.features == nil && other.report == nil)
    }
  }
}

extension ModelFile {
  /// The model in the header.
  fileprivate var model: JSONNode {
    get { header["model"] ?? .null }
    set { header["model"] = newValue }
  }
}

extension JSONNode {
  /// A member, to be replaced or added.
  fileprivate subscript(key: String) -> JSONNode? {
    get { members?[key] }
    set {
      guard case .object(var members) = self, let newValue else { return }
      if let place = members.firstIndex(where: { $0.key == key }) {
        members[place].value = newValue
      } else {
        members.append(.init(key, newValue))
      }
      self = .object(members)
    }
  }
}
