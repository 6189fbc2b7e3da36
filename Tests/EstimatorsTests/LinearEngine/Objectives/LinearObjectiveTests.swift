import Estimators
import Testing
import _EstimatorTestSupport

/// The objective of linear classifiers, against finite differences and against itself in other storages.
@Suite struct LinearObjectiveTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var loss: LossKind
    var intercept: Bool
    var weighted: Bool
    var affine: Bool

    static let all = [LossKind.softmax, .logistic].flatMap { loss in
      [(true, true, true), (true, false, false), (false, true, false), (true, true, false)].map {
        Case(loss: loss, intercept: $0.0, weighted: $0.1, affine: $0.2)
      }
    }

    var testDescription: String { "\(loss) intercept \(intercept) weighted \(weighted) affine \(affine)" }
  }

  static func objective(
    _ testCase: Case, variant: KernelVariant = .current, storage: StoredAs = .bytes
  ) throws -> LinearEvaluator {
    let sample = LawSample.threeClasses
    var features = try storage.features(sample.doubles)
    if testCase.affine {
      features = try features.applying(ColumnAffine(scale: [0.5, 2, -1, 0.1], shift: [1, 0, 3, 4]))
    }
    let weights = testCase.weighted ? sample.weights.map { Double($0) + 0.25 } : nil
    let sides =
      testCase.loss == .softmax
      ? []
      : (0..<3).map {
        BinaryTarget(positiveClass: $0, positiveWeight: 1 + Double($0), negativeWeight: 0.5)
      }
    return LinearEvaluator(
      features: features,
      targets: ClassRows(classes: ClassEncoding(sample.labels).targets.indices, weights: weights, sides: sides),
      loss: testCase.loss, classCount: 3, hasIntercept: testCase.intercept,
      weightTotal: weights?.reduce(0, +) ?? 60, penalty: .l2(0.03, features: features.columns), variant: variant)
  }

  private func point(_ count: Int, seed: UInt32) -> [Double] {
    var random = RandomState(seed)
    return (0..<count).map { _ in random.random() - 0.5 }
  }

  @Test(arguments: Case.all)
  func theGradientIsTheDerivativeOfTheValue(testCase: Case) throws {
    let objective = try Self.objective(testCase)
    for problem in 0..<objective.problemCount {
      let start = point(objective.parameterCount, seed: UInt32(problem))
      func value(_ at: [Double]) throws -> Double {
        try objective.evaluate([EvaluationRequest(problem: problem, point: at)])[0].value
      }
      let gradient = try objective.evaluate([EvaluationRequest(problem: problem, point: start)])[0].gradient
      for j in start.indices {
        let h = 1e-3
        func shifted(_ by: Double) throws -> Double {
          var moved = start
          moved[j] += by
          return try value(moved)
        }
        // Five points: the error is O(h⁴).
        let slope = try (shifted(-2 * h) - 8 * shifted(-h) + 8 * shifted(h) - shifted(2 * h)) / (12 * h)
        #expect(abs(slope - gradient[j]) < 1e-8 * max(1, abs(slope)), "parameter \(j)")
      }
    }
  }

  @Test(arguments: Case.all)
  func theHessianIsTheDerivativeOfTheGradient(testCase: Case) throws {
    let objective = try Self.objective(testCase)
    let start = point(objective.parameterCount, seed: 5)
    func gradient(_ at: [Double]) throws -> [Double] {
      try objective.evaluate([EvaluationRequest(problem: 0, point: at)])[0].gradient
    }
    let hessian = try objective.hessian(EvaluationRequest(problem: 0, point: start))
    // A direction that moves the classes apart, so that the curvature added along the gauge plays no part.
    var direction = point(start.count, seed: 6)
    if testCase.loss == .softmax {
      let q = start.count / 3
      for j in 0..<q {
        let mean = (direction[j] + direction[q + j] + direction[2 * q + j]) / 3
        for k in 0..<3 { direction[k * q + j] -= mean }
      }
    }
    let h = 1e-3
    func moved(_ by: Double) -> [Double] { zip(start, direction).map { $0 + by * $1 } }
    let (a, b) = (try gradient(moved(-2 * h)), try gradient(moved(-h)))
    let (c, d) = (try gradient(moved(h)), try gradient(moved(2 * h)))
    for i in start.indices {
      let difference = (a[i] - 8 * b[i] + 8 * c[i] - d[i]) / (12 * h)
      let product = start.indices.reduce(0) { $0 + hessian[max(i, $1), min(i, $1)] * direction[$1] }
      #expect(abs(difference - product) < 1e-7 * max(1, abs(product)), "row \(i)")
    }
  }

  @Test(arguments: Case.all)
  func theCurvatureBoundBoundsTheCurvature(testCase: Case) throws {
    let objective = try Self.objective(testCase)
    let bound = try objective.curvatureBound(problem: 0)
    for seed in UInt32(0)..<5 {
      let start = point(objective.parameterCount, seed: seed)
      let direction = point(objective.parameterCount, seed: seed + 100)
      func gradient(_ by: Double) throws -> [Double] {
        try objective.evaluate([
          EvaluationRequest(problem: 0, point: zip(start, direction).map { $0 + by * $1 })
        ])[0].gradient
      }
      let change = zip(try gradient(1e-4), try gradient(-1e-4)).map { ($0 - $1) / 2e-4 }
      let curvature = zip(change, direction).map(*).reduce(0, +) / direction.map { $0 * $0 }.reduce(0, +)
      #expect(curvature <= bound)
    }
  }

  @Test(arguments: KernelVariant.all, Case.all)
  func everyKernelVariantGivesTheSame(variant: KernelVariant, testCase: Case) throws {
    let reference = try Self.objective(testCase, variant: KernelVariant.all.first { $0.name == "baseline" } ?? .current)
    let objective = try Self.objective(testCase, variant: variant)
    let request = EvaluationRequest(problem: 0, point: point(objective.parameterCount, seed: 9))
    let (a, b) = (try reference.evaluate([request])[0], try objective.evaluate([request])[0])
    #expect(abs(a.value - b.value) < 1e-14 * abs(a.value))
    for (x, y) in zip(a.gradient, b.gradient) { #expect(abs(x - y) < 1e-13) }
    objective.useSingle()
    let single = try objective.evaluate([request])[0]
    #expect(abs(a.value - single.value) < 1e-5 * abs(a.value))
    for (x, y) in zip(a.gradient, single.gradient) { #expect(abs(x - y) < 1e-5) }
  }
}
