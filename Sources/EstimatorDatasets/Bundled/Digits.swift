import Matrices

/// Small pictures of handwritten digits: 1797 rows, 8 × 8 pixels of 17 shades, 10 classes.
public enum Digits {
  private static let size = ImageSize(height: 8, width: 8)

  /// The data set (`sklearn.datasets.load_digits`). Pixels are 0…16, row by row from the top left.
  ///
  /// - Throws: ``DatasetError`` only if the package's own text were damaged.
  public static func load() throws -> BundledDataset<UInt8> {
    let pixels = size.height * size.width
    var features: [UInt8] = []
    var labels: [Int] = []
    for (index, line) in DigitsData.text.utf8.split(separator: UInt8(ascii: "\n")).enumerated() {
      let values = line.compactMap(shade)
      // 64 pixels, a blank that has no shade, and the digit.
      guard values.count == pixels + 1, let label = values.last else {
        throw DatasetError.raggedLine(file: "digits", line: index + 1, expected: pixels + 1, found: values.count)
      }
      features += values.dropLast()
      labels.append(Int(label))
    }
    return BundledDataset(
      features: try Matrix(rows: labels.count, columns: pixels, features), labels: labels,
      featureNames: (0..<pixels).map { "pixel_\($0 / size.width)_\($0 % size.width)" },
      classNames: (0..<10).map(String.init), imageSize: size, description: text)
  }

  /// `0`…`9` and `A`…`G` stand for 0…16.
  private static func shade(_ character: UInt8) -> UInt8? {
    switch character {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
    case UInt8(ascii: "A")...UInt8(ascii: "G"): character - UInt8(ascii: "A") + 10
    default: nil
    }
  }

  private static let text = """
    Digits: pictures of handwritten digits, 8 × 8 pixels with shades from 0 (white) to 16 (black).
    1797 rows, 64 features, 10 classes of about 180: the test part of the original, as in scikit-learn.
    E. Alpaydin, C. Kaynak: Optical Recognition of Handwritten Digits. UCI Machine Learning Repository, 1998.
    https://doi.org/10.24432/C50P49
    Licence: CC BY 4.0, https://creativecommons.org/licenses/by/4.0/
    """
}
