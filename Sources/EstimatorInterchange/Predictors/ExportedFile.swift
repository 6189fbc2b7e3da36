import Files

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Writes bytes to a file that appears whole or not at all.
///
/// - Throws: ``ExportError/notWritten(path:reason:)``.
func writeFile(_ bytes: some Sequence<UInt8>, to url: URL) throws {
  guard url.isFileURL else {
    throw ExportError.notWritten(
      path: url.absoluteString, reason: "only file URLs are written to. Pass URL(filePath:).")
  }
  do {
    try Array(bytes).withUnsafeBytes { try AtomicFile.write($0, to: url.path) }
  } catch let error as FileError {
    throw ExportError.notWritten(path: url.path, reason: error.description)
  }
}
