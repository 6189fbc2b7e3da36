/// A number of plain arrays that are taken as data: `[[1, 2], [3, 4]]`.
public protocol ArrayNumber: Sendable {
  /// The number as a Double; integers beyond 2⁵³ are rounded.
  var asDouble: Double { get }
}

extension Double: ArrayNumber {
  public var asDouble: Double { self }
}

extension Float: ArrayNumber {
  public var asDouble: Double { Double(self) }
}

extension Int: ArrayNumber {
  public var asDouble: Double { Double(self) }
}

extension Int32: ArrayNumber {
  public var asDouble: Double { Double(self) }
}

extension UInt8: ArrayNumber {
  public var asDouble: Double { Double(self) }
}

extension Matrix where Scalar == Double {
  /// A matrix of Doubles from rows of numbers of any type.
  ///
  ///     try Matrix([[1, 2], [3, 4]])
  ///
  /// - Throws: ``MatrixError/raggedRows(row:expected:found:)`` when a row is longer or shorter than the first.
  @_disfavoredOverload
  public init(_ rows: [[some ArrayNumber]]) throws { try self.init(rows.map { $0.map(\.asDouble) }) }
}
