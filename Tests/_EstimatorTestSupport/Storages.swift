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
    case .source(let source): self = source.isSparse ? .sparse : .double
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
}
