import Matrices

extension NumPyArray {
  /// The array as a matrix, whatever its byte order and memory order.
  ///
  /// - Parameters:
  ///   - type: `UInt8`, `Int32`, `Float` or `Double`. Whole numbers must fit exactly, and so must real ones read as
  ///     whole; real numbers read as `Float` are rounded to the nearest, as NumPy's `astype` and ``NumericCSV`` do,
  ///     unless they lie beyond its largest.
  ///   - flattening: Whether an array of three or more dimensions, such as n × 28 × 28 images, becomes n rows of all
  ///     the others. Without it such an array is an error.
  /// - Throws: ``DatasetError/wrongShape(array:shape:expected:)``,
  ///   ``DatasetError/lossyConversion(array:index:value:type:)`` or, for texts, ``DatasetError``.
  public func matrix<Scalar: MatrixScalar>(
    as type: Scalar.Type = Double.self, flattening: Bool = false
  ) throws -> Matrix<Scalar> {
    guard shape.count == 2 || (flattening && shape.count > 2) else {
      let expected =
        switch shape.count {
        case 0, 1: "2 dimensions. Read it with vector(as:) or integers()"
        default: "2 dimensions. Pass flattening: true to make each \(shape.dropFirst()) one row"
        }
      throw DatasetError.wrongShape(array: name, shape: shape, expected: expected)
    }
    guard let columns = Shape.count(Array(shape.dropFirst())) else {
      throw DatasetError.wrongShape(array: name, shape: shape, expected: "a row length below 2⁶³")
    }
    return try Matrix(rows: shape[0], columns: columns, elements(as: type))
  }

  /// The array of one dimension, or of n × 1, as numbers.
  ///
  /// - Parameter type: `UInt8`, `Int32`, `Float` or `Double`, by the rules of ``matrix(as:flattening:)``.
  /// - Throws: As ``matrix(as:flattening:)``.
  public func vector<Scalar: MatrixScalar>(as type: Scalar.Type = Double.self) throws -> [Scalar] {
    try requireVector()
    return try elements(as: type)
  }

  /// The array of one dimension, or of n × 1, as whole numbers: any number type whose values are whole.
  ///
  /// - Throws: ``DatasetError/lossyConversion(array:index:value:type:)`` for 0.5 and the like: such numbers are targets
  ///   of a regression, not labels.
  public func integers() throws -> [Int] {
    try requireVector()
    return try decoded(as: Int.self)
  }

  /// The array of one dimension, or of n × 1, of truth values (`|b1`).
  ///
  /// - Throws: ``DatasetError`` when it has another type or shape.
  public func booleans() throws -> [Bool] {
    try requireVector()
    guard elementType == .bool else { throw wrongType(expected: "truth values", advice: "Read it with integers().") }
    return payload.map { $0 != 0 }
  }

  /// The array of one dimension, or of n × 1, of texts (`U` and `S`; bytes are read as UTF-8).
  ///
  /// - Throws: ``DatasetError`` when it has another type or shape, or holds bytes that are no text.
  public func strings() throws -> [String] {
    try requireVector()
    switch elementType.kind {
    case .unicode(let length): return try (0..<count).map { try text($0, length: length) }
    case .bytes(let length): return try (0..<count).map { try utf8($0, length: length) }
    default: throw wrongType(expected: "texts", advice: "Read it with integers() or vector(as:).")
    }
  }

  private func elements<Scalar: MatrixScalar>(as type: Scalar.Type) throws -> [Scalar] {
    // The list is closed, and naming each type lets the compiler specialise the loops. The cast is O(1).
    let decoded: Any? =
      switch type {
      case is UInt8.Type: try decoded(as: UInt8.self)
      case is Int32.Type: try decoded(as: Int32.self)
      case is Float.Type: try decoded(as: Float.self)
      case is Double.Type: try decoded(as: Double.self)
      default: nil
      }
    guard let elements = decoded as? [Scalar] else {
      throw DatasetError.unsupported(
        file: name, feature: "a reading as \(type)", advice: "Read it as UInt8, Int32, Float or Double.")
    }
    return elements
  }

  private func requireVector() throws {
    guard shape.count == 1 || (shape.count == 2 && shape[1] == 1) else {
      throw DatasetError.wrongShape(array: name, shape: shape, expected: "1 dimension. Read it with matrix(as:)")
    }
  }

  func wrongType(expected: String, advice: String) -> DatasetError {
    .unsupported(
      file: name, feature: "elements of type \(elementType.code) where \(expected) are asked for", advice: advice)
  }

  /// UTF-32 with zeros behind.
  private func text(_ index: Int, length: Int) throws -> String {
    var scalars = String.UnicodeScalarView()
    var padding = 0
    for position in 0..<length {
      let value = number(at: 4 * (index * length + position), as: UInt32.self)
      guard let scalar = Unicode.Scalar(value) else {
        throw DatasetError.malformed(
          file: name, format: "NumPy", reason: "text \(index) holds the number \(value), which is no Unicode scalar.")
      }
      if value == 0 {
        padding += 1
      } else {
        scalars.append(contentsOf: repeatElement("\0", count: padding))
        scalars.append(scalar)
        padding = 0
      }
    }
    return String(scalars)
  }

  private func utf8(_ index: Int, length: Int) throws -> String {
    let start = payload.startIndex + index * length
    var bytes = payload[start..<start + length]
    while bytes.last == 0 { bytes.removeLast() }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw DatasetError.malformed(file: name, format: "NumPy", reason: "text \(index) is not UTF-8.")
    }
    return text
  }
}
