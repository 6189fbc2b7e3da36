extension WeightImages: Figure {
  public var size: FigureSize {
    let grid = layout.size
    return FigureSize(
      width: grid.width + ColorBar.gap - PictureLayout.margin + bar.width + PictureLayout.margin, height: grid.height)
  }

  public func draw(on canvas: any Canvas) {
    let layout = layout
    for (index, picture) in pictures(in: .blueWhiteRed).enumerated() {
      layout.draw(picture, title: ImageGrid.Title(classes[index]), at: index, on: canvas)
      // Most weights near the edge are 0 and white, as the paper is.
      canvas.line(layout.rectangle(of: index).outline, LineStyle(color: .gray(190), width: 0.5))
    }
    let top = layout.rectangle(of: 0).minY
    let bottom = layout.rectangle(of: classes.count - 1).maxY
    let left = layout.size.width - PictureLayout.margin + ColorBar.gap
    bar.draw(at: FigurePoint(left, top), height: bottom - top, on: canvas)
  }

  private var layout: PictureLayout {
    PictureLayout(
      count: classes.count, columns: columns, shape: shape, titles: classes.map { ImageGrid.Title($0) })
  }

  private var bar: ColorBar {
    let axis = Axis([-limit, limit], scale: .linear, margin: 0, intervals: 5)
    return ColorBar(
      map: .blueWhiteRed, labels: axis.ticks.map { ColorBar.Label(position: axis.position($0.value), text: $0.label) },
      caption: "weight")
  }
}
