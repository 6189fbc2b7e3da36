import Estimators
import Testing
import _EstimatorTestSupport

/// The Hessian of the summed loss against its definition, a double loop over rows and parameters.
@Suite struct HessianTests {
  struct Case: Sendable, CustomTestStringConvertible {
    /// Columns with that of the intercept.
    var q: Int
    var classes: Int
    var intercept = true
    var weighted = false
    var affine = false
    var rows = 300

    var testDescription: String {
      "\(rows) × \(q) × \(classes), intercept \(intercept), weighted \(weighted), affine \(affine)"
    }
  }

  // Groups have 8 columns, strips 64, panels with and without room behind their rows.
  private static let shapes = [1, 2, 7, 15, 16, 17, 33, 65, 72].flatMap { q in
    [1, 2, 3, 7].map { classes in
      Case(
        q: q, classes: classes, intercept: q % 2 == 1 && q > 1, weighted: classes > 2, affine: (q + classes) % 3 == 0)
    }
  }
  private static let forms = [false, true].flatMap { intercept in
    [false, true].flatMap { weighted in
      [false, true].flatMap { affine in
        [1, 3].map { Case(q: 12, classes: $0, intercept: intercept, weighted: weighted, affine: affine) }
      }
    }
  }

  private func change(of columns: Int) throws -> ColumnAffine {
    try ColumnAffine(
      scale: (0..<columns).map { 0.5 - Double($0 % 3) }, shift: (0..<columns).map { Double($0 % 5) * 20 })
  }

  private func features(_ testCase: Case, _ sample: PassSample, _ storage: StoredAs) throws -> Features {
    let x = try storage.features(sample.numbers)
    return testCase.affine ? try x.applying(change(of: x.columns)) : x
  }

  /// Row i of X̃, after the column change.
  private func row(_ i: Int, _ testCase: Case, _ x: Matrix<Double>) throws -> [Double] {
    let change = try change(of: x.columns)
    let row = Array(x[row: i]).enumerated().map { j, number in
      testCase.affine ? (number - change.shift[j]) * change.scale[j] : number
    }
    return row + (testCase.intercept ? [1] : [])
  }

  /// The logistic problem has sides that weigh differently.
  private func targets(_ testCase: Case, _ sample: PassSample) -> ClassRows {
    ClassRows(
      classes: sample.classes, weights: testCase.weighted ? sample.weights : nil,
      sides: testCase.classes > 1 ? [] : [BinaryTarget(positiveClass: 1, positiveWeight: 1.5, negativeWeight: 0.5)])
  }

  /// Σᵢ sᵢ·(diag(p) − ppᵀ) ⊗ x̃ᵢx̃ᵢᵀ, or Σᵢ sᵢ·p(1 − p)·x̃ᵢx̃ᵢᵀ.
  private func naive(
    _ testCase: Case, _ sample: PassSample, _ x: Matrix<Double>, weights: [Double], bias: [Double]
  ) throws -> [Double] {
    let (k, q, order) = (testCase.classes, testCase.q, testCase.classes * testCase.q)
    let features = testCase.affine ? try x.features.applying(change(of: x.columns)) : x.features
    let scores = try linearScores(features, weights: Matrix(rows: k, columns: x.columns, weights), bias: bias)
    let softmax = scores.softmax()
    var sum = [Double](repeating: 0, count: order * order)
    for i in 0..<x.rows {
      let row = try row(i, testCase, x)
      var s = testCase.weighted ? sample.weights[i] : 1
      if k == 1 { s *= sample.classes[i] == 1 ? 1.5 : 0.5 }
      for a in 0..<order {
        let (own, left) = (a / q, s * row[a % q])
        for b in 0..<order {
          let other = b / q
          let curvature =
            k == 1
            ? sigmoid(scores[i, 0]) * sigmoid(-scores[i, 0])
            : softmax[i, own] * ((own == other ? 1 : 0) - softmax[i, other])
          sum[a * order + b] += left * row[b % q] * curvature
        }
      }
    }
    return sum
  }

