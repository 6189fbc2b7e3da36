import Estimators

/// A small data set on which laws are checked: three overlapping classes, whole numbers in 0...9, so that every storage
/// holds it exactly, and no two rows alike in every respect.
public struct LawSample: Sendable {
  public let bytes: Matrix<UInt8>
  public let labels: [String]
  /// Whole weights 0...3, so that they can be told as repetitions.
  public let weights: [Int]

  public static let threeClasses = LawSample(classes: ["ash", "birch", "cedar"])
  public static let twoClasses = LawSample(classes: ["no", "yes"])

  private init(classes: [String]) {
    var random = RandomState(7)
    let rows = 20 * classes.count
    var elements: [UInt8] = []
    labels = (0..<rows).map { classes[$0 % classes.count] }
    for row in 0..<rows {
      let centre = [2.0, 5, 7][row % classes.count]
      elements += (0..<4).map { j in
        let noise = 6 * random.random() - 3
        return UInt8(max(0, min(9, (j == 3 ? 4 : j == 1 ? 9 - centre : centre) + noise)))
      }
    }
    bytes = Matrix(rows: rows, columns: 4) { buffer in _ = buffer.initialize(from: elements) }
    weights = (0..<rows).map { ($0 * 7 + $0 / 5) % 4 }
  }

  public var doubles: Matrix<Double> { bytes.map(Double.init) }
  public var floats: Matrix<Float> { bytes.map(Float.init) }
  public var rowCount: Int { bytes.rows }

  /// The same rows as often as their weight says.
  public var repeated: (rows: [Int], labels: [String]) {
    let rows = weights.indices.flatMap { Array(repeating: $0, count: weights[$0]) }
    return (rows, rows.map { labels[$0] })
  }

  public func sparse() throws -> SparseMatrix { try SparseMatrix(doubles) }
}

/// What a law found wrong, in words.
public struct LawViolation: Error, CustomStringConvertible {
  public let description: String

  public init(_ description: String) { self.description = description }
}

func require(_ holds: Bool, _ message: @autoclosure () -> String) throws {
  guard holds else { throw LawViolation(message()) }
}

/// The largest difference of two matrices, relative to the largest number in either (or 1).
public func difference(_ a: Matrix<Double>, _ b: Matrix<Double>) -> Double {
  guard a.rows == b.rows, a.columns == b.columns else { return .infinity }
  let scale = max(1, (a.elements + b.elements).map(\.magnitude).max() ?? 0)
  return zip(a.elements, b.elements).map { ($0 - $1).magnitude / scale }.max() ?? 0
}
