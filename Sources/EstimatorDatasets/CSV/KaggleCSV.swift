import Matrices

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The files of Kaggle's digit recogniser: `train.csv`, `test.csv`, and the file to hand in.
///
///     let (images, labels) = try KaggleCSV.train(contentsOf: folder.appending(path: "train.csv"))     // 42000 × 784
///     let unknown = try KaggleCSV.test(contentsOf: folder.appending(path: "test.csv"))                // 28000 × 784
///     try KaggleCSV.write(submission: clf.predict(unknown), to: folder.appending(path: "submission.csv"))
public enum KaggleCSV {
  /// Images and labels: a header that starts with `label`, then one line per image with its label in front.
  ///
  /// - Complexity: O(bytes): 77 MB take about 0.3 s.
  /// - Throws: ``DatasetError`` when the first column is not called `label`, or another one is no pixel, or a cell is
  ///   no number in 0…255.
  public static func train(contentsOf url: URL) throws -> (images: Matrix<UInt8>, labels: [Int]) {
    try reading(url) { scanner, layout in
      guard layout.columns > 1, let first = layout.names?.first, first.lowercased() == "label" else {
        throw DatasetError.malformed(
          file: scanner.file, format: "digit recogniser",
          reason: "its first column is called “\(layout.names?.first ?? "")”, not “label”. Is this train.csv?")
      }
      try requirePixels(layout, from: 1, scanner.file, "digit recogniser")
      var labels: [Int] = []
      let images = try scanner.parse(layout) { (_, label: UInt8) in labels.append(Int(label)) }
      return (images, labels)
    }
  }

  /// Images without labels: a header of `pixel0` and so on, then one line per image.
  ///
  /// - Throws: ``DatasetError`` when a column is no pixel, such as one of labels, and when a cell is no number in
  ///   0…255.
  public static func test(contentsOf url: URL) throws -> Matrix<UInt8> {
    try reading(url) { scanner, layout in
      try requirePixels(layout, from: 0, scanner.file, "digit recogniser test")
      return try scanner.parse(layout, as: UInt8.self)
    }
  }

  private static func reading<Result>(
    _ url: URL, _ body: (CSVScanner, CSVLayout) throws -> Result
  ) throws -> Result {
    let file = FileBytes.displayName(url)
    let dialect = try CSVDialect(CSVFormat(header: .present), file: file)
    return try CSVContent.utf8(FileBytes.read(url), file: file).withUnsafeBytes { bytes in
      let scanner = try CSVScanner(bytes, dialect)
      return try body(scanner, scanner.layout())
    }
  }

  /// All columns from that one on are called as pixels are: `pixel0`, or `1x1` for row and column.
  private static func requirePixels(_ layout: CSVLayout, from start: Int, _ file: String, _ format: String) throws {
    let names = layout.names ?? []
    guard let wrong = names.indices.dropFirst(start).first(where: { !isPixel(names[$0]) }) else { return }
    let column = "column \(wrong + 1), called “\(names[wrong].prefix(40))”,"
    let reason =
      if names.allSatisfy({ Double($0) != nil }) {
        "its first line holds numbers and no names, so \(column) may be labels. Read it with "
          + "NumericCSV(contentsOf: url, as: UInt8.self) and say what the columns are."
      } else if wrong == 0, names[0].lowercased() == "label" {
        "\(column) holds labels. Read it with KaggleCSV.train(contentsOf:)."
      } else {
        "\(column) is no pixel. Pixels are called pixel0 and so on. Read other files with "
          + "NumericCSV(contentsOf: url, as: UInt8.self)."
      }
    throw DatasetError.malformed(file: file, format: format, reason: reason)
  }

  private static func isPixel(_ name: String) -> Bool {
    name.lowercased().wholeMatch(of: /pixel[ _]?[0-9]+|[0-9]+x[0-9]+/) != nil
  }

  /// Writes the file to hand in: `ImageId,Label`, images counted from 1. It appears complete or not at all.
  ///
  /// - Throws: ``DatasetError/cannotWrite(file:reason:)``.
  public static func write(submission labels: some Collection<Int>, to url: URL) throws {
    var text = "ImageId,Label\n"
    for (index, label) in labels.enumerated() { text += "\(index + 1),\(label)\n" }
    try FileBytes.write(Data(text.utf8), to: url)
  }
}
