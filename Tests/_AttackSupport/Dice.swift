import Matrices

/// Random choices.
struct Dice {
  private var random: RandomState

  init(_ seed: UInt32) { random = RandomState(seed) }

  mutating func uniform(_ low: Double, _ high: Double) -> Double { low + (high - low) * random.random() }
  mutating func normal() -> Double { random.standardNormal() }
  mutating func happens(_ probability: Double) -> Bool { random.random() < probability }

  /// In low...high.
  mutating func integer(_ low: Int, _ high: Int) -> Int { low + Int(random.random() * Double(high - low + 1)) }

  mutating func pick<Element>(_ list: [Element]) -> Element { list[integer(0, list.count - 1)] }

  /// Ten to a power between the two, from products that round alike everywhere.
  mutating func powerOfTen(_ low: Double, _ high: Double) -> Double {
    let power = uniform(low, high)
    let whole = power.rounded(.down)
    let scale = (0..<Int(whole.magnitude)).reduce(1.0) { value, _ in value * 10 }
    return (1 + 9 * (power - whole)) * (whole < 0 ? 1 / scale : scale)
  }
}
