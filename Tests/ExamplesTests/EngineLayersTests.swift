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
      for word in Set(file.code.matches(of: /\b[A-Za-z]\w+\b/.wordBoundaryKind(.simple)).map { String($0.0) }) {
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

  @Test func functionsAreShort() throws {
    let files = try Self.files()
    let lengths = files.flatMap { file in Self.functions(in: file.code).map { (file.path, $0.line, $0.length) } }
    #expect(lengths.count > 600, "The search for functions has missed some: it found \(lengths.count).")
    for (path, line, length) in lengths {
      #expect(length <= 60, "\(path):\(line) begins a function of \(length) lines.")
    }
  }

  @Test func theSearchForFunctionsSeesThem() {
    let code = """
      struct A {
        init(_ a: Int) {
          self.a = a
        }

        static func b<T>(
          _ c: T
        ) -> T where T: P { c }
        func d() {
          func e() {
            f()
          }
        }
      }
      protocol P { func required() }
      """
    let found = Self.functions(in: code)
    #expect(found.map(\.line) == [2, 6, 9, 10] && found.map(\.length) == [3, 3, 5, 3])
  }

  /// Where functions and initialisers with a body begin, and how many lines they have.
  private static func functions(in code: String) -> [(line: Int, length: Int)] {
    let lines = code.split(separator: "\n", omittingEmptySubsequences: false)
    func begins(_ line: Int) -> Bool { lines[line].contains(/^\s*(?:@?\w+(?:\(\w+\))? )*(?:func |init[?(<])/) }
    return lines.indices.filter(begins).compactMap { start in
      var (depth, opened) = (0, false)
      for line in start..<lines.count {
        // A requirement of a protocol has no body: another one follows, or the protocol ends.
        if line > start, !opened, begins(line) { return nil }
        depth += lines[line].count { $0 == "{" } - lines[line].count { $0 == "}" }
        opened = opened || lines[line].contains("{")
        if depth < 0 { return nil }
        if opened, depth == 0 { return (start + 1, line - start + 1) }
      }
      return nil
    }
  }

  @Test func thePictureOfTheLayersShowsThemInTheirOrder() throws {
    let file = packageFolder.appending(path: "Sources/Estimators/Estimators.docc/Resources/layers.svg")
    let picture = try text(of: file)
    let names = picture.matches(of: />(\w+)<\/text>/).map { String($0.1) }.filter(Self.layers.contains)
    #expect(names == Self.layers.reversed())
  }
}
