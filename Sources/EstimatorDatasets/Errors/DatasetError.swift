#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What can go wrong when data is read, written, made or fetched. The text names the value, the rule and the next step.
public struct DatasetError: Error, Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case cannotRead(file: String, reason: String)
    case cannotWrite(file: String, reason: String)
    case truncated(file: String, part: String, expected: Int, found: Int)
    case tooLong(file: String, part: String, expected: Int)
    case malformed(file: String, format: String, reason: String)
    case unsupported(file: String, feature: String, advice: String)
    case checksumMismatch(file: String, part: String)
    case noSuchArray(name: String, file: String, available: [String])
    case noSuchColumn(name: String, file: String, available: [String])
    case duplicateName(name: String, file: String)
    case duplicateColumn(name: String, file: String)
    case wrongShape(array: String, shape: [Int], expected: String)
    case lossyConversion(array: String, index: Int, value: String, type: String)
    case badCell(file: String, line: Int, column: Int, name: String?, text: String, rule: String)
    case raggedLine(file: String, line: Int, expected: Int, found: Int)
    case countMismatch(file: String, images: Int, labels: Int)
    case notFound(folder: String, lookedFor: [String], advice: String)
    case downloadFailed(file: String, attempts: [String])
    case invalidSetting(name: String, value: String, rule: String)
    case tooLarge(what: String, bytes: Int, advice: String)
  }

  package let kind: Kind

  package init(_ kind: Kind) { self.kind = kind }

  /// The file cannot be opened or read.
  public static func cannotRead(file: String, reason: String) -> DatasetError {
    Self(.cannotRead(file: file, reason: reason))
  }
  /// The file cannot be written. What was there before is still there.
  public static func cannotWrite(file: String, reason: String) -> DatasetError {
    Self(.cannotWrite(file: file, reason: reason))
  }
  /// The file, or a part of it, ends too early. Sizes are in bytes.
  public static func truncated(file: String, part: String, expected: Int, found: Int) -> DatasetError {
    Self(.truncated(file: file, part: part, expected: expected, found: found))
  }
  /// The file, or a part of it, goes on after its promised size in bytes; reading stopped there.
  public static func tooLong(file: String, part: String, expected: Int) -> DatasetError {
    Self(.tooLong(file: file, part: part, expected: expected))
  }
  /// The bytes contradict the format.
  public static func malformed(file: String, format: String, reason: String) -> DatasetError {
    Self(.malformed(file: file, format: format, reason: reason))
  }
  /// The format allows this, but this reader does not know it.
  public static func unsupported(file: String, feature: String, advice: String) -> DatasetError {
    Self(.unsupported(file: file, feature: feature, advice: advice))
  }
  /// The content does not have the checksum that the file gives for it.
  public static func checksumMismatch(file: String, part: String) -> DatasetError {
    Self(.checksumMismatch(file: file, part: part))
  }
  /// There is no array of that name.
  public static func noSuchArray(name: String, file: String, available: [String]) -> DatasetError {
    Self(.noSuchArray(name: name, file: file, available: available))
  }
  /// There is no column of that name.
  public static func noSuchColumn(name: String, file: String, available: [String]) -> DatasetError {
    Self(.noSuchColumn(name: name, file: file, available: available))
  }
  /// Two arrays have one name.
  public static func duplicateName(name: String, file: String) -> DatasetError {
    Self(.duplicateName(name: name, file: file))
  }
  /// Two columns of a table have one name.
  public static func duplicateColumn(name: String, file: String) -> DatasetError {
    Self(.duplicateColumn(name: name, file: file))
  }
  /// The array has another shape than the caller needs.
  public static func wrongShape(array: String, shape: [Int], expected: String) -> DatasetError {
    Self(.wrongShape(array: array, shape: shape, expected: expected))
  }
  /// A number that the wanted type cannot hold without a change. `index` counts elements in row order from 0.
  public static func lossyConversion(array: String, index: Int, value: String, type: String) -> DatasetError {
    Self(.lossyConversion(array: array, index: index, value: value, type: type))
  }
  /// A cell of a text file is not the number it must be. Lines and columns count from 1.
  public static func badCell(
    file: String, line: Int, column: Int, name: String?, text: String, rule: String
  ) -> DatasetError {
    Self(.badCell(file: file, line: line, column: column, name: name, text: text, rule: rule))
  }
  /// A line has another number of cells than the first. Lines count from 1.
  public static func raggedLine(file: String, line: Int, expected: Int, found: Int) -> DatasetError {
    Self(.raggedLine(file: file, line: line, expected: expected, found: found))
  }
  /// There are not as many labels as images.
  public static func countMismatch(file: String, images: Int, labels: Int) -> DatasetError {
    Self(.countMismatch(file: file, images: images, labels: labels))
  }
  /// Nothing usable in the folder.
  public static func notFound(folder: String, lookedFor: [String], advice: String) -> DatasetError {
    Self(.notFound(folder: folder, lookedFor: lookedFor, advice: advice))
  }
  /// No mirror delivered the file; one line per attempt.
  public static func downloadFailed(file: String, attempts: [String]) -> DatasetError {
    Self(.downloadFailed(file: file, attempts: attempts))
  }
  /// A setting is out of range.
  public static func invalidSetting(name: String, value: String, rule: String) -> DatasetError {
    Self(.invalidSetting(name: name, value: value, rule: rule))
  }
  /// What is asked for needs more memory than the system gives; `.max` bytes stand for more than can be counted.
  public static func tooLarge(what: String, bytes: Int, advice: String) -> DatasetError {
    Self(.tooLarge(what: what, bytes: bytes, advice: advice))
  }
}

