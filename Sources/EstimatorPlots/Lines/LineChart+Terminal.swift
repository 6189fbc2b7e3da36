extension LineChart: TerminalFigure {
  public func terminal(_ style: TerminalStyle) -> String {
    let lines = 16
    let y = Axis(ys, scale: yScale, margin: 0, intervals: 5)
    let labelWidth = y.labels.reduce(0) { max($0, TerminalText.width($1)) }
    let width = max(style.width - labelWidth - 2, 4)
    let x = Axis(xs, scale: xScale, margin: 0, intervals: max(width / 12, 2))
    var dots = BrailleDots(columns: width, lines: lines)
    for (index, curve) in curves.enumerated() { draw(curve, index, on: &dots, x, y) }
    var labels = Array(repeating: "", count: lines)
    for tick in y.ticks where !tick.label.isEmpty {
      labels[Int(((1 - y.position(tick.value)) * Double(lines - 1)).rounded())] = tick.label
    }
    let plot = (0..<lines).map { line in
      TerminalText.trailing(labels[line], in: labelWidth) + (labels[line].isEmpty ? " │" : " ┤")
        + row(dots, line, style.color)
    }
    let indent = String(repeating: " ", count: labelWidth + 1)
    return
      (heading(style, labelWidth) + plot + [indent + "└" + ticks(x, width), indent + " " + labelLine(x, width)]
      + names(style, indent)).joined(separator: "\n")
  }

  /// Without colour, curves can only be told apart by characters of their own.
  private static let marks = Array("*o+x#@%&")

  private func draw(_ curve: Curve, _ index: Int, on dots: inout BrailleDots, _ x: Axis, _ y: Axis) {
    let points = zip(curve.x, curve.y).map { point in
      (
        Int((x.position(point.0) * Double(dots.width - 1)).rounded()),
        Int(((1 - y.position(point.1)) * Double(dots.height - 1)).rounded())
      )
    }
    guard curve.joinsPoints else {
      for point in points { dots.set(point.0, point.1, curve: index) }
      return
    }
    for (a, b) in zip(points, points.dropFirst().isEmpty ? points[...] : points.dropFirst()) {
      let steps = max(abs(a.0 - b.0), abs(a.1 - b.1), 1)
      for step in 0...steps {
        dots.set(a.0 + (b.0 - a.0) * step / steps, a.1 + (b.1 - a.1) * step / steps, curve: index)
      }
    }
  }

  private func row(_ dots: BrailleDots, _ line: Int, _ color: TerminalStyle.Color) -> String {
    (0..<dots.columns).map { column -> String in
      guard let curve = dots.curve(column, line) else { return " " }
      if color != .none { return TerminalText.painted(dots.character(column, line), self.color(of: curve), color) }
      return curves.count == 1 ? dots.character(column, line) : String(Self.marks[curve % Self.marks.count])
    }.joined()
  }

  private func heading(_ style: TerminalStyle, _ labelWidth: Int) -> [String] {
    [title, yLabel].filter { !$0.isEmpty }.map { TerminalText.truncated($0, to: style.width) }
  }

  private func ticks(_ axis: Axis, _ width: Int) -> String {
    var line = Array(repeating: "─", count: width)
    for tick in axis.ticks where !tick.label.isEmpty { line[place(tick, axis, width)] = "┬" }
    return line.joined()
  }

  /// The labels under the axis, each in the middle under its tick, and the name of the axis where room is left.
  private func labelLine(_ axis: Axis, _ width: Int) -> String {
    var line = ""
    var used = 0
    for tick in axis.ticks where !tick.label.isEmpty {
      let count = TerminalText.width(tick.label)
      let start = min(max(place(tick, axis, width) - count / 2, 0), max(width - count, 0))
      if used > 0, start <= used { continue }
      line += String(repeating: " ", count: start - used) + tick.label
      used = start + count
    }
    return TerminalText.truncated(line, to: width)
  }

  private func place(_ tick: Axis.Tick, _ axis: Axis, _ width: Int) -> Int {
    Int((axis.position(tick.value) * Double(width - 1)).rounded())
  }

  private func names(_ style: TerminalStyle, _ indent: String) -> [String] {
    let label = xLabel.isEmpty ? [] : [TerminalText.truncated(indent + " " + xLabel, to: style.width)]
    let names = curves.enumerated().filter { !$1.name.isEmpty }.map { index, curve -> String in
      let name = TerminalText.truncated(curve.name, to: max(style.width - indent.count - 4, 1))
      if style.color != .none {
        return indent + " " + TerminalText.painted("━━ ", color(of: index), style.color) + name
      }
      return curves.count == 1 ? indent + " " + name : indent + " \(Self.marks[index % Self.marks.count])  " + name
    }
    return label + names
  }
}
