import EstimatorInterchange
import Estimators
import Foundation
import Testing
import _EstimatorTestSupport

/// Sources of all languages compile without a warning and say what the model says.
@Suite struct SourceCodeTests {
  private let digits: Digits8

  init() throws { digits = try Digits8.shared.get() }

  /// A name in quotes, not all of it ASCII, and what C and Swift take for something else.
  private var strange: [String] { digits.numbers.map { "\($0) \"ä\\(x)\u{1F600}??/\n" } }

  private var models: [(model: any ClassifierModel, name: String)] {
    get throws {
      let scaled = Pipeline {
        StandardScaler()
        LogisticRegression<String>(maxIterations: 20)
      }
      let ovr = LogisticRegression<Int>(multiClass: .ovr, maxIterations: 20)
      return [
        (try scaled.fitted(to: digits.x, strange), "scaled"),
        (try ovr.fitted(to: digits.x, digits.numbers), "ovr"),
        (try LogisticRegression<Bool>(maxIterations: 20).fitted(to: digits.x, digits.isLarge), "two"),
      ]
    }
  }

  @Test func swiftSays() throws {
    try check(.swift) { name, folder in
      let type = name.prefix(1).uppercased() + name.dropFirst()
      let program = """
        while let line = readLine() {
          let row = line.split(separator: " ").map { Double($0)! }
          let place = \(type).classes.firstIndex(of: \(type).predict(row)) ?? -1
          print(place, \(type).probabilities(row).map { "\\($0)" }.joined(separator: " "))
        }
        """
      try Data(program.utf8).write(to: folder.appending(path: "main.swift"))
      let flags = ["-warnings-as-errors", "-swift-version", "6"]
      return [["swiftc"] + flags + ["-o", "run", "main.swift", "\(name).swift"], ["./run"]]
    }
  }

  @Test func cSays() throws {
    try check(.c) { name, folder in
      let program = """
        #include <stdio.h>
        #include "\(name).c"

        int main(void) {
          double row[64], p[10];
          for (;;) {
            for (int j = 0; j < 64; j++) if (scanf("%lf", row + j) != 1) return 0;
            \(name)_probabilities(row, p);
            printf("%zu", \(name)_predict(row));
            for (size_t k = 0; k < \(name)_class_count; k++) printf(" %.17g", p[k]);
            printf("\\n");
          }
        }
        """
      try Data(program.utf8).write(to: folder.appending(path: "main.c"))
      let flags = ["-std=c11", "-Wall", "-Wextra", "-Wpedantic", "-Wmissing-prototypes", "-Werror"]
      return [["clang"] + flags + ["-o", "run", "main.c", "-lm"], ["./run"]]
    }
  }

  @Test(.enabled(if: SourceCodeTests.hasNode, "There is no node."))
  func javaScriptSays() throws {
    try check(.javaScript) { name, folder in
      let program = """
        import * as model from "./\(name).mjs";
        import { readFileSync } from "fs";
        for (const line of readFileSync(0, "utf8").trim().split("\\n")) {
          const row = line.split(" ").map(Number);
          console.log(model.classes.indexOf(model.predict(row)), ...model.probabilities(row));
        }
        """
      try Data(program.utf8).write(to: folder.appending(path: "main.mjs"))
      return [["node", "main.mjs"]]
    }
  }

