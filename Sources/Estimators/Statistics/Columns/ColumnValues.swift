import Matrices

extension Features {
  /// Columns that are read in one pass: a row of them fills a few cache lines in any stored type.
  private static var columnsAtATime: Int { 64 }

  /// Calls `body` with the n numbers of each column, column change applied, in row order.
  ///
  /// - Complexity: O(n · p) time; memory for 64 columns.
  package func forEachColumn(_ body: (_ column: Int, _ values: [Double]) throws -> Void) throws {
    for start in stride(from: 0, to: columns, by: Self.columnsAtATime) {
      let chosen = start..<min(columns, start + Self.columnsAtATime)
      let numbers = try gathered(chosen)
      for (place, j) in chosen.enumerated() {
        try body(j, Array(UnsafeBufferPointer(start: numbers.pointer + place * rows, count: rows)))
      }
    }
  }

  /// The numbers of some columns, one column after the other.
  private func gathered(_ chosen: Range<Int>) throws -> AlignedBuffer<Double> {
    let result = AlignedBuffer<Double>(zeros: chosen.count * rows)
    let to = result.pointer
    let line = AlignedBuffer<Double>(zeros: isFile ? columns : 0)
    try FeatureBlocks(self).withReader { reader in
      for row in 0..<rows {
        let stored = reader.storedRow(row)
        switch reader.source {
        case .bytes(let from):
          for (place, j) in chosen.enumerated() { to[place * rows + row] = Double(from[stored * columns + j]) }
        case .float(let from):
          for (place, j) in chosen.enumerated() { to[place * rows + row] = Double(from[stored * columns + j]) }
        case .double(let from):
          for (place, j) in chosen.enumerated() { to[place * rows + row] = from[stored * columns + j] }
        case .sparse(let from):
          for k in from.starts[stored]..<from.starts[stored + 1] where chosen.contains(Int(from.indices[k])) {
            to[(Int(from.indices[k]) - chosen.lowerBound) * rows + row] = from.values[k]
          }
        case .source:
          try reader.widen(row..<row + 1, to: line.pointer, stride: columns)
          for (place, j) in chosen.enumerated() { to[place * rows + row] = line.pointer[j] }
        }
      }
    }
    guard let affine else { return result }
    for (place, j) in chosen.enumerated() {
      for row in place * rows..<(place + 1) * rows { to[row] = (to[row] - affine.shift[j]) * affine.scale[j] }
    }
    return result
  }
}
