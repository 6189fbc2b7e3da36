import Foundation
import Testing

@Suite struct TrainAndExportTests {
  @Test func writesEveryFormat() throws {
    try withTemporaryFolder { folder in
      let out = folder.appending(path: "models")
      let outcome = try Example.trainAndExport.run(
        ["--train", "300", "--tolerance", "1e-3", "--multi-class", "ovr", "--out", out.path])
      #expect(outcome.status == 0, "\(outcome.remarks)")
      #expect(
        try FileManager.default.contentsOfDirectory(atPath: out.path).sorted() == [
          "Digits.mlmodel", "digits-mlflow", "digits.c", "digits.mjs", "digits.onnx", "digits.swift",
        ])
      #expect(outcome.lines.contains { $0.hasPrefix("Test accuracy: 0.") })
    }
  }

  @Test func saysWhyItCannotWrite() throws {
    let outcome = try Example.trainAndExport.run(["--train", "300", "--tolerance", "1e-2", "--out", "/proc/none"])
    #expect(outcome.status == 1 && outcome.remarks.contains("/proc"))
  }
}
