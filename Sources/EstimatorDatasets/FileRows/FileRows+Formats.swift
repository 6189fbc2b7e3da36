import Files
import Matrices

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension FileRows {
  /// Opens the rows of an npy file: two dimensions or more, of which all but the first are a row; `numpy.save` of an
  /// array of type `uint8`, `float16`, `float32` or `float64` in C order.
  ///
  /// - Parameters:
  ///   - url: The file, not compressed.
  ///   - budget: Bytes that rows may take in memory, ≥ 0.
  /// - Throws: ``DatasetError`` for another format or type and for a file that is too short, `FileRowsError` where it
  ///   can't be opened.
  public init(npy url: URL, budget: Int = 0) throws {
    try self.init(StoredArray(npy: url), in: url, budget: budget)
  }

  /// Opens the rows of an array in an npz file, as `numpy.savez` writes it; not one of `numpy.savez_compressed`. What
  /// holds of ``init(npy:budget:)`` holds of the array. Its checksum is not verified.
  ///
  /// - Parameters:
  ///   - url: The file.
  ///   - array: The name of the array, such as "X".
  ///   - budget: Bytes that rows may take in memory, ≥ 0.
  /// - Throws: ``DatasetError`` for another format or type, an array that is not there, too short or compressed;
  ///   `FileRowsError` where the file can't be opened.
  public init(npz url: URL, array: String, budget: Int = 0) throws {
    try self.init(StoredArray.Archive(npz: url).array(array), in: url, budget: budget)
  }

  private init(_ array: StoredArray, in url: URL, budget: Int) throws {
    guard !array.header.isFortranOrder else {
      throw DatasetError.unsupported(
        file: array.name, feature: "an npy array in Fortran order",
        advice: "Its rows are not together. Save numpy.ascontiguousarray(array).")
    }
    guard array.header.shape.count >= 2, let columns = Shape.count(Array(array.header.shape.dropFirst())) else {
      throw DatasetError.wrongShape(array: array.name, shape: array.header.shape, expected: "rows × columns")
    }
    let types = ["u1": NumberType.uint8, "f2": .float16, "f4": .float32, "f8": .float64]
    guard let type = types[array.typeCode] else {
      throw DatasetError.unsupported(
        file: array.name, feature: "rows of the npy type \(array.header.description)",
        advice: "Save them as uint8, float16, float32 or float64.")
    }
    try array.requireBytes(ofSize: type.size)
    try self.init(
      contentsOf: url, offset: array.offset, rows: array.header.shape[0], columns: columns, numberType: type,
      isBigEndian: array.isBigEndian, budget: budget)
  }

  /// Opens the rows of an IDX file of bytes, such as `train-images-idx3-ubyte`, not compressed.
  ///
  /// - Parameters:
  ///   - url: The file.
  ///   - budget: Bytes that rows may take in memory, ≥ 0.
  /// - Throws: ``DatasetError`` for another format or type and a head that can't be read, `FileRowsError` where the
  ///   file can't be opened or is too short.
  public init(idx url: URL, budget: Int = 0) throws {
    let (name, head) = (FileBytes.displayName(url), [UInt8](try Self.head(of: url)))
    guard head.count >= 4, head[0] == 0, head[1] == 0, head[2] == 8, head[3] >= 2, head.count >= 4 + 4 * Int(head[3])
    else {
      throw DatasetError.malformed(
        file: name, format: "IDX",
        reason: "it does not start with 0 0 8 and the number of dimensions, 2 or more. "
          + "Unpack it first if it ends in .gz.")
    }
    let shape = (1...Int(head[3])).map { place in head[4 * place..<4 * place + 4].reduce(0) { $0 << 8 | Int($1) } }
    guard let columns = Shape.count(Array(shape.dropFirst())) else {
      throw DatasetError.wrongShape(array: name, shape: shape, expected: "rows × columns")
    }
    try self.init(
      contentsOf: url, offset: 4 + 4 * shape.count, rows: shape[0], columns: columns, numberType: .uint8, budget: budget
    )
  }

  /// Four bytes and 255 sizes are the most.
  private static var headBytes: Int { 4 + 255 * 4 }

  private static func head(of url: URL) throws -> Data {
    let file = try StoredArray.open(url)
    return try file.bytes(0, min(file.size, headBytes))
  }
}