extension DatasetError {
  /// What went wrong, whatever the particulars. Later versions may know more of them.
  ///
  ///     do { table = try Table(contentsOfCSV: url) }
  ///     catch DatasetError.Code.cannotRead { … }
  ///     catch let error as DatasetError where error.code == .badCell { show(line: error.line) }
  public struct Code: Sendable, Hashable, CustomStringConvertible {
    /// Its name.
    public let description: String

    private init(_ name: String) { description = name }

    /// Lets a `catch` name the code alone.
    public static func ~= (code: Code, error: any Error) -> Bool { (error as? DatasetError)?.code == code }

    /// ``DatasetError/cannotRead(file:reason:)``.
    public static let cannotRead = Code("cannotRead")
    /// ``DatasetError/cannotWrite(file:reason:)``.
    public static let cannotWrite = Code("cannotWrite")
    /// ``DatasetError/truncated(file:part:expected:found:)``.
    public static let truncated = Code("truncated")
    /// ``DatasetError/tooLong(file:part:expected:)``.
    public static let tooLong = Code("tooLong")
    /// ``DatasetError/malformed(file:format:reason:)``.
    public static let malformed = Code("malformed")
    /// ``DatasetError/unsupported(file:feature:advice:)``.
    public static let unsupported = Code("unsupported")
    /// ``DatasetError/checksumMismatch(file:part:)``.
    public static let checksumMismatch = Code("checksumMismatch")
    /// ``DatasetError/noSuchArray(name:file:available:)``.
    public static let noSuchArray = Code("noSuchArray")
    /// ``DatasetError/noSuchColumn(name:file:available:)``.
    public static let noSuchColumn = Code("noSuchColumn")
    /// ``DatasetError/duplicateName(name:file:)``.
    public static let duplicateName = Code("duplicateName")
    /// ``DatasetError/duplicateColumn(name:file:)``.
    public static let duplicateColumn = Code("duplicateColumn")
    /// ``DatasetError/wrongShape(array:shape:expected:)``.
    public static let wrongShape = Code("wrongShape")
    /// ``DatasetError/lossyConversion(array:index:value:type:)``.
    public static let lossyConversion = Code("lossyConversion")
    /// ``DatasetError/badCell(file:line:column:name:text:rule:)``.
    public static let badCell = Code("badCell")
    /// ``DatasetError/raggedLine(file:line:expected:found:)``.
    public static let raggedLine = Code("raggedLine")
    /// ``DatasetError/countMismatch(file:images:labels:)``.
    public static let countMismatch = Code("countMismatch")
    /// ``DatasetError/notFound(folder:lookedFor:advice:)``.
    public static let notFound = Code("notFound")
    /// ``DatasetError/downloadFailed(file:attempts:)``.
    public static let downloadFailed = Code("downloadFailed")
    /// ``DatasetError/invalidSetting(name:value:rule:)``.
    public static let invalidSetting = Code("invalidSetting")
    /// ``DatasetError/tooLarge(what:bytes:advice:)``.
    public static let tooLarge = Code("tooLarge")
  }

  /// What went wrong.
  @inline(never)
  public var code: Code {
    switch kind {
    case .cannotRead: .cannotRead
    case .cannotWrite: .cannotWrite
    case .truncated: .truncated
    case .tooLong: .tooLong
    case .malformed: .malformed
    case .unsupported: .unsupported
    case .checksumMismatch: .checksumMismatch
    case .noSuchArray: .noSuchArray
    case .noSuchColumn: .noSuchColumn
    case .duplicateName: .duplicateName
    case .duplicateColumn: .duplicateColumn
    case .wrongShape: .wrongShape
    case .lossyConversion: .lossyConversion
    case .badCell: .badCell
    case .raggedLine: .raggedLine
    case .countMismatch: .countMismatch
    case .notFound: .notFound
    case .downloadFailed: .downloadFailed
    case .invalidSetting: .invalidSetting
    case .tooLarge: .tooLarge
    }
  }

