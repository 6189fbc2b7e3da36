import Foundation

/// Answers of other programs, stored in `Tests/Reference` beside the scripts that made them.
///
///     let cases = try Reference.load("standard-scaler", as: [ScalerCase].self)
public enum Reference {
  /// The content of `Tests/Reference/name.json`.
  ///
  /// - Throws: An error of Foundation when the file is missing or does not have the expected form.
  public static func load<Answer: Decodable>(_ name: String, as type: Answer.Type) throws -> Answer {
    let file = folder.appendingPathComponent(name + ".json")
    return try JSONDecoder().decode(type, from: Data(contentsOf: file))
  }

  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Reference")
}
