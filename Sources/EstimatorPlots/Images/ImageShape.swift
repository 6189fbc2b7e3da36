/// How a row of numbers is cut into rows of pixels.
struct ImageShape: Sendable, Hashable {
  let width: Int
  let height: Int

  init(width: Int, height: Int) {
    self.width = width
    self.height = height
  }

  /// The shape of pictures with `pixels` pixels: as asked, or square.
  ///
  /// - Throws: ``FigureError/notSquare(pixels:)`` or ``FigureError/pixelCountMismatch(width:height:pixels:)``.
  init(pixels: Int, width: Int?, height: Int?) throws {
    switch (width, height) {
    case (nil, nil):
      let side = Int(Double(pixels).squareRoot().rounded())
      guard side * side == pixels else { throw FigureError.notSquare(pixels: pixels) }
      (self.width, self.height) = (side, side)
    case (let width?, let height?):
      (self.width, self.height) = (width, height)
    case (let width?, nil):
      (self.width, self.height) = (width, width > 0 ? pixels / width : 0)
    case (nil, let height?):
      (self.width, self.height) = (height > 0 ? pixels / height : 0, height)
    }
    let (count, overflow) = self.width.multipliedReportingOverflow(by: self.height)
    guard self.width > 0, self.height > 0, !overflow, count == pixels else {
      throw FigureError.pixelCountMismatch(width: self.width, height: self.height, pixels: pixels)
    }
  }

  /// Points per pixel that bring the longer side near `target`. A whole number, so that every pixel is drawn alike,
  /// unless the picture is larger than twice the target.
  func pointsPerPixel(target: Double) -> Double {
    let longest = Double(max(width, height))
    return longest > 2 * target ? 2 * target / longest : max(1, (target / longest).rounded())
  }
}
