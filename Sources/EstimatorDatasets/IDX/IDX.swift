import Matrices

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// The format of the original MNIST files: a short header with the shape, then the numbers.
///
///     let images = try IDX.images(contentsOf: folder.appending(path: "train-images-idx3-ubyte.gz"))   // 60000 × 784
///     let labels = try IDX.labels(contentsOf: folder.appending(path: "train-labels-idx1-ubyte.gz"))
///     let all = try IDX.array(contentsOf: folder.appending(path: "qmnist-train-labels-idx2-int.gz"))  // 60000 × 8
///
/// Plain and gzip-compressed files are told apart by their content, not by their name.
public enum IDX {
  /// Images, one per row: n × (height · width), pixels row by row from the top left, 0…255.
  ///
  /// Files of other numbers than unsigned bytes are read, too, if all of them are whole and in 0…255;
  /// ``array(contentsOf:)`` reads them as they are.
  ///
  /// - Complexity: One inflate straight into the matrix's memory; the compressed file is in memory meanwhile.
  /// - Throws: ``DatasetError`` when the file cannot be read, is not IDX, ends early, goes on after the promised size,
  ///   has a wrong checksum, or holds a number that is no grey level.
  public static func images(contentsOf url: URL) throws -> Matrix<UInt8> {
    try images(from: FileBytes.read(url), named: FileBytes.displayName(url))
  }

  /// Images from bytes in memory. See ``images(contentsOf:)``.
  public static func images(from data: Data, named name: String = "the IDX data") throws -> Matrix<UInt8> {
    let content = try read(data, name)
    guard content.shape.count >= 2 else {
      throw DatasetError.wrongShape(
        array: name, shape: content.shape,
        expected: "at least 2 dimensions for images. Is this the file with the labels?")
    }
    guard content.type == .uint8 else { return try content.array(name).matrix(as: UInt8.self, flattening: true) }
    // The product was checked while reading.
    let pixels = content.shape.dropFirst().reduce(1, *)
    return try Matrix(rows: content.shape[0], columns: pixels, content.bytes)
  }

  /// Labels, one whole number per image.
  ///
  /// The file has one dimension; or two, n × m of whole numbers of more than a byte, as QMNIST's n × 8: then the first
  /// column is taken. QMNIST's others are, from 1: the NIST series, the writer, the picture's number among the
  /// writer's, the NIST class code, the picture's number in NIST's collection, and two that are 0.
  /// ``array(contentsOf:)`` reads them all.
  ///
  /// - Throws: As ``images(contentsOf:)``.
  public static func labels(contentsOf url: URL) throws -> [Int] {
    try labels(from: FileBytes.read(url), named: FileBytes.displayName(url))
  }

  /// Labels from bytes in memory. See ``labels(contentsOf:)``.
  public static func labels(from data: Data, named name: String = "the IDX data") throws -> [Int] {
    let content = try read(data, name)
    let isTable = content.shape.count == 2 && content.shape[1] > 0 && content.type.size > 1
    guard content.shape.count == 1 || isTable else {
      throw DatasetError.wrongShape(
        array: name, shape: content.shape, expected: "1 dimension for labels. Is this the file with the images?")
    }
    guard content.type != .float32, content.type != .float64 else {
      throw DatasetError.unsupported(
        file: name, feature: "real numbers as labels",
        advice: "If they are whole, read them with IDX.array(contentsOf:).integers().")
    }
    return isTable ? try content.firstColumn(name).integers() : try content.array(name).integers()
  }

  /// The array as it is, of any of the format's types: unsigned and signed bytes, 16 and 32 bit integers, 32 and 64 bit
  /// real numbers (numpy's `u1 i1 i2 i4 f4 f8`).
  ///
  ///     let labels = try IDX.array(contentsOf: url).matrix(as: Int32.self)
  ///
  /// - Complexity: The content is in memory once or twice; a typed reading makes one converted copy.
  /// - Throws: As ``images(contentsOf:)``.
  public static func array(contentsOf url: URL) throws -> NumPyArray {
    try array(from: FileBytes.read(url), named: FileBytes.displayName(url))
  }

  /// The array from bytes in memory. See ``array(contentsOf:)``.
  public static func array(from data: Data, named name: String = "the IDX data") throws -> NumPyArray {
    try read(data, name).array(name)
  }

  private static func read(_ data: Data, _ name: String) throws -> IDXContent {
    try ByteSource.open(data, file: name) { source in
      let (type, shape) = try readHeader(&source)
      let count = try byteCount(shape, type, file: name)
      let part = "the data of shape (\(shape.map(String.init).joined(separator: ", ")))"
      return IDXContent(shape: shape, type: type, bytes: try source.readRest(count, of: part))
    }
  }

  /// The header: two zeros, the element type, the number of dimensions, and each dimension in 4 bytes, big-endian.
  private static func readHeader(
    _ source: inout ByteSource
  ) throws -> (type: NumPyArray.ElementType, shape: [Int]) {
    let magic = try source.read(4, of: "the magic number")
    guard magic[0] == 0, magic[1] == 0, let type = elementTypes[magic[2]], magic[3] > 0 else {
      let found = magic.map { String($0, radix: 16) }.joined(separator: " ")
      throw DatasetError.malformed(
        file: source.file, format: "IDX",
        reason: "it starts with the bytes \(found), not with 0 0, a type such as 8, and the number of dimensions. "
          + "Pass a file such as train-images-idx3-ubyte.gz.")
    }
    let sizes = try source.read(4 * Int(magic[3]), of: "the list of dimensions")
    let shape = stride(from: 0, to: sizes.count, by: 4).map { start in
      sizes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
    }
    return (type, shape)
  }

  private static let elementTypes: [UInt8: NumPyArray.ElementType] = [
    8: .uint8, 9: .int8, 0x0b: .int16, 0x0c: .int32, 0x0d: .float32, 0x0e: .float64,
  ]

  private static func byteCount(_ shape: [Int], _ type: NumPyArray.ElementType, file: String) throws -> Int {
    guard let count = Shape.count(shape + [type.size]), Shape.count(Array(shape.dropFirst())) != nil else {
      throw DatasetError.malformed(
        file: file, format: "IDX", reason: "its dimensions \(shape) multiply to more than any memory. Fetch it again.")
    }
    return count
  }
}

/// What an IDX file holds: `bytes` has an element of `type`, most significant byte first, for each place of `shape`.
private struct IDXContent {
  let shape: [Int]
  let type: NumPyArray.ElementType
  let bytes: [UInt8]

  func array(_ name: String) -> NumPyArray { array(name, shape, bytes) }

  /// The first element of each row of two dimensions, of which the second is not 0.
  func firstColumn(_ name: String) -> NumPyArray {
    let row = shape[1] * type.size
    let first = (0..<shape[0]).flatMap { bytes[$0 * row..<$0 * row + type.size] }
    return array(name, [shape[0]], first)
  }

  private func array(_ name: String, _ shape: [Int], _ bytes: [UInt8]) -> NumPyArray {
    NumPyArray(name: name, shape: shape, elementType: type, isBigEndian: type.size > 1, payload: Data(bytes))
  }
}
