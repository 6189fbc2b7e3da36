import EstimatorDatasets
import Estimators
import Testing
import _EstimatorTestSupport

/// The optima of `Tests/Reference/logistic_penalties.py`: an active-set Newton method in NumPy, checked against
/// scikit-learn's saga and SciPy's L-BFGS-B.
struct PenaltyCase: Decodable, Sendable, CustomTestStringConvertible {
  var dataset: String
  var rows: Int
  var multiClass: String
  var weighted: Bool
  var c: Double
  var l1Ratio: Double
  var factors: [Double]?
  /// p numbers, or one list of p numbers per row of coefficients; ±1e300 for none.
  var lower: Limits?
  var upper: Limits?
  var coefficients: [[Double]]
  var intercepts: [Double]
  var objectives: [Double]
  /// Whether the optimum is one point.
  var identified: Bool
  /// The features of each row of coefficients whose weight is 0 at every optimum.
  var surelyZero: [[Int]]

  enum Limits: Decodable, Sendable {
    case perFeature([Double])
    case perClass([[Double]])

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      func opened(_ list: [Double]) -> [Double] {
        list.map { $0.magnitude < 1e300 ? $0 : $0 < 0 ? -.infinity : .infinity }
      }
      if let list = try? container.decode([Double].self) {
        self = .perFeature(opened(list))
      } else {
        self = .perClass(try container.decode([[Double]].self).map(opened))
      }
    }
  }

  static let all = (try? Reference.load("logistic-penalties", as: [PenaltyCase].self)) ?? []

  var testDescription: String {
    "\(dataset) \(multiClass) \(weighted ? "weighted " : "")C \(c) ρ \(l1Ratio)"
      + (factors == nil ? "" : " factors") + (lower == nil ? "" : " bounds")
  }

  var optimum: Double { objectives.reduce(0, +) }

  var bounds: CoefficientBounds? {
    switch (lower, upper) {
    case (.perFeature(let lower), .perFeature(let upper)): .perFeature(lower: lower, upper: upper)
    case (.perClass(let lower), .perClass(let upper)): .perClass(lower: lower, upper: upper)
    default: nil
    }
  }

  func classifier(_ solver: Solver, tolerance: Double) -> LogisticRegression<Int> {
    LogisticRegression(
      multiClass: multiClass == "ovr" ? .ovr : .multinomial, solver: solver, penalty: .elasticNet(l1Ratio: l1Ratio),
      c: c, penaltyFactors: factors, bounds: bounds, tolerance: tolerance, maxIterations: 5000)
  }

  /// Standardised features, class numbers and weights of the first rows, as the script prepares them.
  func data() throws -> (x: Features, y: [Int], weights: [Double]?) {
    let (features, labels) = try DataSets.load(dataset)
    let x = try StandardScaler().fitted(to: features).transform(features)
    return (
      try x.selectingRows(Array(0..<rows)), Array(labels.prefix(rows)),
      weighted ? (0..<rows).map { 0.25 + Double(($0 * 7919) % 101) / 50 } : nil
    )
  }
}

@Suite struct PenaltyReferenceTests {
  @Test func allReferenceAnswersAreThere() {
    #expect(PenaltyCase.all.count == 108)
  }

  /// Objectives to 1e-9 relative; weights to 1e-6 where the optimum is one point; zeros where every optimum has them.
  func check(_ testCase: PenaltyCase, _ model: LogisticRegression<Int>.Model) {
    #expect(model.report.converged, "\(model.report)")
    for (found, best) in zip(model.report.objectivePerProblem, testCase.objectives) {
      #expect(found - best <= 1e-9 * best)
      #expect(found - best >= -1e-12 * best, "below the optimum")
    }
    for (row, features) in testCase.surelyZero.enumerated() {
      for j in features { #expect(model.coefficients[row, j] == 0, "class \(row), feature \(j)") }
    }
    guard testCase.identified else { return }
    let scale = max(1, testCase.coefficients.joined().map(\.magnitude).max() ?? 0)
    for (found, expected) in zip(
      model.coefficients.elements + model.intercepts, testCase.coefficients.joined() + testCase.intercepts)
    {
      #expect(abs(found - expected) <= 1e-6 * scale)
    }
  }

  @Test(arguments: PenaltyCase.all, [Solver.lbfgs, .auto])
  func theProximalSolversReachTheReference(testCase: PenaltyCase, solver: Solver) throws {
    let (x, y, weights) = try testCase.data()
    let model = try testCase.classifier(solver, tolerance: 1e-10).fitted(to: x, y, sampleWeight: weights)
    check(testCase, model)
    guard let bounds = testCase.bounds else { return }
    let limits: (lower: [Double], upper: [Double])
    switch bounds.kind {
    case .perFeature(let lower, let upper):
      let rows = model.coefficients.rows
      limits = (Array(repeatElement(lower, count: rows).joined()), Array(repeatElement(upper, count: rows).joined()))
    case .perClass(let lower, let upper): limits = (Array(lower.joined()), Array(upper.joined()))
    case .all: return
    }
    for (index, weight) in model.coefficients.elements.enumerated() {
      #expect(weight >= limits.lower[index] && weight <= limits.upper[index])
    }
  }

  /// Gradient descent needs some ten thousand iterations where columns go together and the penalty is weak.
  @Test(
    arguments: PenaltyCase.all.filter { $0.dataset == "iris" && $0.c < 1 }, [LearningRate.automatic, .backtracking])
  func proximalGradientDescentReachesTheReference(testCase: PenaltyCase, rate: LearningRate) throws {
    let (x, y, weights) = try testCase.data()
    var clf = testCase.classifier(.gd(learningRate: rate), tolerance: 1e-9)
    clf.maxIterations = 50_000
    check(testCase, try clf.fitted(to: x, y, sampleWeight: weights))
  }

  @Test(arguments: PenaltyCase.all.filter { $0.dataset == "wine" && $0.l1Ratio > 0 })
  func sparseFeaturesGiveTheSameModel(testCase: PenaltyCase) throws {
    let (x, y, weights) = try testCase.data()
    let model = try testCase.classifier(.lbfgs, tolerance: 1e-10)
      .fitted(to: SparseMatrix(x.matrix()), y, sampleWeight: weights)
    check(testCase, model)
  }
}
