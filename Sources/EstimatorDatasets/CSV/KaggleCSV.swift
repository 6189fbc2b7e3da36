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
    let table = try NumericCSV(contentsOf: url, as: UInt8.self, hasHeader: true)
    let name = FileBytes.displayName(url)
    guard table.columnNames?.first == "label", table.values.columns > 1 else {
      throw DatasetError.malformed(
        file: name, format: "digit recogniser",
        reason: "its first column is called “\(table.columnNames?.first ?? "")”, not “label”. Is this train.csv?")
    }
    let labels = table.values[column: 0].map { Int($0) }
    return (try withoutFirstColumn(table.values), labels)
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

  private static func withoutFirstColumn(_ table: Matrix<UInt8>) throws -> Matrix<UInt8> {
    var pixels: [UInt8] = []
    pixels.reserveCapacity(table.rows * (table.columns - 1))
    for row in 0..<table.rows { pixels += table[row: row].dropFirst() }
    return try Matrix(rows: table.rows, columns: table.columns - 1, pixels)
  }
}
