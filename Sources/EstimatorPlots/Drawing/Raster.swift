/// A picture made of pixels, row after row from the top left.
public struct Raster: Sendable, Hashable {
  /// Pixels in a row, ≥ 1.
  public let width: Int
  /// Rows of pixels, ≥ 1.
  public let height: Int
  /// `width * height` colours.
  public let pixels: [FigureColor]

  /// - Throws: ``FigureError/pixelCountMismatch(width:height:pixels:)`` when the count does not fit, or the picture has
  ///   no pixels.
  public init(width: Int, height: Int, pixels: [FigureColor]) throws {
    let (count, overflow) = width.multipliedReportingOverflow(by: height)
    guard width > 0, height > 0, !overflow, count == pixels.count else {
      throw FigureError.pixelCountMismatch(width: width, height: height, pixels: pixels.count)
    }
    self.init(trusted: width, height, pixels)
  }

  /// For our own code, which has the right number of pixels.
  init(trusted width: Int, _ height: Int, _ pixels: [FigureColor]) {
    self.width = width
    self.height = height
    self.pixels = pixels
  }

  /// A raster whose colours come from a function of column and row.
  init(width: Int, height: Int, color: (_ column: Int, _ row: Int) -> FigureColor) {
    var pixels = [FigureColor]()
    pixels.reserveCapacity(width * height)
    for row in 0..<height {
      for column in 0..<width { pixels.append(color(column, row)) }
    }
    self.init(trusted: width, height, pixels)
  }

  /// The pixel in a column and row, both counted from 0 at the top left.
  ///
  /// - Precondition: both are in range.
  public subscript(column: Int, row: Int) -> FigureColor {
    precondition(
      column >= 0 && column < width && row >= 0 && row < height,
      "Pixel (\(column), \(row)) of a \(width) × \(height) picture")
    return pixels[row * width + column]
  }

  /// Every pixel repeated `factor` times both ways.
  func enlarged(by factor: Int) -> Raster {
    factor == 1
      ? self : Raster(width: width * factor, height: height * factor) { pixels[$1 / factor * width + $0 / factor] }
  }

  /// The same picture in other numbers of pixels. Each new pixel is the mean of the area it covers.
  func resampled(width newWidth: Int, height newHeight: Int) -> Raster {
    guard newWidth != width || newHeight != height else { return self }
    let columns = (0..<newWidth).map { Coverage(of: $0, among: newWidth, over: width) }
    let rows = (0..<newHeight).map { Coverage(of: $0, among: newHeight, over: height) }
    return Raster(width: newWidth, height: newHeight) { mean(columns[$0], rows[$1]) }
  }

  private func mean(_ columns: Coverage, _ rows: Coverage) -> FigureColor {
    var red = 0.0
    var green = 0.0
    var blue = 0.0
    for row in rows.indices {
      let tall = rows.share(of: row)
      for column in columns.indices {
        let share = tall * columns.share(of: column)
        let pixel = pixels[row * width + column]
        red += share * Double(pixel.red)
        green += share * Double(pixel.green)
        blue += share * Double(pixel.blue)
      }
    }
    func level(_ sum: Double) -> UInt8 { UInt8(min(sum + 0.5, 255)) }
    return FigureColor(red: level(red), green: level(green), blue: level(blue))
  }
}

/// Which old pixels one new pixel covers along one axis, with shares that sum to 1.
private struct Coverage {
  let indices: Range<Int>
  private let start: Double
  private let end: Double
  private let step: Double

  init(of index: Int, among newCount: Int, over oldCount: Int) {
    step = Double(oldCount) / Double(newCount)
    start = Double(index) * step
    end = min(start + step, Double(oldCount))
    indices = Int(start)..<min(Int(end.rounded(.up)), oldCount)
  }

  func share(of old: Int) -> Double { max(0, min(end, Double(old + 1)) - max(start, Double(old))) / step }
}
