import Files
import Matrices

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// An array that stays in its npy or npz file: its header, and where its numbers lie.
struct StoredArray {
  /// What error texts call it.
  let name: String
  let header: NumPyHeader
  /// Of the first number, in bytes from the start of the file.
  let offset: Int
  /// The npy part of the file, from its header on.
  private let place: Range<Int>
  private let file: OpenFile

  /// The most bytes that a header has.
  private static let headBytes = 1 << 17
  /// An array that is read whole: a shape, or the name of a format.
  private static let smallBytes = 1 << 12

  private init(_ file: OpenFile, _ place: Range<Int>, named name: String) throws {
    header = try NumPyHeader(file.bytes(place.lowerBound, min(place.count, Self.headBytes)), file: name)
    (self.name, self.file, self.place, offset) = (name, file, place, place.lowerBound + header.byteCount)
  }

  /// The array of an npy file.
  init(npy url: URL) throws {
    let file = try Self.open(url)
    try self.init(file, 0..<file.size, named: FileBytes.displayName(url))
  }

  static func open(_ url: URL) throws -> OpenFile {
    do { return try OpenFile(url) } catch { throw FileRowsError("\(url.path): \(error)") }
  }

  /// The npy part of a stored member of an archive must have the bytes that its shape needs.
  func requireBytes(ofSize size: Int) throws {
    guard let count = Shape.count(header.shape + [size]) else {
      throw DatasetError.malformed(
        file: name, format: "npy", reason: "its shape \(header.shape) is larger than any file. Save it again.")
    }
    let found = place.upperBound - offset
    guard count <= found else {
      throw DatasetError.truncated(
        file: name, part: "the data of shape \(header.shape)", expected: count, found: found)
    }
  }

  /// The type without its byte order: "f8".
  var typeCode: String { String(header.description.dropFirst()) }
  var isBigEndian: Bool { header.description.first == ">" }

  /// A small array, read.
  func read() throws -> NumPyArray {
    guard place.count <= Self.smallBytes else {
      throw DatasetError.malformed(file: name, format: "npy", reason: "\(place.count) bytes are too many for it.")
    }
    return try NPY.read(file.bytes(place.lowerBound, place.count), named: name)
  }

  /// A single text, of one dimension or none.
  func text() throws -> String {
    let array = try read()
    return try NumPyArray(
      name: name, shape: [array.count], elementType: array.elementType, isBigEndian: array.isBigEndian,
      payload: array.payload
    ).strings().joined()
  }

  /// The arrays of an npz file.
  struct Archive {
    private let archive: ZipArchive
    private let file: OpenFile
    let name: String

    init(npz url: URL) throws {
      name = FileBytes.displayName(url)
      file = try StoredArray.open(url)
      archive = try ZipArchive(file, named: name)
    }

    /// - Throws: ``DatasetError`` where there is none of that name, or where it is compressed.
    func array(_ wanted: String) throws -> StoredArray {
      guard let entry = archive.entries.first(where: { [wanted, wanted + ".npy"].contains($0.name) }) else {
        throw DatasetError.noSuchArray(
          name: wanted, file: name, available: archive.entries.map { String($0.name.trimmingSuffix(".npy")) })
      }
      return try StoredArray(file, archive.place(of: entry), named: "“\(wanted)” in \(name)")
    }
  }
}

extension String {
  fileprivate func trimmingSuffix(_ suffix: String) -> Substring {
    hasSuffix(suffix) ? dropLast(suffix.count) : self[...]
  }
}
