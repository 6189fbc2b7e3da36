import Foundation
import Testing

/// The C code keeps the length of lines that `.clang-format` asks for.
@Suite struct CSourcesTests {
  @Test(arguments: [
    "Sources/CKernels", "Sources/CLinearAlgebra", "Sources/CEstimators", "Tests/Portable", "Tests/Sanitizers",
    "Tests/CABI",
  ])
  func linesAreShort(folder: String) throws {
    let folder = packageFolder.appending(path: folder)
    let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".c") || $0.hasSuffix(".h") }
    #expect(!files.isEmpty)
    for file in files {
      let lines = try text(of: folder.appending(path: file)).split(separator: "\n", omittingEmptySubsequences: false)
      for (place, line) in lines.enumerated() {
        #expect(line.count <= 120, "\(file):\(place + 1) has \(line.count) columns.")
      }
    }
  }
}
