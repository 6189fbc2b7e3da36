import Matrices

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// An array as NumPy stores it: read from an npy or npz file, or made to be written to one.
///
///     let array = try NPY.read(contentsOf: url)
///     array.shape                              // [60000, 784]
///     let pixels = try array.matrix(as: UInt8.self)
///
/// The bytes stay as they are in the file until a typed reading asks for them. Readings convert between types where no
/// number changes; a number that would change is an error. Only real numbers read as `Float` are rounded to the
/// nearest.
public struct NumPyArray: Sendable, Hashable {
  /// The kinds of element that are read.
  public struct ElementType: OpenChoice, Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
      case bool, uint8, int8, uint16, int16, uint32, int32, uint64, int64, float32, float64
      case unicode(length: Int)
      case bytes(length: Int)
    }

    package let kind: Kind

    package init(_ kind: Kind) { self.kind = kind }

    public static let bool = Self(.bool)
    public static let uint8 = Self(.uint8)
    public static let int8 = Self(.int8)
    public static let uint16 = Self(.uint16)
    public static let int16 = Self(.int16)
    public static let uint32 = Self(.uint32)
    public static let int32 = Self(.int32)
    public static let uint64 = Self(.uint64)
    public static let int64 = Self(.int64)
    public static let float32 = Self(.float32)
    public static let float64 = Self(.float64)
    /// Text of at most `length` Unicode scalars, 4 bytes each (`<U5`).
    public static func unicode(length: Int) -> ElementType { Self(.unicode(length: length)) }
    /// Text of at most `length` bytes (`S5`).
    public static func bytes(length: Int) -> ElementType { Self(.bytes(length: length)) }

    /// The most that a text can hold: Unicode scalars or bytes; `nil` for numbers and truth values.
    public var length: Int? {
      switch kind {
      case .unicode(let length), .bytes(let length): length
      default: nil
      }
    }
  }

  /// What error texts call the array.
  let name: String
  /// The sizes, outermost first; empty for a single number.
  public let shape: [Int]
  /// The type of every element in the file.
  public let elementType: ElementType
  /// Whether numbers have their most significant byte first.
  package let isBigEndian: Bool
  /// Whether the first index runs fastest (`fortran_order`).
  package let isFortranOrder: Bool
  /// Exactly `count` elements of `elementType`.
  package let payload: Data

  /// The number of elements.
  public var count: Int { payload.count / elementType.size }

  /// Trusts its arguments: the payload fits the shape.
  package init(
    name: String, shape: [Int], elementType: ElementType, isBigEndian: Bool = false, isFortranOrder: Bool = false,
    payload: Data
  ) {
    self.name = name
    self.shape = shape
    self.elementType = elementType
    self.isBigEndian = isBigEndian
    self.isFortranOrder = isFortranOrder
    self.payload = payload
  }
}

extension NumPyArray.ElementType {
  /// Bytes per element, at least 1.
  package var size: Int {
    switch kind {
    case .bool, .uint8, .int8: 1
    case .uint16, .int16: 2
    case .uint32, .int32, .float32: 4
    case .uint64, .int64, .float64: 8
    case .unicode(let length): 4 * length
    case .bytes(let length): length
    }
  }

  /// NumPy's description without the byte order: `f8`, `U5`.
  var code: String {
    switch kind {
    case .unicode(let length): "U\(length)"
    case .bytes(let length): "S\(length)"
    default: Self.numeric.first { $0.value == self }?.key ?? ""
    }
  }

  /// The types of fixed size by NumPy's description.
  static let numeric: [String: Self] = [
    "b1": .bool, "u1": .uint8, "i1": .int8, "u2": .uint16, "i2": .int16, "u4": .uint32, "i4": .int32, "u8": .uint64,
    "i8": .int64, "f4": .float32, "f8": .float64,
  ]

  /// The type for NumPy's description without the byte order; `nil` when this reader does not know it.
  init?(code: String) {
    if let type = Self.numeric[code] {
      self = type
      return
    }
    guard let length = Int(code.dropFirst()), (1...1 << 28).contains(length) else { return nil }
    switch code.first {
    case "U": self = .unicode(length: length)
    case "S": self = .bytes(length: length)
    default: return nil
    }
  }
}
