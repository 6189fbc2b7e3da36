// Guarded by `FeaturesTests`.
/// What a caller may hand over as rows, and what they are read as: a ``FeatureMatrix`` as ``Features``, a table as
/// itself.
public protocol InputSource<Input>: Sendable {
  /// What the rows are read as.
  associatedtype Input: Sendable
  /// The rows, O(1).
  var input: Input { get }
}

/// What a caller may hand over as features: matrices of bytes, floats or doubles, chosen rows of them, sparse matrices,
/// rows in files.
public protocol FeatureMatrix: InputSource where Input == Features {
  /// The same numbers as one concrete value, O(1).
  var features: Features { get }
}

extension FeatureMatrix {
  /// The features.
  public var input: Features { features }
}

extension Features: FeatureMatrix {
  public var features: Features { self }
}

/// A number that features are stored in: `UInt8`, `Float` or `Double`.
public protocol FeatureScalar: MatrixScalar {
  /// A matrix of this type as features, O(1).
  static func features(_ matrix: Matrix<Self>) -> Features
}

extension UInt8: FeatureScalar {
  public static func features(_ matrix: Matrix<UInt8>) -> Features { Features(storage: .bytes(matrix)) }
}

extension Float: FeatureScalar {
  public static func features(_ matrix: Matrix<Float>) -> Features { Features(storage: .float(matrix)) }
}

extension Double: FeatureScalar {
  public static func features(_ matrix: Matrix<Double>) -> Features { Features(storage: .double(matrix)) }
}

extension Matrix: InputSource where Scalar: FeatureScalar {}

extension Matrix: FeatureMatrix where Scalar: FeatureScalar {
  public var features: Features { Scalar.features(self) }
}

extension MatrixRows: InputSource where Scalar: FeatureScalar {}

extension MatrixRows: FeatureMatrix where Scalar: FeatureScalar {
  public var features: Features { base.features.choosing(indices) }
}

extension SparseMatrix: FeatureMatrix {
  public var features: Features { Features(storage: .sparse(self)) }
}

extension Features {
  /// Rows that a ``MatrixRows`` has already checked.
  fileprivate func choosing(_ indices: [Int32]) -> Features {
    var result = self
    result.setRowSelection(indices)
    return result
  }
}
