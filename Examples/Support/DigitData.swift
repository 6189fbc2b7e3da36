import Estimators

/// Pictures of handwritten digits, split into those to learn from and those to test on.
public struct DigitData: Sendable {
  /// One side of the split.
  public struct Part: Sendable {
    /// One picture per row, grey levels from 0 (black).
    public let images: Matrix<UInt8>
    /// The digit in each picture.
    public let labels: [Int]

    /// The first `count` pictures, sharing their storage.
    func prefix(_ count: Int) -> Part {
      Part(images: images[rows: ..<count], labels: Array(labels.prefix(count)))
    }

    /// All but the first `count` pictures, sharing their storage.
    func dropFirst(_ count: Int) -> Part {
      Part(images: images[rows: count...], labels: Array(labels.dropFirst(count)))
    }

    /// Chosen pictures, copied.
    public func choosing(_ indices: [Int]) -> Part {
      Part(images: images[rows: indices].copied(), labels: indices.map { labels[$0] })
    }
  }

  /// What a sentence calls them.
  public let name: String
  /// The grey levels from black to white.
  public let levels: ClosedRange<Double>
  /// The pictures to learn from.
  public var train: Part
  /// The pictures to test on.
  public let test: Part
}