  private func check(
    _ language: SourceLanguage, _ commands: (_ name: String, _ folder: URL) throws -> [[String]]
  ) throws {
    for (model, name) in try models {
      let folder = FileManager.default.temporaryDirectory.appending(path: "source-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      defer { try? FileManager.default.removeItem(at: folder) }
      let ending = [SourceLanguage.swift: "swift", .c: "c", .javaScript: "mjs"][language] ?? ""
      try write(model, language, name, to: folder.appending(path: "\(name).\(ending)"))
      var output = ""
      for command in try commands(name, folder) { output = try Self.run(command, in: folder, reading: rowsAsText) }
      try expectAnswers(model, output)
    }
  }

  private func write(_ model: some ClassifierModel, _ language: SourceLanguage, _ name: String, to url: URL) throws {
    try SourceCode(model, in: language, name: name, documentation: Self.remark).write(to: url)
  }

  private func expectAnswers(_ model: some ClassifierModel, _ output: String) throws {
    let x = try digits.x.selectingRows(Array(0..<150))
    let (labels, probabilities) = (try model.predict(x), try model.predictProbabilities(x))
    let lines = output.split(separator: "\n")
    #expect(lines.count == 150)
    for (row, line) in lines.enumerated() {
      let numbers = line.split(separator: " ").compactMap { Double($0) }
      #expect(model.classes[Int(numbers[0])] == labels[row])
      let difference = zip(numbers.dropFirst(), probabilities[row: row]).map { ($0 - $1).magnitude }.max() ?? 1
      #expect(difference < 1e-13 && numbers.count == model.classes.count + 1)
    }
  }

  /// What would end a comment, or draw the next line into it.
  private static let remark = "Digits.\rThat end\u{2028}lines\n\\\n??/"

  private var rowsAsText: String {
    get throws {
      let x = try digits.x.matrix()
      return (0..<150).map { row in x[row: row].map { "\($0)" }.joined(separator: " ") }.joined(separator: "\n") + "\n"
    }
  }

  static let hasNode =
    (try? run(["node", "--version"], in: FileManager.default.temporaryDirectory, reading: "")) != nil

  /// What a command writes; a test fails where it ends with an error.
  private static func run(_ command: [String], in folder: URL, reading input: String) throws -> String {
    let place = folder.appending(path: UUID().uuidString)
    let (from, to) = (place.appendingPathExtension("in"), place.appendingPathExtension("out"))
    defer { for file in [from, to] { try? FileManager.default.removeItem(at: file) } }
    try Data(input.utf8).write(to: from)
    try Data().write(to: to)
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = command
    process.currentDirectoryURL = folder
    process.standardInput = try FileHandle(forReadingFrom: from)
    let output = try FileHandle(forWritingTo: to)
    (process.standardOutput, process.standardError) = (output, output)
    try process.run()
    process.waitUntilExit()
    let text = try String(contentsOf: to, encoding: .utf8)
    struct Failed: Error { let output: String }
    guard process.terminationStatus == 0 else { throw Failed(output: text) }
    return text
  }
}

@Suite struct SourceCodeRefusalTests {
  @Test func aNameMustBeOne() throws {
    let digits = try Digits8.shared.get()
    let model = try LogisticRegression<Int>(maxIterations: 2).fitted(to: digits.x, digits.numbers)
    for name in ["", "1st", "a b", "über", "self", "_"] {
      for language in SourceLanguage.allCases {
        #expect(refusedSetting { try SourceCode(model, in: language, name: name) } == "name", "\(name)")
      }
    }
    #expect(try SourceCode(model, in: .swift, name: "digits_8").text.contains("public enum Digits_8 {"))
    #expect(EstimatorError.Code.notFitted ~= thrown { try SourceCode(LogisticRegression(), in: .c) })
  }

  @Test func whatCannotBeExportedIsNamed() throws {
    let digits = try Digits8.shared.get()
    let model = try FixedThresholdClassifier(LogisticRegression<Bool>(maxIterations: 2)).fitted(
      to: digits.x, digits.isLarge)
    let error = thrown { try SourceCode(model, in: .c) } as? ExportError
    #expect(error?.part == "a fitted ThresholdModel")
    var empty = try digits.x.matrix()
    for row in 0..<empty.rows { empty[row, 5] = .nan }
    let pipeline = Pipeline {
      StandardScaler()
      SimpleImputer(keepsEmptyColumns: true)
      LogisticRegression<Int>(maxIterations: 2)
    }
    let filled = try pipeline.fitted(to: empty, digits.numbers)
    #expect((thrown { try SourceCode(filled, in: .swift) } as? ExportError)?.part == "a fitted SimpleImputer")
  }
}
