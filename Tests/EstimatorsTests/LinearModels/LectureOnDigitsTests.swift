import EstimatorDatasets
import Estimators
import Testing
import _EstimatorTestSupport

/// The lecture's loop on the bundled digits, as NumPy runs it (`Tests/Reference/lecture.py`).
private struct LectureOnDigits: Decodable {
  struct Start: Decodable {
    let weightSum, accuracy, loss, gradientAbsoluteSum: Double
    let weights, weightsOfPixel36, gradientOfPixel36: [Double]
  }

  let learningRate: Double
  let steps: Int
  let start: Start
  let accuracies, losses, weightsOfPixel36: [Double]
}

@Suite struct LectureOnDigitsTests {
  @Test func everyStepHasNumPysAccuracyAndLoss() throws {
    let lecture = try Reference.load("lecture", as: LectureOnDigits.self)
    let digits = try Digits.load()
    let (x, y) = (digits.features, digits.labels)
    var random = RandomState(42)
    var w = random.random(640).map { 1e-4 * $0 }
    #expect(Array(w[..<5]) == lecture.start.weights)
    #expect(try SoftmaxLecture.checkAccuracy(w, x, y) == lecture.start.accuracy)
    #expect(abs(try SoftmaxLecture.loss(w, x, y) - lecture.start.loss) < 1e-14)
    let gradient = try SoftmaxLecture.lossGradient(w, x, y)
    #expect(relativeError(Array(gradient[360..<370]), lecture.start.gradientOfPixel36) < 1e-12)
    #expect(abs(gradient.map(\.magnitude).reduce(0, +) / lecture.start.gradientAbsoluteSum - 1) < 1e-12)
    for step in 0..<lecture.steps {
      _ = try SoftmaxLecture.step(&w, learningRate: lecture.learningRate, x, y)
      #expect(try SoftmaxLecture.checkAccuracy(w, x, y) == lecture.accuracies[step])
      #expect(abs(try SoftmaxLecture.loss(w, x, y) - lecture.losses[step]) < 1e-13)
    }
    #expect(relativeError(Array(w[360..<370]), lecture.weightsOfPixel36) < 1e-12)
  }
}
