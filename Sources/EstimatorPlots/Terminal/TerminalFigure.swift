/// A figure that can also be shown in a terminal. This needs no drawing library.
///
///     print(grid.terminal())                              // as this terminal allows
///     print(grid.terminal(width: 100, color: .trueColor))
public protocol TerminalFigure: Figure {
  /// The figure as lines of text without a line break at the end.
  func terminal(_ style: TerminalStyle) -> String
}

extension TerminalFigure {
  /// The figure as standard output can show it; see ``TerminalStyle/detect(environment:descriptor:)``.
  public func terminal() -> String { terminal(.detect()) }

  /// The figure in at most `width` characters per line.
  public func terminal(width: Int, color: TerminalStyle.Color = .none) -> String {
    terminal(TerminalStyle(width: width, color: color))
  }
}
