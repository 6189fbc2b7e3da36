import Files
import Matrices

/// Made-up data for a classifier.
public struct GeneratedDataset: Sendable, Hashable {
  /// One row per sample.
  public let features: Matrix<Double>
  /// The class of each row, from 0.
  public let labels: [Int]

  /// The rows in random order.
  func shuffled(using random: inout RandomState) throws -> GeneratedDataset {
    let order = random.permutation(features.rows)
    var elements = [Double]()
    // At once: it is as large as the data.
    elements.reserveCapacity(features.count)
    for row in order { elements += features[row: row] }
    return GeneratedDataset(
      features: try Matrix(rows: features.rows, columns: features.columns, elements), labels: order.map { labels[$0] })
  }

  /// - Throws: ``DatasetError/invalidSetting(name:value:rule:)`` when numbers grew beyond the largest.
  func requiringFinite(_ settings: String) throws -> GeneratedDataset {
    guard let bad = features.elements.first(where: { !$0.isFinite }) else { return self }
    throw DatasetError.invalidSetting(
      name: settings, value: "settings that make \(bad.isNaN ? "no number" : "an infinite one")",
      rule: "small enough for every number to be finite")
  }
}

/// Checks of the generators' settings.
enum Setting {
  static func require(_ isValid: Bool, _ name: String, _ value: some CustomStringConvertible, _ rule: String) throws {
    guard isValid else {
      throw DatasetError.invalidSetting(name: name, value: value.description, rule: rule)
    }
  }

  /// Refuses tables that would not fit into any memory.
  static func requireReasonable(samples: Int, features: Int) throws {
    try require(samples >= 1, "samples", samples, "at least 1")
    try require(features >= 1, "features", features, "at least 1")
    let largest = 1 << 40
    try require(
      Shape.count([samples, features]).map { $0 <= largest } == true, "samples · features",
      "\(samples) · \(features)", "at most 2⁴⁰ numbers")
    // The data, a copy with its rows in another order, and one with its columns in another.
    try Memory.require(
      Memory.bytes(3, samples, features, MemoryLayout<Double>.size), for: "generating \(samples) · \(features) numbers",
      advice: "Ask for fewer samples or features.")
  }
}
