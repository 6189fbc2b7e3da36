import EstimatorDatasets
import Estimators
import Foundation
import Testing

private let mnistFolder = ProcessInfo.processInfo.environment["MNIST_DIR"]

/// The figures that the README gives of MNIST, from the files in the folder MNIST_DIR.
@Suite(.enabled(if: mnistFolder != nil, "Set MNIST_DIR to a folder with MNIST: these figures are of its files."))
struct MNISTFiguresTests {
  private func mnist() throws -> MNIST { try MNIST.load(from: URL(filePath: try #require(mnistFolder))) }

  @Test func fiveStepsOfTheLecture() throws {
    let mnist = try mnist()
    let (x, y) = (mnist.train.images, mnist.train.labels)
    var random = RandomState(42)
    var w = random.random(7840).map { 1e-4 * $0 }
    var accuracies: [Double] = []
    for _ in 0..<5 {
      try SoftmaxLecture.step(&w, learningRate: 1e-5, x, y)
      accuracies.append(try SoftmaxLecture.checkAccuracy(w, mnist.test.images, mnist.test.labels))
    }
    #expect(accuracies == [0.6539, 0.7798, 0.7444, 0.7990, 0.7684])
    #expect(abs(try SoftmaxLecture.loss(w, x, y) - 0.97199340133) < 1e-10)
  }

  @Test func aFitOfTenThousandPictures() throws {
    let mnist = try mnist()
    let scale = try ColumnAffine(
      scale: Array(repeating: 1.0 / 255, count: 784), shift: Array(repeating: 0, count: 784))
    let x = try mnist.train.images[rows: ..<10_000].features.applying(scale)
    let model = try LogisticRegression<Int>(tolerance: 1e-8, maxIterations: 1000)
      .fitted(to: x, Array(mnist.train.labels[..<10_000]))
    #expect(abs(model.report.objective - 0.165349834) < 1e-9)
    let found = try model.predict(mnist.test.images.features.applying(scale))
    #expect(try accuracy(of: found, against: mnist.test.labels) == 0.9050)
  }
}
