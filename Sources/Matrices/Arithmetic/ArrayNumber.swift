/// A number of plain arrays that are taken as data: `[[1, 2], [3, 4]]`.
public protocol ArrayNumber: Sendable {
  /// The number as a Double; integers beyond 2⁵³ are rounded.
  var asDouble: Double { get }
  /// Many of them as Doubles: a loop of each type's own, since a call for every number would take most of the time.
  static func doubles(_ numbers: ArraySlice<Self>) -> [Double]
}

extension ArrayNumber {
  public static func doubles(_ numbers: ArraySlice<Self>) -> [Double] { numbers.map(\.asDouble) }
}

extension Double: ArrayNumber {
  public var asDouble: Double { self }
  public static func doubles(_ numbers: ArraySlice<Double>) -> [Double] { Array(numbers) }
}

extension Float: ArrayNumber {
  public var asDouble: Double { Double(self) }
  public static func doubles(_ numbers: ArraySlice<Float>) -> [Double] { numbers.map { Double($0) } }
}

extension Int: ArrayNumber {
  public var asDouble: Double { Double(self) }
  public static func doubles(_ numbers: ArraySlice<Int>) -> [Double] { numbers.map { Double($0) } }
}

extension Int32: ArrayNumber {
  public var asDouble: Double { Double(self) }
  public static func doubles(_ numbers: ArraySlice<Int32>) -> [Double] { numbers.map { Double($0) } }
}

extension UInt8: ArrayNumber {
  public var asDouble: Double { Double(self) }
  public static func doubles(_ numbers: ArraySlice<UInt8>) -> [Double] { numbers.map { Double($0) } }
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
