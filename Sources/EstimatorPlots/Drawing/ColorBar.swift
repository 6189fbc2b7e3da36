/// An upright strip of a palette with labels at its right: the key to the colours of a figure.
struct ColorBar: Sendable, Hashable {
  static let stripWidth = 10.0
  static let gap = 14.0
  private static let tickLength = 3.0
  private static let fontSize = 8.0

  let map: ColorMap
  /// Places from 0 at the bottom to 1 at the top, with their labels.
  let labels: [Label]
  let caption: String

  struct Label: Sendable, Hashable {
    let position: Double
    let text: String
  }

  /// Room from left to right with the labels and the caption, without the gap on the left.
  var width: Double {
    let labels = TextMetrics.width(ofWidest: labels.map(\.text), size: Self.fontSize)
    return Self.stripWidth + Self.tickLength + 3 + labels + (caption.isEmpty ? 0 : 8 + Self.fontSize)
  }

  /// Draws the bar with its upper left corner at the point.
  func draw(at corner: FigurePoint, height: Double, on canvas: any Canvas) {
    let strip = FigureRectangle(x: corner.x, y: corner.y, width: Self.stripWidth, height: height)
    canvas.image(Raster(width: 1, height: 256) { map.color(at: 1 - Double($1) / 255) }, in: strip)
    canvas.line(strip.outline, LineStyle())
    for label in separated(labels, height: height) {
      let y = strip.maxY - label.position * height
      canvas.line([FigurePoint(strip.maxX, y), FigurePoint(strip.maxX + Self.tickLength, y)], LineStyle())
      canvas.text(
        label.text, at: FigurePoint(strip.maxX + Self.tickLength + 3, y),
        TextStyle(size: Self.fontSize, horizontal: .leading))
    }
    guard !caption.isEmpty, TextMetrics.width(of: caption, size: Self.fontSize) <= height else { return }
    canvas.text(
      caption, at: FigurePoint(strip.minX + width - Self.fontSize / 2, strip.midY),
      TextStyle(size: Self.fontSize, rotation: 90))
  }

  /// The labels from below that don't touch the one before.
  private func separated(_ labels: [Label], height: Double) -> [Label] {
    labels.reduce(into: []) { kept, label in
      let last = kept.last.map(\.position) ?? -.infinity
      if (label.position - last) * height >= Self.fontSize * 1.1 { kept.append(label) }
    }
  }
}
