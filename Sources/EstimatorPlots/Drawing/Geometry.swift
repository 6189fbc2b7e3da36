/// Width and height of a figure in points, 72 to the inch.
public struct FigureSize: Sendable, Hashable {
  public var width: Double
  public var height: Double

  public init(width: Double, height: Double) {
    self.width = width
    self.height = height
  }
}

/// A place on a figure in points. `x` grows to the right and `y` downwards from the top left corner.
public struct FigurePoint: Sendable, Hashable {
  public var x: Double
  public var y: Double

  public init(_ x: Double, _ y: Double) {
    self.x = x
    self.y = y
  }
}

/// An upright rectangle on a figure, in points.
public struct FigureRectangle: Sendable, Hashable {
  public var x: Double
  public var y: Double
  public var width: Double
  public var height: Double

  public init(x: Double, y: Double, width: Double, height: Double) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }

  public var minX: Double { x }
  public var midX: Double { x + width / 2 }
  public var maxX: Double { x + width }
  public var minY: Double { y }
  public var midY: Double { y + height / 2 }
  public var maxY: Double { y + height }

  /// The outline, closed: five points.
  var outline: [FigurePoint] {
    [
      FigurePoint(minX, minY), FigurePoint(maxX, minY), FigurePoint(maxX, maxY), FigurePoint(minX, maxY),
      FigurePoint(minX, minY),
    ]
  }
}
