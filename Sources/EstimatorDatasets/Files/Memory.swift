import Foundation

/// A look before the leap: Swift ends the process when an array gets no memory.
enum Memory {
  /// Asks the system for that much memory and gives it back at once; untouched memory costs no time.
  ///
  /// - Throws: ``DatasetError/cannotRead(file:reason:)`` when the system refuses.
  static func require(_ byteCount: Int, file: String) throws {
    // Small enough to be there, or else nothing works.
    guard byteCount > 1 << 26 else { return }
    // Not malloc and free: the optimiser takes such a pair away.
    let block = mmap(nil, byteCount, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0)
    guard let block, block != MAP_FAILED else {
      throw DatasetError.cannotRead(
        file: file, reason: "its content needs \(byteCount) bytes of memory, more than the system gives.")
    }
    munmap(block, byteCount)
  }
}
