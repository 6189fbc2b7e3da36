import EstimatorDatasets
import Estimators
import Testing
import _EstimatorTestSupport

/// `LinearRegression`, `Ridge` and `RidgeCV` against scikit-learn's closed forms.
@Suite struct LeastSquaresTests {
  struct Answers: Decodable, Sendable {
    let alphas: [Double]
    let cases: [Case]
    let polynomial: Polynomial
  }

  struct Case: Decodable, Sendable {
    let rows, columns, rank: Int
    let kind: String
    let fitIntercept, weighted: Bool
    let targets, leastSquares, nonNegative, errors: [Double]
    let ridge: [[Double]]
    let chosen: Double

    var weights: [Double]? { weighted ? RegressionRows.weights(rows) : nil }
    var name: Comment { Comment(rawValue: "\(kind), \(rows) × \(columns)") }
    var features: Features {
      get throws {
        kind == "diabetes"
          ? try Diabetes.load(scaled: false).features.features : try RegressionRows.features(rows, columns, kind)
      }
    }
  }

  struct Polynomial: Decodable, Sendable {
    let rows, degree: Int
    let targets, coefficients: [Double]

    /// x, x², … as the script multiplies them up.
    var features: Matrix<Double> {
      get throws {
        try Matrix(
          (0..<rows).map { row in
            let x = Double(row) / 64
            var powers = [x]
            while powers.count < degree { powers.append((powers.last ?? 1) * x) }
            return powers
          })
      }
    }
  }

  private static let answers = Result { try Reference.load("least-squares", as: Answers.self) }

  private func all(_ model: some LinearRegressorModel) -> [Double] { model.coefficients + [model.intercept] }

  @Test func leastSquaresAreScikitLearns() throws {
    let cases = try Self.answers.get().cases
    #expect(cases.count == 8)
    for each in cases {
      let model = try LinearRegression(fitIntercept: each.fitIntercept)
        .fitted(to: each.features, each.targets, sampleWeight: each.weights)
      #expect(relativeError(all(model), each.leastSquares) < 1e-10, each.name)
      #expect(model.rank == each.rank && model.report == nil, each.name)
    }
  }

  @Test func nonNegativeLeastSquaresAreScikitLearns() throws {
    for each in try Self.answers.get().cases {
      let model = try LinearRegression(fitIntercept: each.fitIntercept, nonNegative: true)
        .fitted(to: each.features, each.targets, sampleWeight: each.weights)
      #expect(relativeError(all(model), each.nonNegative) < 1e-10, each.name)
      #expect(model.coefficients.map { $0 > 0 } == each.nonNegative.dropLast().map { $0 > 0 }, each.name)
      #expect(model.rank == model.coefficients.count { $0 > 0 } && !model.coefficients.contains { $0 < 0 }, each.name)
    }
  }

  @Test func ridgesAreScikitLearns() throws {
    let answers = try Self.answers.get()
    for each in answers.cases {
      for (alpha, expected) in zip(answers.alphas, each.ridge) {
        let model = try Ridge(alpha: alpha, fitIntercept: each.fitIntercept)
          .fitted(to: each.features, each.targets, sampleWeight: each.weights)
        #expect(relativeError(all(model), expected) < 1e-10, each.name)
      }
      let plain = try Ridge(alpha: 0, fitIntercept: each.fitIntercept)
        .fitted(to: each.features, each.targets, sampleWeight: each.weights)
      #expect(relativeError(all(plain), each.leastSquares) < 1e-10, each.name)
    }
  }

  @Test func rowsLeftOutAreScikitLearns() throws {
    let answers = try Self.answers.get()
    for each in answers.cases {
      let model = try RidgeCV(alphas: answers.alphas, fitIntercept: each.fitIntercept)
        .fitted(to: each.features, each.targets, sampleWeight: each.weights)
      #expect(relativeError(model.errors, each.errors) < 1e-9, each.name)
      #expect(model.alpha == each.chosen && model.bestError == model.errors.min(), each.name)
      let ridge = try Ridge(alpha: each.chosen, fitIntercept: each.fitIntercept)
        .fitted(to: each.features, each.targets, sampleWeight: each.weights)
      #expect(all(model) == all(ridge), each.name)
    }
  }

