import Foundation
import Testing

/// What a module imports, every program that links it carries.
@Suite struct ImportsTests {
  /// The modules of a program that reads data and predicts.
  static let lean = [
    "Files", "Matrices", "LinearEngine", "Estimators", "EstimatorDatasets", "EstimatorPlots", "EstimatorWeights",
  ]

  @Test(arguments: lean + ["EstimatorInterchange", "EstimatorTesting"])
  func onlyDownloadsImportTheNetwork(module: String) throws {
    for (file, code) in try Self.sources(of: module) {
      #expect(!code.contains("FoundationNetworking") && !code.contains("URLSession"), "\(file)")
    }
  }

  /// On Linux a use of the rest of Foundation brings ICU's tables, 44 MB. Apple's systems have no FoundationEssentials.
  @Test(arguments: lean + ["EstimatorInterchange"])
  func itsEssentialsStandInForFoundation(module: String) throws {
    let choice = """
      #if canImport(FoundationEssentials)
        import FoundationEssentials
      #else
        import Foundation
      #endif

      """
    for (file, code) in try Self.sources(of: module) {
      #expect(!code.replacing(choice, with: "").contains("import Foundation"), "\(file)")
    }
  }

  /// Where a module does not say `internal`, its clients may get C's names through it.
  @Test func onePlaceChoosesTheCLibrary() throws {
    let libraries = try Regex(#"import +(Darwin|Glibc|Musl|Bionic|Android|WASILibc|ucrt|CRT)\b"#)
    let open = try Regex(#"(^|\n) *(public |package |@_exported )?import Platform\b"#)
    for (file, code) in try Self.sources(under: "Sources") {
      #expect(file == "Sources/Platform/Platform.swift" || !code.contains(libraries), "\(file)")
      #expect(!code.contains(open), "\(file)")
    }
    for (file, code) in try ["Tests", "Examples", "Snippets"].flatMap(Self.sources(under:)) {
      #expect(!code.contains(libraries), "\(file)")
    }
  }

  private static func sources(of module: String) throws -> [(file: String, code: String)] {
    try sources(under: "Sources/\(module)")
  }

  private static func sources(under path: String) throws -> [(file: String, code: String)] {
    let folder = packageFolder.appending(path: path)
    let files = try FileManager.default.subpathsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".swift") }
    #expect(!files.isEmpty)
    return try files.map { ("\(path)/\($0)", try text(of: folder.appending(path: $0))) }
  }
}
