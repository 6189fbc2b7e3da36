import Dispatch
import Foundation

/// How fast all threads together read memory: they sum up 384 MiB, far more than caches hold.
struct MemoryReader {
  private typealias Lanes = SIMD16<Float>

  static let bytes = 384 << 20

  private let numbers = [Lanes](repeating: Lanes(repeating: 1), count: bytes / MemoryLayout<Lanes>.stride)
  private let threads = ProcessInfo.processInfo.activeProcessorCount

  /// The time of one reading.
  func seconds() -> Double {
    let part = numbers.count / threads
    let watch = Stopwatch()
    DispatchQueue.concurrentPerform(iterations: threads) { thread in
      let sum = Self.sum(numbers[(thread * part)..<((thread + 1) * part)])
      // Looked at, so that the reading is not optimised away.
      precondition(sum > 0)
    }
    return watch.seconds
  }

  /// In four sums side by side, so that no addition waits for the one before.
  private static func sum(_ numbers: ArraySlice<Lanes>) -> Float {
    numbers.withUnsafeBufferPointer { numbers in
      var (a, b, c, d) = (Lanes.zero, Lanes.zero, Lanes.zero, Lanes.zero)
      for place in stride(from: 0, to: numbers.count - 3, by: 4) {
        a += numbers[place]
        b += numbers[place + 1]
        c += numbers[place + 2]
        d += numbers[place + 3]
      }
      return (a + b + c + d).sum()
    }
  }
}
