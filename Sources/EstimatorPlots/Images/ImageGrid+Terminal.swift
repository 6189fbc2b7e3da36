extension ImageGrid: TerminalFigure {
  public func terminal(_ style: TerminalStyle) -> String {
    let grid = TerminalGrid(columns: columns, shape: pictures[0].shape, titles: titles, style)
    return grid.lines(pictures, titles: titles).joined(separator: "\n")
  }
}
