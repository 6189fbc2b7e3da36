/// How a line of text looks and which of its points is put where the caller says.
public struct TextStyle: Sendable, Hashable {
  /// Which end of the text the point fixes.
  public enum Horizontal: Sendable, Hashable { case leading, center, trailing }
  /// Which height of the text the point fixes; the middle is that of a capital letter.
  public enum Vertical: Sendable, Hashable { case top, middle, baseline }

  /// Size of the font in points.
  public var size: Double
  public var color: FigureColor
  public var isBold: Bool
  public var horizontal: Horizontal
  public var vertical: Vertical
  /// Degrees the text is turned counterclockwise around its point.
  public var rotation: Double

  public init(
    size: Double = 10, color: FigureColor = .black, isBold: Bool = false, horizontal: Horizontal = .center,
    vertical: Vertical = .middle, rotation: Double = 0
  ) {
    self.size = size
    self.color = color
    self.isBold = isBold
    self.horizontal = horizontal
    self.vertical = vertical
    self.rotation = rotation
  }
}
