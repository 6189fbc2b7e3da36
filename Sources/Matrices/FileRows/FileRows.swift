import Files

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// Rows of numbers in a file, read while they are needed: data larger than memory.
///
/// The rows lie one after the other in the file, as npy and IDX files have them. They are read by `pread` into memory
/// of their reader, never mapped: a page of a mapping that can't be read ends the process, a read that fails is an
/// error. As many rows as `budget` holds stay in memory once they are read.
///
/// The file must not change while this is in use: a read beyond its end throws, other changes give other numbers.
///
/// Guarded by `FileRowsTests`.
public struct FileRows: Sendable {
  /// What a number is in the file.
  public struct NumberType: Sendable, Hashable {
    package enum Kind: Sendable, Hashable { case uint8, float16, float32, float64 }

    package let kind: Kind
    /// Bytes of a number.
    public let size: Int

    private init(_ kind: Kind, size: Int) { (self.kind, self.size) = (kind, size) }

    /// Whole numbers in 0...255.
    public static let uint8 = NumberType(.uint8, size: 1)
    /// Half floats of IEEE 754: 11 bits, up to 65,504.
    public static let float16 = NumberType(.float16, size: 2)
    public static let float32 = NumberType(.float32, size: 4)
    public static let float64 = NumberType(.float64, size: 8)
  }

  public let rows: Int
  public let columns: Int
  public let numberType: NumberType
  /// Bytes that rows may take in memory.
  public let budget: Int
  private let file: RowFile
  private let offset: Int
  private let isSwapped: Bool
  /// The first rows, in the byte order of this machine; none where all are in `whole`.
  private let kept: KeptBytes
  /// All rows, where the budget holds them and their type is one of a matrix.
  package let whole: Whole?

  /// All rows of a file in memory.
  package enum Whole: Sendable {
    case uint8(Matrix<UInt8>)
    case float32(Matrix<Float>)
    case float64(Matrix<Double>)
  }

  /// Opens a file.
  ///
  /// - Parameters:
  ///   - url: A plain file.
  ///   - offset: Where the first number starts, in bytes.
  ///   - rows: n ≥ 0.
  ///   - columns: p ≥ 0.
  ///   - numberType: What the numbers are; not aligned to anything.
  ///   - isBigEndian: Whether the most significant byte comes first.
  ///   - budget: Bytes that rows may take in memory, ≥ 0: with more than the file has, it is read once and then used
  ///     like a matrix.
  /// - Throws: ``FileRowsError`` where the file can't be opened, or is shorter than its shape.
  /// - Complexity: reads what the budget holds.
  public init(
    contentsOf url: URL, offset: Int = 0, rows: Int, columns: Int, numberType: NumberType, isBigEndian: Bool = false,
    budget: Int = 0
  ) throws {
    let file = try RowFile(url.path)
    guard rows >= 0, columns >= 0, offset >= 0, budget >= 0 else {
      throw FileRowsError("\(file.name): rows, columns, offset and budget can't be negative.")
    }
    let (bytes, overflows) = Self.byteCount(rows, columns, numberType)
    guard !overflows, offset <= file.size, bytes <= file.size - offset else {
      throw FileRowsError(
        "\(file.name) has \(file.size) bytes: too few for \(rows) × \(columns) numbers of \(numberType.size) bytes from byte "
          + "\(offset) on. Fetch or write it again.")
    }
    (self.file, self.offset, self.rows, self.columns) = (file, offset, rows, columns)
    (self.numberType, self.budget) = (numberType, budget)
    isSwapped = numberType.size > 1 && isBigEndian != (1.bigEndian == 1)
    let rowBytes = columns * numberType.size
    let fitting = rowBytes == 0 ? 0 : min(rows, budget / rowBytes)
    guard Memory.has(fitting * rowBytes) else {
      throw FileRowsError(
        "The budget of \(budget) bytes for \(file.name) is more than there is. Pass a smaller one, or none.")
    }
    let isSwapped = isSwapped
    whole =
      try fitting < rows || bytes == 0
      ? nil
      : Self.whole(rows, columns, numberType) { start in
        try file.read(into: start, bytes, at: offset)
        if isSwapped { Self.swap(start, bytes, numberType.size) }
      }
    let count = whole == nil ? fitting : 0
    let kept = KeptBytes(count * rowBytes)
    try file.read(into: kept.start, kept.count, at: offset)
    if isSwapped { Self.swap(kept.start, kept.count, numberType.size) }
    self.kept = kept
  }

