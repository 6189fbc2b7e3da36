import Files
import Matrices

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension IDX {
  /// Writes images as an IDX file of three dimensions.
  ///
  /// - Parameters:
  ///   - images: n × (height · width), pixels row by row.
  ///   - height: The rows of pixels of a picture.
  ///   - width: The pixels of a row.
  ///   - url: The file, which is replaced if there is one.
  ///   - compressed: Whether to write gzip; call the file `….gz` then.
  /// - Throws: ``DatasetError`` when the shape does not fit or the file cannot be written.
  public static func write(
    images: Matrix<UInt8>, height: Int, width: Int, to url: URL, compressed: Bool = false
  ) throws {
    guard height >= 0, width >= 0, Shape.count([height, width]) == images.columns else {
      throw DatasetError.wrongShape(
        array: "the image matrix", shape: [images.rows, images.columns],
        expected: "height · width = \(height) · \(width) columns")
    }
    try requireMemory(images.count, compressed, for: url)
    let content = try header([images.rows, height, width]) + images.withElements { Data(buffer: $0) }
    try write(content, to: url, compressed: compressed)
  }

  /// Writes labels as an IDX file of one dimension.
  ///
  /// - Throws: ``DatasetError`` when a label is not in 0…255 or the file cannot be written.
  public static func write(labels: some Collection<Int>, to url: URL, compressed: Bool = false) throws {
    var content = try header([labels.count])
    try requireMemory(labels.count, compressed, for: url)
    content.reserveCapacity(content.count + labels.count)
    for (index, label) in labels.enumerated() {
      guard let byte = UInt8(exactly: label) else {
        throw DatasetError.lossyConversion(array: "the labels", index: index, value: "\(label)", type: "an IDX byte")
      }
      content.append(byte)
    }
    try write(content, to: url, compressed: compressed)
  }

  /// What deflate makes stands beside the plain content.
  private static func requireMemory(_ byteCount: Int, _ compressed: Bool, for url: URL) throws {
    try FileBytes.requireMemory(Memory.bytes(compressed ? 2 : 1, byteCount), for: url)
  }

  private static func header(_ shape: [Int]) throws -> Data {
    var data = Data([0, 0, 8, UInt8(shape.count)])
    for size in shape {
      guard let size = UInt32(exactly: size) else {
        throw DatasetError.wrongShape(array: "the data", shape: shape, expected: "sizes below 2³² in an IDX file")
      }
      withUnsafeBytes(of: size.bigEndian) { data.append(contentsOf: $0) }
    }
    return data
  }

  private static func write(_ content: Data, to url: URL, compressed: Bool) throws {
    let name = FileBytes.displayName(url)
    try FileBytes.write(compressed ? Deflate.compress(content, as: .gzip, file: name) : content, to: url)
  }
}
