import EstimatorPlots

/// A canvas that draws nothing and remembers everything.
final class RecordingCanvas: Canvas {
  struct Text {
    let text: String
    let point: FigurePoint
    let style: TextStyle
  }

  private(set) var texts: [Text] = []
  private(set) var fills: [(rectangle: FigureRectangle, color: FigureColor)] = []
  private(set) var images: [(raster: Raster, rectangle: FigureRectangle)] = []
  private(set) var lines: [(points: [FigurePoint], style: LineStyle)] = []

  init(_ figure: some Figure) { figure.draw(on: self) }

  func fill(_ rectangle: FigureRectangle, _ color: FigureColor) { fills.append((rectangle, color)) }
  func line(_ points: [FigurePoint], _ style: LineStyle) { lines.append((points, style)) }
  func text(_ text: String, at point: FigurePoint, _ style: TextStyle) {
    if !text.isEmpty { texts.append(Text(text: text, point: point, style: style)) }
  }
  func image(_ raster: Raster, in rectangle: FigureRectangle) { images.append((raster, rectangle)) }
  func clip(to rectangle: FigureRectangle, _ body: () -> Void) { body() }

  /// All texts in the order they were drawn.
  var words: [String] { texts.map(\.text) }
}
