import Matrices

extension Features {
  /// Whether new numbers made from these are kept as floats: the stored ones have no more digits.
  package var makesFloats: Bool {
    switch storage {
    case .bytes, .float: true
    case .double, .sparse: false
    case .file(let file): file.numberType != .float64
    }
  }

  /// New dense features made row by row: floats from stored bytes and floats, doubles otherwise.
  ///
  /// - Parameters:
  ///   - width: The number of new columns.
  ///   - body: Receives the `columns` numbers of a row, column change applied, and the `width` numbers to write, which
  ///     are 0. Called on several threads, once for every row.
  /// - Throws: ``EstimatorError/tooLarge(what:bytes:limit:instead:)`` when there is no memory for the result.
  /// - Complexity: O(n · (p + width)) time and the work of `body`; memory for the n × width result.
  package func mappingRows(
    to width: Int, _ body: (UnsafeBufferPointer<Double>, UnsafeMutableBufferPointer<Double>) -> Void
  ) throws -> Features {
    try requireDense(columns: max(width, columns), size: makesFloats ? 4 : 8)
    guard makesFloats else {
      return try Matrix<Double>(rows: rows, columns: width) { elements in
        guard let result = elements.baseAddress else { return }
        try forEachRow { row, x in
          let to = UnsafeMutableBufferPointer(start: result + row * width, count: width)
          to.initialize(repeating: 0)
          body(x, to)
        }
      }.features
    }
    return try Matrix<Float>(rows: rows, columns: width) { elements in
      guard let result = elements.baseAddress else { return }
      try forEachRow { row, x in
        withUnsafeTemporaryAllocation(of: Double.self, capacity: max(1, width)) { scratch in
          let to = UnsafeMutableBufferPointer(rebasing: scratch[..<width])
          to.initialize(repeating: 0)
          body(x, to)
          for j in 0..<width { (result + row * width + j).initialize(to: Float(to[j])) }
        }
      }
    }.features
  }

  /// Calls `body` with every row as doubles, column change applied, on several threads; rows of one call never overlap.
  package func forEachRow(_ body: (Int, UnsafeBufferPointer<Double>) -> Void) throws {
    let columns = columns
    let plan = ChunkPlan(rows: rows, width: columns, partialCount: 1)
    let threads = Parallelism.threads(for: .numbers, rows * columns)
    let panels = (0..<min(threads, plan.chunks)).map { _ in AlignedBuffer<Double>(zeros: columns) }
    let kernels = Double.kernels(.current)
    try withoutActuallyEscaping(body) { body in
      try FeatureBlocks(self).withReader { reader in
        try Parallelism.perform(tasks: plan.chunks, threads: threads) { worker, chunk in
          let panel = UnsafeMutableBufferPointer(start: panels[worker].pointer, count: columns)
          for row in plan.rows(ofChunk: chunk) {
            try reader.widen(row..<row + 1, to: panels[worker].pointer, stride: columns, kernels)
            self.affine?.apply(to: panel)
            body(row, UnsafeBufferPointer(panel))
          }
        }
      }
    }
  }
}

extension Features {
  /// The rows as a sparse matrix of their own, column change applied; `nil` unless they are stored sparse and a stored
  /// 0 stays 0.
  ///
  /// - Complexity: O(stored numbers).
  package func sparseRows() -> SparseMatrix? {
    guard case .sparse(let matrix) = storage else { return nil }
    if let affine, affine.shift.contains(where: { $0 != 0 }) { return nil }
    if rowSelection == nil, affine == nil { return matrix }
    var builder = SparseBuilder(columns: columns)
    for row in 0..<rows {
      let stored = storedRow(row)
      for k in matrix.rowStarts[stored]..<matrix.rowStarts[stored + 1] {
        builder.append(matrix.values[k] * (affine?.scale[Int(matrix.columnIndices[k])] ?? 1), matrix.columnIndices[k])
      }
      builder.endRow()
    }
    return builder.matrix
  }
}

extension Features {
  /// Bytes of the same shape: 1 where `condition` holds for a number, column change applied.
  ///
  /// - Throws: ``EstimatorError/tooLarge(what:bytes:limit:instead:)`` when there is no memory for the result.
  package func mappingRowsToBytes(_ condition: (Double) -> Bool) throws -> Features {
    let width = columns
    try requireDense(columns: width, size: 1)
    return try Matrix<UInt8>(rows: rows, columns: width) { elements in
      guard let result = elements.baseAddress else { return }
      try forEachRow { row, x in
        for j in 0..<width { (result + row * width + j).initialize(to: condition(x[j]) ? 1 : 0) }
      }
    }.features
  }
}
