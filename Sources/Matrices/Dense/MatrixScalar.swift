/// A number that a ``Matrix`` can hold: `UInt8`, `Int32`, `Float` or `Double`. The list is closed; each has a use.
///
/// `UInt8` is how pictures arrive, `Int32` holds counts and indices, `Float` and `Double` are for arithmetic.
public protocol MatrixScalar: Sendable, Hashable, Codable, Comparable {
  /// The number 0.
  static var zero: Self { get }
}

extension UInt8: MatrixScalar {}
extension Int32: MatrixScalar {}
extension Float: MatrixScalar {}
extension Double: MatrixScalar {}
