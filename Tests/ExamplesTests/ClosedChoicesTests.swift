import Foundation
import Testing

/// One more case breaks every `switch` of a client. So a choice to which a later version may add is a struct with
/// static members (`OpenChoice`), and a public enum has a reason to be one.
@Suite struct ClosedChoicesTests {
  private static let reasons = [
    "ClassificationReport.ZeroDivision": "0 / 0 is 0, 1 or nothing.",
    "ConfusionMatrix.Normalization": "A table has rows, columns, and the whole.",
    "CSVFormat.Header": "There is one, there is none, or the file says so.",
    "EMNISTSet": "The sets that were published in 2017.",
    "FitControl": "A fit goes on or ends; its answer is given, not asked for.",
    "FitProgress": "A loop over a fit takes iterations and the model; forgetting one should not compile.",
    "LineStyle.Cap": "A canvas of a client's own draws every one.",
    "MultiClass": "One problem for all classes, or one for each.",
    "Precision": "Float, Double, or whichever is right.",
    "TextStyle.Horizontal": "A text has two ends and a middle; a canvas of a client's own knows them all.",
    "TextStyle.Vertical": "A canvas of a client's own knows them all.",
  ]

  @Test func everyPublicEnumWithCasesHasAReason() throws {
    let sources = packageFolder.appending(path: "Sources")
    let files = try FileManager.default.subpathsOfDirectory(atPath: sources.path).filter { $0.hasSuffix(".swift") }
    let found = try files.flatMap { Self.closedEnums(in: try text(of: sources.appending(path: $0))) }
    #expect(Set(found).count == found.count)
    let known = Set(Self.reasons.keys)
    #expect(Set(found).subtracting(known) == [], "Make them structs like Solver, or give the reason here.")
    #expect(known.subtracting(found) == [], "They are no longer public enums: take them off the list.")
  }

  @Test func theSearchSeesThem() {
    let code = """
      public enum One { case a }
      public enum Namespace {
        public static let a = 1
      }
      public struct Outer<Label>: Sendable {
        /// A case of its own.
        public indirect enum Inner: Sendable {
          /// a
          case a(Int)
        }
        enum Hidden { case a }
      }
      public enum Functions {
        static func a() {
          switch b {
          case 1: break
          }
        }
      }
      extension Outer {
        public enum Second { case a, b }
      }
      """
    #expect(Self.closedEnums(in: code) == ["One", "Outer.Inner", "Outer.Second"])
  }

  /// The public enums with cases, nested ones by the names of their types.
  private static func closedEnums(in code: String) -> [String] {
    let lines = code.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.indices.compactMap { place -> String? in
      let line = lines[place]
      guard let match = line.firstMatch(of: /^ *public (?:indirect )?enum (\w+)/) else { return nil }
      let depth = indentation(line)
      let body = lines[(place + 1)...].prefix { $0.isEmpty || indentation($0) > depth }
      let isClosed =
        line.contains(/\{ *case\b/)
        || body.contains { indentation($0) == depth + 2 && $0.contains(/^ *(?:indirect )?case\b/) }
      guard isClosed else { return nil }
      return (outerTypes(of: depth, lines[..<place]) + [String(match.1)]).joined(separator: ".")
    }
  }

  private static func outerTypes(of depth: Int, _ before: some BidirectionalCollection<Substring>) -> [String] {
    var depth = depth
    var names: [String] = []
    for line in before.reversed() where depth > 0 && !line.isEmpty && indentation(line) < depth {
      depth = indentation(line)
      let type = /^ *(?:public |package )?(?:final )?(?:struct|enum|class|actor|protocol|extension) ([\w.]+)/
      if let match = line.firstMatch(of: type) { names.insert(String(match.1), at: 0) }
    }
    return names
  }

  private static func indentation(_ line: Substring) -> Int { line.prefix { $0 == " " }.count }
}
