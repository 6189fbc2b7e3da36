import Files
import Matrices

/// Finds the nearest rows by computing the distances to all.
///
/// Euclidean ones are first taken from products, |x − y|² = |x|² − 2·(x·y − ½|y|²), as fast as a matrix product:
/// rounding leaves x·y − ½|y|² between two bounds, and only rows that may be among the nearest by these are measured as
/// the distance is defined. So the result is that of the definition, whatever the storage and the number of threads.
struct NeighborSearch {
  /// n × p, the rows of the fit.
  let rows: Features
  let metric: NeighborMetric

  private typealias Lanes = SIMD8<Double>
  private static let lanes = 8

  /// Numbers of closeness that are held at a time.
  private static let closenessCount = 8_000_000
  private static let mostQueries = 128
  /// Queries up to which distances are computed at once: preparing bounds would take as long.
  private static let fewQueries = 4
  /// Columns up to which the rounding of products in Float is small against distances.
  private static let mostColumnsInFloat = 4096

  /// Calls `body` with the nearest rows of every query, ascending in distance and then in row number; on several
  /// threads, in any order.
  ///
  /// - Parameters:
  ///   - x: Queries with as many columns.
  ///   - wanted: How much weight the nearest must reach, at most the weight of all. All that are as far as the last one
  ///     needed are handed over too.
  ///   - weights: One per row, > 0; all 1 when `nil`.
  func forEachQuery(
    _ x: Features, weight wanted: Double, weights: [Double]?, _ body: (_ query: Int, _ nearest: [Neighbor]) -> Void
  ) throws {
    let measured = metric == .euclidean && (x.rows > Self.fewQueries || rows.isSparse) ? try Bounds(rows) : nil
    let step = Self.queriesAtATime(rows)
    let closeness = AlignedBuffer<Double>(uninitialized: rows.rows * min(step, paddedQueries(x.rows)))
    try BLAS.singleThreaded {
      for start in stride(from: 0, to: x.rows, by: step) {
        let count = min(step, x.rows - start)
        let queries = try QueryBlock(x, rows: start..<start + count, stride: paddedQueries(count))
        if let measured {
          try measured.fill(closeness.pointer, rows, queries)
        } else {
          try fillExactly(closeness.pointer, queries)
        }
        try choose(closeness.pointer, queries, measured, wanted, weights) { body(start + $0, $1) }
      }
    }
  }

  /// Bytes of a search beside the rows of the fit.
  static func scratch(_ rows: Features) -> Int {
    let numbers = Memory.bytes(rows.columns, queriesAtATime(rows) + 2 * Parallelism.threads + 4)
    return Memory.bytes(8, numbers)
  }

  private static func queriesAtATime(_ rows: Features) -> Int {
    let room = closenessCount / max(1, rows.rows, rows.columns) / lanes * lanes
    return max(lanes, min(mostQueries, room))
  }

  private func paddedQueries(_ count: Int) -> Int { (count + Self.lanes - 1) / Self.lanes * Self.lanes }

  /// Minus the distance of every row to every query, n × stride.
  private func fillExactly(_ closeness: UnsafeMutablePointer<Double>, _ queries: QueryBlock) throws {
    let (p, distance) = (rows.columns, RowDistance(metric: metric, columns: rows.columns))
    try queries.matrix.withElements { queried in
      guard let queried = queried.baseAddress else { return }
      // Bounds: row < n, query < stride.
      try rows.forEachRow { row, values in
        guard let values = values.baseAddress else { return }
        for query in 0..<queries.stride {
          let value = query < queries.count ? -distance(values, queried + query * p) : 0
          (closeness + row * queries.stride + query).initialize(to: value)
        }
      }
    }
  }

