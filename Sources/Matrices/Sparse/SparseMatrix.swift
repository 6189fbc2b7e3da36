import Files

/// A rectangle of numbers of which most are 0, in compressed sparse row form (SciPy's `csr_matrix`).
///
/// Row `i` holds `values[k]` in column `columnIndices[k]` for `k` in `rowStarts[i]..<rowStarts[i + 1]`. Column indices
/// ascend within a row, each at most once. Memory: 12 bytes per stored number and 8 per row.
public struct SparseMatrix: Sendable, Hashable {
  /// The number of rows, ≥ 0.
  public let rows: Int
  /// The number of columns, in `0...Int32.max`.
  public let columns: Int
  /// Where each row starts in `values`; `rows + 1` numbers, the first 0, the last `values.count`.
  public let rowStarts: [Int]
  /// The column of each stored number.
  public let columnIndices: [Int32]
  /// The stored numbers, row after row.
  public let values: [Double]

  /// A sparse matrix from its three arrays, checked in O(stored numbers).
  ///
  /// - Throws: ``MatrixError/malformedSparse(reason:)`` naming the first contradiction.
  public init(rows: Int, columns: Int, rowStarts: [Int], columnIndices: [Int32], values: [Double]) throws {
    self.rows = rows
    self.columns = columns
    self.rowStarts = rowStarts
    self.columnIndices = columnIndices
    self.values = values
    try checkStructure()
  }

  /// Arrays that a builder has kept in order.
  init(ordered rowStarts: [Int], _ columnIndices: [Int32], _ values: [Double], columns: Int) {
    rows = rowStarts.count - 1
    self.columns = columns
    self.rowStarts = rowStarts
    self.columnIndices = columnIndices
    self.values = values
    assert(rowStarts.first == 0 && rowStarts.last == values.count, "Rows do not end where the numbers do")
    assert(zip(rowStarts, rowStarts.dropFirst()).allSatisfy { $0 <= $1 }, "A row ends before it begins")
    assert(columnIndices.count == values.count, "\(columnIndices.count) columns of \(values.count) numbers")
    assert(!columnIndices.contains { $0 < 0 || Int($0) >= columns }, "A number outside \(columns) columns")
  }

  /// The numbers of a dense matrix that are not 0.
  ///
  /// - Throws: ``MatrixError/malformedSparse(reason:)`` when there are more than `Int32.max` columns.
  /// - Complexity: O(`dense.count`).
  public init(_ dense: Matrix<Double>) throws {
    guard dense.columns <= Int(Int32.max) else {
      throw MatrixError.malformedSparse(reason: "\(dense.columns) columns are more than it can number (\(Int32.max)).")
    }
    var starts = [0]
    var indices: [Int32] = []
    var values: [Double] = []
    for row in 0..<dense.rows {
      for (column, value) in dense[row: row].enumerated() where value != 0 {
        indices.append(Int32(column))
        values.append(value)
      }
      starts.append(values.count)
    }
    rows = dense.rows
    columns = dense.columns
    rowStarts = starts
    columnIndices = indices
    self.values = values
  }

  /// The same numbers with their zeros, a copy.
  ///
  /// - Throws: ``MatrixError/tooLarge(what:bytes:)`` when there is no memory for rows · columns numbers.
  public var dense: Matrix<Double> {
    get throws {
      try Memory.require(rows: rows, columns: columns, for: "A dense matrix of \(rows) × \(columns) numbers")
      var result = Matrix<Double>.zeros(rows: rows, columns: columns)
      result.withMutableElements { elements in
        for row in 0..<rows {
          for k in rowStarts[row]..<rowStarts[row + 1] { elements[row * columns + Int(columnIndices[k])] = values[k] }
        }
      }
      return result
    }
  }

  /// Chosen rows as a sparse matrix of their own.
  ///
  /// - Precondition: all indices are in range.
  /// - Complexity: O(stored numbers of the chosen rows).
  package func selecting(rows chosen: [Int]) -> SparseMatrix {
    assert(!chosen.contains { $0 < 0 || $0 >= rows }, "A row that is not among \(rows)")
    var starts = [0]
    starts.reserveCapacity(chosen.count + 1)
    for row in chosen { starts.append(starts[starts.count - 1] + rowStarts[row + 1] - rowStarts[row]) }
    var (indices, numbers) = ([Int32](), [Double]())
    indices.reserveCapacity(starts[chosen.count])
    numbers.reserveCapacity(starts[chosen.count])
    for row in chosen {
      indices += columnIndices[rowStarts[row]..<rowStarts[row + 1]]
      numbers += values[rowStarts[row]..<rowStarts[row + 1]]
    }
    return SparseMatrix(ordered: starts, indices, numbers, columns: columns)
  }

  /// Chosen rows and columns as a sparse matrix of their own.
  ///
  /// - Precondition: all indices are in range.
  /// - Complexity: O(chosen columns + stored numbers of the chosen rows, times the repetitions of their columns),
  ///   however many columns there are.
  package func selecting(rows chosen: [Int], columns: [Int]) throws -> SparseMatrix {
    assert(!chosen.contains { $0 < 0 || $0 >= rows }, "A row that is not among \(rows)")
    assert(!columns.contains { $0 < 0 || $0 >= self.columns }, "A column that is not among \(self.columns)")
    var places: [Int32: [Int32]] = [:]
    for (new, old) in columns.enumerated() { places[Int32(old), default: []].append(Int32(new)) }
    var starts = [0]
    var entries: [(column: Int32, value: Double)] = []
    for row in chosen {
      var found: [(column: Int32, value: Double)] = []
      for k in rowStarts[row]..<rowStarts[row + 1] {
        for place in places[columnIndices[k]] ?? [] { found.append((place, values[k])) }
      }
      entries += found.sorted { $0.column < $1.column }
      starts.append(entries.count)
    }
    return try SparseMatrix(
      rows: chosen.count, columns: columns.count, rowStarts: starts, columnIndices: entries.map(\.column),
      values: entries.map(\.value))
  }

  private func checkStructure() throws {
    try rowStarts.withUnsafeBufferPointer { starts in
      try columnIndices.withUnsafeBufferPointer { indices in
        try Self.check(rows: rows, columns: columns, starts, indices, values: values.count)
      }
    }
  }
}

extension SparseMatrix: Codable {
  private enum CodingKeys: String, CodingKey { case rows, columns, rowStarts, columnIndices, values }

  /// Reads the three arrays and checks them as the public initialiser does.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      rows: container.decode(Int.self, forKey: .rows), columns: container.decode(Int.self, forKey: .columns),
      rowStarts: container.decode([Int].self, forKey: .rowStarts),
      columnIndices: container.decode([Int32].self, forKey: .columnIndices),
      values: container.decode([Double].self, forKey: .values))
  }
}

extension SparseMatrix: CustomStringConvertible {
  /// The shape, how many numbers are stored, and the numbers with four digits, `.` for those that are not stored; of
  /// many rows and columns the edges.
  public var description: String {
    let lines = GridText.lines(rows: rows, columns: columns) { row, column in
      let stored = (rowStarts[row]..<rowStarts[row + 1]).first { columnIndices[$0] == column }
      return stored.map { Readable.number(values[$0]) } ?? "."
    }
    return (["\(rows) × \(columns) sparse, \(values.count) stored"] + lines).joined(separator: "\n")
  }
}
