/// The random numbers of one case: they depend on the seed and the number of the case alone, so that a case can be run
/// again without those before it.
struct CaseRandom: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64, number: Int) {
    state = seed &* 0xd134_2543_de82_ef95 &+ UInt64(truncatingIfNeeded: number)
    state = next()
  }

  /// SplitMix64.
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }

  /// A number in 0..<count; the remainder favours none that matters here.
  mutating func below(_ count: Int) -> Int { Int(next() % UInt64(max(1, count))) }

  mutating func chance(_ part: Int, of whole: Int) -> Bool { below(whole) < part }

  mutating func pick<Element>(_ elements: [Element]) -> Element { elements[below(elements.count)] }

  /// A stretch of 0..<count, short more often than long.
  mutating func stretch(of count: Int) -> Range<Int> {
    let start = below(count + 1)
    let length = min(count - start, below(1 << (1 + below(8))))
    return start..<start + length
  }
}
