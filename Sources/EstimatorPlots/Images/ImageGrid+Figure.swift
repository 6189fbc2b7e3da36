extension ImageGrid: Figure {
  public var size: FigureSize { layout.size }

  public func draw(on canvas: any Canvas) {
    let layout = layout
    for (index, picture) in pictures.enumerated() {
      layout.draw(picture, title: titles.isEmpty ? nil : titles[index], at: index, on: canvas)
    }
  }

  private var layout: PictureLayout {
    PictureLayout(count: pictures.count, columns: columns, shape: pictures[0].shape, titles: titles)
  }
}

extension Raster {
  var shape: ImageShape { ImageShape(width: width, height: height) }
}
