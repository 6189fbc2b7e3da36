/// Settings of no type.
struct Nothing: Codable, Sendable {}

/// What one model file holds: settings, a model, or both.
struct StoredValue<Model: Storable> {
  private var settings: (any Encodable & Sendable)?
  private var model: Model?
  private let kind: String

  init(settings: (some Encodable & Sendable)?, model: Model?) {
    self.settings = settings
    self.model = model
    kind = KindName.of(Model.self)
  }

  // MARK: Writing

  func bytes(report: ReportDetail) throws -> [UInt8] {
    let numbers = FileEncoder.Numbers()
    var members: [JSONNode.Member] = [
      .init("kind", .text(kind)), .init("schema", .integer(ModelFile.schema)),
      .init("package", .text("swift-estimators \(PackageVersion.current)")),
    ]
    do {
      if let model { members += try ModelSummary(model, report: report).members }
      if let settings { members.append(.init("settings", try FileEncoder.node(of: settings, numbers: numbers))) }
      if let model {
        let info = CodingUserInfoKey.reportDetail.map { [$0: report as Any] } ?? [:]
        members.append(.init("model", try FileEncoder.node(of: model, numbers: numbers, userInfo: info)))
      }
    } catch EncodingError.invalidValue(_, let context) {
      throw ModelFileError.notStorable(what: kind, reason: context.debugDescription)
    }
    return try ModelFile(header: .object(members), numbers: numbers.bytes).bytes()
  }

  // MARK: Reading

  static func model(_ bytes: [UInt8], file: String) throws -> Model {
    let content = try content(bytes, file)
    guard let model = try model(content, file) else {
      throw ModelFileError.noModel(file: file, kind: KindName.of(Model.self))
    }
    return model
  }

  static func parts<Settings: Decodable & Estimator>(
    _ bytes: [UInt8], settings: Settings.Type, file: String
  ) throws -> (Settings, Model?) where Settings.Model == Model {
    let content = try content(bytes, file)
    guard let settings = try content.value(settings, "settings", file: file) else {
      throw ModelFileError.noSettings(file: file, kind: KindName.of(Model.self))
    }
    do {
      try settings.validate()
    } catch let error as EstimatorError {
      throw ModelFileError.malformed(file: file, reason: "In its settings: \(error.description)")
    }
    return (settings, try model(content, file))
  }

  private static func content(_ bytes: [UInt8], _ file: String) throws -> ModelFile {
    let content = try ModelFile(bytes, file: file)
    let (found, wanted) = (content.header["kind"]?.text, KindName.of(Model.self))
    guard found == wanted else {
      throw ModelFileError.otherKind(file: file, found: found.map { Readable.cut($0, to: 300) } ?? "?", wanted: wanted)
    }
    return content
  }

  private static func model(_ content: ModelFile, _ file: String) throws -> Model? {
    guard let model = try content.value(Model.self, "model", file: file) else { return nil }
    // What people and other programs read must be what predicts.
    for member in try ModelSummary(model, report: .none).members {
      guard content.header[member.key] == member.value else {
        throw ModelFileError.malformed(file: file, reason: "Its \(member.key) are others than those of its model.")
      }
    }
    return model
  }
}

/// The version that files are signed with.
enum PackageVersion {
  static let current = "0.1.0"
}
