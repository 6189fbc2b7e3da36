import CKernels

/// Memory that starts on a cache line, freed with its owner. The kernels read and write it through `pointer`,
/// which is valid for `count` elements as long as the buffer lives.
package final class AlignedBuffer<Element: BitwiseCopyable> {
  package let pointer: UnsafeMutablePointer<Element>
  package let count: Int

  package convenience init(zeros count: Int) {
    self.init(uninitialized: count)
    UnsafeMutableRawPointer(pointer).initializeMemory(
      as: UInt8.self, repeating: 0, count: max(64, count * MemoryLayout<Element>.stride))
  }

  /// Memory to be written before it is read.
  ///
  /// Large memory asks for large pages: the first touch of small ones costs more than many a pass over them, and products
  /// with sparse rows jump about in it.
  package init(uninitialized count: Int) {
    self.count = count
    let bytes = max(64, count * MemoryLayout<Element>.stride)
    let isLarge = bytes >= 2 * Self.largePage
    let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: isLarge ? Self.largePage : 64)
    if isLarge { est_prefer_large_pages(memory, bytes) }
    pointer = memory.assumingMemoryBound(to: Element.self)
  }

  private static var largePage: Int { 2 << 20 }

  package convenience init(_ elements: [Element]) {
    self.init(zeros: elements.count)
    for (index, element) in elements.enumerated() { pointer[index] = element }
  }

  deinit { UnsafeMutableRawPointer(pointer).deallocate() }
}
