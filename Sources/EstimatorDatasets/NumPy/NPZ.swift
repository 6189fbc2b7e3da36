import Matrices

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// NumPy's file for several arrays by name, as `numpy.savez` and `numpy.savez_compressed` write it.
///
///     let file = try NPZ(contentsOf: folder.appending(path: "mnist_train.npz"))
///     file.names                                        // ["X", "y"]
///     let images = try file.matrix("X", as: UInt8.self)
///     let labels = try file.integers("y")
///
/// Arrays are unpacked when they are asked for, every time anew; their checksums are verified then.
public struct NPZ: Sendable {
  /// The names of the arrays, in the order of the file.
  public let names: [String]
  private let archive: ZipArchive
  private let file: String
  /// What error texts and descriptions call it.
  var fileName: String { file }

  /// Opens an npz file (`numpy.load`). Only the list of arrays is read.
  ///
  /// - Complexity: The file, as large as it is on disk, stays in memory as long as the value lives.
  /// - Throws: ``DatasetError`` when the file cannot be read, is no zip archive, or has two arrays of one name.
  public init(contentsOf url: URL) throws {
    try self.init(FileBytes.read(url), named: FileBytes.displayName(url))
  }

  /// Opens an npz file in memory. See ``init(contentsOf:)``.
  public init(_ data: Data, named name: String = "the npz data") throws {
    archive = try ZipArchive(data, file: name)
    file = name
    names = archive.entries.map(Self.arrayName)
    var seen: Set<String> = []
    if let twice = names.first(where: { !seen.insert($0).inserted }) {
      throw DatasetError.duplicateName(name: twice, file: name)
    }
  }

  /// The array of that name, whatever its type.
  ///
  /// - Throws: ``DatasetError/noSuchArray(name:file:available:)``, or what is wrong with its bytes.
  public func array(_ name: String) throws -> NumPyArray {
    guard let index = names.firstIndex(of: name) else {
      throw DatasetError.noSuchArray(name: name, file: file, available: names)
    }
    return try NPY.read(archive.content(of: archive.entries[index]), named: "“\(name)” in \(file)")
  }

  /// The array as a matrix. See ``NumPyArray/matrix(as:flattening:)``.
  public func matrix<Scalar: MatrixScalar>(
    _ name: String, as type: Scalar.Type = Double.self, flattening: Bool = false
  ) throws -> Matrix<Scalar> {
    try array(name).matrix(as: type, flattening: flattening)
  }

  /// The array as a list of numbers. See ``NumPyArray/vector(as:)``.
  public func vector<Scalar: MatrixScalar>(_ name: String, as type: Scalar.Type = Double.self) throws -> [Scalar] {
    try array(name).vector(as: type)
  }

  /// The array as a list of whole numbers, such as labels. See ``NumPyArray/integers()``.
  public func integers(_ name: String) throws -> [Int] { try array(name).integers() }

  /// The array as a list of texts. See ``NumPyArray/strings()``.
  public func strings(_ name: String) throws -> [String] { try array(name).strings() }

  private static func arrayName(_ entry: ZipArchive.Entry) -> String {
    entry.name.hasSuffix(".npy") ? String(entry.name.dropLast(4)) : entry.name
  }
}

extension NPZ {
  /// Writes arrays by name (`numpy.savez`), in the order of their names. The file appears complete or not at all.
  ///
  ///     try NPZ.write(["X": .matrix(images), "y": .integers(labels)], to: url, compressed: true)
  ///
  /// - Parameters:
  ///   - arrays: The arrays by name.
  ///   - url: The file, which is replaced if there is one.
  ///   - compressed: Whether to deflate the arrays (`numpy.savez_compressed`).
  /// - Complexity: The archive is put together in memory.
  /// - Throws: ``DatasetError/cannotWrite(file:reason:)``, or ``DatasetError/tooLarge(what:bytes:advice:)``.
  public static func write(_ arrays: [String: NumPyArray], to url: URL, compressed: Bool = false) throws {
    // The archive, beside the array that is being added.
    let sizes = arrays.values.map(\.payload.count)
    try FileBytes.requireMemory(sizes.reduce(0, +) + (sizes.max() ?? 0), for: url)
    try FileBytes.write(archive(arrays, compressed: compressed, file: FileBytes.displayName(url)), to: url)
  }

  /// The content of an npz file.
  package static func archive(
    _ arrays: [String: NumPyArray], compressed: Bool, file: String, forcingZip64: Bool = false
  ) throws -> Data {
    var writer = ZipWriter(file: file, forcingZip64: forcingZip64)
    if !compressed { writer.reserve(arrays.values.reduce(0) { $0 + $1.payload.count }, entries: arrays.count) }
    for (name, array) in arrays.sorted(by: { $0.key < $1.key }) {
      try writer.add(name + ".npy", NPY.bytes(array), compressed: compressed)
    }
    return writer.finish()
  }
}
