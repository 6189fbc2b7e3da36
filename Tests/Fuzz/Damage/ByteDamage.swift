/// One to eight slips in a file's bytes: flipped bits, hostile integers and words, pieces lost, doubled or taken from
/// another file.
struct ByteDamage {
  /// Files of the same format, to take pieces from.
  let others: [[UInt8]]
  static let mostBytes = 1 << 16

  func damage(_ bytes: inout [UInt8], _ random: inout CaseRandom) -> [String] {
    let slips = random.chance(1, of: 2) ? 1 : 1 + random.below(8)
    return (0..<slips).map { _ in slip(&bytes, &random) }
  }

  private func slip(_ bytes: inout [UInt8], _ random: inout CaseRandom) -> String {
    guard !bytes.isEmpty else {
      bytes = random.pick(Hostile.tokens)
      return "a word alone"
    }
    let place = random.below(bytes.count)
    switch random.below(13) {
    case 0, 1: return flip(&bytes, place, &random)
    case 2, 3: return overwrite(&bytes, place, with: Self.integer(&random), "integer")
    case 4: return overwrite(&bytes, place, with: random.pick(Hostile.tokens), "word")
    case 5: return insert(&bytes, place, random.pick(Hostile.tokens))
    case 6, 7: return replaceNumber(&bytes, place, &random)
    case 8: return remove(&bytes, random.stretch(of: bytes.count))
    case 9: return insert(&bytes, place, Array(bytes[random.stretch(of: bytes.count)]))
    case 10: return truncate(&bytes, to: random.below(bytes.count))
    case 11: return splice(&bytes, place, &random)
    default: return shuffleLines(&bytes, &random)
    }
  }

  private func flip(_ bytes: inout [UInt8], _ place: Int, _ random: inout CaseRandom) -> String {
    bytes[place] ^= 1 << UInt8(random.below(8))
    return "a bit of byte \(place) flipped"
  }

  /// A hostile integer in 1 to 8 bytes of either order.
  private static func integer(_ random: inout CaseRandom) -> [UInt8] {
    let little = withUnsafeBytes(of: random.pick(Hostile.integers).littleEndian) { Array($0) }
    let some = Array(little.prefix(1 + random.below(8)))
    return random.chance(1, of: 2) ? some : some.reversed()
  }

  private func overwrite(_ bytes: inout [UInt8], _ place: Int, with new: [UInt8], _ what: String) -> String {
    let end = min(bytes.count, place + new.count)
    bytes.replaceSubrange(place..<end, with: new.prefix(end - place))
    return "\(what) over byte \(place)"
  }

  private func insert(_ bytes: inout [UInt8], _ place: Int, _ new: [UInt8]) -> String {
    if bytes.count + new.count <= Self.mostBytes { bytes.insert(contentsOf: new, at: place) }
    return "\(new.count) bytes put in at \(place)"
  }

  /// The digits around a place, or behind it, become another number.
  private func replaceNumber(_ bytes: inout [UInt8], _ place: Int, _ random: inout CaseRandom) -> String {
    let isDigit: (UInt8) -> Bool = { $0 >= 48 && $0 <= 57 }
    guard let start = bytes[place...].firstIndex(where: isDigit) else { return "no number found" }
    let end = bytes[start...].firstIndex { !isDigit($0) } ?? bytes.count
    let number = random.pick(Hostile.numbers)
    bytes.replaceSubrange(start..<end, with: number.utf8)
    return "\(number) for the number at \(start)"
  }

  private func remove(_ bytes: inout [UInt8], _ range: Range<Int>) -> String {
    bytes.removeSubrange(range)
    return "bytes \(range) left out"
  }

  private func truncate(_ bytes: inout [UInt8], to count: Int) -> String {
    bytes.removeSubrange(count...)
    return "cut off at \(count)"
  }

  private func splice(_ bytes: inout [UInt8], _ place: Int, _ random: inout CaseRandom) -> String {
    let other = random.pick(others)
    let start = random.chance(1, of: 2) ? min(place, other.count) : random.below(other.count + 1)
    bytes.replaceSubrange(place..., with: other[start...])
    return "from byte \(place) on another file"
  }

  /// Another kind of line ends, or one line many times.
  private func shuffleLines(_ bytes: inout [UInt8], _ random: inout CaseRandom) -> String {
    let lines = bytes.split(separator: 10, omittingEmptySubsequences: false)
    let line = random.pick(lines)
    guard random.chance(1, of: 2), line.count < 200 else {
      bytes = Array(lines.joined(separator: random.pick([[13], [13, 10], [10, 10], [10, 13]])))
      return "other line ends"
    }
    bytes.append(contentsOf: (0..<random.below(64)).flatMap { _ in line + [10] })
    return "a line many times"
  }
}
