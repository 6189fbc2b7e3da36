import Dispatch
import Foundation

/// How fast all threads together multiply matrices in single precision: 20,000 rows by 100 columns with `inner` numbers in
/// each sum, by the BLAS that this process has loaded.
struct ProductMaker {
  private typealias Multiply =
    @convention(c) (
      _ order: Int32, _ transposeA: Int32, _ transposeB: Int32, _ m: Int32, _ n: Int32, _ k: Int32, _ alpha: Float,
      _ a: UnsafePointer<Float>, _ lda: Int32, _ b: UnsafePointer<Float>, _ ldb: Int32, _ beta: Float,
      _ c: UnsafeMutablePointer<Float>, _ ldc: Int32
    ) -> Void

  private static let (rows, columns) = (20_000, 100)
  // Of cblas.h.
  private static let (rowMajor, noTranspose): (Int32, Int32) = (101, 111)

  private let inner: Int
  private let multiply: Multiply
  private let threads = ProcessInfo.processInfo.activeProcessorCount

  /// `nil` where the process has no CBLAS.
  init?(inner: Int) {
    guard let symbol = dlsym(dlopen(nil, RTLD_NOW), "cblas_sgemm") else { return nil }
    multiply = unsafeBitCast(symbol, to: Multiply.self)
    self.inner = inner
  }

  var flops: Double { 2 * Double(Self.rows) * Double(Self.columns) * Double(inner) }

  /// The time of one product. During a fit the library lets BLAS use one thread, so each thread here makes some rows.
  func seconds() -> Double {
    let left = [Float](repeating: 1, count: Self.rows * inner)
    let right = [Float](repeating: 1, count: inner * Self.columns)
    var product = [Float](repeating: 0, count: Self.rows * Self.columns)
    let part = Self.rows / threads
    return product.withUnsafeMutableBufferPointer { product in
      nonisolated(unsafe) let product = product
      let watch = Stopwatch()
      DispatchQueue.concurrentPerform(iterations: threads) { thread in
        let first = thread * part
        left.withUnsafeBufferPointer { left in
          multiply(
            Self.rowMajor, Self.noTranspose, Self.noTranspose, Int32(part), Int32(Self.columns), Int32(inner), 1,
            left.baseAddress! + first * inner, Int32(inner), right, Int32(Self.columns), 0,
            product.baseAddress! + first * Self.columns, Int32(Self.columns))
        }
      }
      return watch.seconds
    }
  }
}
