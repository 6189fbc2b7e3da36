/// What a figure draws on: rectangles, lines, text and pictures, in points from the top left corner.
///
/// The few calls are all a figure needs, so that cairo can stand behind them on Linux, another library elsewhere, and
/// a list of what was drawn in tests.
public protocol Canvas: AnyObject {
  /// Fills a rectangle with one colour.
  func fill(_ rectangle: FigureRectangle, _ color: FigureColor)

  /// Draws straight lines from point to point. One point alone makes a dot when the style is ``LineStyle/Cap/round``.
  func line(_ points: [FigurePoint], _ style: LineStyle)

  /// Draws one line of text.
  func text(_ text: String, at point: FigurePoint, _ style: TextStyle)

  /// Draws a picture stretched over a rectangle. Enlarged pixels keep sharp edges.
  func image(_ raster: Raster, in rectangle: FigureRectangle)

  /// Runs the closure; nothing it draws outside the rectangle is seen.
  func clip(to rectangle: FigureRectangle, _ body: () -> Void)
}

/// How a line looks.
public struct LineStyle: Sendable, Hashable {
  /// How a line ends: half a width beyond its last point, square or round.
  public enum Cap: Sendable, Hashable { case square, round }

  public var color: FigureColor
  /// Width in points.
  public var width: Double
  public var cap: Cap

  public init(color: FigureColor = .black, width: Double = 0.8, cap: Cap = .square) {
    self.color = color
    self.width = width
    self.cap = cap
  }
}
