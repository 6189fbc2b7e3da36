import Foundation
import Testing

/// The folders of the engine know only those below them, and files stay short.
@Suite struct EngineLayersTests {
  /// From the lowest on.
  private static let layers = [
    "Threads", "Errors", "Control", "Reduction", "Blocks", "Rows", "Losses", "Predictions", "Pass", "Penalties",
    "Preconditioning", "Objectives", "Minimizers", "Certificates", "Solvers",
  ]

  /// The files of the engine by the folder they are in, without comments and texts.
  private static func files() throws -> [(path: String, layer: Int, code: String)] {
    let folder = packageFolder.appending(path: "Sources/LinearEngine")
    return try FileManager.default.subpathsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".swift") && $0.contains("/") }.sorted().map { path in
        let code = try text(of: folder.appending(path: path))
          .replacing(/"(?:[^"\\\n]|\\.)*"/, with: "\"\"").replacing(/\/\/.*/, with: "")
        let name = String(path.prefix { $0 != "/" })
        let layer = try #require(layers.firstIndex(of: name), "\(path): no layer of that name")
        return (path, layer, code)
      }
  }

  @Test func noFolderKnowsWhatIsAboveIt() throws {
    let files = try Self.files()
    #expect(files.count > 80)
    let declaration =
      /(?m)^(?:(?:public|package|final|@\w+) )*(?:struct|class|enum|protocol|typealias|func) (\w+)/
    var homes: [String: (lowest: Int, paths: Set<String>)] = [:]
    for file in files {
      for match in file.code.matches(of: declaration) {
        let known = homes[String(match.1)] ?? (file.layer, [])
        homes[String(match.1)] = (min(known.lowest, file.layer), known.paths.union([file.path]))
      }
    }
    for file in files {
      for word in Set(file.code.matches(of: /\b[A-Za-z]\w+\b/).map { String($0.0) }) {
        guard let home = homes[word], !home.paths.contains(file.path) else { continue }
        #expect(
          home.lowest <= file.layer, "\(file.path) knows \(word), which is declared above it in \(home.paths.sorted())")
      }
    }
  }

  @Test func filesAndLinesAreShort() throws {
    let folder = packageFolder.appending(path: "Sources/LinearEngine")
    for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path) where path.hasSuffix(".swift") {
      let lines = try text(of: folder.appending(path: path)).split(separator: "\n", omittingEmptySubsequences: false)
      #expect(lines.count <= 351, "\(path) has \(lines.count) lines.")
      for (place, line) in lines.enumerated() {
        #expect(line.count <= 120, "\(path):\(place + 1) has \(line.count) columns.")
      }
    }
  }
}
