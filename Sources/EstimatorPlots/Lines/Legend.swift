/// The box that tells which colour is which curve.
struct Legend: Sendable, Hashable {
  private static let font = 10.0
  private static let padding = 6.0
  private static let sample = 20.0
  private static let line = 14.5
  /// Distance from the axes.
  private static let inset = 6.0

  struct Entry: Sendable, Hashable {
    let name: String
    let color: FigureColor
  }

  let entries: [Entry]
  let box: FigureRectangle

  /// The legend in the corner of `plot` with the fewest of `points` (matplotlib's `loc="best"`); nil without names.
  init?(_ entries: [Entry], in plot: FigureRectangle, avoiding points: [FigurePoint]) {
    let room = plot.width * 0.6
    // As many as fit; a chart of more curves than that needs another form of key.
    let entries = entries.filter { !$0.name.isEmpty }.prefix(Int((plot.height - 2 * Self.inset) / Self.line) - 1)
    guard !entries.isEmpty else { return nil }
    self.entries = entries.map {
      Entry(name: TextMetrics.truncated($0.name, to: room, size: Self.font), color: $0.color)
    }
    let text = TextMetrics.width(ofWidest: self.entries.map(\.name), size: Self.font)
    let width = 3 * Self.padding + Self.sample + text
    let height = Double(entries.count) * Self.line + Self.padding
    let left = plot.minX + Self.inset
    let right = plot.maxX - Self.inset - width
    let top = plot.minY + Self.inset
    let bottom = plot.maxY - Self.inset - height
    let corners = [(right, top), (left, top), (left, bottom), (right, bottom)].map {
      FigureRectangle(x: $0, y: $1, width: width, height: height)
    }
    func crowd(_ corner: FigureRectangle) -> Int { points.count { corner.holds($0, margin: 3) } }
    box = corners.min { crowd($0) < crowd($1) } ?? corners[0]
  }

  func draw(on canvas: any Canvas) {
    canvas.fill(box, FigureColor(red: 255, green: 255, blue: 255, alpha: 204))
    canvas.line(box.outline, LineStyle(color: .gray(204)))
    for (index, entry) in entries.enumerated() {
      let y = box.minY + Self.padding / 2 + (Double(index) + 0.5) * Self.line
      let left = box.minX + Self.padding
      canvas.line(
        [FigurePoint(left + 1, y), FigurePoint(left + Self.sample - 1, y)], LineStyle(color: entry.color, width: 1.5))
      canvas.text(
        entry.name, at: FigurePoint(left + Self.sample + Self.padding, y),
        TextStyle(size: Self.font, horizontal: .leading))
    }
  }
}

extension FigureRectangle {
  fileprivate func holds(_ point: FigurePoint, margin: Double) -> Bool {
    point.x >= minX - margin && point.x <= maxX + margin && point.y >= minY - margin && point.y <= maxY + margin
  }
}
