/// The one way in which this package writes files: each appears whole or not at all.
///
/// The bytes go to a temporary file beside the target, which takes its name when all of them are on the disk. A reader
/// sees the old content or the new, never half; so does everyone after a killed process.
///
/// - A symbolic link stays, and the file it leads to is replaced.
/// - A file that is replaced keeps its mode, and its owner where this process may give files away. Another hard link to
///   it keeps the old content.
/// - Devices, pipes, sockets, folders and write-protected files are left alone.
/// - Temporary files are named with the target and the process and are locked while they are written, so that the next
///   write of the same path clears those of processes that were killed, and no others.
package enum AtomicFile {
  /// Looks whether the path leads to a file that may be replaced, or to none yet: before long work whose result goes
  /// there.
  package static func check(_ path: String) throws(FileError) { _ = try WriteTarget(path) }

  /// Writes the bytes.
  ///
  /// - Complexity: O(bytes), and a look at each name in the folder.
  package static func write(_ bytes: UnsafeRawBufferPointer, to path: String) throws(FileError) {
    let target = try WriteTarget(path)
    TemporaryFile.clearLeftovers(beside: target)
    let file = try TemporaryFile(beside: target)
    do throws(FileError) {
      try file.fill(bytes)
      try file.take(target)
    } catch {
      file.remove()
      throw error
    }
  }
}
