#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The kinds of file a figure can be written as.
public enum FigureFormat: String, Sendable, Hashable, Codable, CaseIterable {
  /// Pixels.
  case png
  /// Vectors for web pages. Text is stored as outlines, so no font is needed to see it.
  case svg
  /// Vectors for documents. Text can be searched and copied.
  case pdf

  /// The format that a file's extension names, in small or capital letters.
  ///
  /// - Throws: ``FigureError/unknownFormat(path:)``.
  public init(of url: URL) throws {
    guard let format = FigureFormat(rawValue: url.pathExtension.lowercased()) else {
      throw FigureError.unknownFormat(path: url.path)
    }
    self = format
  }
}