  /// The file, `nil` for an error that has nothing to do with one.
  @inline(never)
  public var file: String? {
    switch kind {
    case .cannotRead(let file, _), .cannotWrite(let file, _), .truncated(let file, _, _, _), .tooLong(let file, _, _),
      .malformed(let file, _, _), .unsupported(let file, _, _), .checksumMismatch(let file, _),
      .noSuchArray(_, let file, _), .noSuchColumn(_, let file, _), .duplicateName(_, let file),
      .duplicateColumn(_, let file), .badCell(let file, _, _, _, _, _), .raggedLine(let file, _, _, _),
      .countMismatch(let file, _, _), .downloadFailed(let file, _):
      file
    default: nil
    }
  }

  /// The line of the file, from 1; `nil` where none is to blame.
  @inline(never)
  public var line: Int? {
    switch kind {
    case .badCell(_, let line, _, _, _, _), .raggedLine(_, let line, _, _): line
    default: nil
    }
  }

  /// The setting that is out of range, `nil` for other errors.
  @inline(never)
  public var setting: String? {
    if case .invalidSetting(let name, _, _) = kind { name } else { nil }
  }
}

extension DatasetError: CustomStringConvertible {
  public var description: String {
    fileText ?? contentText
  }

  /// The texts about files and their bytes.
  private var fileText: String? {
    switch kind {
    case .cannotRead(let file, let reason):
      "Cannot read \(file): \(reason)"
    case .cannotWrite(let file, let reason):
      "Cannot write \(file): \(reason)"
    case .truncated(let file, let part, let expected, let found):
      "\(file) ends too early: \(part) needs \(expected) bytes, there are \(found). Fetch the file again."
    case .tooLong(let file, let part, let expected):
      "\(file) does not end where it should: \(part) must be \(expected) bytes, and there are more. "
        + "Reading stopped there; fetch the file again, from a source you trust."
    case .malformed(let file, let format, let reason):
      "\(file) is not a valid \(format) file: \(reason)"
    case .unsupported(let file, let feature, let advice):
      "\(file) uses \(feature), which is not supported. \(advice)"
    case .checksumMismatch(let file, let part):
      "\(file) is damaged: \(part) does not have the checksum stored with it. Fetch the file again."
    case .notFound(let folder, let lookedFor, let advice):
      "Found no data set in \(folder). Looked for " + lookedFor.joined(separator: "; ") + ". " + advice
    case .downloadFailed(let file, let attempts):
      "Could not download \(file):\n" + attempts.map { "  " + $0 }.joined(separator: "\n")
        + "\nCheck the network, or put the files into a folder yourself and load from there."
    default: nil
    }
  }

  /// The texts about what the files hold.
  private var contentText: String {
    switch kind {
    case .noSuchArray(let name, let file, let available):
      "\(file) has no array “\(name)”. It has: " + (available.isEmpty ? "none" : available.joined(separator: ", "))
        + "."
    case .noSuchColumn(let name, let file, let available):
      "\(file) has no column “\(name)”. It has: " + available.joined(separator: ", ") + "."
    case .duplicateName(let name, let file):
      "\(file) has two arrays called “\(name)”. Write it again with one array per name."
    case .duplicateColumn(let name, let file):
      "\(file) has two columns called “\(name)”. Rename one of them."
    case .wrongShape(let array, let shape, let expected):
      "\(array) has the shape (\(shape.map(String.init).joined(separator: ", "))), expected \(expected)."
    case .lossyConversion(let array, let index, let value, let type):
      "Element \(index) of \(array) is \(value), which \(type) cannot hold exactly. Read it as a wider type."
    case .badCell(let file, let line, let column, let name, let text, let rule):
      "\(file), line \(line), column \(column)" + (name.map { " (\($0))" } ?? "") + ": “\(text)” is not \(rule)."
    case .raggedLine(let file, let line, let expected, let found):
      "\(file), line \(line) has \(found) cells, the first line has \(expected). Give every line the same number."
    case .countMismatch(let file, let images, let labels):
      "\(file): there are \(images) images but \(labels) labels. Do both files belong to the same set?"
    case .invalidSetting(let name, let value, let rule):
      "`\(name)` must be \(rule), got \(value)."
    case .tooLarge(let what, let bytes, let advice):
      "\(what) would take \(bytes == .max ? "2⁶³ or more" : "\(bytes)") bytes of memory, more than the system gives. "
        + advice
    default: ""
    }
  }
}

extension DatasetError: LocalizedError {
  public var errorDescription: String? { description }
}
