import Foundation

/// What became of the cases, kind by kind.
struct Tally {
  private struct Line {
    var cases = 0
    var accepted = 0
    /// Read, then refused with a reason when it was used.
    var explained = 0
    var refused = 0
    var seconds = 0.0
    var slowest = 0.0

    mutating func note(_ outcome: Outcome, _ seconds: Double) {
      cases += 1
      accepted += outcome == .accepted ? 1 : 0
      explained += outcome == .explained ? 1 : 0
      refused += outcome == .refused ? 1 : 0
      self.seconds += seconds
      slowest = max(slowest, seconds)
    }
  }

  enum Outcome: Sendable { case accepted, explained, refused, faulty }

  private struct Finding {
    var count: Int
    var number: Int
    var message: String
    var input: Input
  }

  private var lines: [String: Line] = [:]
  private var findings: [String: Finding] = [:]
  private var slowest = (seconds: 0.0, number: 0, name: "")
  /// The case that raised the peak of memory the most.
  private var hungriest = (megabytes: 0.0, number: 0, name: "")
  private var peak = Usage.peakMegabytes

  var hasFaults: Bool { !findings.isEmpty }

  mutating func note(_ name: String, _ outcome: Outcome, seconds: Double, number: Int) {
    lines[name, default: Line()].note(outcome, seconds)
    if seconds > slowest.seconds { slowest = (seconds, number, name) }
    let now = Usage.peakMegabytes
    if now - peak > hungriest.megabytes { hungriest = (now - peak, number, name) }
    peak = now
  }

  /// Of faults that read alike but for numbers the one with the fewest slips is kept.
  mutating func note(fault message: String, of name: String, _ input: Input, number: Int) {
    let words = message.prefix(160).filter { !$0.isNumber && $0 != "-" }.prefix(70)
    let key = "\(name) – \(words)"
    let new = Finding(count: 1, number: number, message: message, input: input)
    guard let old = findings[key] else {
      // Told at once: a later case may end the process.
      print("fault in case \(number): \(name) – \(message.prefix(160))")
      fflush(nil)
      return findings[key] = new
    }
    let isSmaller =
      (input.slips.count, input.bytes.count) < (old.input.slips.count, old.input.bytes.count)
    findings[key] = isSmaller ? new : old
    findings[key]?.count = old.count + 1
  }

  /// The table, the records, and each fault with the file that its smallest input was written to.
  func report(seed: UInt64, folder: URL) throws -> String {
    let width = lines.keys.map(\.count).max() ?? 0
    var text = "cases  per s  accepted  explained  refused  slowest ms\n"
    for (name, line) in lines.sorted(by: { $0.key < $1.key }) {
      text += name.padding(toLength: width, withPad: " ", startingAt: 0)
      let counts = [
        line.cases, Int(Double(line.cases) / max(line.seconds, 1e-9)), line.accepted, line.explained, line.refused,
      ]
      text += counts.map { "  \($0)" }.joined() + "  " + Self.milliseconds(line.slowest) + "\n"
    }
    text +=
      "slowest: case \(slowest.number), \(slowest.name), \(Self.milliseconds(slowest.seconds)) ms of processor time\n"
    text += "hungriest: case \(hungriest.number), \(hungriest.name), \(Int(hungriest.megabytes)) MB more than before\n"
    for (key, finding) in findings.sorted(by: { $0.key < $1.key }) {
      let file = folder.appendingPathComponent("case-\(seed)-\(finding.number).\(finding.input.format)")
      try finding.input.bytes.write(to: file)
      text += """

        FAULT, \(finding.count) ×: \(key.prefix { $0 != "–" })– \(finding.message.prefix(300))
          after: \(finding.input.slips.joined(separator: "; ").prefix(300))
          input: \(file.path)
          again: Scripts/fuzz --seed \(seed) --only \(finding.number)

        """
    }
    return text
  }

  private static func milliseconds(_ seconds: Double) -> String { String(format: "%.1f", 1000 * seconds) }
}
