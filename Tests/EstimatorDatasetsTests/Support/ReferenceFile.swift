import Foundation

/// Reads a stored answer of other software from `Tests/Reference`. Python's `n_samples` becomes `nSamples`.
func reference<Answer: Decodable>(_ name: String, as type: Answer.Type = Answer.self) throws -> Answer {
  let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
  let data = try Data(contentsOf: tests.appending(path: "Reference").appending(path: name))
  let decoder = JSONDecoder()
  decoder.keyDecodingStrategy = .convertFromSnakeCase
  return try decoder.decode(type, from: data)
}
