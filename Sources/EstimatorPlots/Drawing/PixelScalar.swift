import Matrices

/// A number that can be drawn as a grey level or a count: `UInt8`, `Int32`, `Float` or `Double`.
public protocol PixelScalar: MatrixScalar, ArrayNumber {}

extension UInt8: PixelScalar {}

extension Int32: PixelScalar {}

extension Float: PixelScalar {}

extension Double: PixelScalar {}

extension Matrix where Scalar: PixelScalar {
  /// - Throws: ``FigureError/notFinite(what:value:row:column:)`` naming the first NaN or infinite number.
  func requireFinite(_ what: String) throws {
    let bad = withElements { $0.firstIndex { !$0.asDouble.isFinite } }
    guard let bad else { return }
    let (row, column) = bad.quotientAndRemainder(dividingBy: columns)
    throw FigureError.notFinite(what: what, value: "\(self[row, column])", row: row, column: column)
  }
}