  /// Reads closeness, eight queries at a time, and hands on the nearest of each.
  private func choose(
    _ closeness: UnsafePointer<Double>, _ queries: QueryBlock, _ bounds: Bounds?, _ wanted: Double,
    _ weights: [Double]?, _ body: (Int, [Neighbor]) -> Void
  ) throws {
    let groups = queries.stride / Self.lanes
    let threads = Parallelism.threads(for: .numbers, rows.rows * queries.count)
    try withoutActuallyEscaping(body) { body in
      try Parallelism.perform(tasks: groups, threads: threads) { _, group in
        let found = self.candidates(closeness + group * Self.lanes, queries, group, bounds, wanted, weights)
        let meter = RowMeter(self, queries)
        for (lane, candidates) in found.enumerated() {
          let query = group * Self.lanes + lane
          let nearest =
            bounds == nil
            ? candidates.map { Neighbor(row: $0, distance: -closeness[Int($0) * queries.stride + query]) }
            : try candidates.map { Neighbor(row: $0, distance: try meter.distance(query: query, row: Int($0))) }
          body(query, Self.nearest(nearest, wanted, weights))
        }
      }
    }
  }

  /// The rows that may be among the nearest, for the queries of one group that there are.
  private func candidates(
    _ closeness: UnsafePointer<Double>, _ queries: QueryBlock, _ group: Int, _ bounds: Bounds?, _ wanted: Double,
    _ weights: [Double]?
  ) -> [[Int32]] {
    let count = min(Self.lanes, queries.count - group * Self.lanes)
    var chosen = (0..<count).map { _ in NearestCandidates(wanted: wanted) }
    var thresholds = Lanes(repeating: .infinity)
    for lane in 0..<count { thresholds[lane] = -.infinity }
    var sizes = Lanes.zero
    if bounds != nil { for lane in 0..<count { sizes[lane] = queries.norms[group * Self.lanes + lane] } }
    let errors = bounds.map { $0.queryErrors(sizes) } ?? Lanes.zero
    for row in 0..<rows.rows {
      var most = UnsafeRawPointer(closeness + row * queries.stride).loadUnaligned(as: Lanes.self)
      // A product that overflowed tells nothing: ∞ − ∞ makes it NaN.
      most += most - most
      var width = Lanes.zero
      if let bounds {
        width = errors + sizes * bounds.productErrors[row] + bounds.rowErrors[row]
        most += width - bounds.halfSquares[row]
      }
      let far = most .< thresholds
      if all(far) { continue }
      for lane in 0..<count where !far[lane] {
        chosen[lane].add(
          Int32(row), least: most[lane] - 2 * width[lane], most: most[lane], weight: weights?[row] ?? 1)
        thresholds[lane] = chosen[lane].threshold
      }
    }
    return chosen.map(\.candidates)
  }

  /// The nearest whose weight reaches `wanted`, with all that are as far as the last.
  private static func nearest(_ all: [Neighbor], _ wanted: Double, _ weights: [Double]?) -> [Neighbor] {
    let ordered = all.sorted { ($0.distance, $0.row) < ($1.distance, $1.row) }
    var weight = 0.0
    for (place, neighbor) in ordered.enumerated() {
      weight += weights?[Int(neighbor.row)] ?? 1
      guard weight >= wanted else { continue }
      let end = ordered[place...].firstIndex { $0.distance > neighbor.distance } ?? ordered.count
      return Array(ordered[..<end])
    }
    return ordered
  }

  /// Measures single pairs as the distance is defined.
  private struct RowMeter {
    private let rows: Features
    private let queries: QueryBlock
    private let distance: RowDistance
    private let row: AlignedBuffer<Double>

    init(_ search: NeighborSearch, _ queries: QueryBlock) {
      rows = search.rows
      self.queries = queries
      distance = RowDistance(metric: search.metric, columns: rows.columns)
      row = AlignedBuffer(uninitialized: rows.columns)
    }

    func distance(query: Int, row number: Int) throws -> Double {
      let values = UnsafeMutableBufferPointer(start: row.pointer, count: rows.columns)
      try FeatureBlocks(rows).widen(rows: number..<number + 1, into: values, stride: rows.columns)
      rows.affine?.apply(to: values)
      return queries.matrix.withElements { elements in
        guard let start = elements.baseAddress else { return 0 }
        return distance(start + query * rows.columns, row.pointer)
      }
    }
  }

  /// Some queries as doubles, with rows of zeros behind them up to whole vectors.
  private struct QueryBlock {
    let count: Int
    /// `count` and the rows of zeros.
    let stride: Int
    /// stride × p, column change applied.
    let matrix: Matrix<Double>
    /// |x| of each.
    let norms: [Double]

