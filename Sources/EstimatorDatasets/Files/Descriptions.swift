import Matrices

extension NPZ: CustomStringConvertible {
  /// `digits.npz: 2 arrays (X, y)`.
  public var description: String {
    "\(fileName): \(Readable.count(names.count, "array")) (\(Readable.list(names, most: 10)))"
  }
}

extension NumPyArray: CustomStringConvertible {
  /// `1797 × 64 array of uint8`.
  public var description: String {
    let size = shape.isEmpty ? "single number" : shape.map { "\($0)" }.joined(separator: " × ")
    return shape.count > 1 ? "\(size) array of \(elementType)" : "array of \(size) \(elementType)"
  }
}

extension GeneratedDataset: CustomStringConvertible {
  /// `100 × 20 made-up data, 2 classes`.
  public var description: String {
    "\(features.rows) × \(features.columns) made-up data, \(Readable.count(Set(labels).count, "class", "classes"))"
  }
}

extension MNIST: CustomStringConvertible {
  /// `MNIST: 60000 training and 10000 test pictures`.
  public var description: String {
    "MNIST: \(train.images.rows) training and \(test.images.rows) test pictures"
  }
}

extension MNIST.Split: CustomStringConvertible {
  /// `60000 pictures of 28 × 28, 10 classes`.
  public var description: String {
    let size = "\(MNIST.imageSize.height) × \(MNIST.imageSize.width)"
    return "\(Readable.count(images.rows, "picture")) of \(size), "
      + (isLabeled ? Readable.count(Set(labels).count, "class", "classes") : "without labels")
  }
}

extension NumericCSV: CustomStringConvertible {
  /// The names of the columns, and the numbers as of a `Matrix`.
  public var description: String {
    (columnNames.map { "\(Readable.list($0, most: 6))\n" } ?? "") + "\(values)"
  }
}
