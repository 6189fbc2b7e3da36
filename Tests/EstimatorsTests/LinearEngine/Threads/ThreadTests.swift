import Estimators
import Testing
import _EstimatorTestSupport

/// The number of threads belongs to the whole process.
@Suite(.serialized) struct ThreadTests {
  private let sample = PassSample(rows: 1500, columns: 37, classes: 10)

  /// What `body` answers with 1, 2, 3 and 7 threads.
  private func answers<Answer>(_ body: () throws -> Answer) rethrows -> [Answer] {
    let before = Parallelism.threads
    defer { Parallelism.threads = before }
    return try [1, 2, 3, 7].map {
      Parallelism.threads = $0
      return try body()
    }
  }

  @Test(arguments: KernelVariant.all, StoredAs.allCases)
  func threadsDoNotChangeABit(variant: KernelVariant, storage: StoredAs) throws {
    let x = try storage.features(sample.numbers)
    let sides = (0..<10).map { BinaryTarget(positiveClass: Int32($0)) }
    let targets = ClassRows(classes: sample.classes, weights: sample.weights, sides: sides)
    let w = PassSample.coefficients(10 * 37, size: 0.01, seed: 1)
    let bias = PassSample.coefficients(10, size: 1, seed: 2)
    for loss in [LossKind.softmax, .logistic] {
      for single in [false, true] {
        let sums = try answers {
          try LinearPass(features: x, targets: targets, loss: loss, classCount: 10, variant: variant)
            .evaluate(weights: w, bias: bias, problems: Array(0..<10), single: single)
        }
        #expect(sums.allSatisfy { $0 == sums[0] }, "\(loss), single: \(single)")
      }
    }
    let scores = try answers {
      try linearScores(x, weights: try Matrix(rows: 10, columns: 37, w), bias: bias, variant: variant)
    }
    #expect(scores.allSatisfy { $0 == scores[0] })
  }

  @Test(arguments: [LossKind.softmax, .logistic])
  func threadsDoNotChangeABitOfTheHessian(loss: LossKind) throws {
    let columns = loss == .softmax ? 10 : 1
    let targets = ClassRows(
      classes: sample.classes, weights: sample.weights, sides: [BinaryTarget(positiveClass: 1)])
    let hessians = try answers {
      try LinearPass(features: sample.numbers.features, targets: targets, loss: loss, classCount: 10).hessian(
        weights: PassSample.coefficients(columns * 37, size: 0.01, seed: 1),
        bias: PassSample.coefficients(columns, size: 1, seed: 2), hasIntercept: true, problem: 0)
    }
    #expect(hessians.allSatisfy { $0 == hessians[0] })
  }

  @Test func onePassGivesTheSameBitsAgainAndAgain() throws {
    let pass = LinearPass(
      features: sample.numbers.features, targets: ClassRows(classes: sample.classes, weights: nil), loss: .softmax,
      classCount: 10)
    let w = PassSample.coefficients(10 * 37, size: 0.01, seed: 1)
    let first = try pass.evaluate(weights: w, bias: Array(repeating: 0, count: 10))
    _ = try pass.evaluate(weights: w.map { 2 * $0 }, bias: Array(repeating: 1, count: 10))
    #expect(try pass.evaluate(weights: w, bias: Array(repeating: 0, count: 10)) == first)
  }

  @Test func fewerThanOneThreadCountsAsOne() async {
    await #expect(processExitsWith: .success) {
      Parallelism.threads = -3
      precondition(Parallelism.threads == 1)
    }
  }
}
