import Matrices

/// Pictures in rows and columns, each with a title: the first look at a set of images.
///
///     try ImageGrid(mnist.images[rows: ..<20], labels: mnist.labels.prefix(20)).write(to: URL(filePath: "digits.png"))
///     print(try ImageGrid(images, predictions: predicted, truths: labels).terminal())
///
/// The least number is black and the largest white, as with matplotlib's `imshow(cmap="gray")`; here those of all
/// pictures together, so that one grid has one scale. `range` fixes the ends: `0...255` shows a dim byte as it is.
public struct ImageGrid: Sendable, Hashable {
  /// The text above a picture, which may have several lines, and its colour.
  public struct Title: Sendable, Hashable {
    public var text: String
    public var color: FigureColor

    public init(_ text: String, color: FigureColor = .black) {
      self.text = text
      self.color = color
    }
  }

  /// The pictures, row after row of the grid; at least one, all of one shape.
  public let pictures: [Raster]
  /// One title for each picture, or none at all.
  public let titles: [Title]
  /// Pictures side by side, ≥ 1.
  public let columns: Int

  /// A grid of pictures with titles of your own.
  ///
  /// - Parameters:
  ///   - images: n pictures, one per row.
  ///   - titles: n titles, or none.
  ///   - columns: Pictures side by side, ≥ 1. Fewer when there are fewer pictures.
  ///   - range: The numbers drawn black and white; the least and the largest of all pictures when `nil`. matplotlib's
  ///     `vmin` and `vmax`.
  ///   - imageWidth: Pixels in a row of a picture. Without width and height the pictures are square.
  ///   - imageHeight: Rows of pixels of a picture.
  /// - Throws: ``FigureError`` when there are no pictures, a shape or a count does not fit, a setting is out of range
  ///   or a pixel is not finite.
  public init<Pixel: PixelScalar>(
    _ images: Matrix<Pixel>, titles: [Title] = [], columns: Int = 5, range: ClosedRange<Double>? = nil,
    imageWidth: Int? = nil, imageHeight: Int? = nil
  ) throws {
    guard images.count > 0 else {
      throw FigureError.empty(what: "the matrix of images has \(images.rows) rows and \(images.columns) columns")
    }
    guard titles.isEmpty || titles.count == images.rows else {
      throw FigureError.countMismatch(what: "titles", expected: images.rows, found: titles.count)
    }
    guard columns >= 1 else {
      throw FigureError.invalidSetting(name: "columns", value: "\(columns)", rule: "1 or more")
    }
    let shape = try ImageShape(pixels: images.columns, width: imageWidth, height: imageHeight)
    pictures = try GrayPictures.rasters(images, shape: shape, range: range)
    self.titles = titles
    self.columns = min(columns, images.rows)
  }

  /// A grid of pictures with their labels as titles.
  ///
  /// - Parameters:
  ///   - images: n pictures, one per row.
  ///   - labels: n labels.
  ///   - columns: Pictures side by side, ≥ 1. Fewer when there are fewer pictures.
  ///   - range: The numbers drawn black and white; the least and the largest of all pictures when `nil`.
  ///   - imageWidth: Pixels in a row of a picture. Without width and height the pictures are square.
  ///   - imageHeight: Rows of pixels of a picture.
  /// - Throws: What ``init(_:titles:columns:range:imageWidth:imageHeight:)`` throws.
  public init<Pixel: PixelScalar>(
    _ images: Matrix<Pixel>, labels: some Collection, columns: Int = 5, range: ClosedRange<Double>? = nil,
    imageWidth: Int? = nil, imageHeight: Int? = nil
  ) throws {
    guard labels.count == images.rows else {
      throw FigureError.countMismatch(what: "labels", expected: images.rows, found: labels.count)
    }
    try self.init(
      images, titles: labels.map { Title(String(describing: $0)) }, columns: columns, range: range,
      imageWidth: imageWidth, imageHeight: imageHeight)
  }

  /// A grid of pictures with what a model said of them: "7" when right, "2 (is 7)" in red when wrong. Long names take
  /// two lines.
  ///
  /// - Parameters:
  ///   - images: n pictures, one per row.
  ///   - predictions: n predicted labels.
  ///   - truths: n true labels.
  ///   - columns: Pictures side by side, ≥ 1. Fewer when there are fewer pictures.
  ///   - range: The numbers drawn black and white; the least and the largest of all pictures when `nil`.
  ///   - imageWidth: Pixels in a row of a picture. Without width and height the pictures are square.
  ///   - imageHeight: Rows of pixels of a picture.
  /// - Throws: What ``init(_:titles:columns:range:imageWidth:imageHeight:)`` throws.
  public init<Pixel: PixelScalar, Label: Equatable>(
    _ images: Matrix<Pixel>, predictions: some Collection<Label>, truths: some Collection<Label>, columns: Int = 5,
    range: ClosedRange<Double>? = nil, imageWidth: Int? = nil, imageHeight: Int? = nil
  ) throws {
    for (what, count) in [("predictions", predictions.count), ("true labels", truths.count)]
    where count != images.rows {
      throw FigureError.countMismatch(what: what, expected: images.rows, found: count)
    }
    try self.init(
      images, titles: zip(predictions, truths).map { Title(prediction: $0, truth: $1) }, columns: columns, range: range,
      imageWidth: imageWidth, imageHeight: imageHeight)
  }

  /// Rows of pictures, ≥ 1. The last may be shorter.
  public var rows: Int { (pictures.count + columns - 1) / columns }
}

extension ImageGrid.Title {
  init<Label: Equatable>(prediction: Label, truth: Label) {
    if prediction == truth {
      self.init("\(prediction)")
    } else {
      let parts = ["\(prediction)", "(is \(truth))"]
      // What fits above a picture of usual size stays on one line.
      let fits = parts[0].count + parts[1].count <= 11
      self.init(parts.joined(separator: fits ? " " : "\n"), color: .red)
    }
  }

  /// The lines of the text, safe to draw and to print.
  var lines: [String] { text.split(separator: "\n", omittingEmptySubsequences: false).map { String($0).singleLine } }
}
