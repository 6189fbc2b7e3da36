import CKernels
import Estimators
import Foundation
import Testing

/// The loops of dual coordinate descent in every instruction set, against plain sums.
@Suite struct DualRowsTests {
  private static let (rows, columns) = (13, 37)
  private static let numbers = (0..<rows * columns).map { ($0 * 29 + $0 / 7) % 11 }

  /// The same numbers in every stored type.
  enum Stored: CaseIterable, Sendable { case bytes, floats, doubles, sparse }

  private func withRows(_ stored: Stored, _ variant: Int32, _ body: (UnsafePointer<est_data_rows>) -> Void) {
    var rows = est_data_rows(
      rows: Self.rows, columns: Self.columns, starts: nil, indices: nil, values: nil, selection: nil,
      type: EST_COLUMNS_F64, variant: variant)
    func run(_ values: UnsafeRawBufferPointer, _ type: est_column_type) {
      (rows.values, rows.type) = (values.baseAddress, type)
      withUnsafePointer(to: &rows, body)
    }
    switch stored {
    case .bytes: Self.numbers.map { UInt8($0) }.withUnsafeBytes { run($0, EST_COLUMNS_U8) }
    case .floats: Self.numbers.map { Float($0) }.withUnsafeBytes { run($0, EST_COLUMNS_F32) }
    case .doubles: Self.numbers.map { Double($0) }.withUnsafeBytes { run($0, EST_COLUMNS_F64) }
    case .sparse:
      let places = Self.numbers.indices.filter { Self.numbers[$0] != 0 }
      let starts = (0...Self.rows).map { row in places.count { $0 < row * Self.columns } }
      starts.withUnsafeBufferPointer { starts in
        places.map { Int32($0 % Self.columns) }.withUnsafeBufferPointer { indices in
          (rows.starts, rows.indices) = (starts.baseAddress, indices.baseAddress)
          places.map { Double(Self.numbers[$0]) }.withUnsafeBytes { run($0, EST_COLUMNS_F64) }
        }
      }
    }
  }

  private func x(_ row: Int, _ column: Int) -> Double { Double(Self.numbers[row * Self.columns + column]) }

  private func sum(_ count: Int, _ term: (Int) -> Double) -> Double {
    var total = 0.0
    for place in 0..<count { total += term(place) }
    return total
  }

  private func list(_ count: Int, _ element: (Int) -> Double) -> [Double] { (0..<count).map(element) }

  private func close(_ a: [Double], _ b: [Double]) -> Bool {
    zip(a, b).allSatisfy { abs($0 - $1) <= 1e-12 * max(1, abs($1)) }
  }

  @Test(arguments: Stored.allCases, 0..<est_variant_count())
  func sumsAreThoseOfPlainLoops(stored: Stored, variant: Int32) {
    let (m, n) = (Self.columns, Self.rows)
    let w = list(m) { sin(Double($0)) }
    let a = list(n) { cos(Double($0)) }
    let b = list(n) { sin(Double($0)) }
    let metric = list(m) { 1 + Double($0 % 3) }
    let centre = list(m) { 4 + sin(Double($0)) }
    var (scores, cross, squares) = (a, a, a)
    var (first, second) = (w, w)
    withRows(stored, variant) { rows in
      est_row_scores(rows, w, 0.5, &scores)
      est_row_sums(rows, a, &first, b, &second)
      est_row_norms(rows, metric, centre, &cross, &squares)
    }
    #expect(close(scores, list(n) { row in 0.5 + sum(m) { w[$0] * x(row, $0) } }))
    #expect(close(first, list(m) { j in sum(n) { a[$0] * x($0, j) } }))
    #expect(close(second, list(m) { j in sum(n) { b[$0] * x($0, j) } }))
    #expect(close(cross, list(n) { row in sum(m) { metric[$0] * centre[$0] * x(row, $0) } }))
    let expected = list(n) { row in
      sum(m) { j in
        let away = x(row, j) - centre[j]
        return metric[j] * away * away
      }
    }
    #expect(close(squares, expected))
    var alone = w
    withRows(stored, variant) { est_row_sums($0, b, &alone, nil, nil) }
    #expect(close(alone, second))
  }

  /// After a round the last row is where its dual is best: α = s·σ(−y·z), with z from the definition.
  @Test(arguments: Stored.allCases, 0..<est_variant_count())
  func aRoundLeavesItsLastRowAtTheBest(stored: Stored, variant: Int32) {
    let (m, n) = (Self.columns, Self.rows)
    let metric = list(m) { 0.01 + Double($0 % 3) / 100 }
    let centre = list(m) { 5 + sin(Double($0)) }
    let limits = list(n) { ($0 % 2 == 0 ? 1 : -1) * (0.5 + Double($0 % 4)) }
    let (bias, softness) = (0.3, 0.2)
    var (cross, squares, alpha, sums) = (limits, limits, [Double](repeating: 0, count: n), metric.map { _ in 0.0 })
    let order = (0..<Int32(n)).map { ($0 * 5) % Int32(n) }
    var gain = 0.0
    var moved = 0.0
    withRows(stored, variant) { rows in
      est_row_norms(rows, metric, centre, &cross, &squares)
      alpha.withUnsafeMutableBufferPointer { alpha in
        sums.withUnsafeMutableBufferPointer { sums in
          cross.withUnsafeBufferPointer { cross in
            squares.withUnsafeBufferPointer { squares in
              metric.withUnsafeBufferPointer { metric in
                limits.withUnsafeBufferPointer { limits in
                  var dual = est_dual(
                    metric: metric.baseAddress, cross: cross.baseAddress, squares: squares.baseAddress,
                    limits: limits.baseAddress, alpha: alpha.baseAddress, sums: sums.baseAddress, total: 0, offset: 0,
                    centre_square: sum(m) { metric[$0] * centre[$0] * centre[$0] }, bias: bias,
                    softness: softness)
                  moved = est_dual_round(rows, &dual, order, &gain)
                }
              }
            }
          }
        }
      }
    }
    #expect(alpha.indices.allSatisfy { alpha[$0] > 0 && alpha[$0] < abs(limits[$0]) })
    #expect(abs(moved - alpha.reduce(0, +)) < 1e-12 && gain > 0)
    let signed = list(n) { limits[$0] < 0 ? -alpha[$0] : alpha[$0] }
    let total = sum(n) { signed[$0] }
    let weights = list(m) { j in metric[j] * (sum(n) { signed[$0] * x($0, j) } - total * centre[j]) }
    let last = Int(order[n - 1])
    let score = bias + total * softness + sum(m) { weights[$0] * (x(last, $0) - centre[$0]) }
    let margin = limits[last] < 0 ? -score : score
    #expect(abs(alpha[last] - abs(limits[last]) / (1 + exp(margin))) < 1e-10)
  }
}
