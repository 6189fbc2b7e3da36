import Estimators

/// One data set in every type that features are stored in.
public enum StoredAs: String, CaseIterable, Sendable {
  case bytes, float, double, sparse

  /// How `features` are stored.
  public init(_ features: Features) {
    switch features.storage {
    case .bytes: self = .bytes
    case .float: self = .float
    case .double: self = .double
    case .sparse: self = .sparse
    case .source, .borrowed: self = features.isSparse ? .sparse : .double
    }
  }

  /// The numbers of `matrix`, which must be whole and in 0...255, in this storage.
  public func features(_ matrix: Matrix<Double>) throws -> Features {
    switch self {
    case .bytes: matrix.map { UInt8($0) }.features
    case .float: matrix.map { Float($0) }.features
    case .double: matrix.features
    case .sparse: try SparseMatrix(matrix).features
    }
  }

  /// The same numbers in memory that the features borrow.
  public func borrowedFeatures(_ matrix: Matrix<Double>) throws -> Features {
    func dense<Scalar: MatrixScalar & BitwiseCopyable>(
      _ matrix: Matrix<Scalar>, _ rows: (Int, Int, UnsafePointer<Scalar>, [AnyObject]) -> BorrowedRows
    ) -> Features {
      let buffer = AlignedBuffer(matrix.elements)
      return rows(matrix.rows, matrix.columns, UnsafePointer(buffer.pointer), [buffer]).features
    }
    switch self {
    case .bytes: return dense(matrix.map { UInt8($0) }) { BorrowedRows(rows: $0, columns: $1, $2, owners: $3) }
    case .float: return dense(matrix.map { Float($0) }) { BorrowedRows(rows: $0, columns: $1, $2, owners: $3) }
    case .double: return dense(matrix) { BorrowedRows(rows: $0, columns: $1, $2, owners: $3) }
    case .sparse:
      let sparse = try SparseMatrix(matrix)
      let (starts, indices) = (AlignedBuffer(sparse.rowStarts), AlignedBuffer(sparse.columnIndices))
      let values = AlignedBuffer(sparse.values)
      return try BorrowedRows(
        columns: sparse.columns, rowStarts: UnsafeBufferPointer(start: starts.pointer, count: starts.count),
        columnIndices: UnsafeBufferPointer(start: indices.pointer, count: indices.count),
        values: UnsafeBufferPointer(start: values.pointer, count: values.count), owners: [starts, indices, values]
      ).features
    }
  }
}
