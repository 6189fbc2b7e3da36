import Matrices

/// The MNIST database of handwritten digits: 60,000 pictures to train on and 10,000 to test with.
///
///     let mnist = try MNIST.load(from: folder)
///     mnist.train.images                        // 60000 × 784, grey levels 0…255
///     mnist.train.labels                        // 60000 digits
///     mnist.train.images[rows: ..<10_000]       // shares memory
public struct MNIST: Sendable, Hashable {
  /// Pictures and what they show.
  public struct Split: Sendable, Hashable {
    /// n × 784 grey levels, 0 (paper) to 255 (ink), row by row from the top left.
    public let images: Matrix<UInt8>
    /// The digit in each picture. Empty for Kaggle's test pictures, whose digits are not published.
    public let labels: [Int]

    /// Whether every picture has a label.
    public var isLabeled: Bool { labels.count == images.rows }

    /// Puts pictures and labels together.
    ///
    /// - Parameters:
    ///   - images: n × 784 pixels, one picture per row.
    ///   - labels: One per picture, or none at all.
    /// - Throws: ``DatasetError`` when the counts differ or a row has not 784 pixels.
    public init(images: Matrix<UInt8>, labels: [Int]) throws {
      try self.init(images: images, labels: labels, source: "MNIST")
    }

    init(images: Matrix<UInt8>, labels: [Int], source: String) throws {
      guard images.columns == MNIST.imageSize.height * MNIST.imageSize.width else {
        throw DatasetError.wrongShape(
          array: "the images of \(source)", shape: [images.rows, images.columns], expected: "784 = 28 · 28 columns")
      }
      guard labels.isEmpty || labels.count == images.rows else {
        throw DatasetError.countMismatch(file: source, images: images.rows, labels: labels.count)
      }
      self.images = images
      self.labels = labels
    }
  }

  /// 28 × 28 pixels.
  public static let imageSize = ImageSize(height: 28, width: 28)

  /// The pictures to train on.
  public let train: Split
  /// The pictures to test with. Kaggle's have no labels, and may be missing: then there are 0 of them.
  public let test: Split

  public init(train: Split, test: Split) {
    self.train = train
    self.test = test
  }
}
