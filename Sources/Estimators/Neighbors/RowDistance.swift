internal import Platform

/// The distance of two rows, computed as it is defined, in Double. Its bits depend on the two rows alone, and swapping
/// them changes nothing, so that equal distances are equal.
struct RowDistance {
  let metric: NeighborMetric
  let columns: Int

  private typealias Lanes = SIMD8<Double>

  /// - Parameters:
  ///   - a: `columns` numbers.
  ///   - b: `columns` numbers.
  func callAsFunction(_ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>) -> Double {
    switch metric.kind {
    case .euclidean:
      let squares = sum(a, b) { $0 * $0 }
      if squares > Self.leastTrusted, squares.isFinite { return squares.squareRoot() }
      return scaled(a, b) { share in
        share * share
      } root: {
        $0.squareRoot()
      }
    case .manhattan:
      return sum(a, b) { Self.magnitude($0) }
    case .chebyshev:
      return largest(a, b)
    case .minkowski(let p):
      return scaled(a, b) {
        pow($0, p)
      } root: {
        pow($0, 1 / p)
      }
    }
  }

  /// A sum of squares below this may have lost some to underflow.
  private static let leastTrusted = 1e-280

  /// From powers of shares of the largest difference, so that none overflows.
  private func scaled(
    _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, power: (Double) -> Double, root: (Double) -> Double
  ) -> Double {
    let scale = largest(a, b)
    guard scale > 0, scale.isFinite else { return scale }
    var total = 0.0
    for j in 0..<columns { total += power((a[j] - b[j]).magnitude / scale) }
    return scale * root(total)
  }

  /// Σ of what `term` makes of the differences: eight sums side by side, then those, in a fixed order.
  @inline(__always)
  private func sum(
    _ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ term: (Lanes) -> Lanes
  ) -> Double {
    var sums = Lanes.zero
    forEachLanes(a, b) { sums += term($0) }
    return sums.sum()
  }

  private func largest(_ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>) -> Double {
    var maxima = Lanes.zero
    forEachLanes(a, b) { maxima = pointwiseMax(maxima, Self.magnitude($0)) }
    return maxima.max()
  }

  @inline(__always)
  private func forEachLanes(_ a: UnsafePointer<Double>, _ b: UnsafePointer<Double>, _ body: (Lanes) -> Void) {
    var j = 0
    while j + 8 <= columns {
      let left = UnsafeRawPointer(a + j).loadUnaligned(as: Lanes.self)
      let right = UnsafeRawPointer(b + j).loadUnaligned(as: Lanes.self)
      body(left - right)
      j += 8
    }
    guard j < columns else { return }
    var rest = Lanes.zero
    for lane in 0..<columns - j { rest[lane] = a[j + lane] - b[j + lane] }
    body(rest)
  }

  @inline(__always)
  private static func magnitude(_ values: Lanes) -> Lanes {
    values.replacing(with: -values, where: values .< 0)
  }
}
