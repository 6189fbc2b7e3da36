import Estimators
import Foundation

/// Rows that are made, with ten classes that overlap, in two plain files of a folder.
///
/// A number is uniform in −1…1 from its place alone. The label of a row is the class with the largest score of a linear
/// rule over its first features plus noise, so that the best model is no perfect one.
struct SyntheticRows {
  let folder: URL
  let rows: Int
  let features: Int

  static let classes = 10
  /// Features that the label depends on.
  private static let telling = 24
  /// Rows that are made at a time.
  private static let rowsAtATime = 4096

  var file: URL { folder.appending(path: "rows.f32") }
  private var labelFile: URL { folder.appending(path: "labels.u8") }
  var byteCount: Int { rows * features * 4 }

  /// Writes the files, window by window.
  func make() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for url in [file, labelFile] {
      guard FileManager.default.createFile(atPath: url.path, contents: nil) else {
        throw Failure(description: "\(url.path) can't be made.")
      }
    }
    let (numbers, labels) = (try FileHandle(forWritingTo: file), try FileHandle(forWritingTo: labelFile))
    var random = Random(state: 1)
    let rule = (0..<Self.classes).map { _ in (0..<Self.telling).map { _ in 2 * random.next() } }
    for start in stride(from: 0, to: rows, by: Self.rowsAtATime) {
      let count = min(rows, start + Self.rowsAtATime) - start
      let values = (0..<count * features).map { _ in random.next() }
      let classes = (0..<count).map { row in
        UInt8(Self.label(values[row * features..<(row + 1) * features], rule, &random))
      }
      try numbers.write(contentsOf: values.withUnsafeBytes { Data($0) })
      try labels.write(contentsOf: Data(classes))
    }
    try numbers.synchronize()
    try numbers.close()
    try labels.close()
  }

  private static func label(_ row: ArraySlice<Float>, _ rule: [[Float]], _ random: inout Random) -> Int {
    var best = (0, -Float.infinity)
    for (k, weights) in rule.enumerated() {
      let noise = -Foundation.log(-Foundation.log(0.5 + 0.499999 * random.next()))
      let score = zip(weights, row).reduce(noise) { $0 + $1.0 * $1.1 }
      if score > best.1 { best = (k, score) }
    }
    return best.0
  }

  /// The rows as they lie in the file, and their labels.
  func open() throws -> (x: Features, y: [Int]) {
    let x = try FileRows(contentsOf: file, rows: rows, columns: features, numberType: .float32)
    return (x.features, try Data(contentsOf: labelFile).map { Int($0) })
  }
}

/// Numbers in −1…1, the same in every run.
struct Random {
  var state: UInt64

  mutating func next() -> Float {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Float(Int32(truncatingIfNeeded: state >> 32)) * 0x1p-31
  }
}

struct Failure: Error, CustomStringConvertible {
  let description: String
}

/// Prints a line at once, into a pipe too.
func say(_ line: String) { FileHandle.standardOutput.write(Data((line + "\n").utf8)) }
