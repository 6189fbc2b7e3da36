import Files

/// A type that file numbers become. Whole numbers must be held exactly; a real number becomes the nearest real number.
/// NaN stays NaN.
protocol ExactScalar: Sendable {
  /// The type in files whose bytes are this type's own.
  static var storedType: NumPyArray.ElementType { get }
  init?<Source: BinaryInteger>(exactly source: Source)
  init?(real source: Double)
}

extension UInt8: ExactScalar {
  static var storedType: NumPyArray.ElementType { .uint8 }
  init?(real source: Double) { self.init(exactly: source) }
}
extension Int32: ExactScalar {
  static var storedType: NumPyArray.ElementType { .int32 }
  init?(real source: Double) { self.init(exactly: source) }
}
extension Int: ExactScalar {
  static var storedType: NumPyArray.ElementType { .int64 }
  init?(real source: Double) { self.init(exactly: source) }
}
extension Double: ExactScalar {
  static var storedType: NumPyArray.ElementType { .float64 }
  init?(real source: Double) { self = source }
}
extension Float: ExactScalar {
  static var storedType: NumPyArray.ElementType { .float32 }

  /// Rounded to the nearest, as NumPy's `astype` and our CSV do; never from a finite number to an infinite one.
  init?(real source: Double) {
    self.init(source)
    guard isFinite || !source.isFinite else { return nil }
  }
}

/// Unsafe inside: loads element `i` from the bytes `i · size ..< (i + 1) · size` of the payload, whose size is
/// `count · size` by the type's promise, and writes element `i` of an array of `count` elements.
extension NumPyArray {
  /// The elements in C order, converted.
  func decoded<Target: ExactScalar>(as type: Target.Type) throws -> [Target] {
    let elements = try elementType == Target.storedType && !isBigEndian ? copied() : converted(as: type)
    return isFortranOrder && shape.count > 1 ? try inCOrder(elements) : elements
  }

  /// The elements as they are, on a little-endian machine.
  private func copied<Target>() throws -> [Target] {
    try Memory.require(payload.count, file: name)
    return payload.withUnsafeBytes { bytes in
      [Target](unsafeUninitializedCapacity: count) { buffer, initialized in
        UnsafeMutableRawBufferPointer(buffer).copyMemory(from: bytes)
        initialized = count
      }
    }
  }

  private func converted<Target: ExactScalar>(as type: Target.Type) throws -> [Target] {
    switch elementType.kind {
    case .bool: try integers(UInt8.self) { Target(exactly: $0 == 0 ? 0 : 1) }
    case .uint8: try integers(UInt8.self) { Target(exactly: $0) }
    case .int8: try integers(Int8.self) { Target(exactly: $0) }
    case .uint16: try integers(UInt16.self) { Target(exactly: $0) }
    case .int16: try integers(Int16.self) { Target(exactly: $0) }
    case .uint32: try integers(UInt32.self) { Target(exactly: $0) }
    case .int32: try integers(Int32.self) { Target(exactly: $0) }
    case .uint64: try integers(UInt64.self) { Target(exactly: $0) }
    case .int64: try integers(Int64.self) { Target(exactly: $0) }
    case .float32: try integers(UInt32.self) { Target(real: Double(Float(bitPattern: $0))) }
    case .float64: try integers(UInt64.self) { Target(real: Double(bitPattern: $0)) }
    case .unicode, .bytes: throw wrongType(expected: "numbers", advice: "Read it with strings().")
    }
  }

  /// One number of the payload, in the machine's byte order.
  func number<Source: FixedWidthInteger>(at byteOffset: Int, as type: Source.Type) -> Source {
    payload.withUnsafeBytes { bytes in
      let stored = bytes.loadUnaligned(fromByteOffset: byteOffset, as: type)
      return isBigEndian ? Source(bigEndian: stored) : Source(littleEndian: stored)
    }
  }

  @inline(__always)
  private func integers<Source: FixedWidthInteger, Target: ExactScalar>(
    _ source: Source.Type, _ convert: (Source) -> Target?
  ) throws -> [Target] {
    let count = count
    let isBigEndian = isBigEndian
    try Memory.require(Memory.bytes(count, MemoryLayout<Target>.size), file: name)
    var offender: Int?
    let result = payload.withUnsafeBytes { bytes in
      [Target](unsafeUninitializedCapacity: count) { buffer, initialized in
        for index in 0..<count {
          let stored = bytes.loadUnaligned(fromByteOffset: index * MemoryLayout<Source>.size, as: Source.self)
          guard let value = convert(isBigEndian ? Source(bigEndian: stored) : Source(littleEndian: stored)) else {
            offender = index
            break
          }
          buffer.initializeElement(at: index, to: value)
        }
        initialized = offender ?? count
      }
    }
    if let offender { throw lossy(offender, Target.self) }
    return result
  }

  private func lossy<Target>(_ index: Int, _ type: Target.Type) -> DatasetError {
    let offset = index * elementType.size
    let value =
      switch elementType.kind {
      case .int8: "\(number(at: offset, as: Int8.self))"
      case .int16: "\(number(at: offset, as: Int16.self))"
      case .int32: "\(number(at: offset, as: Int32.self))"
      case .int64: "\(number(at: offset, as: Int64.self))"
      case .uint16: "\(number(at: offset, as: UInt16.self))"
      case .uint32: "\(number(at: offset, as: UInt32.self))"
      case .uint64: "\(number(at: offset, as: UInt64.self))"
      case .float32: "\(Float(bitPattern: number(at: offset, as: UInt32.self)))"
      case .float64: "\(Double(bitPattern: number(at: offset, as: UInt64.self)))"
      default: "\(number(at: offset, as: UInt8.self))"
      }
    return .lossyConversion(array: name, index: index, value: value, type: "\(type)")
  }

  /// Reorders elements whose first index runs fastest.
  private func inCOrder<Target>(_ elements: [Target]) throws -> [Target] {
    guard !elements.isEmpty else { return elements }
    try Memory.require(Memory.bytes(elements.count, MemoryLayout<Target>.size), file: name)
    var strides = [1]
    for size in shape.dropLast() { strides.append(strides[strides.count - 1] * size) }
    var result: [Target] = []
    result.reserveCapacity(elements.count)
    var index = [Int](repeating: 0, count: shape.count)
    var source = 0
    for _ in elements {
      result.append(elements[source])
      var axis = shape.count - 1
      while axis >= 0 {
        index[axis] += 1
        source += strides[axis]
        if index[axis] < shape[axis] { break }
        source -= strides[axis] * shape[axis]
        index[axis] = 0
        axis -= 1
      }
    }
    return result
  }
}
