import EstimatorDatasets
import Estimators

extension DigitData {
  /// MNIST. Kaggle's test pictures have no labels; then a seventh of the others is for testing.
  static func mnist(_ mnist: MNIST) -> DigitData {
    let train = Part(images: mnist.train.images, labels: mnist.train.labels)
    guard mnist.test.images.rows > 0, mnist.test.isLabeled else {
      let first = train.labels.count - train.labels.count / 7
      note("There are no test labels: the last \(train.labels.count - first) training pictures are for testing.")
      return DigitData(name: "MNIST", levels: 0...255, train: train.prefix(first), test: train.dropFirst(first))
    }
    return DigitData(
      name: "MNIST", levels: 0...255, train: train,
      test: Part(images: mnist.test.images, labels: mnist.test.labels))
  }

  /// The digits of the package, in the order of `RandomState(42).permutation(1797)`: the first four fifths for
  /// training.
  static func bundled() throws -> DigitData {
    let digits = try Digits.load()
    let all = Part(images: digits.features, labels: digits.labels)
    var random = RandomState(42)
    let order = random.permutation(all.labels.count)
    let count = all.labels.count * 4 / 5
    return DigitData(
      name: "Digits of the package (shuffled with seed 42)", levels: 0...16,
      train: all.choosing(Array(order.prefix(count))), test: all.choosing(Array(order.dropFirst(count))))
  }
}
