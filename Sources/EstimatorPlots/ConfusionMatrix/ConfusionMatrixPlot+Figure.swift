extension ConfusionMatrixPlot: Figure {
  public var size: FigureSize { layout.size }

  public func draw(on canvas: any Canvas) {
    let layout = layout
    drawCells(layout, on: canvas)
    canvas.line(layout.table.outline, LineStyle())
    drawNames(layout, on: canvas)
    drawAxisTitles(layout, on: canvas)
    layout.bar.draw(
      at: FigurePoint(layout.table.maxX + ColorBar.gap, layout.table.minY), height: layout.table.height, on: canvas)
  }

  private var layout: ConfusionMatrixLayout {
    ConfusionMatrixLayout(classes: classes, texts: cellTexts, title: title, bar: Self.bar)
  }

  private static let bar = ColorBar(
    map: .blues,
    labels: [0, 0.01, 0.05, 0.1, 0.25, 0.5, 1].map { share in
      ColorBar.Label(position: share.squareRoot(), text: "\(PlotNumber.short(share * 100)) %")
    },
    caption: "share of the row")

  private func drawCells(_ layout: ConfusionMatrixLayout, on canvas: any Canvas) {
    guard !isPicture else { return canvas.image(picture(most: 1600, color: Self.color), in: layout.table) }
    let shares = rowShares
    let texts = cellTexts
    for row in 0..<layout.count {
      for column in 0..<layout.count {
        let rectangle = layout.cell(row, column)
        let color = Self.color(ofShare: shares[row][column])
        canvas.fill(rectangle, color)
        guard !texts[row][column].isEmpty else { continue }
        // Zeros step back, so that the mistakes stand out.
        let ink = values[row, column] == 0 ? FigureColor.gray(190) : color.readableInk
        canvas.text(
          texts[row][column], at: FigurePoint(rectangle.midX, rectangle.midY),
          TextStyle(size: layout.numberSize, color: ink))
      }
    }
  }

  private func drawNames(_ layout: ConfusionMatrixLayout, on canvas: any Canvas) {
    let table = layout.table
    let tick = ConfusionMatrixLayout.tick
    for name in layout.names {
      let x = layout.cell(0, name.index).midX
      let y = layout.cell(name.index, 0).midY
      canvas.line([FigurePoint(table.minX, y), FigurePoint(table.minX - tick, y)], LineStyle())
      canvas.line([FigurePoint(x, table.maxY), FigurePoint(x, table.maxY + tick)], LineStyle())
      canvas.text(
        name.text, at: FigurePoint(table.minX - tick - 4, y),
        TextStyle(size: ConfusionMatrixLayout.nameSize, horizontal: .trailing))
      canvas.text(
        name.text, at: FigurePoint(x + (layout.slantsNames ? 3 : 0), table.maxY + tick + 4),
        TextStyle(
          size: ConfusionMatrixLayout.nameSize, horizontal: layout.slantsNames ? .trailing : .center, vertical: .top,
          rotation: layout.slantsNames ? 45 : 0))
    }
  }

  private func drawAxisTitles(_ layout: ConfusionMatrixLayout, on canvas: any Canvas) {
    let table = layout.table
    let left = ConfusionMatrixLayout.margin + ConfusionMatrixLayout.nameSize / 2
    canvas.text("true", at: FigurePoint(left, table.midY), TextStyle(rotation: 90))
    canvas.text("predicted", at: FigurePoint(table.midX, layout.predictedBaseline), TextStyle(vertical: .baseline))
    guard !title.isEmpty else { return }
    let room = 2 * min(table.midX, layout.size.width - table.midX) - 8
    canvas.text(
      TextMetrics.truncated(title, to: room, size: 12), at: FigurePoint(table.midX, table.minY - 8),
      TextStyle(size: 12, vertical: .baseline))
  }
}
