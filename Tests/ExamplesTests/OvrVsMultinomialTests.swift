import Foundation
import Testing

@Suite struct OvrVsMultinomialTests {
  @Test func comparesBothOnTheDigitsOfThePackage() throws {
    try withTemporaryFolder { folder in
      let file = folder.appending(path: "both.json")
      let outcome = try Example.ovrVsMultinomial.run(
        ["--scale", "16", "--json", file.path, "--figures", folder.path])
      #expect(outcome.status == 0)
      #expect(outcome.lines.contains { $0.hasPrefix("multinomial ") && $0.hasSuffix(" gradient") })
      #expect(outcome.lines.contains { $0.hasPrefix("one-vs-rest ") && $0.hasSuffix(" gradient") })
      #expect(outcome.lines.contains { $0.hasPrefix("They disagree on ") })

      let both = try object(in: file)
      let (ovr, multinomial) = (
        try #require(both["ovr"] as? [String: Any]), try #require(both["multinomial"] as? [String: Any])
      )
      let keys = (MNISTLogisticTests.keys + ["testLogLoss"]).sorted()
      #expect(ovr.keys.sorted() == keys)
      #expect(multinomial.keys.sorted() == keys)
      #expect(try #require(ovr["testAccuracy"] as? Double) > 0.9)
      // The softmax is fitted to these probabilities, the ten sigmoids are not.
      #expect(
        try #require(multinomial["testLogLoss"] as? Double) < #require(ovr["testLogLoss"] as? Double))
      #if Plots
        for name in ["disagreements", "confusion-multinomial", "confusion-one-vs-rest"] {
          #expect(FileManager.default.fileExists(atPath: folder.appending(path: "\(name).png").path))
        }
      #endif
    }
  }
}
