// Guarded by `ModelFileTests`.
/// What can go wrong with a model file. The text names the file, what is wrong with it, and the next step.
public struct ModelFileError: Error, Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case cannotRead(file: String, reason: String)
    case cannotWrite(file: String, reason: String)
    case notAModelFile(file: String)
    case newer(file: String, what: String, found: Int, known: Int)
    case truncated(file: String, expected: Int, found: Int)
    case damaged(file: String)
    case malformed(file: String, reason: String)
    case otherKind(file: String, found: String, wanted: String)
    case noModel(file: String, kind: String)
    case noSettings(file: String, kind: String)
    case notStorable(what: String, reason: String)
    case tooLarge(file: String, bytes: Int)
  }

  package let kind: Kind

  package init(_ kind: Kind) { self.kind = kind }

  /// The file cannot be opened or read.
  public static func cannotRead(file: String, reason: String) -> ModelFileError {
    Self(.cannotRead(file: file, reason: reason))
  }
  /// The file cannot be written. What was there before is still there.
  public static func cannotWrite(file: String, reason: String) -> ModelFileError {
    Self(.cannotWrite(file: file, reason: reason))
  }
  /// The file does not begin as model files do.
  public static func notAModelFile(file: String) -> ModelFileError { Self(.notAModelFile(file: file)) }
  /// A later version of the package has written the file.
  public static func newer(file: String, what: String, found: Int, known: Int) -> ModelFileError {
    Self(.newer(file: file, what: what, found: found, known: known))
  }
  /// The file has not as many bytes as it says. Sizes are in bytes.
  public static func truncated(file: String, expected: Int, found: Int) -> ModelFileError {
    Self(.truncated(file: file, expected: expected, found: found))
  }
  /// The checksum is another than that of the bytes.
  public static func damaged(file: String) -> ModelFileError { Self(.damaged(file: file)) }
  /// The checksum is right, but the content contradicts the format or itself.
  public static func malformed(file: String, reason: String) -> ModelFileError {
    Self(.malformed(file: file, reason: reason))
  }
  /// The file holds a model of another kind than the recipe's.
  public static func otherKind(file: String, found: String, wanted: String) -> ModelFileError {
    Self(.otherKind(file: file, found: found, wanted: wanted))
  }
  /// The file holds settings alone.
  public static func noModel(file: String, kind: String) -> ModelFileError { Self(.noModel(file: file, kind: kind)) }
  /// The file holds a model alone.
  public static func noSettings(file: String, kind: String) -> ModelFileError {
    Self(.noSettings(file: file, kind: kind))
  }
  /// A value that no file can hold, such as a closure.
  public static func notStorable(what: String, reason: String) -> ModelFileError {
    Self(.notStorable(what: what, reason: reason))
  }
  /// The content needs more memory than the system gives.
  public static func tooLarge(file: String, bytes: Int) -> ModelFileError { Self(.tooLarge(file: file, bytes: bytes)) }
}

extension ModelFileError {
  /// What went wrong, whatever the particulars. Later versions may know more of them.
  ///
  ///     do { model = try LogisticRegression().load(url) }
  ///     catch ModelFileError.Code.otherKind { … }
  public struct Code: Sendable, Hashable, CustomStringConvertible {
    /// Its name.
    public let description: String

    private init(_ name: String) { description = name }

    /// Lets a `catch` name the code alone.
    public static func ~= (code: Code, error: any Error) -> Bool { (error as? ModelFileError)?.code == code }

    /// ``ModelFileError/cannotRead(file:reason:)``.
    public static let cannotRead = Code("cannotRead")
    /// ``ModelFileError/cannotWrite(file:reason:)``.
    public static let cannotWrite = Code("cannotWrite")
    /// ``ModelFileError/notAModelFile(file:)``.
    public static let notAModelFile = Code("notAModelFile")
    /// ``ModelFileError/newer(file:what:found:known:)``.
    public static let newer = Code("newer")
    /// ``ModelFileError/truncated(file:expected:found:)``.
    public static let truncated = Code("truncated")
    /// ``ModelFileError/damaged(file:)``.
    public static let damaged = Code("damaged")
    /// ``ModelFileError/malformed(file:reason:)``.
    public static let malformed = Code("malformed")
    /// ``ModelFileError/otherKind(file:found:wanted:)``.
    public static let otherKind = Code("otherKind")
    /// ``ModelFileError/noModel(file:kind:)``.
    public static let noModel = Code("noModel")
    /// ``ModelFileError/noSettings(file:kind:)``.
    public static let noSettings = Code("noSettings")
    /// ``ModelFileError/notStorable(what:reason:)``.
    public static let notStorable = Code("notStorable")
    /// ``ModelFileError/tooLarge(file:bytes:)``.
    public static let tooLarge = Code("tooLarge")
  }

  /// What went wrong.
  public var code: Code {
    switch kind {
    case .cannotRead: .cannotRead
    case .cannotWrite: .cannotWrite
    case .notAModelFile: .notAModelFile
    case .newer: .newer
    case .truncated: .truncated
    case .damaged: .damaged
    case .malformed: .malformed
    case .otherKind: .otherKind
    case .noModel: .noModel
    case .noSettings: .noSettings
    case .notStorable: .notStorable
    case .tooLarge: .tooLarge
    }
  }
}

extension ModelFileError: CustomStringConvertible {
  public var description: String {
    switch kind {
    case .cannotRead(let file, let reason): "\(file) could not be read: \(reason)"
    case .cannotWrite(let file, let reason): "\(file) could not be written: \(reason)"
    case .notAModelFile(let file):
      "\(file) is no model file: it does not begin as these do. Write one with model.write(to:)."
    case .newer(let file, let what, let found, let known):
      "\(file) has \(what) \(found), this program knows up to \(known). Update swift-estimators, or write the file "
        + "with the version in use here."
    case .truncated(let file, let expected, let found):
      "\(file) has \(found) bytes, but says that it has \(expected). Copy it again, in binary mode."
    case .damaged(let file):
      "\(file) is damaged: its checksum is another than that of its bytes. Copy it again, in binary mode."
    case .malformed(let file, let reason):
      "\(file) is no right model file, though its checksum is right. \(reason) Write it again with model.write(to:)."
    case .otherKind(let file, let found, let wanted):
      "\(file) holds \(found), but \(wanted) is to be read. Load it with a recipe of the kind that was written."
    case .noModel(let file, let kind):
      "\(file) holds settings of \(kind) without a fitted model. Read them with restored(from:), and fit."
    case .noSettings(let file, let kind):
      "\(file) holds a model of \(kind) without settings. Read it with load, or write the estimator, not its model."
    case .notStorable(let what, let reason): "\(what) cannot be written into a file: \(reason)"
    case .tooLarge(let file, let bytes):
      "\(file) needs \(bytes) bytes of memory, more than the system gives. Free some, or use a larger machine."
    }
  }
}
