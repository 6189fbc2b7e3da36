/// Where the parts of a chart go.
struct LineChartLayout: Sendable, Hashable {
  static let margin = 10.0
  static let tick = 3.5
  static let font = 10.0
  static let titleFont = 12.0

  let x: Axis
  let y: Axis
  /// The rectangle inside the axes.
  let plot: FigureRectangle

  init(_ chart: LineChart) {
    let xIntervals = max(2, Int(chart.size.width / 55))
    let yIntervals = max(2, Int(chart.size.height / 36))
    x = Axis(chart.xs, scale: chart.xScale, margin: 0.05, intervals: xIntervals)
    y = Axis(chart.ys, scale: chart.yScale, margin: 0.05, intervals: yIntervals)
    let letter = Self.font * TextMetrics.capHeight
    let left =
      Self.margin + (chart.yLabel.isEmpty ? 0 : Self.font + 6) + TextMetrics.width(ofWidest: y.labels, size: Self.font)
      + 4 + Self.tick
    let below = Self.margin + (chart.xLabel.isEmpty ? 0 : Self.font + 8) + letter + 4 + Self.tick
    let above = Self.margin + (chart.title.isEmpty ? 0 : Self.titleFont + 6)
    // The last label of x may reach beyond the axis.
    let right = Self.margin + TextMetrics.width(of: x.labels.last ?? "", size: Self.font) / 2
    plot = FigureRectangle(
      x: left, y: above, width: max(chart.size.width - left - right, 40),
      height: max(chart.size.height - above - below, 40))
  }

  func point(_ x: Double, _ y: Double) -> FigurePoint {
    FigurePoint(plot.minX + self.x.position(x) * plot.width, plot.maxY - self.y.position(y) * plot.height)
  }

  /// The labelled ticks of x that do not touch the one before.
  var separatedXTicks: [Axis.Tick] {
    x.ticks.reduce(into: []) { kept, tick in
      guard !tick.label.isEmpty, let last = kept.last(where: { !$0.label.isEmpty }) else { return kept.append(tick) }
      let distance = (x.position(tick.value) - x.position(last.value)) * plot.width
      let room =
        (TextMetrics.width(of: last.label, size: Self.font) + TextMetrics.width(of: tick.label, size: Self.font))
      if distance >= room / 2 + 6 { kept.append(tick) } else { kept.append(Axis.Tick(value: tick.value, label: "")) }
    }
  }
}
