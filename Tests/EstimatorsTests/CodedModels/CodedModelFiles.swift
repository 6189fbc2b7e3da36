import Estimators
import Foundation

/// The files in `Tests/Reference/coded-models`, and the model files beside them.
enum CodedModelFiles {
  /// What the models of the files answered when they were written.
  struct Answers: Codable {
    /// Where that was: only there numbers are the same to the bit.
    var machine: String
    var models: [String: CodedAnswers]
  }

  /// The kernels and the mathematical functions that run here.
  static var machine: String {
    #if os(Linux)
      // Both add up in the same order, with the same instructions but for their width.
      "Linux, kernels \(KernelVariant.current.name == "avx2" ? "avx512" : KernelVariant.current.name)"
    #else
      "another system, kernels \(KernelVariant.current.name)"
    #endif
  }

  private static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Reference/coded-models")
  private static let answersFile = folder.appendingPathComponent("answers.json")

  static func answers() throws -> Answers {
    try JSONDecoder().decode(Answers.self, from: Data(contentsOf: answersFile))
  }

  static func data(_ name: String) throws -> Data { try Data(contentsOf: file(name)) }

  private static func file(_ name: String) -> URL { folder.appendingPathComponent(name + ".json") }

  /// The model file of the first version of the format.
  static func modelFile(_ name: String) -> URL {
    folder.deletingLastPathComponent().appendingPathComponent("model-files/1/\(name).model")
  }

  static func modelFileNames() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: modelFile("a").deletingLastPathComponent().path)
      .filter { $0.hasSuffix(".model") }.map { String($0.dropLast(6)) }
  }

  static func storedNames() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".json") && $0 != "answers.json" }.map { String($0.dropLast(5)) }
  }

  /// Writes models that have no file, and their answers.
  static func writeMissing(_ models: [CodedModel]) throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    var answers = (try? answers()) ?? Answers(machine: machine, models: [:])
    for model in models where !FileManager.default.fileExists(atPath: file(model.name).path) {
      let data = try model.coded()
      try data.write(to: file(model.name))
      answers.models[model.name] = try model.answers(data)
    }
    for model in models where !FileManager.default.fileExists(atPath: modelFile(model.name).path) {
      let file = modelFile(model.name)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try model.filed(data(model.name)).write(to: file)
    }
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .prettyPrinted]
    try encoder.encode(answers).write(to: answersFile)
  }
}
