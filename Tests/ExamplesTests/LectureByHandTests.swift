import EstimatorDatasets
import Estimators
import Foundation
import Testing

/// The lecture written out in Swift: `Snippets/LectureByHand.swift`.
@Suite struct LectureByHandTests {
  private struct Expected: Decodable {
    let learningRate: Double
    let accuracies, losses: [Double]
  }

  /// Its functions, tried on the digits of the package: the numbers are those of the lecture's own Python.
  @Test func itsFunctionsGiveNumPysNumbers() throws {
    let file = packageFolder.appending(path: "Tests/Reference/lecture.json")
    let expected = try JSONDecoder().decode(Expected.self, from: Data(contentsOf: file))
    let digits = try Digits.load()
    let (x, y) = (digits.features, digits.labels)
    var random = RandomState(42)
    var w = try Matrix(rows: 64, columns: 10, random.random(640)) * 1e-4
    for (wanted, loss) in zip(expected.accuracies, expected.losses) {
      try w -= expected.learningRate * gradientLoss(w, x, y)
      #expect(try checkAccuracy(w, x, y) == wanted)
      #expect(abs(try self.loss(w, x, y) - loss) < 1e-13)
    }
  }

  @Test func itsFunctionsAreThoseTriedHere() throws {
    let snippet = try text(of: packageFolder.appending(path: "Snippets/LectureByHand.swift"))
    let here = try text(of: URL(filePath: #filePath))
    let functions = try #require(snippet.firstMatch(of: /snippet\.functions\n((?s).*?)\n\n\/\/ snippet/)).1
    let own = try #require(here.firstMatch(of: /MARK: The lecture's functions\n\n((?s).*)\n}/)).1
    func lines(_ code: Substring) -> [Substring] { code.split(separator: "\n").map { $0.drop { $0 == " " } } }
    #expect(lines(own) == lines(functions))
  }

  /// The lecture has 49 lines of Python.
  @Test func itIsNoLongerThanTheLecture() throws {
    let lines = try text(of: packageFolder.appending(path: "Snippets/LectureByHand.swift")).split(separator: "\n")
    #expect(lines.count { !$0.hasPrefix("//") } <= 49)
  }

  // MARK: The lecture's functions

  func sigma(_ x: Matrix<UInt8>, _ w: Matrix<Double>) throws -> Matrix<Double> {
    let s = try x.times(w).map(exp)
    return try s.dividingRows(by: s.rowSums())
  }

  func loss(_ w: Matrix<Double>, _ x: Matrix<UInt8>, _ y: [Int]) throws -> Double {
    let prob = try sigma(x, w)
    return -y.indices.reduce(0) { $0 + log(prob[$1, y[$1]]) } / Double(y.count)
  }

  func gradientLoss(_ w: Matrix<Double>, _ x: Matrix<UInt8>, _ y: [Int]) throws -> Matrix<Double> {
    var error = try sigma(x, w)
    for (i, k) in y.enumerated() { error[i, k] -= 1 }
    return try x.transposedTimes(error) / Double(y.count)
  }

  func checkAccuracy(_ w: Matrix<Double>, _ x: Matrix<UInt8>, _ y: [Int]) throws -> Double {
    try accuracy(of: sigma(x, w).rowArgmax(), against: y)
  }
}
