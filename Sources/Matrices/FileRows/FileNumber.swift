/// A number in memory that numbers of a file become.
protocol FileNumber: BitwiseCopyable {
  /// Converts numbers in the byte order of this machine; not aligned.
  static func convert(
    _ from: UnsafeRawPointer, _ count: Int, _ kind: SparseFileRows.Place.Kind, _ to: UnsafeMutablePointer<Self>)
}

extension Int64: FileNumber {
  static func convert(
    _ from: UnsafeRawPointer, _ count: Int, _ kind: SparseFileRows.Place.Kind, _ to: UnsafeMutablePointer<Int64>
  ) {
    func all<Stored: BinaryInteger & BitwiseCopyable>(_: Stored.Type) {
      let size = MemoryLayout<Stored>.size
      for k in 0..<count { to[k] = Int64(from.loadUnaligned(fromByteOffset: k * size, as: Stored.self)) }
    }
    switch kind {
    case .int32: all(Int32.self)
    case .int64: all(Int64.self)
    case .uint8, .float16, .float32, .float64: preconditionFailure("Places are whole numbers")
    }
  }
}

extension Double: FileNumber {
  static func convert(
    _ from: UnsafeRawPointer, _ count: Int, _ kind: SparseFileRows.Place.Kind, _ to: UnsafeMutablePointer<Double>
  ) {
    func all<Stored: BitwiseCopyable>(_: Stored.Type, _ number: (Stored) -> Double) {
      let size = MemoryLayout<Stored>.size
      for k in 0..<count { to[k] = number(from.loadUnaligned(fromByteOffset: k * size, as: Stored.self)) }
    }
    switch kind {
    case .int32: all(Int32.self) { Double($0) }
    case .int64: all(Int64.self) { Double($0) }
    case .uint8: all(UInt8.self) { Double($0) }
    case .float16: all(UInt16.self) { Double(halfFloat($0)) }
    case .float32: all(Float.self) { Double($0) }
    case .float64: all(Double.self) { $0 }
    }
  }
}

/// The number that a half float's bits stand for. By hand, since not every system of ours knows the type.
package func halfFloat(_ bits: UInt16) -> Float {
  let sign = UInt32(bits & 0x8000) << 16
  let (exponent, fraction) = (UInt32(bits >> 10) & 0x1f, UInt32(bits & 0x3ff))
  switch exponent {
  case 0: return (sign == 0 ? 1 : -1) * Float(fraction) * 0x1p-24
  case 0x1f: return Float(bitPattern: sign | 0x7f80_0000 | fraction << 13)
  default: return Float(bitPattern: sign | (exponent + 112) << 23 | fraction << 13)
  }
}
