import Estimators
import Foundation
import Testing

/// Files of models that an earlier version of the package wrote are read, and their models answer as they did then: to
/// the bit with the kernels that ran then, closely with others.
///
/// The files are in `Tests/Reference/coded-models`. A new kind of model gets a file by
///
///     ESTIMATORS_WRITE_CODED_MODELS=1 swift test -c release --filter CodedModelTests
///
/// which writes what is missing and leaves what is there: a file that no longer reads is not to be written anew.
@Suite struct CodedModelTests {
  static let names = CodedModel.all.map(\.name)

  private func model(_ name: String) throws -> CodedModel { try #require(CodedModel.all.first { $0.name == name }) }

  @Test(arguments: names)
  func answersAreThoseOfTheVersionThatWroteTheFile(name: String) throws {
    try requireAnswers(model(name).answers(CodedModelFiles.data(name)), of: name)
  }

  @Test(arguments: names)
  func modelFilesAnswerAsTheCodedModelsDo(name: String) throws {
    try requireAnswers(model(name).fileAnswers(Data(contentsOf: CodedModelFiles.modelFile(name))), of: name)
  }

  @Test(arguments: names)
  func modelFilesAreWrittenWithTheSameBytes(name: String) throws {
    let model = try model(name)
    let file = try Data(contentsOf: CodedModelFiles.modelFile(name))
    #expect(try model.filedAgain(file, .full) == model.filed(CodedModelFiles.data(name)))
    // Less of the reports is as readable.
    for detail in [ReportDetail.summary, .none] {
      let less = try model.filedAgain(file, detail)
      #expect(try less.count <= file.count + 64 && model.filedAgain(less, .full).count > 0)
    }
  }

  private func requireAnswers(_ found: CodedAnswers, of name: String) throws {
    let stored = try CodedModelFiles.answers()
    let expected = try #require(stored.models[name], "There is no file of \(name) yet: see the head of this suite.")
    #expect(Set(found.keys) == Set(expected.keys))
    for (heading, answers) in found {
      let isExact = stored.machine == CodedModelFiles.machine && !heading.hasPrefix("approximately")
      let then = expected[heading] ?? []
      #expect(isExact ? answers == then : Self.agree(answers, then), "\(name), \(heading)")
    }
  }

  /// Other kernels round otherwise, and so may another way of learning on.
  private static func agree(_ a: [String], _ b: [String]) -> Bool {
    a.count == b.count
      && zip(a, b).allSatisfy { a, b in
        guard a != b, a.count == 16, let first = UInt64(a, radix: 16), let second = UInt64(b, radix: 16) else {
          return a == b
        }
        let (x, y) = (Double(bitPattern: first), Double(bitPattern: second))
        return abs(x - y) <= 1e-9 * max(1, abs(y))
      }
  }

  @Test(arguments: names)
  func whatWasReadIsWrittenAndReadAgain(name: String) throws {
    #expect(try model(name).survives(CodedModelFiles.data(name)))
  }

  @Test func everyKindOfModelHasAFile() throws {
    let covered = Set(CodedModel.all.map { Self.kind(ofType: $0.type) })
    let kinds = try Self.kindsInSources()
    #expect(kinds.isSuperset(of: ["LogisticRegression", "Chain", "SearchModel", "PCA", "LogisticRegressionPath"]))
    for kind in kinds.sorted() {
      #expect(covered.contains(kind), "Add a model of \(kind) to CodedModel+Kinds.swift, and write its file.")
    }
  }

  @Test func everyFileIsRead() throws {
    #expect(try Set(CodedModelFiles.storedNames()) == Set(Self.names))
    #expect(try Set(CodedModelFiles.modelFileNames()) == Set(Self.names))
    #expect(try Set(CodedModelFiles.answers().models.keys) == Set(Self.names))
    #expect(Set(Self.names).count == Self.names.count)
  }

  @Test(.enabled(if: ProcessInfo.processInfo.environment["ESTIMATORS_WRITE_CODED_MODELS"] != nil))
  func missingFilesAreWritten() throws { try CodedModelFiles.writeMissing(CodedModel.all) }

  // MARK: Kinds

  /// `Chain` of `Estimators.Chain<…>.Model`.
  private static func kind(ofType type: String) -> String {
    String(type.split(separator: ".", maxSplits: 1).last?.prefix { $0.isLetter || $0.isNumber } ?? "")
  }

  /// The types that are models of a fit, or that hold one: `LogisticRegression` for `LogisticRegression.Model`.
  private static func kindsInSources() throws -> Set<String> {
    let package = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let sources = package.appendingPathComponent("Sources/Estimators")
    let files = try FileManager.default.subpathsOfDirectory(atPath: sources.path).filter { $0.hasSuffix(".swift") }
    return try Set(
      files.flatMap { try kinds(in: String(contentsOf: sources.appendingPathComponent($0), encoding: .utf8)) })
  }

  private static func kinds(in source: String) -> [String] {
    let outer = /^(?:public |package )?(?:struct|enum|extension) (\w+)/
    let model = /^( *)public struct (\w+)(?:<.*>)?: (?:.*Model\b|.*\b(?:Codable|Storable)\b.*)/
    var (around, kinds) = ("", [String]())
    for line in source.split(separator: "\n") {
      if let match = line.prefixMatch(of: outer) { around = String(match.1) }
      guard let match = line.prefixMatch(of: model) else { continue }
      let isModel = line.contains(/: .*Model\b/) || match.2 == "Fitted"
      if isModel { kinds.append(match.1.isEmpty ? String(match.2) : around) }
    }
    return kinds
  }
}
