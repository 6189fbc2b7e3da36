// Guarded by `AlignedBufferTests`, `ThreadTests`.
import CKernels

/// Memory that starts on a cache line, freed with its owner. The kernels read and write it through `pointer`,
/// which is valid for `count` elements as long as the buffer lives.
@usableFromInline package final class AlignedBuffer<Element: BitwiseCopyable> {
  @usableFromInline package let pointer: UnsafeMutablePointer<Element>
  @usableFromInline package let count: Int

  /// Memory that is all 0.
  @inlinable package convenience init(zeros count: Int) {
    self.init(uninitialized: count)
    let bytes = Self.bytes(count)
    UnsafeMutableRawPointer(pointer).initializeMemory(as: UInt8.self, repeating: 0, count: bytes)
  }

  /// Memory to be written before it is read.
  @inlinable package init(uninitialized count: Int) {
    assert(count >= 0, "A buffer of \(count) elements")
    self.count = count
    pointer = alignedMemory(bytes: Self.bytes(count)).assumingMemoryBound(to: Element.self)
  }

  /// A copy of a list.
  @inlinable package convenience init(_ elements: [Element]) {
    self.init(zeros: elements.count)
    for (index, element) in elements.enumerated() { pointer[index] = element }
  }

  @inlinable deinit { UnsafeMutableRawPointer(pointer).deallocate() }

  @inlinable package static func bytes(_ count: Int) -> Int { max(64, count * MemoryLayout<Element>.stride) }
}

/// Memory on a cache line. Large memory asks for large pages: the first touch of small ones costs more than many a pass
/// over them, and products with sparse rows jump about in it.
@usableFromInline func alignedMemory(bytes: Int) -> UnsafeMutableRawPointer {
  let largePage = 2 << 20
  let isLarge = bytes >= 2 * largePage
  let memory = UnsafeMutableRawPointer.allocate(byteCount: bytes, alignment: isLarge ? largePage : 64)
  if isLarge { est_prefer_large_pages(memory, bytes) }
  return memory
}
