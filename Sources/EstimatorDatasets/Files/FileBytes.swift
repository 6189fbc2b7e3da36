import Foundation

/// Whole files in and out.
enum FileBytes {
  /// The content of a regular file.
  ///
  /// A copy, not a mapping: a mapped file that another program cuts short kills the process that reads it.
  static func read(_ url: URL) throws -> Data {
    let name = displayName(url)
    guard url.isFileURL else {
      throw DatasetError.cannotRead(file: name, reason: "only file URLs are read here. Download the file first.")
    }
    // Reading a pipe or a device may never end.
    let type = try? FileManager.default.attributesOfItem(atPath: url.resolvingSymlinksInPath().path)[.type]
    guard let type = type as? FileAttributeType else {
      throw DatasetError.cannotRead(file: name, reason: "there is no such file. Check the path \(url.path).")
    }
    guard type == .typeRegular else {
      throw DatasetError.cannotRead(file: name, reason: "it is not a regular file. Pass the path of a file.")
    }
    do {
      return try Data(contentsOf: url)
    } catch {
      throw DatasetError.cannotRead(file: name, reason: "\(error.localizedDescription) (\(url.path))")
    }
  }

  /// Writes to a temporary file beside the target and renames it: a reader sees the old content or the new, never half.
  static func write(_ data: Data, to url: URL) throws {
    do {
      try data.write(to: url, options: .atomic)
    } catch {
      throw DatasetError.cannotWrite(
        file: displayName(url), reason: "\(error.localizedDescription) Check that the folder exists: \(url.path)")
    }
  }

  /// The name of a file as error texts give it.
  static func displayName(_ url: URL) -> String {
    url.isFileURL ? url.lastPathComponent : url.absoluteString
  }
}
