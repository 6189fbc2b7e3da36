internal import Platform

/// Folders for files to be written into.
package enum Folder {
  /// Makes the folder and those around it, as far as they are not there.
  package static func make(_ path: String) throws(FileError) {
    guard !path.utf8.contains(0) else { return try FileError.requireName(path) }
    if mkdir(path, 0o777) == 0 { return }
    let number = errno
    let around = WriteTarget.split(path).folder
    switch number {
    case ENOENT where around != path && around != ".":
      try make(around)
      guard mkdir(path, 0o777) == 0 || errno == EEXIST else { throw FileError.writing(errno, in: around) }
    case EEXIST:
      var status = stat()
      guard stat(path, &status) == 0, status.isFolder else { throw FileError.writing(ENOTDIR, in: path) }
    default: throw FileError.writing(number, in: around)
    }
  }
}
