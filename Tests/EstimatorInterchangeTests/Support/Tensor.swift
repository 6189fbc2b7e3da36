/// Numbers or texts of at most two dimensions, for the interpreter.
struct Tensor {
  var shape: [Int]
  var numbers: [Double] = []
  var texts: [String] = []

  init(_ shape: [Int], _ numbers: [Double]) {
    self.shape = shape
    self.numbers = numbers
  }

  init(_ shape: [Int], texts: [String]) {
    self.shape = shape
    self.texts = texts
  }

  var isText: Bool { !texts.isEmpty }
  /// Rows and columns, as broadcasting sees them.
  var rows: Int { shape.count < 2 ? 1 : shape[0] }
  var columns: Int { shape.last ?? 1 }

  subscript(row: Int, column: Int) -> Double {
    numbers[(rows == 1 ? 0 : row) * columns + (columns == 1 ? 0 : column)]
  }

  func map(_ transform: (Double) -> Double) -> Tensor { Tensor(shape, numbers.map(transform)) }

  /// The elements of tensors that are stretched to the same shape.
  static func broadcast(_ tensors: [Tensor], _ combine: ([Double]) -> Double) -> Tensor {
    let (rows, columns) = (tensors.map(\.rows).max() ?? 1, tensors.map(\.columns).max() ?? 1)
    var result: [Double] = []
    for row in 0..<rows {
      for column in 0..<columns { result.append(combine(tensors.map { $0[row, column] })) }
    }
    let dimensions = tensors.map(\.shape.count).max() ?? 0
    return Tensor([[], [columns], [rows, columns]][dimensions], result)
  }

  /// One number for each row, n × 1 or n.
  func reducing(keepingDimension: Bool, _ combine: (ArraySlice<Double>) -> Double) -> Tensor {
    let values = (0..<rows).map { combine(numbers[$0 * columns..<($0 + 1) * columns]) }
    return Tensor(keepingDimension ? [rows, 1] : [rows], values)
  }

  /// This · other, or this · otherᵀ.
  func times(_ other: Tensor, transposed: Bool = false) -> Tensor {
    let inner = columns
    let width = transposed ? other.rows : other.columns
    var result: [Double] = []
    for row in 0..<rows {
      for column in 0..<width {
        var sum = 0.0
        for k in 0..<inner { sum += self[row, k] * (transposed ? other[column, k] : other[k, column]) }
        result.append(sum)
      }
    }
    return Tensor([rows, width], result)
  }
}
