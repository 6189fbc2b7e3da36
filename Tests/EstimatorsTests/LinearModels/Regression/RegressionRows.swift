import Estimators

/// The rows that `rows` and `row_weights` of `Tests/Reference` make.
enum RegressionRows {
  static func features(_ rows: Int, _ columns: Int, _ kind: String) throws -> Features {
    var state: UInt32 = 12345
    var x = Matrix<Double>(rows: rows, columns: columns) { elements in
      for index in elements.indices {
        state = (1_103_515_245 &* state &+ 12345) % (1 << 31)
        let number = Double((state >> 16) % 256) / 255 - 0.5
        let isSmall = kind == "sparse" && number.magnitude < 0.3
        elements.initializeElement(at: index, to: isSmall ? 0 : number)
      }
    }
    switch kind {
    case "sparse": return try SparseMatrix(x).features
    case "bytes": return x.map { UInt8((($0 + 0.5) * 255).rounded()) }.features
    case "collinear":
      for row in 0..<rows { x[row, columns - 1] = x[row, 0] - x[row, 1] }
      return x.features
    default: return x.features
    }
  }

  static func weights(_ rows: Int) -> [Double] { (0..<rows).map { 0.25 + Double(($0 * 7919) % 101) / 50 } }
}
