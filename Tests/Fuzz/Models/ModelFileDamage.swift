import Estimators
import Foundation

/// Slips in a model file: in its JSON as a tree and as text, in its numbers, and in its bytes. Most of them are put
/// under right lengths and a right checksum, since a reader would look no further.
struct ModelFileDamage {
  let trees: [Tree]
  let texts: [[UInt8]]

  /// A damaged copy, and what was done.
  func damaged(_ content: [UInt8], _ random: inout CaseRandom) throws -> (bytes: [UInt8], slips: [String]) {
    var slips: [String] = []
    var bytes = content
    switch random.below(8) {
    case 0: break
    case 1, 2: slips += try damageText(&bytes, &random)
    case 3, 4: slips += try damageNumbers(&bytes, &random)
    default: slips += try damageTree(&bytes, &random)
    }
    if slips.isEmpty || random.chance(1, of: 16) {
      slips += ByteDamage(others: [content]).damage(&bytes, &random)
      if random.chance(3, of: 4) { Self.seal(&bytes) }
    }
    return (bytes, slips)
  }

  private func damageTree(_ bytes: inout [UInt8], _ random: inout CaseRandom) throws -> [String] {
    let (header, numbers) = Self.parts(bytes)
    var tree = try TreeReader.tree(of: String(decoding: header, as: UTF8.self))
    let slips = TreeDamage(others: trees).damage(&tree, &random)
    bytes = Self.file(Array(tree.json.utf8), numbers)
    return slips
  }

  private func damageText(_ bytes: inout [UInt8], _ random: inout CaseRandom) throws -> [String] {
    var (header, numbers) = Self.parts(bytes)
    let slips = ByteDamage(others: texts).damage(&header, &random)
    bytes = Self.file(header, numbers)
    return slips
  }

  /// Hostile numbers for numbers, and lists of another length than the JSON says.
  private func damageNumbers(_ bytes: inout [UInt8], _ random: inout CaseRandom) throws -> [String] {
    var (header, numbers) = Self.parts(bytes)
    var slips: [String] = []
    for _ in 0..<1 + random.below(4) where numbers.count >= 8 {
      let place = random.below(numbers.count / 8) * 8
      let number = random.pick([
        0, -0.0, .nan, .infinity, -.infinity, 1e308, -1e308, .leastNonzeroMagnitude, 1e19, -1, 1,
      ])
      let bits = random.chance(1, of: 2) ? number.bitPattern : UInt64(bitPattern: Int64(random.pick(Hostile.integers)))
      for byte in 0..<8 { numbers[place + byte] = UInt8(truncatingIfNeeded: bits >> (8 * byte)) }
      slips.append("the bits of \(Double(bitPattern: bits)) at \(place) of the numbers")
    }
    if slips.isEmpty || random.chance(1, of: 8) {
      slips += ByteDamage(others: [numbers]).damage(&numbers, &random)
    }
    bytes = Self.file(header, numbers)
    return slips
  }

  // MARK: Bytes

  private static let prefix = 24

  private static func parts(_ bytes: [UInt8]) -> (header: [UInt8], numbers: [UInt8]) {
    let length = bytes[8..<16].reversed().reduce(0) { $0 << 8 | Int($1) }
    return (Array(bytes[prefix..<prefix + length]), Array(bytes[(prefix + length)...].dropLast(4)))
  }

  private static func file(_ header: [UInt8], _ numbers: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = [0x93, 0x45, 0x53, 0x54, 0x4d, 0x0d, 0x0a, 1]
    for length in [header.count, numbers.count] {
      bytes += (0..<8).map { UInt8(truncatingIfNeeded: length >> (8 * $0)) }
    }
    bytes += header + numbers + [0, 0, 0, 0]
    seal(&bytes)
    return bytes
  }

  /// Puts the checksum of what is before it into the last four bytes.
  private static func seal(_ bytes: inout [UInt8]) {
    guard bytes.count >= 4 else { return }
    let sum = Archive.crc32(Data(bytes.dropLast(4)))
    for byte in 0..<4 { bytes[bytes.count - 4 + byte] = UInt8(truncatingIfNeeded: sum >> (8 * UInt32(byte))) }
  }
}
