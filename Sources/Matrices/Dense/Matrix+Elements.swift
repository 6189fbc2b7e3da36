extension Matrix {
  /// The element in row `row` and column `column`, both counted from 0.
  ///
  /// - Precondition: both are in range.
  @inlinable  // users write loops over this
  public subscript(row: Int, column: Int) -> Scalar {
    get {
      precondition(row >= 0 && row < rows && column >= 0 && column < columns, "Matrix index out of range")
      return storage[offset + row * columns + column]
    }
    set {
      precondition(row >= 0 && row < rows && column >= 0 && column < columns, "Matrix index out of range")
      if storage.count != count { leaveParent() }
      storage[offset + row * columns + column] = newValue
    }
  }

  /// Copies a slice out of its parent, so that changing ten rows never copies sixty thousand.
  @usableFromInline internal mutating func leaveParent() {
    storage = elements
    offset = 0
  }

  /// One row as a slice of the storage, O(1). Its indices do not start at 0; use `firstIndex`, `enumerated()` or `zip`.
  ///
  /// - Precondition: `index` is in `0..<rows`.
  public subscript(row index: Int) -> ArraySlice<Scalar> {
    precondition(index >= 0 && index < rows, "Row \(index) of a matrix with \(rows) rows")
    return storage[offset + index * columns..<offset + (index + 1) * columns]
  }

  /// A copy of one column.
  ///
  /// - Precondition: `index` is in `0..<columns`.
  /// - Complexity: O(`rows`).
  public subscript(column index: Int) -> [Scalar] {
    precondition(index >= 0 && index < columns, "Column \(index) of a matrix with \(columns) columns")
    return (0..<rows).map { storage[offset + $0 * columns + index] }
  }

  /// A range of rows that shares this matrix's storage, O(1): `images[rows: ..<10_000]`.
  ///
  /// - Precondition: the range lies within `0..<rows`.
  public subscript(rows range: some RangeExpression<Int>) -> Matrix {
    let range = range.relative(to: 0..<rows)
    precondition(
      range.lowerBound >= 0 && range.upperBound <= rows,
      "Rows \(range.lowerBound)..<\(range.upperBound) of a matrix with \(rows) rows")
    return Matrix(rows: range.count, columns: columns, offset: offset + range.lowerBound * columns, storage: storage)
  }

  /// The transposed matrix, a copy.
  ///
  /// - Complexity: O(`count`).
  public var transposed: Matrix {
    var result = [Scalar]()
    result.reserveCapacity(count)
    for column in 0..<columns {
      for row in 0..<rows { result.append(storage[offset + row * columns + column]) }
    }
    return Matrix(rows: columns, columns: rows, offset: 0, storage: result)
  }

  /// The same shape with every element transformed.
  public func map<Result: MatrixScalar, Failure: Error>(
    _ transform: (Scalar) throws(Failure) -> Result
  ) throws(Failure) -> Matrix<Result> {
    var result = [Result]()
    result.reserveCapacity(count)
    for index in offset..<offset + count { result.append(try transform(storage[index])) }
    return Matrix<Result>(rows: rows, columns: columns, offset: 0, storage: result)
  }

  /// How many numbers the storage holds: more than `count` for a slice that still shares its parent's.
  package var storedCount: Int { storage.count }

  /// Lets the closure read the `count` elements in place, row after row. The buffer is valid only inside it.
  package func withElements<Result, Failure: Error>(
    _ body: (UnsafeBufferPointer<Scalar>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try storage.withUnsafeBufferPointer { (all) throws(Failure) -> Result in
      try body(UnsafeBufferPointer(rebasing: all[offset..<offset + count]))
    }
  }

  /// Lets the closure change the `count` elements in place. A slice is first copied out of its parent.
  package mutating func withMutableElements<Result, Failure: Error>(
    _ body: (UnsafeMutableBufferPointer<Scalar>) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    if storage.count != count { leaveParent() }
    return try storage.withUnsafeMutableBufferPointer { (all) throws(Failure) -> Result in try body(all) }
  }
}

extension Matrix {
  /// A matrix of one row.
  package init(row: [Scalar]) { self.init(rows: 1, columns: row.count, offset: 0, storage: row) }
}

extension Matrix where Scalar == Double {
  /// Multiplies every element by `factor`.
  package mutating func multiply(by factor: Double) {
    withMutableElements { for index in $0.indices { $0[index] *= factor } }
  }
}

extension Matrix where Scalar: BinaryFloatingPoint {
  /// Multiplies every element by `factor`, in whatever precision.
  package mutating func multiply(by factor: Scalar) {
    withMutableElements { for index in $0.indices { $0[index] *= factor } }
  }
}

extension Matrix {
  /// A matrix from elements whose count is known to fit.
  package init(rows: Int, columns: Int, checked elements: [Scalar]) {
    precondition(elements.count == rows * columns)
    self.init(rows: rows, columns: columns, offset: 0, storage: elements)
  }
}
