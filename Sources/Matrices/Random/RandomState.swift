/// Random numbers that repeat: the Mersenne Twister MT19937 with the streams of NumPy's `RandomState`.
///
///     var random = RandomState(42)
///     random.random(3)                  // 0.3745401188473625, 0.9507143064099162, 0.7319939418114051
///     random.permutation(10)
///
/// The same seed gives the numbers that `numpy.random.RandomState(seed)` gives for the same calls in the same order,
/// and so the rows that scikit-learn picks for `random_state=seed`. Sines and logarithms come from the system's C
/// library, so normal draws may differ from NumPy's in the last bit where NumPy was built against another one.
///
/// A value: a copy continues on its own, from the same place. Not for cryptography: 624 outputs reveal all others.
///
/// - Complexity: 2.5 kB of memory; a draw is O(1) amortised, every 624th draw makes the next 624.
/// - SeeAlso: M. Matsumoto and T. Nishimura, "Mersenne Twister", ACM TOMACS 8(1), 1998,
///   <https://doi.org/10.1145/272991.272995>.
public struct RandomState: Sendable, Hashable {
  /// The 624 words of the generator.
  var key: [UInt32]
  /// The next word to hand out, in `0...624`; 624 means that all are used up.
  var position: Int
  /// The second number of the last normal pair, which the next normal draw returns.
  var cachedNormal: Double?

  /// The stream of NumPy's `RandomState(seed)`. A literal outside `0...4294967295` does not compile.
  public init(_ seed: UInt32) {
    var word = seed
    key = (0..<Self.wordCount).map { index in
      defer { word = 1_812_433_253 &* (word ^ (word >> 30)) &+ UInt32(truncatingIfNeeded: index + 1) }
      return word
    }
    position = Self.wordCount
  }

  /// The stream of NumPy's `RandomState(seed)`, for a seed that is known only when the program runs.
  ///
  /// - Throws: ``MatrixError/invalidDraw(reason:)`` when the seed is not in `0...4294967295`, as in NumPy.
  public init(seed: Int) throws {
    guard let seed = UInt32(exactly: seed) else {
      throw MatrixError.invalidDraw(
        reason: "A seed must be in 0...4294967295 (2³² − 1), got \(seed). Pass a number from that range.")
    }
    self.init(seed)
  }

  static let wordCount = 624
  private static let middle = 397

  /// The next 32 random bits.
  mutating func nextWord() -> UInt32 {
    if position == Self.wordCount { refill() }
    var word = key[position]
    position += 1
    word ^= word >> 11
    word ^= (word << 7) & 0x9d2c_5680
    word ^= (word << 15) & 0xefc6_0000
    return word ^ (word >> 18)
  }

  /// Makes the next 624 words from the last ones.
  private mutating func refill() {
    for index in 0..<Self.wordCount {
      let next = key[index + 1 == Self.wordCount ? 0 : index + 1]
      let joined = (key[index] & 0x8000_0000) | (next & 0x7fff_ffff)
      let far = index + Self.middle
      let other = key[far < Self.wordCount ? far : far - Self.wordCount]
      key[index] = other ^ (joined >> 1) ^ (joined & 1 == 0 ? 0 : 0x9908_b0df)
    }
    position = 0
  }
}

extension RandomState: RandomNumberGenerator {
  /// The next 64 random bits, so that `Int.random(in:using:)` and friends work. Their streams are Swift's, not NumPy's.
  public mutating func next() -> UInt64 {
    let high = UInt64(nextWord())
    return high << 32 | UInt64(nextWord())
  }
}

extension RandomState: CustomStringConvertible {
  /// How far the generator has come in its block of words; not the words.
  public var description: String { "RandomState(word \(position) of \(Self.wordCount))" }
}
