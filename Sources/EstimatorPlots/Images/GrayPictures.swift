import Matrices

/// Rows of numbers as grey pictures: the low end of the range black, the high end white (matplotlib's `cmap="gray"`).
/// Without a range, the least number of all pictures and the largest: one scale, so that pictures can be compared.
enum GrayPictures {
  static func rasters<Pixel: PixelScalar>(
    _ images: Matrix<Pixel>, shape: ImageShape, range: ClosedRange<Double>?
  ) throws -> [Raster] {
    try images.requireFinite("A pixel")
    try requireUsable(range)
    let range = range ?? images.withElements(extremes)
    return (0..<images.rows).map { row in
      Raster(trusted: shape.width, shape.height, images[row: row].map { .gray(level($0.asDouble, in: range)) })
    }
  }

  private static func requireUsable(_ range: ClosedRange<Double>?) throws {
    guard let range else { return }
    guard range.lowerBound.isFinite, range.upperBound.isFinite, range.lowerBound < range.upperBound else {
      throw FigureError.invalidSetting(
        name: "range", value: "\(range)", rule: "two finite numbers, the second above the first")
    }
  }

  private static func extremes(of pixels: some Sequence<some PixelScalar>) -> ClosedRange<Double> {
    var low = Double.infinity
    var high = -Double.infinity
    for pixel in pixels {
      low = min(low, pixel.asDouble)
      high = max(high, pixel.asDouble)
    }
    return low...high
  }

  /// Halves keep the difference finite for the widest ranges; the narrowest have none. Pictures of one value alone are
  /// black, as in matplotlib.
  private static func level(_ value: Double, in range: ClosedRange<Double>) -> UInt8 {
    let part = (range.upperBound - range.lowerBound).isFinite ? 1 : 0.5
    let span = range.upperBound * part - range.lowerBound * part
    guard span > 0 else { return 0 }
    let share = (value * part - range.lowerBound * part) / span
    return UInt8((min(max(share, 0), 1) * 255).rounded())
  }
}
