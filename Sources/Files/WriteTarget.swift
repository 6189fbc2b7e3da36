internal import Platform

/// The file that a path leads to through symbolic links, there or not, which may be replaced.
struct WriteTarget {
  /// As many links as Linux follows.
  private static let mostLinks = 40

  /// `/` or a path without a slash at its end.
  let folder: String
  /// The last part of the path.
  let name: String
  /// What is there now; `nil` for a new file.
  let present: stat?

  init(_ path: String) throws(FileError) {
    try FileError.requireName(path)
    present = try Self.look(at: path)
    (folder, name) = Self.split(try Self.followed(path, to: present))
  }

  var path: String { Self.join(folder, name) }

  static func join(_ folder: String, _ name: String) -> String { folder == "/" ? "/" + name : folder + "/" + name }

  /// The file behind all links, which must be one that may be replaced.
  private static func look(at path: String) throws(FileError) -> stat? {
    var status = stat()
    guard stat(path, &status) == 0 else {
      let number = errno
      if number == ENOENT { return nil }
      throw FileError.writing(number, in: split(path).folder)
    }
    guard !status.isFolder else { throw FileError.aFolder }
    guard status.isRegular else {
      throw FileError(.special, "there is \(status.words) of that name, not a file. Choose another name.")
    }
    guard faccessat(AT_FDCWD, path, W_OK, AT_EACCESS) == 0 else {
      let number = errno
      guard number == EACCES || number == EPERM else { throw FileError.writing(number, in: split(path).folder) }
      throw FileError(.noRights, "the file that is there is write-protected. Change its mode, or choose another name.")
    }
    return status
  }

  /// The path behind all links at its end.
  private static func followed(_ start: String, to present: stat?) throws(FileError) -> String {
    var path = start
    for _ in 0...mostLinks {
      var status = stat()
      let isThere = lstat(path, &status) == 0
      guard isThere, status.isLink else {
        // The kernel's own links, such as /dev/stdout, may lead to files that have no name any more.
        guard isThere || present == nil || path == start else { break }
        return path
      }
      let next = try destination(of: path)
      path = next.utf8.first == UInt8(ascii: "/") ? next : join(split(path).folder, next)
      try FileError.requireName(path)
    }
    throw FileError(.links, "its symbolic links lead to no name. Write to the file itself.")
  }

  private static func destination(of link: String) throws(FileError) -> String {
    var length = 0
    let text = [UInt8](unsafeUninitializedCapacity: Int(PATH_MAX)) { buffer, count in
      length = buffer.withMemoryRebound(to: CChar.self) { memory in
        memory.baseAddress.map { readlink(link, $0, memory.count) } ?? 0
      }
      count = max(0, length)
    }
    guard length > 0 else { throw FileError.writing(errno, in: split(link).folder) }
    return String(decoding: text, as: UTF8.self)
  }

  static func split(_ path: String) -> (folder: String, name: String) {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return (".", path) }
    let name = String(path[path.utf8.index(after: slash)...])
    return (slash == path.startIndex ? "/" : String(path[..<slash]), name)
  }
}
