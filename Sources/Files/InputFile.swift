internal import Platform

private let readBytes = Platform.read

/// A regular file, open to be read from its beginning to its end.
package struct InputFile: ~Copyable, Sendable {
  /// Systems give less than 2 GiB at once.
  private static let mostBytes = 1 << 30

  private let descriptor: Int32
  private let path: String
  /// The size in bytes when it was opened. Files that the kernel makes as they are read say 0.
  package let size: Int

  /// Whether a file of any kind, but no folder, has the name.
  package static func isThere(_ path: String) -> Bool {
    var status = stat()
    return !path.utf8.contains(0) && stat(path, &status) == 0 && !status.isFolder
  }

  /// Opens the file, through symbolic links. Devices and pipes, whose content may never end, are refused.
  package init(_ path: String) throws(FileError) {
    try FileError.requireName(path)
    // Opening a device may do things by itself, so it is not tried.
    var status = stat()
    guard stat(path, &status) == 0 else { throw FileError.reading(errno, path) }
    try Self.requireRegular(status)
    // Another file may have got the name since then. If it is a pipe, this call must not wait for a writer.
    let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError.reading(errno, path) }
    do throws(FileError) {
      guard fstat(descriptor, &status) == 0 else { throw FileError.reading(errno, path) }
      try Self.requireRegular(status)
    } catch {
      close(descriptor)
      throw error
    }
    self.descriptor = descriptor
    self.path = path
    size = Int(clamping: status.st_size)
  }

  deinit { close(descriptor) }

  private static func requireRegular(_ status: stat) throws(FileError) {
    guard !status.isRegular else { return }
    throw FileError(
      status.isFolder ? .folder : .special, "it is \(status.words), not a regular file. Pass the path of a file.")
  }

  /// Fills the memory with the next bytes.
  ///
  /// - Returns: How many; fewer than fit only at the end of the file.
  package func read(into memory: UnsafeMutableRawBufferPointer) throws(FileError) -> Int {
    var filled = 0
    while filled < memory.count {
      let rest = UnsafeMutableRawBufferPointer(rebasing: memory[filled...].prefix(Self.mostBytes))
      let count = readBytes(descriptor, rest.baseAddress, rest.count)
      if count == 0 { break }
      if count > 0 {
        filled += count
      } else if errno != EINTR {
        throw FileError.reading(errno, path)
      }
    }
    return filled
  }

  /// Fills the memory with the bytes from a place on. Any thread may call it.
  ///
  /// - Returns: How many; fewer than fit only at the end of the file.
  package borrowing func read(
    into memory: UnsafeMutableRawBufferPointer, at offset: Int
  ) throws(FileError) -> Int {
    var filled = 0
    while filled < memory.count {
      let rest = UnsafeMutableRawBufferPointer(rebasing: memory[filled...].prefix(Self.mostBytes))
      let count = pread(descriptor, rest.baseAddress, rest.count, off_t(offset + filled))
      if count == 0 { break }
      if count > 0 {
        filled += count
      } else if errno != EINTR {
        throw FileError.reading(errno, path)
      }
    }
    return filled
  }

  /// Asks the system to read on, in the background, where it takes such requests.
  package borrowing func prefetch(at offset: Int, _ count: Int) {
    #if os(Linux)
      _ = posix_fadvise(descriptor, off_t(offset), off_t(count), POSIX_FADV_WILLNEED)
    #endif
  }
}
