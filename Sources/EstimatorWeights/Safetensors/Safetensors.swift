import EstimatorDatasets
import Estimators

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// A safetensors file: arrays of numbers by name, and texts beside them. Reading one runs nothing.
///
///     let file = try Safetensors(contentsOf: url)
///     let weights = try file.array("coef_").matrix()
///
/// Truth values, whole numbers of 8 to 64 bits, `F32` and `F64` are read and written; `F16`, `BF16` and others are
/// named and refused.
public struct Safetensors: Sendable, Hashable {
  /// The arrays by name.
  public var arrays: [String: NumPyArray]
  /// Texts by name. safetensors' `__metadata__`.
  public var metadata: [String: String]

  /// A file of these arrays.
  public init(arrays: [String: NumPyArray], metadata: [String: String] = [:]) {
    (self.arrays, self.metadata) = (arrays, metadata)
  }

  /// Reads a file. `safetensors.numpy.load_file`.
  ///
  /// - Throws: `DatasetError` for a file that cannot be read, is cut short, contradicts the format or itself, or holds
  ///   numbers of a type that is not read here.
  public init(contentsOf url: URL) throws {
    try self.init(FileBytes.read(url), named: FileBytes.displayName(url))
  }

  /// The array of that name.
  ///
  /// - Throws: `DatasetError.noSuchArray(name:file:available:)`.
  public func array(_ name: String) throws -> NumPyArray {
    guard let array = arrays[name] else {
      throw DatasetError.noSuchArray(name: name, file: "the safetensors file", available: arrays.keys.sorted())
    }
    return array
  }

  /// Writes a file; it appears complete or not at all. `safetensors.numpy.save_file`.
  ///
  /// - Throws: `DatasetError.cannotWrite(file:reason:)`, and `DatasetError.unsupported(file:feature:advice:)` for
  ///   texts, which go into `metadata`, and for arrays in Fortran's order or of big-endian numbers.
  public func write(to url: URL) throws { try FileBytes.write(content(file: FileBytes.displayName(url)), to: url) }
}

extension Safetensors {
  static let metadataName = "__metadata__"
  /// As of the format's own reader.
  static let longestHeader = 100_000_000

  /// safetensors' names of types.
  static let types: [String: NumPyArray.ElementType] = [
    "BOOL": .bool, "U8": .uint8, "I8": .int8, "U16": .uint16, "I16": .int16, "U32": .uint32, "I32": .int32,
    "U64": .uint64, "I64": .int64, "F32": .float32, "F64": .float64,
  ]
}