  /// A matrix of the type that `fill` writes; `nil` for half floats, which no matrix has.
  private static func whole(
    _ rows: Int, _ columns: Int, _ type: NumberType, _ fill: (UnsafeMutableRawPointer) throws -> Void
  ) throws -> Whole? {
    func matrix<Scalar: MatrixScalar>(_: Scalar.Type) throws -> Matrix<Scalar> {
      let elements = try [Scalar](unsafeUninitializedCapacity: rows * columns) { to, count in
        if let start = to.baseAddress { try fill(UnsafeMutableRawPointer(start)) }
        count = rows * columns
      }
      return try Matrix(rows: rows, columns: columns, elements)
    }
    switch type.kind {
    case .uint8: return .uint8(try matrix(UInt8.self))
    case .float32: return .float32(try matrix(Float.self))
    case .float64: return .float64(try matrix(Double.self))
    case .float16: return nil
    }
  }

  private static func byteCount(_ rows: Int, _ columns: Int, _ type: NumberType) -> (Int, overflows: Bool) {
    let (numbers, many) = rows.multipliedReportingOverflow(by: columns)
    let (bytes, more) = numbers.multipliedReportingOverflow(by: type.size)
    return (bytes, many || more)
  }

  private var rowBytes: Int { columns * numberType.size }

  /// Lets the closure see the bytes of rows that follow each other, in the byte order of this machine and not aligned.
  ///
  /// - Parameter rows: In `0..<self.rows`.
  package func withBytes(_ rows: Range<Int>, _ body: (UnsafeRawPointer) throws -> Void) throws {
    precondition(rows.lowerBound >= 0 && rows.upperBound <= self.rows)
    let (first, count) = (rows.lowerBound * rowBytes, rows.count * rowBytes)
    switch whole {
    case .uint8(let matrix): return try matrix.withElements { try Self.visit($0, first, body) }
    case .float32(let matrix): return try matrix.withElements { try Self.visit($0, first, body) }
    case .float64(let matrix): return try matrix.withElements { try Self.visit($0, first, body) }
    case nil: break
    }
    if first + count <= kept.count { return try body(UnsafeRawPointer(kept.start + first)) }
    try withUnsafeTemporaryAllocation(byteCount: max(1, count), alignment: 64) { room in
      guard let start = room.baseAddress else { return }
      try file.read(into: start, count, at: offset + first)
      if isSwapped { Self.swap(start, count, numberType.size) }
      try body(UnsafeRawPointer(start))
    }
  }

  private static func visit<Scalar>(
    _ elements: UnsafeBufferPointer<Scalar>, _ first: Int, _ body: (UnsafeRawPointer) throws -> Void
  ) throws {
    guard let start = elements.baseAddress else { return }
    try body(UnsafeRawPointer(start) + first)
  }

  static func swap(_ start: UnsafeMutableRawPointer, _ count: Int, _ size: Int) {
    let bytes = start.assumingMemoryBound(to: UInt8.self)
    for number in stride(from: 0, to: count, by: size) {
      for k in 0..<size / 2 {
        (bytes[number + k], bytes[number + size - 1 - k]) = (bytes[number + size - 1 - k], bytes[number + k])
      }
    }
  }
}

/// Memory that is freed with its owner. Sendable: it is written before it is shared.
private final class KeptBytes: @unchecked Sendable {
  let start: UnsafeMutableRawPointer
  let count: Int

  init(_ count: Int) {
    self.count = count
    start = .allocate(byteCount: max(1, count), alignment: 64)
  }

  deinit { start.deallocate() }
}

/// What is wrong with a file of rows.
public struct FileRowsError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file, what is wrong, and what to do.
  public let description: String

  package init(_ description: String) { self.description = description }
}

extension FileRowsError: LocalizedError {
  /// The sentence that apps and logs show.
  public var errorDescription: String? { description }
}

extension FileRows: CustomStringConvertible {
  public var description: String { "\(rows) × \(columns) numbers in \(file.name)" }
}
