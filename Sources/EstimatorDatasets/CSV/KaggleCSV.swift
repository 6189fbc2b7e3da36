import Foundation
import Matrices

/// The files of Kaggle's digit recogniser: `train.csv`, `test.csv`, and the file to hand in.
///
///     let (images, labels) = try KaggleCSV.train(contentsOf: folder.appending(path: "train.csv"))     // 42000 × 784
///     let unknown = try KaggleCSV.test(contentsOf: folder.appending(path: "test.csv"))                // 28000 × 784
///     try KaggleCSV.write(submission: clf.predict(unknown), to: folder.appending(path: "submission.csv"))
public enum KaggleCSV {
  /// Images and labels: a header that starts with `label`, then one line per image with its label in front.
  ///
  /// - Complexity: O(bytes): 77 MB take about 0.3 s.
  /// - Throws: ``DatasetError`` when the first column is not called `label` or a cell is no number in 0…255.
  public static func train(contentsOf url: URL) throws -> (images: Matrix<UInt8>, labels: [Int]) {
    let scanner = CSVScanner(file: FileBytes.displayName(url), separator: UInt8(ascii: ","))
    return try FileBytes.read(url).withUnsafeBytes { bytes in
      let layout = try scanner.layout(of: bytes, hasHeader: true)
      guard layout.names?.first == "label", layout.columns > 1 else {
        throw DatasetError.malformed(
          file: scanner.file, format: "digit recogniser",
          reason: "its first column is called “\(layout.names?.first ?? "")”, not “label”. Is this train.csv?")
      }
      var labels: [Int] = []
      let images = try scanner.parse(bytes, layout) { (_, label: UInt8) in labels.append(Int(label)) }
      return (images, labels)
    }
  }

  /// Images without labels: a header that starts with `pixel0`, then one line per image.
  ///
  /// - Throws: ``DatasetError`` when there are labels or a cell is no number in 0…255.
  public static func test(contentsOf url: URL) throws -> Matrix<UInt8> {
    let table = try NumericCSV(contentsOf: url, as: UInt8.self, hasHeader: true)
    guard table.columnNames?.first != "label" else {
      throw DatasetError.malformed(
        file: FileBytes.displayName(url), format: "digit recogniser test",
        reason: "it has a column of labels. Read it with KaggleCSV.train.")
    }
    return table.values
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
