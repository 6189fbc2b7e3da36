/// Arithmetic element by element, as in NumPy: with a number, or with a matrix of the same shape.
///
///     let centred = try x - means        // throws when the shapes differ
///     let scaled = x / 255
///
/// `*` multiplies elements; the matrix product is ``times(_:)``. Results are new matrices, O(`count`).
///
/// For Doubles alone and not generic: every generic operator costs the compiler time in all expressions of numbers.
extension Matrix where Scalar == Double {
  /// Every element plus a number.
  public static func + (a: Matrix, b: Double) -> Matrix { a.map { $0 + b } }
  /// Every element minus a number.
  public static func - (a: Matrix, b: Double) -> Matrix { a.map { $0 - b } }
  /// Every element times a number.
  public static func * (a: Matrix, b: Double) -> Matrix { a.map { $0 * b } }
  /// Every element divided by a number.
  public static func / (a: Matrix, b: Double) -> Matrix { a.map { $0 / b } }
  /// A number plus every element.
  public static func + (a: Double, b: Matrix) -> Matrix { b.map { a + $0 } }
  /// A number minus every element.
  public static func - (a: Double, b: Matrix) -> Matrix { b.map { a - $0 } }
  /// A number times every element.
  public static func * (a: Double, b: Matrix) -> Matrix { b.map { a * $0 } }
  /// A number divided by every element.
  public static func / (a: Double, b: Matrix) -> Matrix { b.map { a / $0 } }
  /// Every element with the other sign.
  public static prefix func - (a: Matrix) -> Matrix { a.map { -$0 } }

  /// The sum of two matrices of one shape.
  ///
  /// - Throws: ``MatrixError/shapeMismatch(operation:left:right:)`` when the shapes differ.
  public static func + (a: Matrix, b: Matrix) throws -> Matrix { try a.elementwise("A + B", b) { $0 + $1 } }
  /// The difference of two matrices of one shape.
  ///
  /// - Throws: ``MatrixError/shapeMismatch(operation:left:right:)`` when the shapes differ.
  public static func - (a: Matrix, b: Matrix) throws -> Matrix { try a.elementwise("A − B", b) { $0 - $1 } }
  /// The products of the elements of two matrices of one shape.
  ///
  /// - Throws: ``MatrixError/shapeMismatch(operation:left:right:)`` when the shapes differ.
  public static func * (a: Matrix, b: Matrix) throws -> Matrix { try a.elementwise("A * B", b) { $0 * $1 } }
  /// The quotients of the elements of two matrices of one shape.
  ///
  /// - Throws: ``MatrixError/shapeMismatch(operation:left:right:)`` when the shapes differ.
  public static func / (a: Matrix, b: Matrix) throws -> Matrix { try a.elementwise("A / B", b) { $0 / $1 } }
}

extension Matrix where Scalar == Double {
  /// Adds a matrix of the same shape.
  ///
  /// - Throws: ``MatrixError/shapeMismatch(operation:left:right:)`` when the shapes differ.
  public static func += (a: inout Matrix, b: Matrix) throws { a = try a + b }
  /// Takes a matrix of the same shape away: `try w -= eta * gradient`.
  ///
  /// - Throws: ``MatrixError/shapeMismatch(operation:left:right:)`` when the shapes differ.
  public static func -= (a: inout Matrix, b: Matrix) throws { a = try a - b }
  /// Multiplies every element by a number.
  public static func *= (a: inout Matrix, b: Double) { a = a * b }
  /// Divides every element by a number.
  public static func /= (a: inout Matrix, b: Double) { a = a / b }

  private func elementwise(_ operation: String, _ other: Matrix, _ body: (Double, Double) -> Double) throws -> Matrix {
    guard rows == other.rows, columns == other.columns else {
      throw MatrixError.shapeMismatch(
        operation: operation, left: [rows, columns], right: [other.rows, other.columns])
    }
    return withElements { left in
      other.withElements { right in Matrix(rows: rows, columns: columns, checked: zip(left, right).map(body)) }
    }
  }
}
