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
  package init(uninitialized count: Int) {
    self.count = count
    let bytes = max(64, count * MemoryLayout<Element>.stride)
    pointer = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: 64).assumingMemoryBound(to: Element.self)
  }

  package convenience init(_ elements: [Element]) {
    self.init(zeros: elements.count)
    for (index, element) in elements.enumerated() { pointer[index] = element }
  }

  deinit { UnsafeMutableRawPointer(pointer).deallocate() }
}
