extension LineChart: Figure {
  public func draw(on canvas: any Canvas) {
    let layout = LineChartLayout(self)
    drawGrid(layout, on: canvas)
    canvas.clip(to: layout.plot) { drawCurves(layout, on: canvas) }
    canvas.line(layout.plot.outline, LineStyle())
    drawTicks(layout, on: canvas)
    drawTitles(layout, on: canvas)
    legend(layout)?.draw(on: canvas)
  }

  private func drawGrid(_ layout: LineChartLayout, on canvas: any Canvas) {
    let plot = layout.plot
    let style = LineStyle(color: .gray(225))
    for tick in layout.x.ticks where !tick.label.isEmpty {
      let x = plot.minX + layout.x.position(tick.value) * plot.width
      canvas.line([FigurePoint(x, plot.minY), FigurePoint(x, plot.maxY)], style)
    }
    for tick in layout.y.ticks where !tick.label.isEmpty {
      let y = plot.maxY - layout.y.position(tick.value) * plot.height
      canvas.line([FigurePoint(plot.minX, y), FigurePoint(plot.maxX, y)], style)
    }
  }

  private func drawCurves(_ layout: LineChartLayout, on canvas: any Canvas) {
    for (index, curve) in curves.enumerated() {
      let points = zip(curve.x, curve.y).map { layout.point($0, $1) }
      if points.count > 1, curve.joinsPoints { canvas.line(points, LineStyle(color: color(of: index), width: 1.5)) }
      guard curve.marksPoints || !curve.joinsPoints || points.count == 1 else { continue }
      let width = curve.joinsPoints ? 5.0 : 3.5
      for point in points { canvas.line([point], LineStyle(color: color(of: index), width: width, cap: .round)) }
    }
  }

  private func drawTicks(_ layout: LineChartLayout, on canvas: any Canvas) {
    let plot = layout.plot
    for tick in layout.separatedXTicks {
      let x = plot.minX + layout.x.position(tick.value) * plot.width
      let length = tick.label.isEmpty ? 2 : LineChartLayout.tick
      canvas.line([FigurePoint(x, plot.maxY), FigurePoint(x, plot.maxY + length)], LineStyle())
      canvas.text(
        tick.label, at: FigurePoint(x, plot.maxY + LineChartLayout.tick + 4),
        TextStyle(size: LineChartLayout.font, vertical: .top))
    }
    for tick in layout.y.ticks {
      let y = plot.maxY - layout.y.position(tick.value) * plot.height
      let length = tick.label.isEmpty ? 2 : LineChartLayout.tick
      canvas.line([FigurePoint(plot.minX - length, y), FigurePoint(plot.minX, y)], LineStyle())
      canvas.text(
        tick.label, at: FigurePoint(plot.minX - LineChartLayout.tick - 4, y),
        TextStyle(size: LineChartLayout.font, horizontal: .trailing))
    }
  }

  private func drawTitles(_ layout: LineChartLayout, on canvas: any Canvas) {
    let plot = layout.plot
    let font = LineChartLayout.font
    let margin = LineChartLayout.margin
    draw(
      title, at: FigurePoint(plot.midX, plot.minY - 8), in: size.width - 2 * margin,
      TextStyle(size: LineChartLayout.titleFont, vertical: .baseline), on: canvas)
    draw(
      xLabel, at: FigurePoint(plot.midX, size.height - margin - 2), in: plot.width,
      TextStyle(size: font, vertical: .baseline), on: canvas)
    draw(
      yLabel, at: FigurePoint(margin + font / 2, plot.midY), in: plot.height, TextStyle(size: font, rotation: 90),
      on: canvas)
  }

  private func draw(
    _ text: String, at point: FigurePoint, in width: Double, _ style: TextStyle, on canvas: any Canvas
  ) {
    guard !text.isEmpty else { return }
    canvas.text(TextMetrics.truncated(text, to: width, size: style.size), at: point, style)
  }

  private func legend(_ layout: LineChartLayout) -> Legend? {
    let entries = curves.enumerated().map { Legend.Entry(name: $1.name, color: color(of: $0)) }
    return Legend(entries, in: layout.plot, avoiding: curves.flatMap { alongside($0, layout) })
  }

  /// Points all along a curve, also between its own.
  private func alongside(_ curve: Curve, _ layout: LineChartLayout) -> [FigurePoint] {
    let points = zip(curve.x, curve.y).map { layout.point($0, $1) }
    let between = zip(points, points.dropFirst()).flatMap { a, b in
      let steps = min(max(Int(max(abs(a.x - b.x), abs(a.y - b.y)) / 4), 1), 200)
      return (0..<steps).map { step in
        let t = Double(step) / Double(steps)
        return FigurePoint(a.x + (b.x - a.x) * t, a.y + (b.y - a.y) * t)
      }
    }
    return between + points.suffix(1)
  }
}
