import EstimatorDatasets
import Estimators
import Foundation
import Testing

/// The program `estimators`, run as people do.
@Suite struct CommandLineTests {
  private let program = Program(name: "estimators")
  private let loans = packageFolder.appending(path: "Snippets/Data/loans.csv").path

  private func run(_ arguments: String...) throws -> Program.Outcome { try program.run(arguments) }

  /// Runs the closure with a model of the loans.
  private func withLoans(_ more: [String] = [], _ body: (_ folder: URL, _ model: String) throws -> Void) throws {
    try withTemporaryFolder { folder in
      let model = folder.appending(path: "loans.model").path
      let outcome = try program.run(
        ["train", loans, "--label", "defaulted", "--ignore", "town,opened", "--out", model, "--quiet"] + more)
      #expect(outcome.status == 0, "\(outcome.remarks)")
      try body(folder, model)
    }
  }

  @Test func trainingTellsHowWellItDoes() throws {
    try withTemporaryFolder { folder in
      let model = folder.appending(path: "a.model").path
      let told = try run("train", loans, "--label", "defaulted", "--ignore", "town,opened", "--out", model)
      #expect(told.status == 0)
      for text in ["precision", "log-loss", "area under the ROC curve", "Wrote \(model): logistic"] {
        #expect(told.output.contains(text), "\(text)")
      }
      #expect(FileManager.default.fileExists(atPath: model))
    }
  }

  @Test(arguments: ["logistic", "logistic-cv", "naive-bayes"])
  func predictionsAreThoseOfTheModelInTheFile(kind: String) throws {
    try withLoans(["--model", kind]) { folder, model in
      let answers = folder.appending(path: "answers.csv")
      let outcome = try run("predict", model, loans, "--probabilities", "--keep", "income", "--out", answers.path)
      #expect(outcome.status == 0, "\(outcome.remarks)")
      let (table, all) = (try Table(contentsOfCSV: answers), try Table(contentsOfCSV: URL(filePath: loans)))
      #expect(table.names == ["income", "prediction", "p(no)", "p(yes)"] && table.rows == all.rows)
      let (no, yes) = (try table.numbers("p(no)"), try table.numbers("p(yes)"))
      #expect(!zip(no, yes).contains { abs($0 + $1 - 1) > 1e-12 })
      #expect(try table.stringLabels("prediction") == zip(no, yes).map { $0 >= $1 ? "no" : "yes" })
      let judged = try run("evaluate", model, loans, "--label", "defaulted", "--json")
      let json = try #require(try JSONSerialization.jsonObject(with: Data(judged.output.utf8)) as? [String: Any])
      let right = try zip(table.stringLabels("prediction"), all.stringLabels("defaulted")).count { $0 == $1 }
      #expect(json["accuracy"] as? Double == Double(right) / Double(all.rows))
    }
  }

  @Test func jsonHasWhatTextTells() throws {
    try withTemporaryFolder { folder in
      let model = folder.appending(path: "a.model").path
      let told = try run(
        "train", loans, "--label", "defaulted", "--ignore", "town,opened", "--out", model, "--json", "--quiet")
      let json = try #require(try JSONSerialization.jsonObject(with: Data(told.output.utf8)) as? [String: Any])
      #expect(json["classes"] as? [String] == ["no", "yes"] && json["model"] as? String == "logistic")
      let test = try #require(json["test"] as? [String: Any])
      #expect(test["logLoss"] is Double && test["rocAUC"] is Double && (test["classes"] as? [Any])?.count == 2)
    }
  }

  @Test func inspectingShowsTheWeights() throws {
    try withLoans { _, model in
      let told = try run("inspect", model)
      #expect(told.output.contains("classes: no, yes") && told.output.contains("Weights"))
      #expect(told.output.contains("income"))
      let json = try run("inspect", model, "--json").output
      let fields = try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
      #expect((fields["weights"] as? [[String: Any]])?.first?["class"] as? String == "yes")
    }
  }

  @Test func exportsAreWritten() throws {
    try withLoans { folder, model in
      let (onnx, mlflow) = (folder.appending(path: "a.onnx"), folder.appending(path: "flow"))
      let outcome = try run("export", model, "--onnx", onnx.path, "--mlflow", mlflow.path)
      #expect(outcome.status == 0, "\(outcome.remarks)")
      #expect(try Data(contentsOf: onnx).count > 200)
      #expect(FileManager.default.fileExists(atPath: mlflow.appending(path: "MLmodel").path))
    }
  }

