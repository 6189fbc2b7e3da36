/// Text for terminals: colours and widths.
package enum TerminalText {
  /// The escape sequence back to the terminal's own colours.
  static let reset = "\u{1B}[0m"

  /// The escape sequence that starts a text colour (or a background); empty without colour.
  static func start(_ color: FigureColor, background: Bool = false, _ style: TerminalStyle.Color) -> String {
    let layer = background ? 48 : 38
    switch style.kind {
    case .none: return ""
    case .palette256: return "\u{1B}[\(layer);5;\(color.xtermIndex)m"
    case .trueColor: return "\u{1B}[\(layer);2;\(color.red);\(color.green);\(color.blue)m"
    }
  }

  /// The text in a colour.
  static func painted(
    _ text: String, _ color: FigureColor, on background: FigureColor? = nil, _ style: TerminalStyle.Color
  ) -> String {
    guard style != .none else { return text }
    return start(color, style) + (background.map { start($0, background: true, style) } ?? "") + text + reset
  }

  /// The number of character cells the text fills; East Asian letters and most pictographs fill two.
  static func width(_ text: String) -> Int {
    text.reduce(0) { $0 + $1.cells }
  }

  /// The text, or its beginning and an ellipsis, in exactly `width` cells, with spaces on both sides.
  static func centered(_ text: String, in width: Int) -> String {
    let text = truncated(text, to: width)
    let space = max(0, width - self.width(text))
    return String(repeating: " ", count: space / 2) + text + String(repeating: " ", count: space - space / 2)
  }

  /// The text at the right end of `width` cells.
  static func trailing(_ text: String, in width: Int) -> String {
    let text = truncated(text, to: width)
    return String(repeating: " ", count: max(0, width - self.width(text))) + text
  }

  package static func truncated(_ text: String, to width: Int) -> String {
    guard self.width(text) > width else { return text }
    var used = 1
    let kept = text.prefix { letter in
      used += letter.cells
      return used <= width
    }
    return width > 0 ? kept + "…" : ""
  }
}

extension Character {
  fileprivate var cells: Int { isWide ? 2 : 1 }

  private var isWide: Bool {
    guard let scalar = unicodeScalars.first else { return false }
    switch scalar.value {
    case 0x1100...0x115f, 0x2e80...0xa4cf, 0xac00...0xd7a3, 0xf900...0xfaff, 0xfe30...0xfe6f, 0xff00...0xff60,
      0xffe0...0xffe6, 0x1f300...0x1faff, 0x20000...0x3fffd:
      return true
    default: return false
    }
  }
}

extension FigureColor {
  /// The nearest of xterm's 256 colours: the 6 × 6 × 6 cube or the 24 greys.
  var xtermIndex: Int {
    let steps = [0, 95, 135, 175, 215, 255]
    func nearest(_ level: UInt8) -> Int {
      steps.indices.min { abs(steps[$0] - Int(level)) < abs(steps[$1] - Int(level)) } ?? 0
    }
    let (r, g, b) = (nearest(red), nearest(green), nearest(blue))
    let mean = (Int(red) + Int(green) + Int(blue)) / 3
    let gray = min(max((mean - 3) / 10, 0), 23)
    let grayError = distance(8 + 10 * gray, 8 + 10 * gray, 8 + 10 * gray)
    return grayError < distance(steps[r], steps[g], steps[b]) ? 232 + gray : 16 + 36 * r + 6 * g + b
  }

  private func distance(_ r: Int, _ g: Int, _ b: Int) -> Int {
    let (r, g, b) = (r - Int(red), g - Int(green), b - Int(blue))
    return r * r + g * g + b * b
  }
}
