/// A list of numbers, which a model file keeps as bytes behind its JSON.
protocol NumberList {
  /// NumPy's name of the type, little endian: `<f8`.
  static var code: String { get }
  static var numberSize: Int { get }
  var count: Int { get }
  func append(to bytes: inout [UInt8])
  init(bytes: ArraySlice<UInt8>)
}

/// A number whose lists are kept as bytes.
protocol FileNumber {
  associatedtype Bits: FixedWidthInteger
  static var code: String { get }
  var fileBits: Bits { get }
  init(fileBits: Bits)
}

extension Array: NumberList where Element: FileNumber {
  static var code: String { Element.code }
  static var numberSize: Int { MemoryLayout<Element.Bits>.size }

  func append(to bytes: inout [UInt8]) {
    bytes.reserveCapacity(bytes.count + count * Self.numberSize)
    for number in self { Swift.withUnsafeBytes(of: number.fileBits.littleEndian) { bytes.append(contentsOf: $0) } }
  }

  init(bytes: ArraySlice<UInt8>) {
    self = []
    reserveCapacity(bytes.count / Self.numberSize)
    bytes.withUnsafeBytes { memory in
      for offset in stride(from: 0, to: memory.count, by: Self.numberSize) {
        let bits = memory.loadUnaligned(fromByteOffset: offset, as: Element.Bits.self)
        append(Element(fileBits: Element.Bits(littleEndian: bits)))
      }
    }
  }
}

extension Double: FileNumber {
  static var code: String { "<f8" }
  var fileBits: UInt64 { bitPattern }
  init(fileBits: UInt64) { self.init(bitPattern: fileBits) }
}

extension Float: FileNumber {
  static var code: String { "<f4" }
  var fileBits: UInt32 { bitPattern }
  init(fileBits: UInt32) { self.init(bitPattern: fileBits) }
}

extension Int: FileNumber {
  static var code: String { "<i8" }
  var fileBits: Int64 { Int64(self) }
  init(fileBits: Int64) { self.init(clamping: fileBits) }
}

extension Int32: FileNumber {
  static var code: String { "<i4" }
  var fileBits: Int32 { self }
  init(fileBits: Int32) { self = fileBits }
}

extension UInt8: FileNumber {
  static var code: String { "|u1" }
  var fileBits: UInt8 { self }
  init(fileBits: UInt8) { self = fileBits }
}

extension UInt32: FileNumber {
  static var code: String { "<u4" }
  var fileBits: UInt32 { self }
  init(fileBits: UInt32) { self = fileBits }
}

/// Numbers of which some are missing: NaN in the file.
extension Optional: FileNumber where Wrapped == Double {
  static var code: String { Double.code }
  var fileBits: UInt64 { (self ?? .nan).bitPattern }

  init(fileBits: UInt64) {
    let number = Double(bitPattern: fileBits)
    self = number.isNaN ? nil : number
  }
}

extension CodedNumber: FileNumber {
  static var code: String { Double.code }
  var fileBits: UInt64 { value.bitPattern }
  init(fileBits: UInt64) { self.init(Double(bitPattern: fileBits)) }
}
