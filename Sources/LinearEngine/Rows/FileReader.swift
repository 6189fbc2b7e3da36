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
  /// The same rows as features, O(1): a matrix where all of them are in memory, read from the file where not.
  public var features: Features {
    switch whole {
    case .uint8(let matrix): matrix.features
    case .float32(let matrix): matrix.features
    case .float64(let matrix): matrix.features
    case nil: Features(storage: .file(self))
    }
  }
}
