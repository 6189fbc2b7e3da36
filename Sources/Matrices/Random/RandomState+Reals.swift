import Files
internal import Platform

extension RandomState {
  /// A number in `0..<1` with 53 random bits (`random_sample()`).
  public mutating func random() -> Double {
    let high = nextWord() >> 5
    let low = nextWord() >> 6
    return (Double(high) * 67_108_864 + Double(low)) / 9_007_199_254_740_992
  }

  /// Numbers in `0..<1` with 53 random bits each (`random_sample(size)`, `rand(size)`).
  ///
  /// - Precondition: `count` is not negative, and memory holds `count` numbers.
  public mutating func random(_ count: Int) -> [Double] {
    draw(count) { $0.random() }
  }

  /// Numbers spread evenly over `low..<high` (`uniform(low, high, size)`).
  ///
  /// - Precondition: `count` is not negative.
  /// - Throws: ``MatrixError/invalidDraw(reason:)`` when `high - low` is not finite,
  ///   ``MatrixError/tooLarge(what:bytes:)`` when memory cannot hold `count` numbers. As in NumPy, `high` may lie below
  ///   `low`: the numbers then fall from `low` down to `high`.
  public mutating func uniform(low: Double = 0, high: Double = 1, count: Int) throws -> [Double] {
    let width = high - low
    guard width.isFinite else {
      throw MatrixError.invalidDraw(
        reason: "The width high − low of uniform numbers must be finite, got \(low)..<\(high). Choose closer ends.")
    }
    try Self.requireMemory(count)
    return draw(count) { low + width * $0.random() }
  }

  /// A number from the normal distribution with mean 0 and standard deviation 1 (`standard_normal()`).
  ///
  /// Marsaglia's polar method makes two at a time; the second waits for the next call, as in NumPy.
  public mutating func standardNormal() -> Double {
    if let waiting = cachedNormal {
      cachedNormal = nil
      return waiting
    }
    var x = 0.0
    var y = 0.0
    var square = 0.0
    repeat {
      x = 2 * random() - 1
      y = 2 * random() - 1
      square = x * x + y * y
    } while square >= 1 || square == 0
    let scale = (-2 * log(square) / square).squareRoot()
    cachedNormal = scale * x
    return scale * y
  }

  /// Numbers from the normal distribution with mean 0 and standard deviation 1 (`standard_normal(size)`,
  /// `randn(size)`).
  ///
  /// - Precondition: `count` is not negative, and memory holds `count` numbers.
  public mutating func standardNormal(count: Int) -> [Double] {
    draw(count) { $0.standardNormal() }
  }

  /// Numbers from a normal distribution (`normal(loc, scale, size)`).
  ///
  /// - Precondition: `count` is not negative.
  /// - Throws: ``MatrixError/invalidDraw(reason:)`` when the standard deviation is negative or not a number,
  ///   ``MatrixError/tooLarge(what:bytes:)`` when memory cannot hold `count` numbers.
  public mutating func normal(mean: Double = 0, standardDeviation: Double = 1, count: Int) throws -> [Double] {
    guard standardDeviation >= 0 else {
      throw MatrixError.invalidDraw(
        reason: "A standard deviation must be ≥ 0, got \(standardDeviation). Did you pass a logarithm or a difference?")
    }
    try Self.requireMemory(count)
    return draw(count) { mean + standardDeviation * $0.standardNormal() }
  }

  /// - Throws: ``MatrixError/tooLarge(what:bytes:)`` when memory cannot hold `count` numbers of 8 bytes.
  static func requireMemory(_ count: Int) throws {
    try Memory.require(rows: max(0, count), columns: 1, for: "A draw of \(count) numbers")
  }

  /// `count` numbers from the closure, one after the other.
  private mutating func draw(_ count: Int, _ one: (inout RandomState) -> Double) -> [Double] {
    precondition(count >= 0, "Cannot draw \(count) numbers")
    precondition(Memory.has(Memory.bytes(count, 8)), "There is no memory for \(count) random numbers")
    return [Double](unsafeUninitializedCapacity: count) { buffer, initialized in
      for index in 0..<count { buffer.initializeElement(at: index, to: one(&self)) }
      initialized = count
    }
  }
}
