extension WeightImages: TerminalFigure {
  public func terminal(_ style: TerminalStyle) -> String {
    let titles = classes.map { ImageGrid.Title($0) }
    let grid = TerminalGrid(columns: columns, shape: shape, titles: titles, style)
    let pictures = pictures(in: style.color == .none ? .gray : .blueWhiteRed)
    let end = PlotNumber.short(limit)
    let key =
      style.color == .none
      ? "# and + are above 0, = and - below; the scale ends at ±\(end)"
      : TerminalText.painted("▀▀", ColorMap.blueWhiteRed.color(at: 0.1), style.color) + " −\(end)  "
        + TerminalText.painted("▀▀", ColorMap.blueWhiteRed.color(at: 0.9), style.color) + " \(end)"
    return (grid.lines(pictures, titles: titles, ramp: TerminalPicture.signedRamp) + ["", key]).joined(separator: "\n")
  }
}
