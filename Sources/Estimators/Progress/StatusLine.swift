/// One line of news on standard error for work that is counted by its caller.
struct StatusLine {
  private let isShown: Bool
  private var line = TerminalLine()
  private var heldBack: String?

  /// - Parameter isShown: Whether anything is written at all.
  init(isShown: Bool = true) { self.isShown = isShown }

  /// Shows the text, unless the last one is too fresh.
  mutating func show(_ text: String) {
    guard isShown else { return }
    guard line.isDue else { return heldBack = text }
    heldBack = nil
    line.show(text)
  }

  /// Shows the last text, if it was held back, and ends the line.
  mutating func finish() {
    guard isShown else { return }
    if let heldBack { line.show(heldBack) }
    line.finish()
  }
}
