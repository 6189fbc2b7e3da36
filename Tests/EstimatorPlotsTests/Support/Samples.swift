import EstimatorPlots
import Foundation
import Matrices

enum Samples {
  /// Pictures of 4 × 4 bytes: picture i has the level `20 * i` everywhere, but 0 at its top left and 255 at its bottom
  /// right pixel.
  static func images(_ count: Int) throws -> Matrix<UInt8> {
    var pixels = [UInt8]()
    for index in 0..<count {
      pixels += [0] + Array(repeating: UInt8(20 * (index % 12)), count: 14) + [255]
    }
    return try Matrix(rows: count, columns: 16, pixels)
  }

  static let wrong = [false, true, false]
  /// Three pictures of which the second was taken for another.
  static func withOneWrong() throws -> ImageGrid {
    try ImageGrid(images(3), predictions: [7, 2, 1], truths: [7, 3, 1])
  }

  static func confusion(_ count: Int, diagonal: Int = 940) throws -> [[Int]] {
    (0..<count).map { row in (0..<count).map { $0 == row ? diagonal : (row * 7 + $0 * 3) % 11 } }
  }
}

/// A new folder that is removed when the closure ends.
func withTemporaryFolder<Result>(_ body: (URL) throws -> Result) throws -> Result {
  let folder = FileManager.default.temporaryDirectory.appending(path: "plots-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  return try body(folder)
}

func contents(of folder: URL) throws -> [String] {
  try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
}

/// Seconds of processor time that the closure takes on this thread.
func processorSeconds(_ body: () throws -> Void) rethrows -> Double {
  func now() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
  let start = now()
  try body()
  return now() - start
}
