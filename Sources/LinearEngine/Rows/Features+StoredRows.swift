// Guarded by `FeatureBlockTests`.
import Matrices

/// Rows of features as matrices of their own, in their stored type and without the column change.
extension Features {
  /// Rows of a source that are read at a time.
  private static var rowsAtATime: Int { 1024 }

  /// Some rows, copied.
  func storedRows(_ rows: Range<Int>) throws -> Storage {
    func copied<Scalar>(_ matrix: Matrix<Scalar>) throws -> Matrix<Scalar> {
      var elements: [Scalar] = []
      elements.reserveCapacity(rows.count * columns)
      for row in rows { elements.append(contentsOf: matrix[row: storedRow(row)]) }
      return try Matrix(rows: rows.count, columns: columns, elements)
    }
    switch storage {
    case .bytes(let matrix): return .bytes(try copied(matrix))
    case .float(let matrix): return .float(try copied(matrix))
    case .double(let matrix): return .double(try copied(matrix))
    case .sparse(let matrix): return .sparse(matrix.selecting(rows: rows.map(storedRow)))
    case .source(let source): return try source.matrix(rows.map(storedRow))
    case .borrowed(let from): return try from.matrix(rows.map(storedRow))
    }
  }

  /// All rows, of some columns.
  func selectedStorage(_ columns: [Int]) throws -> Storage {
    if !isSparse { try requireDense(columns: columns.count, size: 8) }
    func select<Scalar>(_ matrix: Matrix<Scalar>) -> Matrix<Scalar> {
      Matrix(rows: rows, columns: columns.count) { elements in
        let threads = Parallelism.threads(for: .numbers, elements.count)
        matrix.withElements { from in
          Parallelism.perform(tasks: rows, threads: threads) { _, row in
            let start = storedRow(row) * matrix.columns
            var place = row * columns.count
            for column in columns {
              elements.initializeElement(at: place, to: from[start + column])
              place += 1
            }
          }
        }
      }
    }
    switch storage {
    case .bytes(let matrix): return .bytes(select(matrix))
    case .float(let matrix): return .float(select(matrix))
    case .double(let matrix): return .double(select(matrix))
    case .sparse(let matrix): return .sparse(try matrix.selecting(rows: (0..<rows).map(storedRow), columns: columns))
    case .source, .borrowed: return try selectedPieces(columns)
    }
  }

  private func selectedPieces(_ columns: [Int]) throws -> Storage {
    func select<Scalar>(_ matrix: (Storage) -> Matrix<Scalar>?) throws -> Matrix<Scalar> {
      var elements: [Scalar] = []
      elements.reserveCapacity(rows * columns.count)
      try eachPiece { piece in
        guard let matrix = matrix(piece) else { return }
        for row in 0..<matrix.rows { elements.append(columns, of: matrix[row: row]) }
      }
      return try Matrix(rows: rows, columns: columns.count, elements)
    }
    switch try storedRows(0..<0) {
    case .bytes: return .bytes(try select { if case .bytes(let matrix) = $0 { matrix } else { nil } })
    case .float: return .float(try select { if case .float(let matrix) = $0 { matrix } else { nil } })
    case .double: return .double(try select { if case .double(let matrix) = $0 { matrix } else { nil } })
    case .sparse, .source, .borrowed:
      var builder = SparseBuilder(columns: columns.count)
      try eachPiece { piece in
        guard case .sparse(let matrix) = piece else { return }
        let chosen = try matrix.selecting(rows: Array(0..<matrix.rows), columns: columns)
        for row in 0..<chosen.rows {
          for k in chosen.rowStarts[row]..<chosen.rowStarts[row + 1] {
            builder.append(chosen.values[k], chosen.columnIndices[k])
          }
          builder.endRow()
        }
      }
      return .sparse(builder.matrix)
    }
  }

  private func eachPiece(_ body: (Storage) throws -> Void) throws {
    for start in stride(from: 0, to: rows, by: Self.rowsAtATime) {
      try body(storedRows(start..<min(rows, start + Self.rowsAtATime)))
    }
  }
}

extension Array {
  /// Adds the numbers of some columns of a row.
  fileprivate mutating func append(_ columns: [Int], of row: ArraySlice<Element>) {
    for column in columns { append(row[row.startIndex + column]) }
  }
}
