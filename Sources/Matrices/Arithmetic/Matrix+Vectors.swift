/// Arithmetic of a matrix with one number for each column, as NumPy broadcasts a vector, or with one for each row.
///
///     let centred = try x - x.columnMeans()
///     let probabilities = try s.dividingRows(by: s.rowSums())
extension Matrix where Scalar == Double {
  /// Every row plus the vector, which has one number per column.
  ///
  /// - Throws: ``MatrixError/shapeMismatch(operation:left:right:)`` when the vector is longer or shorter.
  public static func + (a: Matrix, b: [Double]) throws -> Matrix { try a.eachRow("A + v", b) { $0 + $1 } }
  /// Every row minus the vector, which has one number per column.
  ///
  /// - Throws: ``MatrixError/shapeMismatch(operation:left:right:)`` when the vector is longer or shorter.
  public static func - (a: Matrix, b: [Double]) throws -> Matrix { try a.eachRow("A − v", b) { $0 - $1 } }
  /// Every row times the vector, element by element; it has one number per column.
  ///
  /// - Throws: ``MatrixError/shapeMismatch(operation:left:right:)`` when the vector is longer or shorter.
  public static func * (a: Matrix, b: [Double]) throws -> Matrix { try a.eachRow("A * v", b) { $0 * $1 } }
  /// Every row divided by the vector, element by element; it has one number per column.
  ///
  /// - Throws: ``MatrixError/shapeMismatch(operation:left:right:)`` when the vector is longer or shorter.
  public static func / (a: Matrix, b: [Double]) throws -> Matrix { try a.eachRow("A / v", b) { $0 / $1 } }

  /// Each row divided by its number. NumPy's `A / v[:, None]`.
  ///
  /// - Complexity: O(`count`).
  /// - Throws: ``MatrixError/shapeMismatch(operation:left:right:)`` when there is not one number per row.
  public func dividingRows(by divisors: [Double]) throws -> Matrix {
    guard divisors.count == rows else {
      throw MatrixError.shapeMismatch(operation: "A / v by rows", left: [rows, columns], right: [divisors.count, 1])
    }
    return withElements { elements in
      Matrix(rows: rows, columns: columns) { result in
        for (row, divisor) in divisors.enumerated() {
          for place in row * columns..<(row + 1) * columns {
            result.initializeElement(at: place, to: elements[place] / divisor)
          }
        }
      }
    }
  }

  private func eachRow(_ operation: String, _ vector: [Double], _ body: (Double, Double) -> Double) throws -> Matrix {
    guard vector.count == columns else {
      throw MatrixError.shapeMismatch(operation: operation, left: [rows, columns], right: [1, vector.count])
    }
    return withElements { elements in
      Matrix(rows: rows, columns: columns) { result in
        for row in 0..<rows {
          for column in 0..<columns {
            let place = row * columns + column
            result.initializeElement(at: place, to: body(elements[place], vector[column]))
          }
        }
      }
    }
  }
}
