#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// One line of news on standard error: on a terminal it redraws itself, elsewhere it is written now and then.
struct StatusLine {
  private static let redraw = Duration.milliseconds(80)
  private static let newLine = Duration.seconds(5)

  private let isShown: Bool
  private let isTerminal: Bool
  private let clock = ContinuousClock()
  private var lastShown: ContinuousClock.Instant?
  private var newest: String?

  /// - Parameter isShown: Whether anything is written at all.
  init(isShown: Bool = true) {
    self.isShown = isShown
    let dumb = getenv("TERM").map { String(cString: $0) == "dumb" } ?? true
    isTerminal = isatty(STDERR_FILENO) == 1 && !dumb
  }

  /// Shows the text, unless the last one is too fresh.
  mutating func show(_ text: String) {
    guard isShown else { return }
    newest = text
    let now = clock.now
    if let lastShown, now - lastShown < (isTerminal ? Self.redraw : Self.newLine) { return }
    lastShown = now
    put(text)
    newest = nil
  }

  /// Shows the last text, if it was held back, and ends the line.
  mutating func finish() {
    guard isShown else { return }
    if let newest { put(newest) }
    if isTerminal, lastShown != nil { writeToStandardError("\n") }
  }

  private func put(_ text: String) { writeToStandardError(isTerminal ? "\r\u{1B}[K" + text : text + "\n") }
}
