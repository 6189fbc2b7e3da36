/// A picture that knows its size and how to draw itself, for a file of any ``FigureFormat``.
///
///     try ImageGrid(images, labels: labels).write(to: URL(filePath: "digits.png"))
///
/// A type of your own becomes writable by saying how large it is and drawing on the ``Canvas``.
public protocol Figure: Sendable {
  /// Width and height in points.
  var size: FigureSize { get }

  /// Draws the whole figure. The canvas is white at first.
  func draw(on canvas: any Canvas)
}
