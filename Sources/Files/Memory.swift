internal import Platform

/// A look before the leap: Swift ends the process when an array gets no memory.
package enum Memory {
  /// Less than this is there, or else nothing works: 64 MiB.
  private static let unasked = 1 << 26

  /// The product of sizes, such as rows × columns × bytes of a number; `.max` where it overflows or a size is negative.
  package static func bytes(_ sizes: Int...) -> Int {
    var product = 1
    for size in sizes {
      let (next, overflow) = product.multipliedReportingOverflow(by: size)
      guard size >= 0, !overflow else { return .max }
      product = next
    }
    return product
  }

  /// Whether so many bytes can be had: they are asked of the system as a mapping that is given back at once, and
  /// compared with what is free, since a system that promises more than it has kills the process when the memory is
  /// touched.
  ///
  /// - Complexity: some files of the system are read, a tenth of a millisecond; nothing up to 64 MiB.
  package static func has(_ byteCount: Int) -> Bool {
    guard byteCount > unasked else { return byteCount >= 0 }
    return byteCount < .max && byteCount <= available && canMap(byteCount)
  }

  /// Bytes that this process could still take: the least of what the machine has free and what the control groups of
  /// the process leave it; `.max` where the system does not say.
  package static var available: Int {
    #if os(Linux)
      min(SystemMemory.free ?? .max, ControlGroups.left ?? .max)
    #else
      .max
    #endif
  }

  private static func canMap(_ byteCount: Int) -> Bool {
    #if os(WASI) || os(Windows)
      return true  // no mmap to ask
    #else
      // Not malloc and free: the optimiser takes such a pair away.
      let block = mmap(nil, byteCount, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANON, -1, 0)
      guard let block, block != MAP_FAILED else { return false }
      munmap(block, byteCount)
      return true
    #endif
  }
}
