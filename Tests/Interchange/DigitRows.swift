import EstimatorDatasets
import Estimators
import Foundation

/// Digits to learn and to ask about: MNIST where `MNIST_DIR` names its folder, the bundled ones otherwise.
struct DigitRows {
  let train: Matrix<UInt8>
  let trainLabels: [Int]
  let test: Matrix<UInt8>
  /// The inverse strength of penalties on raw pixels.
  let c: Double

  init() throws {
    if let folder = ProcessInfo.processInfo.environment["MNIST_DIR"], !folder.isEmpty {
      let mnist = try MNIST.load(from: folder)
      train = mnist.train.images[rows: Array(0..<5000)].copied()
      trainLabels = Array(mnist.train.labels.prefix(5000))
      test = mnist.test.images
      c = 1e-6
    } else {
      let digits = try Digits.load()
      train = digits.features[rows: Array(0..<1200)].copied()
      trainLabels = Array(digits.labels.prefix(1200))
      test = digits.features[rows: Array(1200..<digits.features.rows)].copied()
      c = 1e-3
    }
  }

  /// The labels as words.
  var words: [String] {
    let words = ["zero", "one", "two", "three", "four", "five", "six", "seven", "acht — 八", "nine"]
    return trainLabels.map { words[$0] }
  }

  /// Whether a digit is above four.
  var isLarge: [Bool] { trainLabels.map { $0 > 4 } }
}
