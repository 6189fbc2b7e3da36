internal import Platform

private let writeBytes = Platform.write

/// A file beside a target that takes its place in the end. Locked as long as the value lives.
struct TemporaryFile: ~Copyable {
  /// Systems take less than 2 GiB at once.
  private static let mostBytes = 1 << 30

  private let descriptor: Int32
  private let path: String
  private let folder: String

  /// Makes the file under the first number that is free for this process.
  init(beside target: WriteTarget) throws(FileError) {
    // The old file may be private, so nobody else sees the new one before it has the same mode.
    let mode: mode_t = target.present == nil ? 0o666 : 0o600
    var number = 0
    while true {
      let path = WriteTarget.join(target.folder, TemporaryName(target.name).text(process: getpid(), number: number))
      let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode)
      guard descriptor >= 0 || errno == EEXIST else { throw FileError.writing(errno, in: target.folder) }
      if descriptor >= 0 {
        if Self.locks(descriptor) {
          self.descriptor = descriptor
          self.path = path
          folder = target.folder
          return
        }
        // Somebody took it for a leftover between the two calls, and clears it.
        close(descriptor)
      }
      number += 1
    }
  }

  deinit { close(descriptor) }

  /// Whether this process now holds the file and it is still there. On file systems without locks nobody clears.
  private static func locks(_ descriptor: Int32) -> Bool {
    if flock(descriptor, LOCK_EX | LOCK_NB) != 0, errno == EWOULDBLOCK { return false }
    var status = stat()
    return fstat(descriptor, &status) == 0 && status.st_nlink > 0
  }

  /// Writes all of the bytes, to the disk itself.
  func fill(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let part = UnsafeRawBufferPointer(rebasing: rest.prefix(Self.mostBytes))
      let count = writeBytes(descriptor, part.baseAddress, part.count)
      if count > 0 {
        rest = rest.dropFirst(count)
      } else if count == 0 || errno != EINTR {
        throw failure(count == 0 ? EIO : errno)
      }
    }
    // Some file systems know no fsync; they have no cache either.
    guard fsync(descriptor) == 0 || [EINVAL, ENOSYS, EOPNOTSUPP].contains(errno) else { throw failure(errno) }
  }

  /// Gives the file the owner and mode of the target that it replaces, and then its name.
  func take(_ target: WriteTarget) throws(FileError) {
    if let present = target.present {
      let keepsOwner = takesOwner(of: present)
      // Rights of the old owner, such as to run as him, are not for the new one.
      let mode = present.st_mode & (keepsOwner ? 0o7777 : 0o777)
      guard fchmod(descriptor, mode) == 0 else { throw failure(errno) }
    }
    guard rename(path, target.path) == 0 else { throw failure(errno) }
  }

  private func takesOwner(of present: stat) -> Bool {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return false }
    if status.st_uid == present.st_uid, status.st_gid == present.st_gid { return true }
    return fchown(descriptor, present.st_uid, present.st_gid) == 0
  }

  /// Takes the file away.
  func remove() { unlink(path) }

  private func failure(_ number: Int32) -> FileError {
    FileError.writing(number, in: folder)
  }
}

extension TemporaryFile {
  /// Removes the temporary files of earlier writes of the target that ended before their time.
  static func clearLeftovers(beside target: WriteTarget) {
    guard let folder = opendir(target.folder) else { return }
    defer { closedir(folder) }
    let pattern = TemporaryName(target.name)
    while let entry = readdir(folder) {
      guard let offset = MemoryLayout<dirent>.offset(of: \.d_name) else { return }
      let bytes = UnsafeRawPointer(entry).advanced(by: offset).assumingMemoryBound(to: CChar.self)
      // Few names begin with a dot, and only those are worth a text.
      guard bytes.pointee == UInt8(ascii: "."), let name = String(validatingCString: bytes), pattern.matches(name)
      else {
        continue
      }
      clear(WriteTarget.join(target.folder, name))
    }
  }

  /// Removes the file unless somebody holds it.
  private static func clear(_ path: String) {
    let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { return }
    // The file may have got its final name, and its old name a new file, since it was opened. Now that it is locked, a
    // name that still leads to it is nobody's.
    var opened = stat()
    var named = stat()
    guard fstat(descriptor, &opened) == 0, lstat(path, &named) == 0, opened.isRegular, opened.isSame(as: named) else {
      return
    }
    unlink(path)
  }
}
