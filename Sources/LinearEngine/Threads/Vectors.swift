// Guarded by `WideFeaturesTests`.
import CKernels
import Matrices

/// Products and sums of long lists of numbers on all threads, the same bits for any number of them. Short ones go to
/// BLAS.
enum Vectors {
  /// Numbers that one task takes.
  private static let piece = 1 << 15

  private static func isShort(_ count: Int) -> Bool { count < 3 * piece }

  private static func perform(_ count: Int, _ body: @escaping (_ task: Int, _ range: Range<Int>) -> Void) {
    Parallelism.perform(tasks: (count + piece - 1) / piece, threads: Parallelism.threads) { _, task in
      body(task, task * piece..<min(count, (task + 1) * piece))
    }
  }

  /// Σ xᵢ·yᵢ.
  ///
  /// - Precondition: equal counts.
  static func dot(_ x: [Double], _ y: [Double]) -> Double {
    precondition(x.count == y.count)
    guard !isShort(x.count) else { return BLAS.dot(x, y) }
    let sums = AlignedBuffer<Double>(zeros: (x.count + piece - 1) / piece)
    x.withUnsafeBufferPointer { x in
      y.withUnsafeBufferPointer { y in
        guard let x0 = x.baseAddress, let y0 = y.baseAddress else { return }
        perform(x.count) { task, range in
          sums.pointer[task] = BLAS.dot(range.count, x0 + range.lowerBound, y0 + range.lowerBound)
        }
      }
    }
    return (0..<sums.count).reduce(0) { $0 + sums.pointer[$1] }
  }

  /// y ← y + α·x.
  ///
  /// - Precondition: equal counts.
  static func add(_ alpha: Double, times x: [Double], to y: inout [Double]) {
    precondition(x.count == y.count)
    guard !isShort(x.count) else { return BLAS.add(alpha, times: x, to: &y) }
    x.withUnsafeBufferPointer { x in
      y.withUnsafeMutableBufferPointer { y in
        guard let x0 = x.baseAddress, let y0 = y.baseAddress else { return }
        perform(x.count) { _, range in
          BLAS.add(range.count, alpha, times: x0 + range.lowerBound, to: y0 + range.lowerBound)
        }
      }
    }
  }

  /// `count` numbers, all of which `fill` must write. Many ask for large pages, as ``AlignedBuffer`` does.
  static func make(_ count: Int, fill: (UnsafeMutablePointer<Double>) -> Void) -> [Double] {
    assert(count >= 0, "A list of \(count) numbers")
    return [Double](unsafeUninitializedCapacity: count) { numbers, initialized in
      initialized = count
      guard let start = numbers.baseAddress, count > 0 else { return }
      if count >= 1 << 19 { est_prefer_large_pages(start, count * MemoryLayout<Double>.stride) }
      fill(start)
    }
  }

  /// x + α·y, in new memory.
  ///
  /// - Precondition: equal counts.
  static func sum(_ x: [Double], _ alpha: Double, times y: [Double]) -> [Double] {
    precondition(x.count == y.count)
    if isShort(x.count) {
      var sum = x
      BLAS.add(alpha, times: y, to: &sum)
      return sum
    }
    return make(x.count) { to in
      x.withUnsafeBufferPointer { x in
        y.withUnsafeBufferPointer { y in
          guard let x0 = x.baseAddress, let y0 = y.baseAddress else { return }
          perform(x.count) { _, range in
            for j in range { to[j] = x0[j] + alpha * y0[j] }
          }
        }
      }
    }
  }
}

/// Σⱼ factorⱼ·uⱼ·vⱼ, in eight sums that do not wait for each other.
func weightedDot(
  _ count: Int, _ factors: UnsafePointer<Double>, _ u: UnsafePointer<Double>, _ v: UnsafePointer<Double>
) -> Double {
  var sums = SIMD8<Double>.zero
  let whole = count / 8 * 8
  for j in stride(from: 0, to: whole, by: 8) {
    let (f, a, b) = (
      UnsafeRawPointer(factors + j).loadUnaligned(as: SIMD8<Double>.self),
      UnsafeRawPointer(u + j).loadUnaligned(as: SIMD8<Double>.self),
      UnsafeRawPointer(v + j).loadUnaligned(as: SIMD8<Double>.self)
    )
    sums += f * a * b
  }
  var sum = sums.sum()
  for j in whole..<count { sum += factors[j] * u[j] * v[j] }
  return sum
}
