import Foundation
import Testing

/// What the compiler says of programs that use the package: wrong ones are refused with a sentence that helps, right
/// ones compile.
@Suite struct CompilerMessageTests {
  #if os(Linux)
    @Test func wrongProgramsGetTheirSentence() throws {
      let program = Self.programs.appending(path: "Wrong.txt")
      let said = try Self.errors(in: program)
      for (place, line) in try text(of: program).split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
        let expected = line.split(separator: "// says: ", maxSplits: 1).dropFirst().first
        let found = said[place + 1] ?? []
        if let expected {
          #expect(found.contains { $0.contains(expected) }, "Line \(place + 1): \(line)\nThe compiler said: \(found)")
        } else {
          #expect(found.isEmpty, "Line \(place + 1): \(line)")
        }
      }
    }

    @Test func rightProgramsCompile() throws {
      #expect(try Self.errors(in: Self.programs.appending(path: "Right.txt")) == [:])
    }
  #endif

  private static let programs = packageFolder.appending(path: "Tests/ExamplesTests/Programs")

  /// The compiler's errors by line.
  private static func errors(in program: URL) throws -> [Int: [String]] {
    try withTemporaryFolder { folder in
      let copy = folder.appending(path: "program.swift")
      try FileManager.default.copyItem(at: program, to: copy)
      let log = folder.appending(path: "log")
      try Data().write(to: log)
      let compiler = Process()
      compiler.executableURL = URL(filePath: "/usr/bin/env")
      compiler.arguments = ["swiftc", "-typecheck", "-swift-version", "6"] + moduleFlags + [copy.path]
      let handle = try FileHandle(forWritingTo: log)
      (compiler.standardOutput, compiler.standardError) = (handle, handle)
      try compiler.run()
      compiler.waitUntilExit()
      let output = try text(of: log)
      var errors: [Int: [String]] = [:]
      for match in output.matches(of: /program\.swift:(\d+):\d+: error: (.*)/) {
        errors[Int(match.1) ?? 0, default: []].append(String(match.2))
      }
      // What is wrong with the compiler's call has no line.
      if errors.isEmpty, compiler.terminationStatus != 0 { errors[0] = [output] }
      return errors
    }
  }

  /// Where the compiler finds the package's modules, as the build left them.
  private static var moduleFlags: [String] {
    let products = Bundle.main.bundleURL
    let maps = [
      products.appending(path: "CKernels.build/module.modulemap"),
      products.appending(path: "CLinearAlgebra.build/module.modulemap"),
      packageFolder.appending(path: "Sources/COpenBLAS/module.modulemap"),
      packageFolder.appending(path: "Sources/CZlib/module.modulemap"),
    ]
    return ["-I", products.appending(path: "Modules").path]
      + maps.flatMap { ["-Xcc", "-fmodule-map-file=\($0.path)"] }
  }
}
