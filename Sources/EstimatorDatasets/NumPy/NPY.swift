import Matrices

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// NumPy's file for one array, as `numpy.save` writes it.
///
///     try NPY.write(.matrix(images), to: folder.appending(path: "images.npy"))
///     let images = try NPY.read(contentsOf: folder.appending(path: "images.npy")).matrix(as: UInt8.self)
public enum NPY {
  /// Reads an array (`numpy.load`).
  ///
  /// - Complexity: The file is in memory once; a typed reading makes one converted copy.
  /// - Throws: ``DatasetError`` when the file cannot be read, is not npy, holds Python objects or records, or has not
  ///   exactly the bytes that its shape needs.
  public static func read(contentsOf url: URL) throws -> NumPyArray {
    try read(FileBytes.read(url), named: FileBytes.displayName(url))
  }

  /// Reads an array from bytes in memory. See ``read(contentsOf:)``.
  public static func read(_ data: Data, named name: String = "the npy data") throws -> NumPyArray {
    let header = try NumPyHeader(data, file: name)
    let type = try elementType(header.description, file: name)
    guard let count = Shape.count(header.shape + [type.size]) else {
      throw DatasetError.malformed(
        file: name, format: "npy", reason: "its shape \(header.shape) is larger than any memory. Save it again.")
    }
    let part = "the data of shape (\(header.shape.map(String.init).joined(separator: ", ")))"
    let found = data.count - header.byteCount
    if found < count { throw DatasetError.truncated(file: name, part: part, expected: count, found: found) }
    if found > count { throw DatasetError.tooLong(file: name, part: part, expected: count) }
    return NumPyArray(
      name: name, shape: header.shape, elementType: type, isBigEndian: header.description.first == ">",
      isFortranOrder: header.isFortranOrder, payload: data.dropFirst(header.byteCount))
  }

  /// Writes an array (`numpy.save`), byte for byte as NumPy 2 does. The file appears complete or not at all.
  ///
  /// - Throws: ``DatasetError/cannotWrite(file:reason:)``, or ``DatasetError/tooLarge(what:bytes:advice:)``: the bytes
  ///   of the file are put together in memory.
  public static func write(_ array: NumPyArray, to url: URL) throws {
    try FileBytes.requireMemory(array.payload.count, for: url)
    try FileBytes.write(bytes(array), to: url)
  }

  /// The content of an npy file.
  static func bytes(_ array: NumPyArray) -> Data {
    NumPyHeader.bytes(for: array) + array.payload
  }

  /// The type from NumPy's description, such as `<f8` or `|u1`.
  private static func elementType(_ description: String, file: String) throws -> NumPyArray.ElementType {
    guard let order = description.first, "<>|=".contains(order),
      let type = NumPyArray.ElementType(code: String(description.dropFirst()))
    else {
      let advice =
        description.contains("O")
        ? "Objects are Python's own and never read. Save numbers or texts: array.astype(float), array.astype(str)."
        : "Convert it before saving, for example array.astype(\"f8\")."
      throw DatasetError.unsupported(file: file, feature: "elements of type “\(description)”", advice: advice)
    }
    return type
  }
}
