import EstimatorDatasets
import Foundation
import Testing

/// The walk from a CSV file to a saved model, beside the same walk in Python.
@Suite struct FromCSVToModelTests {
  private static let snippets = packageFolder.appending(path: "Snippets")

  /// scikit-learn's sigmoid calibration stops some 1e-9 from its optimum.
  @Test func itGivesTheNumbersOfItsTwin() throws {
    try withTemporaryFolder { folder in
      let run = try Program(name: "FromCSVToModel").run([folder.path])
      #expect(run.status == 0, "\(run.remarks)")
      let file = packageFolder.appending(path: "Tests/Reference/from-csv-to-model.json")
      let expected = try JSONDecoder().decode([String: [Double]].self, from: Data(contentsOf: file))
      for (name, numbers) in expected {
        let line = try #require(run.lines.first { $0.hasPrefix(name + ": ") }, "\(name)")
        let found = line.dropFirst(name.count + 2).split(separator: " ").compactMap { Double($0) }
        #expect(found.count == numbers.count, "\(name)")
        for (a, b) in zip(found, numbers) { #expect(abs(a - b) <= 1e-7, "\(name): \(a), not \(b)") }
      }
      let answers = try Table(contentsOfCSV: folder.appending(path: "answers.csv"))
      #expect(answers.names.suffix(2) == ["risk", "defaults"] && answers.rows == 3)
      #expect(try answers.numbers("years").count { $0.isNaN } == 2)
    }
  }

  @Test func itIsNoLongerThanItsTwin() throws {
    func lines(_ name: String, _ comment: String) throws -> Int {
      try text(of: Self.snippets.appending(path: name)).split(separator: "\n")
        .count { line in
          let code = line.drop { $0 == " " }
          return !code.isEmpty && !code.hasPrefix(comment)
        }
    }
    #expect(try lines("FromCSVToModel.swift", "//") <= lines("FromCSVToModel.py", "#"))
  }
}
