/// Widths of text in DejaVu Sans, so that a figure can be laid out without a drawing library and the same everywhere.
///
/// A canvas measures again when it aligns text; these widths only decide how much room there is.
package enum TextMetrics {
  /// Height of a capital letter as a share of the font size.
  package static let capHeight = 0.729
  /// From one baseline to the next as a share of the font size.
  static let lineHeight = 1.164

  /// The width of one line of text in points.
  package static func width(of text: String, size: Double) -> Double {
    Double(text.unicodeScalars.reduce(0) { $0 + thousandths(of: $1) }) * size / 1000
  }

  /// The widest of several lines.
  static func width(ofWidest texts: [String], size: Double) -> Double {
    texts.reduce(0) { max($0, width(of: $1, size: size)) }
  }

  /// The text, or as many of its first letters as fit with an ellipsis behind them.
  static func truncated(_ text: String, to width: Double, size: Double) -> String {
    guard self.width(of: text, size: size) > width else { return text }
    var used = thousandths(of: "…")
    let kept = text.prefix { letter in
      used += letter.unicodeScalars.reduce(0) { $0 + thousandths(of: $1) }
      return Double(used) * size / 1000 <= width
    }
    return kept + "…"
  }

  /// The largest size, at most `size` and at least `smallest`, at which every text is no wider than `width`.
  static func size(_ size: Double, fitting texts: [String], in width: Double, smallest: Double) -> Double {
    let widest = self.width(ofWidest: texts, size: size)
    return widest <= width ? size : max(smallest, size * width / widest)
  }

  private static func thousandths(of scalar: Unicode.Scalar) -> Int {
    let index = Int(scalar.value) - 32
    if ascii.indices.contains(index) { return ascii[index] }
    // Marks that sit on the letter before them take no room; East Asian letters are square; most others are like "o".
    if scalar.properties.generalCategory == .nonspacingMark { return 0 }
    return scalar.value >= 0x2e80 ? 1000 : scalar.value >= 0x2010 ? 838 : 680
  }

  /// Advance widths of the characters from the space to the tilde, in thousandths of the font size.
  private static let ascii = [
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636, 636, 636,
    636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863,
    748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500, 500, 613, 635, 550, 635,
    615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636,
    337, 636, 838,
  ]
}
