import Files
import Matrices

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension NumPyArray {
  /// An array of two dimensions, with the matrix's own type: `|u1`, `<i4`, `<f4` or `<f8`.
  public static func matrix(_ matrix: Matrix<some MatrixScalar>) -> NumPyArray {
    matrix.withElements { make([matrix.rows, matrix.columns], elementType(of: $0), Data(buffer: $0)) }
  }

  /// An array of one dimension: `|u1`, `<i4`, `<f4` or `<f8`.
  public static func vector(_ elements: [some MatrixScalar]) -> NumPyArray {
    elements.withUnsafeBufferPointer { make([elements.count], elementType(of: $0), Data(buffer: $0)) }
  }

  /// Whole numbers, such as labels, as `<i8`.
  ///
  /// - Complexity: 16 bytes each while it is made, then 8. As of an array of them, there must be memory for them: a
  ///   range of 2⁴⁰ numbers, which takes none itself, ends the process.
  public static func integers(_ elements: some Collection<Int>) -> NumPyArray {
    Array(elements.map(Int64.init)).withUnsafeBufferPointer { make([elements.count], .int64, Data(buffer: $0)) }
  }

  /// Truth values as `|b1`.
  ///
  /// - Complexity: 2 bytes each while it is made, then 1. There must be memory for them.
  public static func booleans(_ elements: some Collection<Bool>) -> NumPyArray {
    make([elements.count], .bool, Data(elements.map { $0 ? 1 : 0 }))
  }

  /// Texts as `<U…`, as wide as the longest.
  ///
  /// - Complexity: 4 · n · length bytes, where `length` is that of the longest text in Unicode scalars.
  /// - Throws: ``DatasetError/tooLarge(what:bytes:advice:)`` when one long text makes the others too wide for the
  ///   memory, ``DatasetError/lossyConversion(array:index:value:type:)`` for a text that ends in U+0000, which NumPy
  ///   takes for padding.
  public static func strings(_ elements: some Collection<String>) throws -> NumPyArray {
    let count = elements.count
    let length = max(1, elements.lazy.map(\.unicodeScalars.count).max() ?? 1)
    let byteCount = Memory.bytes(count, length, MemoryLayout<UInt32>.size)
    try Memory.require(
      byteCount, for: "\(count) texts as wide as the longest of \(length) characters",
      advice: "NumPy stores texts at one width; shorten the longest, or write them to a CSV file.")
    var payload = Data(count: byteCount)
    try payload.withUnsafeMutableBytes { bytes in
      for (index, text) in elements.enumerated() {
        try requireNoZeroAtEnd(text, index)
        for (place, scalar) in text.unicodeScalars.enumerated() {
          bytes.storeBytes(of: scalar.value.littleEndian, toByteOffset: 4 * (index * length + place), as: UInt32.self)
        }
      }
    }
    return NumPyArray(name: "the array", shape: [count], elementType: .unicode(length: length), payload: payload)
  }

  private static func requireNoZeroAtEnd(_ text: String, _ index: Int) throws {
    guard text.unicodeScalars.last == "\0" else { return }
    throw DatasetError.lossyConversion(
      array: "the texts", index: index, value: "“\(text.prefix(40))” with U+0000 at its end", type: "a NumPy text")
  }

  private static func make(_ shape: [Int], _ type: ElementType, _ payload: Data) -> NumPyArray {
    NumPyArray(name: "the array", shape: shape, elementType: type, isBigEndian: isBigEndianMachine, payload: payload)
  }

  /// `MatrixScalar` is a closed list; `Double` is the one left.
  private static func elementType<Scalar: MatrixScalar>(of elements: UnsafeBufferPointer<Scalar>) -> ElementType {
    switch Scalar.self {
    case is UInt8.Type: .uint8
    case is Int32.Type: .int32
    case is Float.Type: .float32
    default: .float64
    }
  }

  private static var isBigEndianMachine: Bool { 1.bigEndian == 1 }
}
