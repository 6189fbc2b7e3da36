import Matrices

/// A number that can be drawn as a grey level or a count: `UInt8`, `Int32`, `Float` or `Double`.
public protocol PixelScalar: MatrixScalar, ArrayNumber {
  /// The numbers drawn black and white when the caller names none; nil takes each picture's own extremes.
  static var fullRange: ClosedRange<Double>? { get }
}

extension PixelScalar {
  public static var fullRange: ClosedRange<Double>? { nil }
}

extension UInt8: PixelScalar {
  public static var fullRange: ClosedRange<Double>? { 0...255 }
}

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
