import Matrices

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension SparseFileRows {
  /// Opens compressed sparse rows as SciPy writes them with
  /// `scipy.sparse.save_npz(file, matrix.tocsr(), compressed=False)`, its numbers of type `uint8`, `int32`, `int64`,
  /// `float16`, `float32` or `float64`. Checksums are not verified.
  ///
  /// - Parameters:
  ///   - url: The file, with the arrays `format`, `shape`, `indptr`, `indices` and `data`.
  ///   - budget: Bytes that rows may take in memory, ≥ 0: 12 for a stored number and 8 for a row. Where all rows fit,
  ///     the file is read once and then used like a `SparseMatrix`.
  /// - Throws: ``DatasetError`` for another format or type, and for arrays that are compressed or too short;
  ///   `FileRowsError` where the file can't be opened or its rows contradict each other.
  /// - Complexity: reads what the budget holds.
  public init(npz url: URL, budget: Int = 0) throws {
    let archive = try StoredArray.Archive(npz: url)
    let format = try archive.array("format").text()
    guard format == "csr" else {
      throw DatasetError.unsupported(
        file: archive.name, feature: "the sparse format “\(format)”",
        advice: "Its rows are not together. Save matrix.tocsr().")
    }
    let shape = try archive.array("shape").read().integers()
    guard shape.count == 2 else {
      throw DatasetError.wrongShape(array: "“shape” in \(archive.name)", shape: [shape.count], expected: "2 numbers")
    }
    let (starts, indices) = (try archive.array("indptr"), try archive.array("indices"))
    let values = try archive.array("data")
    let stored = try values.count
    guard try indices.count == stored, try starts.count - 1 == shape[0] else {
      throw DatasetError.malformed(
        file: archive.name, format: "sparse npz",
        reason:
          "\(shape[0]) rows need one more row start, found \(try starts.count), and \(stored) values as many indices, "
          + "found \(try indices.count). Write it again.")
    }
    try self.init(
      contentsOf: url, rows: shape[0], columns: shape[1], storedCount: stored, starts: starts.places,
      indices: indices.places,
      values: values.numbers, budget: budget)
  }
}

extension StoredArray {
  /// The length of a list.
  fileprivate var count: Int {
    get throws {
      guard header.shape.count == 1 else {
        throw DatasetError.wrongShape(array: name, shape: header.shape, expected: "one dimension")
      }
      return header.shape[0]
    }
  }

  /// Whole numbers.
  fileprivate var places: SparseFileRows.Place {
    get throws { try place(["i4": .int32, "i8": .int64], advice: "Save them as int32 or int64.") }
  }

  fileprivate var numbers: SparseFileRows.Place {
    get throws {
      try place(
        [
          "u1": .uint8, "i4": .int32, "i8": .int64, "f2": .float16, "f4": .float32, "f8": .float64,
        ], advice: "Save them as float64: matrix.astype(float).")
    }
  }

  private func place(
    _ kinds: [String: SparseFileRows.Place.Kind], advice: String
  ) throws -> SparseFileRows.Place {
    guard let kind = kinds[typeCode] else {
      throw DatasetError.unsupported(file: name, feature: "the npy type \(header.description)", advice: advice)
    }
    try requireBytes(ofSize: kind.size)
    return SparseFileRows.Place(offset: offset, kind: kind, isBigEndian: isBigEndian)
  }
}
