internal import Platform

extension stat {
  private var format: mode_t { st_mode & S_IFMT }
  var isRegular: Bool { format == S_IFREG }
  var isLink: Bool { format == S_IFLNK }
  var isFolder: Bool { format == S_IFDIR }

  /// What stands under a name that is no regular file, in words.
  var words: String {
    switch format {
    case S_IFDIR: "a folder"
    case S_IFIFO: "a pipe"
    case S_IFSOCK: "a socket"
    case S_IFCHR, S_IFBLK: "a device"
    default: "something special"
    }
  }

  /// Whether both describe one file.
  func isSame(as other: stat) -> Bool { st_dev == other.st_dev && st_ino == other.st_ino }
}
