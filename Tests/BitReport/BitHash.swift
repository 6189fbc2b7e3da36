import Estimators

/// FNV-1a over the bits of numbers, 64 bits: the same numbers to the last bit give the same sixteen digits.
struct BitHash {
  private var state: UInt64 = 0xcbf2_9ce4_8422_2325

  mutating func add(_ word: UInt64) {
    var word = word
    for _ in 0..<8 {
      state = (state ^ (word & 0xff)) &* 0x0000_0100_0000_01b3
      word >>= 8
    }
  }

  mutating func add(_ text: String) {
    for byte in text.utf8 { state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
  }

  var text: String { Self.hex(state) }

  static func hex(_ word: UInt64) -> String {
    let digits = String(word, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}

/// The sixteen digits of a Double's bits.
func bits(_ number: Double) -> String { BitHash.hex(number.bitPattern) }

func bits(_ number: Double?) -> String { number.map { bits($0) } ?? "none" }

func hash(_ numbers: some Sequence<Double>) -> String {
  var hash = BitHash()
  for number in numbers { hash.add(number.bitPattern) }
  return hash.text
}

/// Shape and elements.
func hash(_ matrix: Matrix<Double>) -> String { "\(matrix.rows)x\(matrix.columns):" + hash(matrix.elements) }

func hash(_ numbers: [Int]) -> String {
  var hash = BitHash()
  for number in numbers { hash.add(UInt64(bitPattern: Int64(number))) }
  return hash.text
}

func hash(_ texts: [String]) -> String {
  var hash = BitHash()
  for text in texts { hash.add(text + "\n") }
  return hash.text
}
