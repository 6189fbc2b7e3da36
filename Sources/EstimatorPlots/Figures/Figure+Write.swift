import Files

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension Figure {
  /// Writes the figure in the format that the file's extension names: .png, .svg or .pdf (matplotlib's `savefig`).
  ///
  /// - Throws: ``FigureError/unknownFormat(path:)``, and what ``write(to:format:scale:)`` throws.
  public func write(to url: URL) throws { try write(to: url, format: FigureFormat(of: url)) }

  /// Writes the figure. The file appears whole or not at all. An existing one is replaced, through symbolic links, and
  /// keeps its mode; devices, pipes and folders are left alone.
  ///
  /// - Parameters:
  ///   - url: The file.
  ///   - format: PNG, SVG or PDF, whatever the file is called.
  ///   - scale: Pixels per point of a PNG, above 0; vector formats ignore it. The default 2 gives 144 to the inch.
  /// - Throws: ``FigureError/notWritten(path:reason:)`` when the folder is missing or read-only, the disk is full and
  ///   the like, and what ``encoded(as:scale:)`` throws.
  public func write(to url: URL, format: FigureFormat, scale: Double = 2) throws {
    let bytes = try encoded(as: format, scale: scale)
    guard url.isFileURL else {
      throw FigureError.notWritten(
        path: url.absoluteString, reason: "only file URLs are written to. Pass URL(filePath:).")
    }
    do {
      try bytes.withUnsafeBytes { try AtomicFile.write($0, to: url.path) }
    } catch let error as FileError {
      throw FigureError.notWritten(path: url.path, reason: error.description)
    }
  }

  /// The bytes of the file that ``write(to:format:scale:)`` would write.
  ///
  /// - Throws: ``FigureError/traitDisabled`` when the package was built without the trait `Plots`,
  ///   ``FigureError/tooLarge(width:height:limit:)`` for a PNG of more than 32,767 pixels either way, and
  ///   ``FigureError/invalidSetting(name:value:rule:)`` when `scale` is not above 0.
  public func encoded(as format: FigureFormat, scale: Double = 2) throws -> Data {
    guard scale > 0, scale.isFinite else {
      throw FigureError.invalidSetting(name: "scale", value: "\(scale)", rule: "a finite number above 0")
    }
    #if Plots
      return Data(try CairoFile.encode(self, as: format, scale: scale))
    #else
      throw FigureError.traitDisabled
    #endif
  }
}
