import Files

extension RandomState {
  /// Whole numbers spread evenly over a range (`randint(low, high, size)` with NumPy's default 64-bit type).
  ///
  /// - Precondition: `count` is not negative.
  /// - Throws: ``MatrixError/invalidDraw(reason:)`` when the range is empty, ``MatrixError/tooLarge(what:bytes:)`` when
  ///   there is no memory for `count` numbers.
  public mutating func integers(in range: Range<Int>, count: Int) throws -> [Int] {
    precondition(count >= 0, "Cannot draw \(count) numbers")
    guard !range.isEmpty else {
      throw MatrixError.invalidDraw(
        reason: "The range \(range.lowerBound)..<\(range.upperBound) is empty. Its end must exceed its start.")
    }
    try Self.requireMemory(count)
    let largest = UInt64(bitPattern: Int64(range.upperBound &- range.lowerBound)) - 1
    return (0..<count).map { _ in range.lowerBound &+ Int(truncatingIfNeeded: upTo(largest)) }
  }

  /// The numbers `0..<count` in random order (`permutation(n)`).
  ///
  /// - Precondition: `count` is not negative, and memory holds `count` numbers.
  public mutating func permutation(_ count: Int) -> [Int] {
    precondition(count >= 0, "Cannot permute \(count) numbers")
    precondition(Memory.has(Memory.bytes(count, 8)), "There is no memory for a permutation of \(count) numbers")
    var order = Array(0..<count)
    shuffle(&order)
    return order
  }

  /// Puts the elements into random order (`shuffle(x)`).
  ///
  /// - Complexity: O(n) time, nothing is copied.
  public mutating func shuffle<Element>(_ elements: inout [Element]) {
    for last in stride(from: elements.count - 1, to: 0, by: -1) {
      elements.swapAt(last, Int(upTo(UInt64(last))))
    }
  }

  /// Indices from `0..<population` (`choice(population, count, replace=replacing)`).
  ///
  /// - Parameters:
  ///   - population: How many indices there are.
  ///   - count: How many are drawn, ≥ 0.
  ///   - replacing: Whether an index may be drawn more than once.
  /// - Precondition: `count` is not negative.
  /// - Complexity: O(`count`) when replacing, otherwise O(`population`): NumPy permutes everything and keeps the front.
  /// - Throws: ``MatrixError/invalidDraw(reason:)`` when there are not enough indices to draw from,
  ///   ``MatrixError/tooLarge(what:bytes:)`` when there is no memory for them.
  public mutating func choice(_ population: Int, count: Int, replacing: Bool = true) throws -> [Int] {
    precondition(count >= 0, "Cannot draw \(count) numbers")
    guard population > 0 || (population == 0 && count == 0) else {
      throw MatrixError.invalidDraw(reason: "Cannot draw from \(population) elements. Pass a population of at least 1.")
    }
    guard count > 0 else { return [] }
    if replacing { return try integers(in: 0..<population, count: count) }
    guard count <= population else {
      throw MatrixError.invalidDraw(
        reason: "Cannot draw \(count) different elements from \(population). Draw fewer, or pass replacing: true.")
    }
    try Self.requireMemory(population)
    return Array(permutation(population).prefix(count))
  }

  /// A number from `0...largest`: random bits under the smallest mask that covers `largest`, until they fit.
  ///
  /// At most half of the tries are turned down. Up to 2³² − 1 a try takes 32 bits, beyond it 64.
  private mutating func upTo(_ largest: UInt64) -> UInt64 {
    guard largest > 0 else { return 0 }
    let mask = UInt64.max >> UInt64(largest.leadingZeroBitCount)
    while true {
      let bits = largest <= UInt64(UInt32.max) ? UInt64(nextWord()) : next()
      let value = bits & mask
      if value <= largest { return value }
    }
  }
}
