// Guarded by `WidePassTests`.
import CKernels
import Matrices

/// Sparse rows cut into strips of neighbouring columns, one for each thread, so that sums by column need no copy for
/// each chunk of rows: each belongs to one thread, which adds up all rows in their order. Results do not depend on the
/// cuts.
///
/// With 50,000 columns and 20 classes a gradient has a million numbers. To clear six of them and to add them up cost as
/// much as the products, and most of it was the first touch of their memory.
struct ColumnStrips {
  /// The columns of each strip, ascending and without gaps.
  let columns: [Range<Int>]
  /// How many numbers each column has.
  let counts: [Int]
  /// The owner of this.
  private unowned let rows: CompressedRows
  /// Where each row is cut: the place of its first number in strip 0, of all rows; then that in strip 1; and so on.
  private let cuts: AlignedBuffer<Int64>

  /// Numbers of a row in a strip, on average, below which going from row to row would cost more than the numbers.
  private static let fewestNumbers = 4
  /// What a column costs beside its numbers, in numbers: its sums are cleared and taken out, and those of rare columns
  /// are not in the cache. Measured: with this the two halves of 50,000 columns of words take as long as each other.
  private static let columnWork = 100
  /// Rows that a thread looks at together.
  private static let rowsAtATime = 1024

  init(_ rows: CompressedRows) {
    self.rows = rows
    counts = Self.counts(rows)
    let affordable = rows.count / max(1, rows.rows * Self.fewestNumbers)
    columns = Self.strips(counts, into: max(1, min(Parallelism.threads, affordable)))
    assert(columns.first?.lowerBound ?? 0 == 0 && columns.last?.upperBound ?? 0 == counts.count, "Strips \(columns)")
    assert(zip(columns, columns.dropFirst()).allSatisfy { $0.upperBound == $1.lowerBound }, "Strips \(columns)")
    cuts = Self.cuts(rows, columns)
  }

  var count: Int { columns.count }

  /// The numbers of some rows in a strip, for the kernels.
  func block(_ strip: Int, _ range: Range<Int>) -> est_compressed_rows {
    assert(strip >= 0 && strip < count, "Strip \(strip) of \(count)")
    return rows.block(range, from: cuts.pointer + strip * rows.rows, to: cuts.pointer + (strip + 1) * rows.rows)
  }

  private static func counts(_ rows: CompressedRows) -> [Int] {
    let threads = min(Parallelism.threads, tasks(rows))
    let counts = (0..<threads).map { _ in AlignedBuffer<Int32>(zeros: rows.columns) }
    Parallelism.perform(tasks: tasks(rows), threads: threads) { worker, task in
      let own = counts[worker].pointer
      for row in range(rows, task) {
        rows.withColumns(ofRow: row) { _, columns in
          for j in columns { own[Int(j)] &+= 1 }
        }
      }
    }
    return (0..<rows.columns).map { j in counts.reduce(0) { $0 + Int($1.pointer[j]) } }
  }

  /// Strips of about as much work each.
  private static func strips(_ counts: [Int], into wanted: Int) -> [Range<Int>] {
    let work = counts.reduce(0, +) + columnWork * counts.count
    var strips: [Range<Int>] = []
    var (start, done) = (0, 0)
    for (j, count) in counts.enumerated() {
      done += count + columnWork
      if done * wanted >= work * (strips.count + 1) || j == counts.count - 1 {
        strips.append(start..<j + 1)
        start = j + 1
      }
    }
    return strips
  }

  private static func cuts(_ rows: CompressedRows, _ strips: [Range<Int>]) -> AlignedBuffer<Int64> {
    let n = rows.rows
    let cuts = AlignedBuffer<Int64>(uninitialized: (strips.count + 1) * n)
    Parallelism.perform(tasks: tasks(rows), threads: Parallelism.threads) { _, task in
      for row in range(rows, task) {
        rows.withColumns(ofRow: row) { first, columns in
          var place = 0
          for (strip, range) in strips.enumerated() {
            if strip > 0 { place = columns.firstPlace(notBelow: range.lowerBound, from: place) }
            cuts.pointer[strip * n + row] = Int64(first + place)
          }
          cuts.pointer[strips.count * n + row] = Int64(first + columns.count)
        }
      }
    }
    return cuts
  }

  private static func tasks(_ rows: CompressedRows) -> Int { (rows.rows + rowsAtATime - 1) / rowsAtATime }

  private static func range(_ rows: CompressedRows, _ task: Int) -> Range<Int> {
    task * rowsAtATime..<min(rows.rows, (task + 1) * rowsAtATime)
  }
}

extension UnsafeBufferPointer<Int32> {
  /// The first place of ascending numbers, from `start` on, whose number is not below `bound`: by bisection.
  fileprivate func firstPlace(notBelow bound: Int, from start: Int) -> Int {
    var (low, high) = (start, count)
    while low < high {
      let middle = (low + high) / 2
      if Int(self[middle]) < bound { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