  /// The closed form is what leaving each row out gives.
  @Test(arguments: [(30, 4), (12, 20)], [true, false])
  func aRowLeftOutIsARowLess(shape: (Int, Int), intercept: Bool) throws {
    let (n, p) = shape
    let x = try RegressionRows.features(n, p, "plain")
    let y = (0..<n).map { Double(($0 * 5) % 7) }
    let weights = RegressionRows.weights(n)
    let found = try RidgeCV(alphas: [0.5], fitIntercept: intercept).fitted(to: x, y, sampleWeight: weights).bestError
    var sum = 0.0
    for row in 0..<n {
      let others = (0..<n).filter { $0 != row }
      let model = try Ridge(alpha: 0.5, fitIntercept: intercept).fitted(
        to: x.selectingRows(others), others.map { y[$0] }, sampleWeight: others.map { weights[$0] })
      let error = try model.predict(x.selectingRows([row]))[0] - y[row]
      sum += weights[row] * error * error
    }
    #expect(abs(found - sum / weights.reduce(0, +)) < 1e-12 * found)
  }

  /// Powers up to the eleventh: the normal equations alone would leave no digit.
  @Test func aPolynomialKeepsItsDigits() throws {
    let polynomial = try Self.answers.get().polynomial
    let model = try LinearRegression().fitted(to: polynomial.features, polynomial.targets)
    #expect(model.rank == polynomial.degree)
    #expect(relativeError(all(model), polynomial.coefficients) < 1e-6)
    let sum = try meanSquaredError(of: model.predict(polynomial.features), against: polynomial.targets)
    #expect(sum < 1e-12)
  }

  @Test func everyStorageGivesTheSame() throws {
    let bytes = try RegressionRows.features(150, 12, "bytes")
    let y = (0..<150).map { Double(($0 * 5) % 11) }
    let dense = try bytes.matrix()
    let expected = all(try LinearRegression().fitted(to: bytes, y))
    #expect(relativeError(all(try LinearRegression().fitted(to: dense, y)), expected) < 1e-12)
    #expect(relativeError(all(try LinearRegression().fitted(to: SparseMatrix(dense), y)), expected) < 1e-12)
    let scaled = Pipeline {
      StandardScaler()
      LinearRegression()
    }
    let predicted = try scaled.fitted(to: bytes, y).predict(bytes)
    let plain = try LinearRegression().fitted(to: bytes, y).predict(bytes)
    #expect(relativeError(predicted, plain) < 1e-11)
  }

  /// A constant column has no weight, and a large mean of the targets costs no digits.
  @Test func constantColumnsHaveNoWeight() throws {
    let y = (0..<30).map { 1e9 + Double($0) / 4 }
    let x = try Matrix((0..<30).map { [Double($0), 0.1] })
    for weights in [nil, RegressionRows.weights(30)] {
      let model = try LinearRegression().fitted(to: x, y, sampleWeight: weights)
      #expect(model.coefficients[1] == 0 && abs(model.coefficients[0] - 0.25) < 1e-8 && model.rank == 1)
      #expect(try Ridge().fitted(to: x, y, sampleWeight: weights).coefficients[1] == 0)
    }
    let none = try LinearRegression().fitted(to: Matrix([[2.0], [2], [2]]), [1, 2, 6])
    #expect(none.coefficients == [0] && none.intercept == 3 && none.rank == 0)
  }

  @Test func wrongSettingsAndNumbersAreRefused() throws {
    let (x, y) = (try Matrix([[1.0], [2], [4]]), [1.0, 2, 3])
    for alpha in [-1, .nan, .infinity] {
      #expect(refusedSetting { try Ridge(alpha: alpha).fitted(to: x, y) } == "alpha")
    }
    for alphas in [[], [0], [1, -1], [.infinity]] {
      #expect(refusedSetting { try RidgeCV(alphas: alphas).fitted(to: x, y) } == "alphas")
    }
    #expect(EstimatorError.Code.unsupported ~= thrown { try RidgeCV().fitted(to: Matrix([[1.0]]), [1.0]) })
    let huge = try Matrix([[1e200], [2e200], [4e200]])
    #expect(EstimatorError.Code.unsupported ~= thrown { try LinearRegression().fitted(to: huge, y) })
    #expect(EstimatorError.Code.invalidTarget ~= thrown { try Ridge().fitted(to: x, [1, .nan, 2]) })
  }
}