  @Test func modelsOfNumbersAreExportedAsSourcesToo() throws {
    try withTemporaryFolder { folder in
      func path(_ name: String) -> String { folder.appending(path: name).path }
      let iris = try Iris.load()
      let species = iris.labels.map { iris.classNames[$0] }
      let names = iris.featureNames
      let rows = species.indices.map { i in
        (iris.features[row: i].map { "\($0)" } + [species[i]]).joined(separator: ",") + "\n"
      }
      let header = (names + ["species"]).joined(separator: ",") + "\n"
      try Data((header + rows.joined()).utf8).write(to: folder.appending(path: "iris.csv"))
      _ = try run("train", path("iris.csv"), "--label", "species", "--out", path("iris.model"), "--quiet")
      let outcome = try run(
        "export", path("iris.model"), "--coreml", path("iris.mlmodel"), "--c", path("iris.c"), "--swift",
        path("Iris.swift"), "--js", path("iris.js"))
      #expect(outcome.status == 0, "\(outcome.remarks)")
      for name in ["iris.mlmodel", "iris.c", "Iris.swift", "iris.js"] {
        #expect(try Data(contentsOf: folder.appending(path: name)).count > 300, "\(name)")
      }
      #expect(try text(of: folder.appending(path: "iris.c")).contains("setosa"))
    }
    try withLoans { folder, model in
      let refused = try run("export", model, "--c", folder.appending(path: "a.c").path)
      #expect(refused.status == 1 && refused.remarks.contains("reads texts: \"purpose\""))
    }
  }

  @Test func aModelOfAPlainProgramIsToldAbout() throws {
    try withTemporaryFolder { folder in
      let (file, iris) = (folder.appending(path: "iris.model"), try Iris.load())
      try LogisticRegression().fitted(to: iris.features, iris.labels).write(to: file)
      #expect(try run("inspect", file.path).output.contains("LogisticRegression"))
      let refused = try run("predict", file.path, loans)
      #expect(refused.status == 1 && refused.remarks.contains("which this program did not train"))
    }
  }

  @Test func aColumnThatNamesTheRowsIsLeftOut() throws {
    try withTemporaryFolder { folder in
      let (file, model) = (folder.appending(path: "a.csv"), folder.appending(path: "a.model"))
      let rows = (0..<60).map { "person \($0),\($0 % 7),\($0 % 7 > 3 ? "yes" : "no")\n" }
      try Data(("name,x,y\n" + rows.joined()).utf8).write(to: file)
      let told = try run("train", file.path, "--label", "y", "--out", model.path, "--quiet", "--json")
      #expect(told.status == 0 && told.remarks.contains("Left out the column \"name\""))
      #expect(told.output.contains("\"columns\":[\"x\"]"))
      let kept = try run("train", file.path, "--label", "y", "--features", "name,x", "--out", model.path, "--quiet")
      #expect(kept.status == 0 && !kept.remarks.contains("Left out"))
    }
  }

  @Test func mistakesGetASentence() throws {
    try withTemporaryFolder { folder in
      let model = folder.appending(path: "a.model").path
      func says(_ text: String, status: Int32 = 1, _ arguments: [String]) throws {
        let outcome = try program.run(arguments)
        #expect(outcome.status == status && outcome.remarks.contains(text), "\(arguments): \(outcome.remarks)")
        #expect(outcome.output.isEmpty)
      }
      try says("--label names the column \"y\"", ["train", loans, "--label", "y", "--out", model])
      try says(
        "--ignore names the column \"z\"", ["train", loans, "--label", "defaulted", "--ignore", "z", "--out", model])
      try says("there is no such file", ["train", "/nowhere/a.csv", "--label", "y", "--out", model])
      try says(
        "--c is a setting of logistic regression", status: 64,
        ["train", loans, "--label", "defaulted", "--model", "naive-bayes", "--c", "1", "--out", model])
      try says(
        "--test-size must be in 0..<1", status: 64,
        ["train", loans, "--label", "y", "--test-size", "1", "--out", model])
      try says("is no model file", ["predict", loans, loans])
      try says("Say what to write", status: 64, ["export", model])
      #expect(!FileManager.default.fileExists(atPath: model))
    }
  }
}

/// What the README shows is what the program prints.
@Suite struct CommandLineREADMETests {
  @Test func theREADMEShowsWhatIsPrinted() throws {
    let readme = try text(of: packageFolder.appending(path: "README.md"))
    let shown = try #require(readme.components(separatedBy: "```text\nOn the 25 %").dropFirst().first)
    let expected = "On the 25 %" + (shown.components(separatedBy: "\n```").first ?? "") + "\n"
    try withTemporaryFolder { folder in
      let model = folder.appending(path: "loans.model").path
      let printed = try Program(name: "estimators").run([
        "train", packageFolder.appending(path: "Snippets/Data/loans.csv").path, "--label", "defaulted", "--ignore",
        "town,opened", "--out", model,
      ]).output
      #expect(printed.replacing(model, with: "loans.model") == expected)
    }
  }
}
