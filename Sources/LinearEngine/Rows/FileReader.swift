import CKernels
import Matrices

/// Widens rows of a file block by block.
///
/// Guarded by `FileRowsTests`.
package struct FileReader {
  private let file: FileRows

  init(_ file: FileRows) { self.file = file }

  var isBytes: Bool { file.numberType == .uint8 }

  /// Writes stored rows in working precision, `stride` numbers apart.
  ///
  /// - Throws: ``FileRowsError``.
  func widen<Real: WorkingScalar>(
    _ rows: Range<Int>, to panel: UnsafeMutablePointer<Real>, stride: Int, _ kernels: Real.Kernels
  ) throws {
    let columns = file.columns
    try file.withBytes(rows) { start in
      for place in 0..<rows.count {
        let (from, to) = (start + place * columns * file.numberType.size, panel + place * stride)
        switch file.numberType.kind {
        case .uint8: Real.widen(kernels, columns, from.assumingMemoryBound(to: UInt8.self), to)
        case .float32: Real.widen(kernels, columns, from.assumingMemoryBound(to: Float.self), to)
        case .float64: Real.widen(kernels, columns, from.assumingMemoryBound(to: Double.self), to)
        case .float16:
          for j in 0..<columns { to[j] = Real(half(from.loadUnaligned(fromByteOffset: 2 * j, as: UInt16.self))) }
        }
      }
    }
  }
}

/// The number that a half float's bits stand for. By hand, since not every system of ours knows the type.
private func half(_ bits: UInt16) -> Float {
  let sign = UInt32(bits & 0x8000) << 16
  let (exponent, fraction) = (UInt32(bits >> 10) & 0x1f, UInt32(bits & 0x3ff))
  switch exponent {
  case 0: return (sign == 0 ? 1 : -1) * Float(fraction) * 0x1p-24
  case 0x1f: return Float(bitPattern: sign | 0x7f80_0000 | fraction << 13)
  default: return Float(bitPattern: sign | (exponent + 112) << 23 | fraction << 13)
  }
}

extension FileRows: FeatureMatrix {
  /// The same rows as features: a matrix where all of them are in memory, read from the file where not.
  ///
  /// - Complexity: O(1); O(n · p) the first time where all rows are in memory.
  public var features: Features { Features(storage: inMemory ?? .file(self)) }

  /// The rows as a matrix of their type, where the budget holds all of them.
  private var inMemory: Features.Storage? {
    guard isInMemory else { return nil }
    switch numberType.kind {
    case .uint8: return matrix(UInt8.self).map { .bytes($0) }
    case .float32: return matrix(Float.self).map { .float($0) }
    case .float64: return matrix(Double.self).map { .double($0) }
    case .float16: return nil
    }
  }

  private func matrix<Scalar: MatrixScalar & BitwiseCopyable>(_: Scalar.Type) -> Matrix<Scalar>? {
    let count = rows * columns
    let elements = try? [Scalar](unsafeUninitializedCapacity: count) { to, initialized in
      try withBytes(0..<rows) { from in
        if let start = to.baseAddress {
          UnsafeMutableRawPointer(start).copyMemory(from: from, byteCount: count * numberType.size)
        }
      }
      initialized = count
    }
    return elements.flatMap { try? Matrix(rows: rows, columns: columns, $0) }
  }
}
