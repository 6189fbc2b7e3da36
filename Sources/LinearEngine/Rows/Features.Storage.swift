// Guarded by `FeaturesTests`.
import Matrices

extension Features {
  /// The numbers as the caller stored them. Kernels choose by it; everybody else asks for what is here, or reads
  /// blocks: ``forEachBlock(rows:_:)``.
  package enum Storage: Sendable {
    case bytes(Matrix<UInt8>)
    case float(Matrix<Float>)
    case double(Matrix<Double>)
    case sparse(SparseMatrix)
    case source(any RowSource)
    case borrowed(BorrowedRows)
  }
}

extension Features.Storage {
  var shape: (rows: Int, columns: Int) {
    switch self {
    case .bytes(let matrix): (matrix.rows, matrix.columns)
    case .float(let matrix): (matrix.rows, matrix.columns)
    case .double(let matrix): (matrix.rows, matrix.columns)
    case .sparse(let matrix): (matrix.rows, matrix.columns)
    case .source(let source): (source.rows, source.columns)
    case .borrowed(let rows): (rows.rows, rows.columns)
    }
  }

  var isSparse: Bool {
    switch self {
    case .bytes, .float, .double: false
    case .sparse: true
    case .source(let source): source.isSparse
    case .borrowed(let rows): rows.isSparse
    }
  }

  /// Whether every number is a byte in memory, none of which can be infinite or missing.
  var isBytes: Bool { numberBytes == 1 }

  /// Whether Float holds every number.
  var isSingle: Bool {
    switch self {
    case .bytes, .float: true
    case .double, .sparse: false
    case .source(let source): source.isSingle
    case .borrowed(let rows): rows.isSingle
    }
  }

  /// Bytes that a stored number takes in memory, with its place where it has one; 0 where rows are read while they are
  /// needed.
  package var numberBytes: Int {
    switch self {
    case .bytes: 1
    case .float: 4
    case .double: 8
    case .sparse: 12
    case .source: 0
    case .borrowed(let rows): rows.numberBytes
    }
  }

  /// Numbers that are stored.
  package var storedCount: Int {
    if case .sparse(let matrix) = self { return matrix.values.count }
    if case .source(let source) = self { return source.storedCount }
    if case .borrowed(let rows) = self { return rows.storedCount }
    return shape.rows * shape.columns
  }

  /// "bytes", "in a file".
  package var text: String {
    switch self {
    case .bytes: "bytes"
    case .float: "floats"
    case .double: "doubles"
    case .sparse: "sparse"
    case .source(let source): source.whereabouts
    case .borrowed(let rows): rows.text
    }
  }
}
