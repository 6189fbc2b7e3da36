import EstimatorWeights
import Foundation

/// What scikit-learn's models answer, and the folder of their files: `Tests/Reference/interchange.py` makes both.
struct InterchangeReference: Decodable {
  struct Answer: Decodable {
    let rows: [[Double]]
    let probabilities: [[Double]]?
    let scores: [[Double]]?
    let labels: [String]?
    let classes: [String]?
    let transformed: [[Double]]?
    let features: [String]?
  }

  struct Weights: Decodable {
    let coefficients: [[Double]]
    let intercepts: [Double]

    private enum CodingKeys: String, CodingKey {
      case coefficients = "coef_"
      case intercepts = "intercept_"
    }
  }

  let models: [String: Answer]
  let weights: [String: Weights]
  let refused: [String: String]

  static let shared = Result {
    try JSONDecoder().decode(
      InterchangeReference.self,
      from: Data(contentsOf: folder.deletingLastPathComponent().appending(path: "interchange.json")))
  }

  static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appending(path: "Reference/interchange")

  static func answer(_ name: String) throws -> Answer {
    guard let answer = try shared.get().models[name] else { throw CocoaError(.fileNoSuchFile) }
    return answer
  }

  static func file(_ name: String) -> URL { folder.appending(path: name) }
}

/// A file that is gone afterwards.
func withTemporaryFile(_ name: String, _ body: (URL) throws -> Void) throws {
  let folder = FileManager.default.temporaryDirectory.appending(path: "weights-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  try body(folder.appending(path: name))
}
