/// Why a model was not written in another format. The text names the part, the reason and the next step.
public struct ExportError: Error, Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case notExportable(part: String, format: String, instead: String)
    case notWritten(path: String, reason: String)
  }

  package let kind: Kind

  package init(_ kind: Kind) { self.kind = kind }

  /// The format has nothing for a part of the model, or for its labels.
  public static func notExportable(part: String, format: String, instead: String) -> ExportError {
    Self(.notExportable(part: part, format: format, instead: instead))
  }
  /// The file could not be written.
  public static func notWritten(path: String, reason: String) -> ExportError {
    Self(.notWritten(path: path, reason: reason))
  }
}

extension ExportError {
  /// What went wrong, whatever the particulars. Later versions may know more of them.
  ///
  ///     do { try ONNXModel(model).write(to: url) }
  ///     catch ExportError.Code.notExportable { … }
  public struct Code: Sendable, Hashable, CustomStringConvertible {
    /// Its name.
    public let description: String

    private init(_ name: String) { description = name }

    /// Lets a `catch` name the code alone.
    public static func ~= (code: Code, error: any Error) -> Bool { (error as? ExportError)?.code == code }

    /// ``ExportError/notExportable(part:format:instead:)``.
    public static let notExportable = Code("notExportable")
    /// ``ExportError/notWritten(path:reason:)``.
    public static let notWritten = Code("notWritten")
  }

  /// What went wrong.
  @inline(never)
  public var code: Code {
    switch kind {
    case .notExportable: .notExportable
    case .notWritten: .notWritten
    }
  }

  /// The part of the model that cannot be exported, `nil` for other errors.
  @inline(never)
  public var part: String? {
    if case .notExportable(let part, _, _) = kind { part } else { nil }
  }
}

extension ExportError: CustomStringConvertible {
  public var description: String {
    switch kind {
    case .notExportable(let part, let format, let instead): "\(format) cannot hold \(part). \(instead)"
    case .notWritten(let path, let reason): "Could not write \"\(path)\": \(reason)"
    }
  }
}
