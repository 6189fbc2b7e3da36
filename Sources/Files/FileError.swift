internal import Platform

/// Why a file was not read or written, as a sentence that says what to do.
package struct FileError: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Kind: Hashable, Sendable {
    case noFile, noFolder, folder, special, noRights, readOnly, full, tooLarge, badName, links, busy
    /// Anything else, by the system's number.
    case system(Int32)
  }

  package let kind: Kind
  /// The reason and the remedy, to stand behind the file's name and a colon.
  package let description: String

  init(_ kind: Kind, _ description: String) {
    self.kind = kind
    self.description = description
  }
}

extension FileError {
  /// What a failed call of the system means for a file that is written into `folder`.
  package static func writing(_ number: Int32, in folder: String) -> FileError {
    let folder = "the folder “\(folder)”"
    return switch number {
    case ENOENT: FileError(.noFolder, "\(folder) does not exist. Create it first, or choose another.")
    case ENOTDIR: FileError(.noFolder, "\(folder) is none: a file is in the way. Choose another.")
    case EACCES, EPERM: FileError(.noRights, "\(folder) may not be written to by this user. Choose another.")
    case EROFS: FileError(.readOnly, "\(folder) lies on a disk that can only be read. Choose another.")
    case ENOSPC: FileError(.full, "the disk of \(folder) is full. Make room, or choose another folder.")
    case EDQUOT: FileError(.full, "this user's share of the disk of \(folder) is used up. Make room there.")
    case EFBIG: FileError(.tooLarge, "\(folder) takes no file as large as this. Choose another disk.")
    case EBUSY: FileError(.busy, "it is mounted as a file of its own. Mount its folder, or choose another name.")
    case EISDIR: aFolder
    default: common(number)
    }
  }

  /// What a failed call of the system means for a file that is read.
  static func reading(_ number: Int32, _ path: String) -> FileError {
    switch number {
    case ENOENT, ENOTDIR: FileError(.noFile, "there is no such file. Check the path \(path).")
    case EACCES, EPERM: FileError(.noRights, "this user may not read it. Change its mode: \(path).")
    case EISDIR: FileError(.folder, "it is a folder, not a regular file. Pass the path of a file.")
    default: common(number)
    }
  }

  static let aFolder = FileError(.folder, "there is a folder of that name. Choose another name.")

  private static func common(_ number: Int32) -> FileError {
    switch number {
    case ENAMETOOLONG: FileError(.badName, "its name or path is longer than the system allows. Choose a shorter one.")
    case ELOOP: FileError(.links, "its symbolic links lead in a circle. Remove one of them.")
    case EMFILE, ENFILE:
      FileError(.system(number), "too many files are open. Close some, or raise the limit with `ulimit -n`.")
    default:
      FileError(
        .system(number), "the system reports “\(String(cString: strerror(number)))” (\(number)). Choose another place.")
    }
  }

  /// A path that the system would understand differently or not at all.
  static func requireName(_ path: String) throws(FileError) {
    // The system's texts end at the first zero.
    guard !path.utf8.contains(0) else {
      throw FileError(.badName, "its path holds a zero character. Choose a path without.")
    }
    guard let last = path.utf8.last, last != UInt8(ascii: "/") else {
      throw FileError(.badName, "the path “\(path)” does not end in a file's name. Add one.")
    }
  }
}
