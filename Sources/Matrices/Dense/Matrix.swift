import Files

/// A dense rectangle of numbers, stored row by row.
///
///     let a = try Matrix(rows: 2, columns: 3, [1.0, 2, 3, 4, 5, 6])
///     a[1, 2]                 // 6.0
///     a[rows: ..<1]           // the first row, sharing a's storage
///
/// A value: copies share storage until one of them is changed. Taking a range of rows is O(1) and shares storage too.
///
/// - SeeAlso: ``MatrixRows`` for chosen rows in any order, ``SparseMatrix`` for mostly-zero data.
public struct Matrix<Scalar: MatrixScalar>: Sendable {
  /// The number of rows, ≥ 0.
  public let rows: Int
  /// The number of columns, ≥ 0.
  public let columns: Int
  /// Where the first element lies in `storage`; not 0 only for a slice.
  @usableFromInline internal var offset: Int
  /// At least `offset + rows * columns` numbers.
  @usableFromInline internal var storage: [Scalar]

  /// Rows or columns of a matrix without elements, at the most.
  private static var mostWithoutElements: Int { 1 << 26 }

  /// Trusts its arguments; every public initialiser checks first.
  @usableFromInline internal init(rows: Int, columns: Int, offset: Int, storage: [Scalar]) {
    self.rows = rows
    self.columns = columns
    self.offset = offset
    self.storage = storage
    assert(rows >= 0 && columns >= 0 && offset >= 0, "A matrix of \(rows) × \(columns) from \(offset) on")
    assert(offset + rows * columns <= storage.count, "\(storage.count) numbers for \(rows) × \(columns)")
  }

  /// A matrix of the given shape from its elements, row after row.
  ///
  /// - Parameters:
  ///   - rows: The number of rows, ≥ 0.
  ///   - columns: The number of columns, ≥ 0.
  ///   - elements: `rows * columns` numbers, kept without a copy.
  /// - Throws: ``MatrixError/elementCountMismatch(rows:columns:elements:)`` when the count does not fit the shape,
  ///   ``MatrixError/tooLarge(what:bytes:)`` for a matrix without elements of over 2²⁶ rows or columns: its sums along
  ///   them would still take memory.
  public init(rows: Int, columns: Int, _ elements: [Scalar]) throws {
    let (count, overflow) = rows.multipliedReportingOverflow(by: columns)
    guard rows >= 0, columns >= 0, !overflow, count == elements.count else {
      throw MatrixError.elementCountMismatch(rows: rows, columns: columns, elements: elements.count)
    }
    guard count > 0 || max(rows, columns) <= Self.mostWithoutElements else {
      throw MatrixError.tooLarge(
        what: "A row or column sum of an empty matrix of \(rows) × \(columns)",
        bytes: Memory.bytes(max(rows, columns), 8))
    }
    self.init(rows: rows, columns: columns, offset: 0, storage: elements)
  }

  /// A matrix from a list of rows of equal length.
  ///
  /// - Throws: ``MatrixError/raggedRows(row:expected:found:)`` when a row is longer or shorter than the first.
  public init(_ rows: [[Scalar]]) throws {
    let columns = rows.first?.count ?? 0
    if let ragged = rows.firstIndex(where: { $0.count != columns }) {
      throw MatrixError.raggedRows(row: ragged, expected: columns, found: rows[ragged].count)
    }
    var storage: [Scalar] = []
    // Row by row: joined rows would go through the elements one by one.
    storage.reserveCapacity(rows.count * columns)
    for row in rows { storage += row }
    self.init(rows: rows.count, columns: columns, offset: 0, storage: storage)
  }

  /// A matrix with every element equal to `value`.
  ///
  /// - Precondition: neither count is negative, and there is memory for the elements.
  public init(rows: Int, columns: Int, repeating value: Scalar) {
    precondition(rows >= 0 && columns >= 0, "A matrix cannot have \(rows) rows and \(columns) columns.")
    precondition(
      Memory.has(Memory.bytes(rows, columns, MemoryLayout<Scalar>.stride)),
      "There is no memory for a matrix of \(rows) × \(columns)")
    self.init(rows: rows, columns: columns, offset: 0, storage: Array(repeating: value, count: rows * columns))
  }

  /// A matrix of zeros.
  ///
  /// - Precondition: neither count is negative, and there is memory for the elements.
  public static func zeros(rows: Int, columns: Int) -> Matrix { Matrix(rows: rows, columns: columns, repeating: .zero) }

  /// A matrix whose elements the closure writes, for readers that fill memory directly.
  ///
  /// - Parameter body: Receives exactly `rows * columns` elements, uninitialised, and must initialise every one.
  package init(
    rows: Int, columns: Int,
    initializingWith body: (UnsafeMutableBufferPointer<Scalar>) throws -> Void
  ) rethrows {
    precondition(rows >= 0 && columns >= 0, "A matrix cannot have \(rows) rows and \(columns) columns.")
    let count = rows * columns
    let storage = try [Scalar](unsafeUninitializedCapacity: count) { buffer, initialized in
      try body(UnsafeMutableBufferPointer(start: buffer.baseAddress, count: count))
      initialized = count
    }
    self.init(rows: rows, columns: columns, offset: 0, storage: storage)
  }

  /// The number of elements, `rows * columns`.
  public var count: Int { rows * columns }

  /// The elements, row after row.
  ///
  /// - Complexity: O(1), or O(`count`) for a slice, which is copied.
  public var elements: [Scalar] {
    offset == 0 && storage.count == count ? storage : Array(storage[offset..<offset + count])
  }
}

extension Matrix: Equatable {
  /// Whether shapes and elements are equal. Slices compare by content.
  public static func == (a: Matrix, b: Matrix) -> Bool {
    a.rows == b.rows && a.columns == b.columns
      && a.withElements { left in b.withElements { right in left.elementsEqual(right) } }
  }
}

extension Matrix: Hashable {
  public func hash(into hasher: inout Hasher) {
    hasher.combine(rows)
    hasher.combine(columns)
    withElements { for element in $0 { hasher.combine(element) } }
  }
}

extension Matrix: Codable {
  private enum CodingKeys: String, CodingKey { case rows, columns, elements }

  /// Reads `{rows, columns, elements}` and checks that they fit together.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      rows: container.decode(Int.self, forKey: .rows), columns: container.decode(Int.self, forKey: .columns),
      container.decode([Scalar].self, forKey: .elements))
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(rows, forKey: .rows)
    try container.encode(columns, forKey: .columns)
    try container.encode(elements, forKey: .elements)
  }
}
