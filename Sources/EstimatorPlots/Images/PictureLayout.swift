/// Where the pictures of a grid and the titles above them go.
struct PictureLayout: Sendable, Hashable {
  static let margin = 12.0
  static let columnGap = 14.0
  static let rowGap = 14.0
  static let titleGap = 5.0
  /// The side of a picture that suits a page.
  static let pictureSide = 84.0

  let columns: Int
  let rows: Int
  /// Width and height of one picture.
  let picture: FigureSize
  /// Room for one picture and its title from left to right.
  let cellWidth: Double
  /// Size of the titles' font.
  let titleSize: Double
  /// Lines of the longest title.
  let titleLines: Int

  init(count: Int, columns: Int, shape: ImageShape, titles: [ImageGrid.Title]) {
    let lines = titles.map(\.lines)
    titleLines = lines.reduce(0) { max($0, $1.count) }
    let pixel = shape.pointsPerPixel(target: Self.pictureSide)
    self.columns = columns
    rows = (count + columns - 1) / columns
    picture = FigureSize(width: Double(shape.width) * pixel, height: Double(shape.height) * pixel)
    let preferred = 12.0
    // Long names widen the cells a little, then shrink, and are cut off last.
    let all = Array(lines.joined())
    let widest = TextMetrics.width(ofWidest: all, size: preferred)
    cellWidth = max(picture.width, min(widest, max(1.4 * picture.width, Self.pictureSide)))
    titleSize = TextMetrics.size(preferred, fitting: all, in: cellWidth, smallest: 8)
  }

  var size: FigureSize {
    FigureSize(
      width: 2 * Self.margin + Double(columns) * (cellWidth + Self.columnGap) - Self.columnGap,
      height: 2 * Self.margin + Double(rows) * (cellHeight + Self.rowGap) - Self.rowGap)
  }

  /// The rectangle of picture `index`.
  func rectangle(of index: Int) -> FigureRectangle {
    let (row, column) = index.quotientAndRemainder(dividingBy: columns)
    let left = Self.margin + Double(column) * (cellWidth + Self.columnGap)
    let top = Self.margin + Double(row) * (cellHeight + Self.rowGap)
    return FigureRectangle(
      x: left + (cellWidth - picture.width) / 2, y: top + titleHeight, width: picture.width, height: picture.height)
  }

  /// Draws one picture and its title.
  func draw(_ raster: Raster, title: ImageGrid.Title?, at index: Int, on canvas: any Canvas) {
    let rectangle = rectangle(of: index)
    canvas.image(raster, in: rectangle)
    guard let title else { return }
    for (above, line) in title.lines.reversed().enumerated() {
      let baseline = rectangle.minY - Self.titleGap - Double(above) * titleSize * TextMetrics.lineHeight
      canvas.text(
        TextMetrics.truncated(line, to: cellWidth, size: titleSize), at: FigurePoint(rectangle.midX, baseline),
        TextStyle(size: titleSize, color: title.color, vertical: .baseline))
    }
  }

  private var titleHeight: Double {
    guard titleLines > 0 else { return 0 }
    let lines = TextMetrics.capHeight + Double(titleLines - 1) * TextMetrics.lineHeight
    return titleSize * lines + Self.titleGap + 2
  }
  private var cellHeight: Double { titleHeight + picture.height }
}