    init(_ x: Features, rows: Range<Int>, stride: Int) throws {
      let (p, count) = (x.columns, rows.count)
      matrix = try Matrix(rows: stride, columns: p) { elements in
        elements.initialize(repeating: 0)
        let written = UnsafeMutableBufferPointer(rebasing: elements[..<(count * p)])
        try FeatureBlocks(x).widen(rows: rows, into: written, stride: p)
        x.affine?.apply(to: written)
      }
      let matrix = matrix
      norms = (0..<stride).map { row in matrix[row: row].reduce(0) { $0 + $1 * $1 }.squareRoot() }
      (self.count, self.stride) = (count, stride)
    }
  }

  /// How far x·y − ½|y|² from products can be from the true one, for each row y.
  ///
  /// A product of p terms, each factor rounded once, is off by at most (p + 24)·u·Σ|terms| ≤ (p + 24)·u·|x|·|y|, in any
  /// order of summation; u is half the distance of 1 from the next number. The column change is folded into x, so |y|
  /// is that of the stored row times the scale, and the shift a term of its own.
  private struct Bounds {
    /// ½|y|² with the column change.
    let halfSquares: [Double]
    /// (p + 24)·u·(|scale·stored row| + |scale·shift|), to be multiplied by |x|.
    let productErrors: [Double]
    /// The rest that depends on the row: the rounding of ½|y|² and of the distance itself, and underflow.
    let rowErrors: [Double]
    private let doubleError: Double
    private let isSingle: Bool

    init(_ rows: Features) throws {
      let p = rows.columns
      let scale = rows.affine?.scale ?? Array(repeating: 1, count: p)
      let shift = rows.affine?.shift ?? Array(repeating: 0, count: p)
      let moved = zip(scale, shift).reduce(0) { $0 + ($1.0 * $1.1) * ($1.0 * $1.1) }.squareRoot()
      var (squares, sizes) = ([Double](repeating: 0, count: rows.rows), [Double](repeating: 0, count: rows.rows))
      try squares.withUnsafeMutableBufferPointer { squares in
        try sizes.withUnsafeMutableBufferPointer { sizes in
          // Bounds: row < n, on threads of their own rows.
          let (squares, sizes) = (squares.baseAddress, sizes.baseAddress)
          try rows.forEachRow { row, y in
            var (square, size) = (0.0, 0.0)
            for j in 0..<p {
              let stored = y[j] + scale[j] * shift[j]
              square += y[j] * y[j]
              size += stored * stored
            }
            squares?[row] = square
            sizes?[row] = size.squareRoot() + moved
          }
        }
      }
      let (largest, spread) = (sizes.max() ?? 0, (squares.max() ?? 0).squareRoot())
      // Float also wants numbers whose products neither overflow nor vanish, and columns whose means are not far away.
      isSingle = p <= NeighborSearch.mostColumnsInFloat && largest < 1e12 && largest > 1e-6 && largest < 100 * spread
      let terms = Double(p + 24)
      let unit = isSingle ? 0x1p-24 : 0x1p-53
      doubleError = 2 * terms * 0x1p-53
      let tiny = terms * (isSingle ? Double(Float.leastNormalMagnitude) : .leastNormalMagnitude)
      halfSquares = squares.map { $0 / 2 }
      productErrors = sizes.map { terms * unit * $0 }
      rowErrors = squares.map { [doubleError] in doubleError * $0 + tiny }
    }

    func queryErrors(_ norms: Lanes) -> Lanes { doubleError * norms * norms }

    /// x·y of every row y and every query x, n × stride.
    func fill(_ closeness: UnsafeMutablePointer<Double>, _ rows: Features, _ queries: QueryBlock) throws {
      let (weights, bias) = (queries.matrix.elements, [Double](repeating: 0, count: queries.stride))
      if isSingle {
        try fillLinearScores(closeness, rows, weights: weights, bias: bias, single: true)
      } else {
        try fillLinearScores(closeness, rows, weights: weights, bias: bias, single: false)
      }
    }
  }
}
