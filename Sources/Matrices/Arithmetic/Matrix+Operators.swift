/// Arithmetic element by element, as in NumPy: with a number, or with a matrix of the same shape.
///
///     let centred = try x - means        // throws when the shapes differ
///     let scaled = x / 255
///
/// `*` multiplies elements; the matrix product is ``times(_:)``. Results are new matrices, O(`count`).
extension Matrix where Scalar: BinaryFloatingPoint {
  /// Every element plus a number.
  @inlinable public static func + (a: Matrix, b: Scalar) -> Matrix { a.elementwise { $0 + b } }
  /// Every element minus a number.
  @inlinable public static func - (a: Matrix, b: Scalar) -> Matrix { a.elementwise { $0 - b } }
  /// Every element times a number.
  @inlinable public static func * (a: Matrix, b: Scalar) -> Matrix { a.elementwise { $0 * b } }
  /// Every element divided by a number.
  @inlinable public static func / (a: Matrix, b: Scalar) -> Matrix { a.elementwise { $0 / b } }
  /// A number plus every element.
  @inlinable public static func + (a: Scalar, b: Matrix) -> Matrix { b.elementwise { a + $0 } }
  /// A number minus every element.
  @inlinable public static func - (a: Scalar, b: Matrix) -> Matrix { b.elementwise { a - $0 } }
  /// A number times every element.
  @inlinable public static func * (a: Scalar, b: Matrix) -> Matrix { b.elementwise { a * $0 } }
  /// A number divided by every element.
  @inlinable public static func / (a: Scalar, b: Matrix) -> Matrix { b.elementwise { a / $0 } }
  /// Every element with the other sign.
  @inlinable public static prefix func - (a: Matrix) -> Matrix { a.elementwise { -$0 } }

  /// The sum of two matrices of one shape.
  ///
  /// - Throws: ``MatrixError/shapeMismatch(operation:left:right:)`` when the shapes differ.
  @inlinable public static func + (a: Matrix, b: Matrix) throws -> Matrix { try a.elementwise("A + B", b) { $0 + $1 } }
  /// The difference of two matrices of one shape.
  ///
  /// - Throws: ``MatrixError/shapeMismatch(operation:left:right:)`` when the shapes differ.
  @inlinable public static func - (a: Matrix, b: Matrix) throws -> Matrix { try a.elementwise("A − B", b) { $0 - $1 } }
  /// The products of the elements of two matrices of one shape.
  ///
  /// - Throws: ``MatrixError/shapeMismatch(operation:left:right:)`` when the shapes differ.
  @inlinable public static func * (a: Matrix, b: Matrix) throws -> Matrix { try a.elementwise("A * B", b) { $0 * $1 } }
  /// The quotients of the elements of two matrices of one shape.
  ///
  /// - Throws: ``MatrixError/shapeMismatch(operation:left:right:)`` when the shapes differ.
  @inlinable public static func / (a: Matrix, b: Matrix) throws -> Matrix { try a.elementwise("A / B", b) { $0 / $1 } }
}

extension Matrix {
  /// Inlined into its callers, so that their loops are compiled for their numbers.
  @inlinable func elementwise(_ body: (Scalar) -> Scalar) -> Matrix {
    var result: [Scalar] = []
    result.reserveCapacity(rows * columns)
    for index in offset..<offset + rows * columns { result.append(body(storage[index])) }
    return Matrix(rows: rows, columns: columns, offset: 0, storage: result)
  }

  @inlinable func elementwise(
    _ operation: String, _ other: Matrix, _ body: (Scalar, Scalar) -> Scalar
  ) throws -> Matrix {
    guard rows == other.rows, columns == other.columns else {
      throw MatrixError.shapeMismatch(
        operation: operation, left: [rows, columns], right: [other.rows, other.columns])
    }
    var result: [Scalar] = []
    result.reserveCapacity(rows * columns)
    for index in 0..<rows * columns {
      result.append(body(storage[offset + index], other.storage[other.offset + index]))
    }
    return Matrix(rows: rows, columns: columns, offset: 0, storage: result)
  }
}