  private func check(_ testCase: Case, storages: [StoredAs], weightSize: Double = 0.01) throws {
    let p = testCase.q - (testCase.intercept ? 1 : 0)
    let sample = PassSample(rows: testCase.rows, columns: p, classes: max(2, testCase.classes))
    let weights = PassSample.coefficients(testCase.classes * p, size: weightSize, seed: testCase.q)
    let bias = PassSample.coefficients(testCase.classes, size: testCase.intercept ? 1 : 0, seed: 3)
    let expected = try naive(testCase, sample, sample.numbers, weights: weights, bias: bias)
    for (storage, variant) in storages.flatMap({ storage in KernelVariant.all.map { (storage, $0) } }) {
      let pass = LinearPass(
        features: try features(testCase, sample, storage), targets: targets(testCase, sample),
        loss: testCase.classes == 1 ? .logistic : .softmax, classCount: max(2, testCase.classes), variant: variant)
      let found = try pass.hessian(weights: weights, bias: bias, hasIntercept: testCase.intercept, problem: 0)
      #expect(relativeError(found.elements, expected) < 1e-12, "\(storage), \(variant)")
    }
  }

  @Test(arguments: shapes) func itIsThatOfTheDefinition(testCase: Case) throws {
    try check(testCase, storages: [.double])
  }

  @Test(arguments: forms) func ofEveryStorageToo(testCase: Case) throws {
    try check(testCase, storages: StoredAs.allCases)
  }

  /// At weights of 0 all rows have the same probabilities, and one sum serves all pairs of classes.
  @Test(arguments: forms) func whereAllWeightsAre0Too(testCase: Case) throws {
    try check(testCase, storages: StoredAs.allCases, weightSize: 0)
  }

  /// Sums too large for a cache are made from larger blocks.
  @Test func ofManyParametersToo() throws {
    try check(Case(q: 161, classes: 5, weighted: true, rows: 530), storages: [.double])
  }

  /// Rows that no longer curve are left out, and no panel of the others is harmed by that.
  @Test(arguments: [1, 4]) func rowsOfCertainClassesAreLeftOut(classes: Int) throws {
    let x = try Matrix<Double>(rows: 400, columns: 3, (0..<1200).map { $0 % 12 < 6 ? Double($0 % 7) : 1e3 })
    let sample = PassSample(rows: 400, columns: 3, classes: 4)
    let testCase = Case(q: 3, classes: classes, intercept: false)
    let weights = PassSample.coefficients(classes * 3, size: 1, seed: 5)
    let bias = Array(repeating: 0.5, count: classes)
    let pass = LinearPass(
      features: x.features, targets: targets(testCase, sample), loss: classes == 1 ? .logistic : .softmax,
      classCount: 4)
    let expected = try naive(testCase, sample, x, weights: weights, bias: bias)
    let found = try pass.hessian(weights: weights, bias: bias, hasIntercept: false, problem: 0)
    #expect(relativeError(found.elements, expected) < 1e-12)
  }

  @Test(arguments: 1...5) func severalRanksGiveTheBitsOfOne(ranks: Int) throws {
    let sample = PassSample(rows: 3000, columns: 20, classes: 4)
    func hessian(_ reducer: any Reducer) throws -> Matrix<Double> {
      let loss = SoftmaxLoss(RowTargets(classes: sample.classes, weights: nil), classCount: 4)
      return try LinearPass(features: sample.numbers.features, loss: loss, reducer: reducer).hessian(
        weights: PassSample.coefficients(80, size: 0.01, seed: 1), bias: [0.1, 0, -0.1, 0.2], hasIntercept: true,
        problem: 0)
    }
    #expect(try hessian(ReducerTests.PretendRanks(ranks: ranks)) == hessian(OneProcess()))
  }
}
