import Foundation
import Matrices

/// The format of the original MNIST files: a short header with the shape, then the bytes.
///
///     let images = try IDX.images(contentsOf: folder.appending(path: "train-images-idx3-ubyte.gz"))   // 60000 × 784
///     let labels = try IDX.labels(contentsOf: folder.appending(path: "train-labels-idx1-ubyte.gz"))
///
/// Plain and gzip-compressed files are told apart by their content, not by their name.
public enum IDX {
  /// Images, one per row: n × (height · width), pixels row by row from the top left, 0…255.
  ///
  /// - Complexity: One inflate straight into the matrix's memory; the compressed file is in memory meanwhile.
  /// - Throws: ``DatasetError`` when the file cannot be read, is not IDX, ends early, goes on after the promised size,
  ///   or has a wrong checksum.
  public static func images(contentsOf url: URL) throws -> Matrix<UInt8> {
    try images(from: FileBytes.read(url), named: FileBytes.displayName(url))
  }

  /// Images from bytes in memory. See ``images(contentsOf:)``.
  public static func images(from data: Data, named name: String = "the IDX data") throws -> Matrix<UInt8> {
    let array = try read(data, name)
    guard array.shape.count >= 2 else {
      throw DatasetError.wrongShape(
        array: name, shape: array.shape, expected: "at least 2 dimensions for images. Is this the file with the labels?"
      )
    }
    // The product was checked while reading.
    let pixels = array.shape.dropFirst().reduce(1, *)
    return try Matrix(rows: array.shape[0], columns: pixels, array.elements)
  }

  /// Labels, one number in 0…255 per image.
  ///
  /// - Throws: As ``images(contentsOf:)``.
  public static func labels(contentsOf url: URL) throws -> [Int] {
    try labels(from: FileBytes.read(url), named: FileBytes.displayName(url))
  }

  /// Labels from bytes in memory. See ``labels(contentsOf:)``.
  public static func labels(from data: Data, named name: String = "the IDX data") throws -> [Int] {
    let array = try read(data, name)
    guard array.shape.count == 1 else {
      throw DatasetError.wrongShape(
        array: name, shape: array.shape, expected: "1 dimension for labels. Is this the file with the images?")
    }
    return array.elements.map { Int($0) }
  }

  private static func read(_ data: Data, _ name: String) throws -> (shape: [Int], elements: [UInt8]) {
    try ByteSource.open(data, file: name) { source in
      let shape = try readShape(&source)
      let count = try elementCount(shape, file: name)
      return (
        shape, try source.readRest(count, of: "the data of shape (\(shape.map(String.init).joined(separator: ", ")))")
      )
    }
  }

  /// The header: two zeros, the element type, the number of dimensions, and each dimension in 4 bytes, big-endian.
  private static func readShape(_ source: inout ByteSource) throws -> [Int] {
    let magic = try source.read(4, of: "the magic number")
    guard magic[0] == 0, magic[1] == 0, let type = elementTypes[magic[2]], magic[3] > 0 else {
      let found = magic.map { String($0, radix: 16) }.joined(separator: " ")
      throw DatasetError.malformed(
        file: source.file, format: "IDX",
        reason: "it starts with the bytes \(found), not with 0 0 8 and the number of dimensions. "
          + "Pass a file such as train-images-idx3-ubyte.gz.")
    }
    guard magic[2] == 8 else {
      throw DatasetError.unsupported(
        file: source.file, feature: "elements of type \(type)", advice: "Only unsigned bytes are read. Use npy instead."
      )
    }
    let sizes = try source.read(4 * Int(magic[3]), of: "the list of dimensions")
    return stride(from: 0, to: sizes.count, by: 4).map { start in
      sizes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
    }
  }

  private static let elementTypes: [UInt8: String] = [
    8: "unsigned byte", 9: "signed byte", 0x0b: "short", 0x0c: "int", 0x0d: "float", 0x0e: "double",
  ]

  private static func elementCount(_ shape: [Int], file: String) throws -> Int {
    guard let count = Shape.count(shape), Shape.count(Array(shape.dropFirst())) != nil else {
      throw DatasetError.malformed(
        file: file, format: "IDX", reason: "its dimensions \(shape) multiply to more than any memory. Fetch it again.")
    }
    return count
  }
}
