/// Targets of other number types, taken as `Double`. Disfavoured, so that targets that are `Double` already never come
/// here.
extension NumberEstimator {
  /// Learns from targets of another floating-point type.
  ///
  /// - Throws: As for `Double`.
  @_disfavoredOverload
  @discardableResult
  public mutating func fit<Groups: Collection>(
    _ x: some InputSource<Input>, _ y: some Collection<some BinaryFloatingPoint>, groups: Groups? = [Int]?.none,
    sampleWeight: [Double]? = nil, onIteration: OnIteration = { _ in .proceed }
  ) throws -> Model where Groups.Element: ClassLabel {
    try fit(x, y.map { Double($0) }, groups: groups, sampleWeight: sampleWeight, onIteration: onIteration)
  }

  /// Learns from whole numbers, counts for example.
  ///
  /// - Throws: As for `Double`.
  @_disfavoredOverload
  @discardableResult
  public mutating func fit<Groups: Collection>(
    _ x: some InputSource<Input>, _ y: some Collection<some BinaryInteger>, groups: Groups? = [Int]?.none,
    sampleWeight: [Double]? = nil, onIteration: OnIteration = { _ in .proceed }
  ) throws -> Model where Groups.Element: ClassLabel {
    try fit(x, y.map { Double($0) }, groups: groups, sampleWeight: sampleWeight, onIteration: onIteration)
  }

  /// Returns the model of targets of another floating-point type.
  ///
  /// - Throws: As for `Double`.
  @_disfavoredOverload
  public func fitted<Groups: Collection>(
    to x: some InputSource<Input>, _ y: some Collection<some BinaryFloatingPoint>, groups: Groups? = [Int]?.none,
    sampleWeight: [Double]? = nil, onIteration: OnIteration = { _ in .proceed }
  ) throws -> Model where Groups.Element: ClassLabel {
    try fitted(to: x, y.map { Double($0) }, groups: groups, sampleWeight: sampleWeight, onIteration: onIteration)
  }

  /// Returns the model of whole numbers, counts for example.
  ///
  /// - Throws: As for `Double`.
  @_disfavoredOverload
  public func fitted<Groups: Collection>(
    to x: some InputSource<Input>, _ y: some Collection<some BinaryInteger>, groups: Groups? = [Int]?.none,
    sampleWeight: [Double]? = nil, onIteration: OnIteration = { _ in .proceed }
  ) throws -> Model where Groups.Element: ClassLabel {
    try fitted(to: x, y.map { Double($0) }, groups: groups, sampleWeight: sampleWeight, onIteration: onIteration)
  }

  /// The score against targets of another floating-point type.
  ///
  /// - Throws: As for `Double`.
  @_disfavoredOverload
  public func score(
    _ x: some InputSource<Input>, _ y: some Collection<some BinaryFloatingPoint>, sampleWeight: [Double]? = nil
  ) throws -> Double {
    try score(x, y.map { Double($0) }, sampleWeight: sampleWeight)
  }

  /// The score against whole numbers.
  ///
  /// - Throws: As for `Double`.
  @_disfavoredOverload
  public func score(
    _ x: some InputSource<Input>, _ y: some Collection<some BinaryInteger>, sampleWeight: [Double]? = nil
  ) throws -> Double {
    try score(x, y.map { Double($0) }, sampleWeight: sampleWeight)
  }
}
