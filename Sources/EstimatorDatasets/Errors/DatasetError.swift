#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// What can go wrong when data is read, written, made or fetched. The text names the value, the rule and the next step.
public enum DatasetError: Error, Hashable, Sendable {
  /// The file cannot be opened or read.
  case cannotRead(file: String, reason: String)
  /// The file cannot be written. What was there before is still there.
  case cannotWrite(file: String, reason: String)
  /// The file, or a part of it, ends too early. Sizes are in bytes.
  case truncated(file: String, part: String, expected: Int, found: Int)
  /// The file, or a part of it, goes on after its promised size in bytes; reading stopped there.
  case tooLong(file: String, part: String, expected: Int)
  /// The bytes contradict the format.
  case malformed(file: String, format: String, reason: String)
  /// The format allows this, but this reader does not know it.
  case unsupported(file: String, feature: String, advice: String)
  /// The content does not have the checksum that the file gives for it.
  case checksumMismatch(file: String, part: String)
  /// There is no array of that name.
  case noSuchArray(name: String, file: String, available: [String])
  /// There is no column of that name.
  case noSuchColumn(name: String, file: String, available: [String])
  /// Two arrays have one name.
  case duplicateName(name: String, file: String)
  /// Two columns of a table have one name.
  case duplicateColumn(name: String, file: String)
  /// The array has another shape than the caller needs.
  case wrongShape(array: String, shape: [Int], expected: String)
  /// A number that the wanted type cannot hold without a change. `index` counts elements in row order from 0.
  case lossyConversion(array: String, index: Int, value: String, type: String)
  /// A cell of a text file is not the number it must be. Lines and columns count from 1.
  case badCell(file: String, line: Int, column: Int, name: String?, text: String, rule: String)
  /// A line has another number of cells than the first. Lines count from 1.
  case raggedLine(file: String, line: Int, expected: Int, found: Int)
  /// There are not as many labels as images.
  case countMismatch(file: String, images: Int, labels: Int)
  /// Nothing usable in the folder.
  case notFound(folder: String, lookedFor: [String], advice: String)
  /// No mirror delivered the file; one line per attempt.
  case downloadFailed(file: String, attempts: [String])
  /// A setting is out of range.
  case invalidSetting(name: String, value: String, rule: String)
  /// What is asked for needs more memory than the system gives; `.max` bytes stand for more than can be counted.
  case tooLarge(what: String, bytes: Int, advice: String)
}

extension DatasetError: CustomStringConvertible {
  public var description: String {
    fileText ?? contentText
  }

  /// The texts about files and their bytes.
  private var fileText: String? {
    switch self {
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
    switch self {
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
