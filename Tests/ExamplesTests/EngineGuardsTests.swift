import Foundation
import Testing

/// Each file of the engine says which suite guards it, so that whoever changes it knows what to run first.
@Suite struct EngineGuardsTests {
  @Test func everyFileNamesASuiteThatThereIs() throws {
    let tests = packageFolder.appending(path: "Tests")
    var suites: Set<String> = []
    for path in try FileManager.default.subpathsOfDirectory(atPath: tests.path) where path.hasSuffix("Tests.swift") {
      let code = try text(of: tests.appending(path: path))
      suites.formUnion(code.matches(of: /@Suite(?:\([^\n]*\))? (?:final )?(?:struct|class) (\w+)/).map { String($0.1) })
    }
    let engine = packageFolder.appending(path: "Sources/LinearEngine")
    for path in try FileManager.default.subpathsOfDirectory(atPath: engine.path) where path.hasSuffix(".swift") {
      let lines = try text(of: engine.appending(path: path)).matches(of: /(?m)^\s*\/\/+ Guarded by (.*)$/)
      #expect(!lines.isEmpty, "\(path) does not say which suite guards it.")
      for line in lines {
        let named = line.1.matches(of: /`(\w+)`/).map { String($0.1) }
        #expect(!named.isEmpty && suites.isSuperset(of: named), "\(path): \(line.1)")
      }
    }
  }
}
