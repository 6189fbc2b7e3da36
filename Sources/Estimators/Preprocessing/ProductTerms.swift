import Matrices

/// All products of 1 to `degree` columns, by degree, then in the order of the columns. Each is a product found before
/// times one more column.
package struct ProductTerms {
  /// The last column of each product, which is its largest.
  package let lastColumn: [Int32]
  /// The product without its last column; −1 where that is 1.
  package let parent: [Int32]
  /// What a column is added to, to find the place of the product times that column; none at the highest degree.
  private let childOffset: [Int32?]
  private let interactionOnly: Bool

  /// - Precondition: there are at most 2²⁶ products.
  init(columns: Int, degree: Int, interactionOnly: Bool) {
    var last = (0..<columns).map { Int32($0) }
    var parent = [Int32](repeating: -1, count: columns)
    var offsets = [Int32?](repeating: nil, count: columns)
    var level = 0..<columns
    for _ in 1..<degree {
      let start = last.count
      for term in level {
        let first = Int(last[term]) + (interactionOnly ? 1 : 0)
        offsets[term] = Int32(last.count - first)
        for column in first..<max(first, columns) {
          last.append(Int32(column))
          parent.append(Int32(term))
          offsets.append(nil)
        }
      }
      level = start..<last.count
      if level.isEmpty { break }
    }
    lastColumn = last
    self.parent = parent
    childOffset = offsets
    self.interactionOnly = interactionOnly
  }

  /// The number of products.
  package var count: Int { lastColumn.count }

  /// Writes the products of a row: `count` numbers from the row of columns.
  func fill(_ row: UnsafeBufferPointer<Double>, into to: UnsafeMutableBufferPointer<Double>) {
    for term in lastColumn.indices {
      let factor = row[Int(lastColumn[term])]
      to[term] = parent[term] < 0 ? factor : to[Int(parent[term])] * factor
    }
  }

  /// The products of sparse rows, with a column of ones in front if there is a bias.
  func products(_ x: SparseMatrix, _ includesBias: Bool) -> SparseMatrix {
    let bias = includesBias ? 1 : 0
    var builder = SparseBuilder(columns: count + bias)
    for row in 0..<x.rows {
      if includesBias { builder.append(1, 0) }
      let stored = x.rowStarts[row]..<x.rowStarts[row + 1]
      // A product, its value, and the first stored number that may join it.
      var level = stored.map { (term: Int(x.columnIndices[$0]), value: x.values[$0], next: $0) }
      while !level.isEmpty {
        for product in level { builder.append(product.value, Int32(product.term + bias)) }
        var following: [(term: Int, value: Double, next: Int)] = []
        for product in level {
          guard let offset = childOffset[product.term] else { continue }
          for k in (product.next + (interactionOnly ? 1 : 0))..<max(product.next + 1, stored.upperBound) {
            following.append((Int(offset) + Int(x.columnIndices[k]), product.value * x.values[k], k))
          }
        }
        level = following
      }
      builder.endRow()
    }
    return builder.matrix
  }

  /// `a`, `a^2`, `a b`: factors in order, powers instead of repetitions.
  func names(_ name: (Int) -> String) -> [String] {
    lastColumn.indices.map { term in
      var factors: [Int] = []
      var place = Int32(term)
      while place >= 0 {
        factors.append(Int(lastColumn[Int(place)]))
        place = parent[Int(place)]
      }
      var parts: [String] = []
      var start = factors.count
      while start > 0 {
        let column = factors[start - 1]
        let power = factors[..<start].reversed().prefix { $0 == column }.count
        parts.append(name(column) + (power > 1 ? "^\(power)" : ""))
        start -= power
      }
      return parts.joined(separator: " ")
    }
  }
}
