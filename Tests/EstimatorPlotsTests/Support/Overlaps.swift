import EstimatorPlots
import Platform
import Testing

/// Every text lies on the paper and no two touch.
func expectReadableTexts(_ figure: some Figure, sourceLocation: SourceLocation = #_sourceLocation) {
  let texts = RecordingCanvas(figure).texts.map { (text: $0.text, corners: $0.corners) }
  let size = figure.size
  let outside = texts.filter { !$0.corners.allSatisfy { isOnPaper($0, size) } }.map(\.text)
  #expect(outside == [], "leaves the figure", sourceLocation: sourceLocation)
  // Sorted from left to right, only neighbours have to be compared: a large table has 80,000 pairs.
  let sorted = texts.sorted { left($0.corners) < left($1.corners) }
  var touching = [String]()
  for (index, a) in sorted.enumerated() {
    let right = a.corners.map(\.x).max() ?? 0
    for b in sorted[(index + 1)...].prefix(while: { left($0.corners) < right })
    where !isApart(a.corners, b.corners) && !isApart(b.corners, a.corners) {
      touching.append("\(a.text) | \(b.text)")
    }
  }
  #expect(touching == [], sourceLocation: sourceLocation)
}

private func isOnPaper(_ point: FigurePoint, _ size: FigureSize) -> Bool {
  point.x >= 0 && point.y >= 0 && point.x <= size.width && point.y <= size.height
}

private func left(_ corners: [FigurePoint]) -> Double { corners.map(\.x).min() ?? 0 }

extension RecordingCanvas.Text {
  /// The corners of the box from the baseline to the height of a capital letter, turned as the text is.
  var corners: [FigurePoint] {
    let width = TextMetrics.width(of: text, size: style.size)
    let height = TextMetrics.capHeight * style.size
    let left = -width * (style.horizontal == .leading ? 0 : style.horizontal == .center ? 0.5 : 1)
    let top = -height * (style.vertical == .baseline ? 1 : style.vertical == .middle ? 0.5 : 0)
    let angle = -style.rotation * .pi / 180
    let corners = [(left, top), (left + width, top), (left + width, top + height), (left, top + height)]
    return corners.map { x, y in
      FigurePoint(point.x + x * cos(angle) - y * sin(angle), point.y + x * sin(angle) + y * cos(angle))
    }
  }
}

/// Whether a side of `a` has all of `b` on its other side (half of the separating axis theorem).
private func isApart(_ a: [FigurePoint], _ b: [FigurePoint]) -> Bool {
  a.indices.contains { index in
    let from = a[index]
    let to = a[(index + 1) % a.count]
    return b.allSatisfy { point in
      (to.x - from.x) * (point.y - from.y) - (to.y - from.y) * (point.x - from.x) <= 1e-9
    }
  }
}
