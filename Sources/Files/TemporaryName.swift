/// How the temporary files of a target are called: `.NAME.HASH.PROCESS-NUMBER.partial`.
struct TemporaryName {
  /// Long names are cut here, so that a temporary name is never longer than what systems allow.
  private static let mostBytes = 40
  private static let end = ".partial"

  private let start: String

  init(_ target: String) {
    var short = target
    while short.utf8.count > Self.mostBytes { short.removeLast() }
    start = ".\(short).\(String(Self.hash(target), radix: 16))."
  }

  func text(process: Int32, number: Int) -> String { "\(start)\(process)-\(number)\(Self.end)" }

  func matches(_ name: String) -> Bool {
    let name = Array(name.utf8)
    let (start, end) = (Array(start.utf8), Array(Self.end.utf8))
    guard name.count > start.count + end.count, name.starts(with: start), name.suffix(end.count) == end[...] else {
      return false
    }
    let numbers = name[start.count..<name.count - end.count].split(
      separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
    return numbers.count == 2 && numbers.allSatisfy { !$0.isEmpty && $0.allSatisfy { (48...57).contains($0) } }
  }

  /// FNV-1a, the same in every process. Two names of one hash only see each other's leftovers.
  private static func hash(_ text: String) -> UInt32 {
    text.utf8.reduce(2_166_136_261) { ($0 ^ UInt32($1)) &* 16_777_619 }
  }
}
