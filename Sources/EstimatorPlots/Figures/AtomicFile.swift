#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Files that appear whole or not at all.
enum AtomicFile {
  /// Writes a temporary file beside `url` and renames it, replacing a regular file that is there.
  static func write(_ bytes: Data, to url: URL) throws {
    try requireReplaceable(url)
    do {
      try bytes.write(to: url, options: .atomic)
    } catch {
      throw FigureError.notWritten(path: url.path, reason: reason(error, for: url))
    }
  }

  /// Renaming onto a device such as /dev/null would replace it by a file, so only regular files are replaced.
  private static func requireReplaceable(_ url: URL) throws {
    guard let type = try? FileManager.default.attributesOfItem(atPath: url.path)[.type] as? FileAttributeType else {
      return  // nothing there yet, or not ours to see; writing will tell
    }
    guard type == .typeRegular || type == .typeSymbolicLink else {
      let kind = type == .typeDirectory ? "a folder" : "a device or another special file"
      throw FigureError.notWritten(path: url.path, reason: "there is \(kind) of that name. Choose another name")
    }
  }

  private static func reason(_ error: any Error, for url: URL) -> String {
    let folder = url.deletingLastPathComponent().path
    guard FileManager.default.fileExists(atPath: folder) else {
      return "the folder \"\(folder)\" does not exist. Create it first"
    }
    switch (error as? CocoaError)?.code {
    case .fileWriteNoPermission, .fileWriteVolumeReadOnly: return "the folder may not be written to. Choose another"
    case .fileWriteOutOfSpace: return "the disk is full. Make room, or choose another folder"
    default: return "\(error)"
    }
  }
}
