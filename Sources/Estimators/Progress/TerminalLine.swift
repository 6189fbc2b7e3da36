internal import Platform

/// The line of news at the end of standard error: on a terminal it redraws itself within one row of the screen,
/// elsewhere it is written now and then.
package struct TerminalLine {
  private static let redraw = Duration.milliseconds(80)
  private static let newLine = Duration.seconds(5)
  /// Where no terminal says how wide it is.
  private static let usualWidth = 80

  let isTerminal: Bool
  private let clock = ContinuousClock()
  private var lastShown: ContinuousClock.Instant?
  /// Columns of the text on the screen.
  private var drawnWidth = 0

  init() {
    let isDumb = getenv("TERM").map { String(cString: $0) == "dumb" } ?? true
    isTerminal = isatty(STDERR_FILENO) == 1 && !isDumb
  }

  /// Whether the last text has stood long enough.
  var isDue: Bool {
    guard let lastShown else { return true }
    return clock.now - lastShown >= (isTerminal ? Self.redraw : Self.newLine)
  }

  /// The most columns of a text; the last one of a terminal stays free: some wrap as soon as it is written.
  var width: Int { isTerminal ? max(1, Self.terminalWidth - 1) : .max }

  /// Shows a text in place of the last one, cut to the width of the terminal.
  mutating func show(_ text: String) {
    lastShown = clock.now
    guard isTerminal else { return writeToStandardError(text + "\n") }
    let line = String(text.prefix(width))
    writeToStandardError(Self.clearing(drawnWidth, inWidth: Self.terminalWidth) + line)
    drawnWidth = line.printedWidth
  }

  /// Ends the line, if there is one.
  mutating func finish() {
    if isTerminal, lastShown != nil { writeToStandardError("\n") }
    (lastShown, drawnWidth) = (nil, 0)
  }

  /// What takes a text off the screen: to its beginning and clear to the end. A text wider than the terminal, which has
  /// been made narrower, stands on several rows.
  package static func clearing(_ drawnWidth: Int, inWidth width: Int) -> String {
    let rowsAbove = drawnWidth > width ? (drawnWidth - 1) / width : 0
    return "\r" + (rowsAbove > 0 ? "\u{1B}[\(rowsAbove)A" : "") + "\u{1B}[J"
  }

  private static var terminalWidth: Int {
    var size = winsize()
    guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return usualWidth }
    return Int(size.ws_col)
  }
}

/// Writes text as it is; what cannot be written is dropped, since progress is not worth an error.
func writeToStandardError(_ text: String) {
  var bytes = Array(text.utf8)[...]
  while !bytes.isEmpty {
    let written = bytes.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    guard written > 0 else { return }
    bytes = bytes.dropFirst(written)
  }
}
