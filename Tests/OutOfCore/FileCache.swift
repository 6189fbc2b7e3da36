import Foundation
import Platform

/// What the system keeps of files in memory.
enum FileCache {
  /// Asks the system to forget a file, whose pages must be written.
  static func drop(_ url: URL) throws {
    #if os(Linux)
      let file = try FileHandle(forReadingFrom: url)
      guard posix_fadvise(file.fileDescriptor, 0, 0, POSIX_FADV_DONTNEED) == 0 else {
        throw Failure(description: "\(url.path) stays in the cache: \(String(cString: strerror(errno)))")
      }
      try file.close()
    #else
      throw Failure(description: "Only Linux can be asked to forget a file.")
    #endif
  }
}
