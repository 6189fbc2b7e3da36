/// A bar with a title before and numbers behind it, as wide as there is room.
package enum ProgressText {
  private static let mostCells = 30
  private static let fewestCells = 6

  /// The line; details are left out from the last on where it would be too wide.
  ///
  /// - Parameters:
  ///   - title: What goes on.
  ///   - fraction: How much is done, in 0...1; `nil` when nobody knows, then there is no bar.
  ///   - details: Numbers behind the bar, the most important first.
  ///   - width: The most columns.
  package static func line(title: String, fraction: Double?, details: [String], width: Int) -> String {
    let title = String(title.map { $0.isNewline || $0.asciiValue.map { $0 < 32 } ?? false ? " " : $0 })
    var details = details
    while true {
      let end = details.isEmpty ? "" : " " + details.joined(separator: ", ")
      let room = width - title.printedWidth - 1 - end.printedWidth
      guard room < (fraction == nil ? 0 : fewestCells) else {
        return title + " " + bar(fraction, cells: min(mostCells, room)) + end
      }
      guard !details.isEmpty else { return String(title.prefix(width)) }
      details.removeLast()
    }
  }

  private static func bar(_ fraction: Double?, cells: Int) -> String {
    guard let fraction else { return "…" }
    let full = Int(max(0, min(1, fraction)) * Double(cells))
    return String(repeating: "█", count: full) + String(repeating: "·", count: cells - full)
  }

  /// A time for people: `0.4 s`, `12 s`, `2:05`, `1:02:03`.
  package static func time(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds < 1e8 else { return "…" }
    if seconds < 9.95 { return DecimalFormat.fixed(max(0, seconds), digits: 1) + " s" }
    let whole = Int(seconds.rounded())
    if whole < 60 { return "\(whole) s" }
    func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    let (hours, minutes) = (whole / 3600, whole / 60 % 60)
    return (hours > 0 ? "\(hours):\(two(minutes))" : "\(minutes)") + ":\(two(whole % 60))"
  }

  /// The time so far, and the time left once there is something to go by: a second, and a twentieth of the work.
  package static func times(elapsed: Double, fraction: Double?) -> [String] {
    guard let fraction, elapsed >= 1, fraction >= 0.05, fraction < 1 else { return [time(elapsed)] }
    return [time(elapsed), "about \(time(elapsed * (1 - fraction) / fraction)) left"]
  }
}
