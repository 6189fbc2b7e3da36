import Matrices

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The kinds of file a figure can be written as.
public struct FigureFormat: NamedChoice, RawRepresentable, Sendable, Hashable, Codable, CaseIterable {
  package enum Kind: String, Sendable, Hashable, CaseIterable {
    case png, svg, pdf
  }

  package let kind: Kind

  package init(_ kind: Kind) { self.kind = kind }

  /// Pixels.
  public static let png = Self(.png)
  /// Vectors for web pages. Text is stored as outlines, so no font is needed to see it.
  public static let svg = Self(.svg)
  /// Vectors for documents. Text can be searched and copied.
  public static let pdf = Self(.pdf)

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
