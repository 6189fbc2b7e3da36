/// The decimal digits of a finite Double, all of them: a binary fraction always ends in decimal too.
///
/// The magnitude is `digits`, read as one whole number, divided by 10^`scale`. Rounding from here is exact, so it
/// agrees with Python's and C's `printf` on every number.
struct ExactDecimal: Sendable, Hashable {
  /// Most significant first, without leading zeros; empty for 0.
  private(set) var digits: [UInt8]
  /// How many digits lie behind the point; may be more than there are, or negative.
  private(set) var scale: Int

  /// The magnitude of `value`.
  ///
  /// - Precondition: `value` is finite.
  init(magnitudeOf value: Double) {
    precondition(value.isFinite, "Only finite numbers have digits")
    var limbs = DecimalLimbs(value.significandBits)
    let power = value.powerOfTwo
    // m·2⁻ᵏ = m·5ᵏ / 10ᵏ.
    limbs.multiply(by: power < 0 ? 5 : 2, count: abs(power))
    digits = limbs.digits
    scale = max(0, -power)
  }

  /// Where the first digit stands: 2 for hundreds, −3 for thousandths; 0 for zero.
  var leadingPlace: Int { digits.isEmpty ? 0 : digits.count - 1 - scale }

  /// The nearest number with `places` digits behind the point; ties go to the even one.
  func rounded(toPlaces places: Int) -> ExactDecimal {
    var result = self
    result.scale = places
    let dropped = scale - places
    if dropped <= 0 {
      if !digits.isEmpty { result.digits += Array(repeating: 0, count: -dropped) }
    } else if dropped > digits.count {
      result.digits = []
    } else {
      result.digits = Array(digits.prefix(digits.count - dropped))
      if roundsUp(dropping: dropped) { result.increment() }
    }
    return result
  }

  private func roundsUp(dropping dropped: Int) -> Bool {
    let kept = digits.count - dropped
    guard digits[kept] == 5 else { return digits[kept] > 5 }
    let isTie = digits[(kept + 1)...].allSatisfy { $0 == 0 }
    return !isTie || kept > 0 && digits[kept - 1] % 2 == 1
  }

  private mutating func increment() {
    for place in digits.indices.reversed() {
      guard digits[place] == 9 else {
        digits[place] += 1
        return
      }
      digits[place] = 0
    }
    digits.insert(1, at: 0)
  }
}

extension Double {
  /// The whole number m of a magnitude m·2^``powerOfTwo``, odd or 0.
  fileprivate var significandBits: UInt64 {
    let all = wholeSignificand
    return all == 0 ? 0 : all >> UInt64(all.trailingZeroBitCount)
  }

  /// The power of two that goes with ``significandBits``.
  fileprivate var powerOfTwo: Int {
    let all = wholeSignificand
    guard all != 0 else { return 0 }
    let lowest = exponentBitPattern == 0 ? -1074 : Int(exponentBitPattern) - 1075
    return lowest + all.trailingZeroBitCount
  }

  private var wholeSignificand: UInt64 {
    exponentBitPattern == 0 ? significandBitPattern : significandBitPattern | 1 << 52
  }
}

/// A whole number of any size in base 10⁹, least significant limb first.
private struct DecimalLimbs {
  private var limbs: [UInt64]

  private static let base: UInt64 = 1_000_000_000

  init(_ value: UInt64) {
    limbs = [value % Self.base, value / Self.base % Self.base, value / Self.base / Self.base]
  }

  /// Multiplies `count` times by a factor below 10, 13 at a time: 5¹³ times a limb still fits into 64 bits.
  mutating func multiply(by factor: UInt64, count: Int) {
    for start in stride(from: 0, to: count, by: 13) {
      multiply(by: (start..<min(start + 13, count)).reduce(1) { product, _ in product * factor })
    }
  }

  private mutating func multiply(by factor: UInt64) {
    var carry: UInt64 = 0
    for place in limbs.indices {
      let product = limbs[place] * factor + carry
      limbs[place] = product % Self.base
      carry = product / Self.base
    }
    while carry > 0 {
      limbs.append(carry % Self.base)
      carry /= Self.base
    }
  }

  /// Most significant first, without leading zeros.
  var digits: [UInt8] {
    var result: [UInt8] = []
    for var limb in limbs {
      for _ in 0..<9 {
        result.append(UInt8(limb % 10))
        limb /= 10
      }
    }
    while result.last == 0 { result.removeLast() }
    return result.reversed()
  }
}
