/// Pictures made of characters: half blocks in colour, a ramp of ever fuller characters without.
///
/// A character cell is about twice as tall as wide, so a cell holds two pixels, one above the other.
enum TerminalPicture {
  /// From dark to bright.
  static let brightnessRamp = Array(" .:-=+*#%@")
  /// From far below the middle to far above it, for pictures whose middle grey stands for 0.
  static let signedRamp = Array("=- +#")

  /// The lines of a picture, two rows of pixels each, one character per column.
  static func lines(
    _ raster: Raster, ramp: [Character] = brightnessRamp, _ style: TerminalStyle.Color
  ) -> [String] {
    stride(from: 0, to: raster.height, by: 2).map { row in
      style == .none ? rampLine(raster, row, ramp) : halfBlockLine(raster, row, style)
    }
  }

  private static func rampLine(_ raster: Raster, _ row: Int, _ ramp: [Character]) -> String {
    let below = min(row + 1, raster.height - 1)
    return String(
      (0..<raster.width).map { column in
        let brightness = (raster[column, row].brightness + raster[column, below].brightness) / 2
        return ramp[min(Int(brightness * Double(ramp.count)), ramp.count - 1)]
      })
  }

  private static func halfBlockLine(_ raster: Raster, _ row: Int, _ style: TerminalStyle.Color) -> String {
    var line = ""
    var previous: (top: FigureColor, bottom: FigureColor?)?
    for column in 0..<raster.width {
      let top = raster[column, row]
      let bottom = row + 1 < raster.height ? raster[column, row + 1] : nil
      // Only changes are written: a run of equal pixels costs one character each.
      if previous?.top != top { line += TerminalText.start(top, style) }
      if let bottom, previous?.bottom != bottom { line += TerminalText.start(bottom, background: true, style) }
      line += "▀"
      previous = (top, bottom)
    }
    return line + TerminalText.reset
  }
}
