import Estimators
import Foundation
import Testing
import _EstimatorTestSupport

/// Whether a column is constant, or a component rounding, depends on neither the unit of the weights nor that of the
/// values.
@Suite struct ConstantColumnTests {
  /// Column 0 varies about 3, column 1 is 0.1 throughout: its mean rounds.
  private let x: Matrix<Double>
  private let labels: [Int]

  init() throws {
    let normal = RandomState(6).copyOfNormals(40)
    x = try Matrix(normal.map { [3 + $0, 0.1] })
    labels = normal.map { $0 > 0 ? 1 : 0 }
  }

  private var targets: ClassTargets { ClassEncoding(labels).targets }

  private static let weightUnits = [0x1p-1030, 1e-200, 1.0 / 40, 1e9, 1e14, 1e200, 1e306]

  @Test(arguments: weightUnits)
  func aStandardScalerDoesNotSeeTheUnitOfWeights(unit: Double) throws {
    let weights = (0..<40).map { unit * Double(1 + $0 % 2) }
    let plain = try StandardScaler().fitted(to: x, sampleWeight: (0..<40).map { Double(1 + $0 % 2) })
    for features in [x.features, try SparseMatrix(x).features] {
      let model = try StandardScaler().fitted(to: features, sampleWeight: weights)
      #expect(model.scales[1] == 1)
      #expect(abs(model.scales[0] / plain.scales[0] - 1) < (unit < 1e-300 ? 1e-6 : 1e-12))
    }
  }

  @Test func weightsOfOneInNKeepAPipelineRight() throws {
    let pipeline = Pipeline {
      StandardScaler()
      LogisticRegression<Int>(c: 40)
    }
    let equal = Array(repeating: 1.0 / 40, count: 40)
    let model = try pipeline.fitted(to: x, labels, sampleWeight: equal)
    // A row whose constant differs in the last digit is no outlier of 10¹⁴ deviations.
    let near = x.map { $0 == 0.1 ? $0.nextUp : $0 }
    #expect(try model.score(near, labels) == model.score(x, labels))
    #expect(try model.score(x, labels) > 0.9)
  }

  @Test(arguments: [-200, -560, 300])
  func aStandardScalerDoesNotSeeTheUnitOfValues(exponent: Int) throws {
    let unit = Double(sign: .plus, exponent: exponent, significand: 1)
    let (model, plain) = (try StandardScaler().fitted(to: x.map { $0 * unit }), try StandardScaler().fitted(to: x))
    #expect(relativeError([model.scales[0] / unit], [plain.scales[0]]) < 1e-14)
    #expect(model.scales[1] == 1)
    let scaled = try model.transform(x.map { $0 * unit }).matrix()
    #expect(relativeError(scaled[column: 0], try plain.transform(x).matrix()[column: 0]) < 1e-12)
  }

  /// A second scaler sees a mean of 0, so that the rounding of the first is all that there is.
  @Test func aConstantColumnIsConstantBehindAnotherScaler() throws {
    let once = try StandardScaler().fitted(to: x).transform(x)
    #expect(try StandardScaler().fitted(to: once).scales[1] == 1)
  }

  /// The difference of the sum of all weights and of those that are there is rounding too.
  @Test func aSparseColumnWithAGapIsConstant() throws {
    var gapped = x
    gapped[3, 1] = .nan
    let weights = (0..<40).map { 0.1 + 0.3 * Double($0 % 7) }
    #expect(try StandardScaler().fitted(to: SparseMatrix(gapped), sampleWeight: weights).scales[1] == 1)
  }

  @Test(arguments: [1e-300, 1e-20, 1, 1e20, 1e300])
  func scalersByRangeDoNotSeeTheUnitOfValues(unit: Double) throws {
    let column = try Matrix(rows: 3, columns: 1, [unit, 2 * unit, 3 * unit])
    func scaled(_ scaler: some Transformer) throws -> [Double] {
      try scaler.fitted(to: column).transform(column).matrix().elements
    }
    #expect(relativeError(try scaled(MinMaxScaler()), [0, 0.5, 1]) < 1e-14)
    #expect(relativeError(try scaled(MaxAbsScaler()), [1.0 / 3, 2.0 / 3, 1]) < 1e-14)
    #expect(relativeError(try scaled(RobustScaler()), [-1, 0, 1]) < 1e-14)
    // The last digits of one number are no range.
    let flat = try Matrix(rows: 3, columns: 1, [unit, unit.nextUp, unit.nextDown])
    #expect(try RobustScaler().fitted(to: flat).scales == [1])
    #expect(
      try MinMaxScaler().fitted(to: flat).transform(flat).matrix().elements.allSatisfy { abs($0) <= unit * 1e-15 })
  }

  @Test func rangesThatCannotBeDividedByAreExplained() throws {
    let tiny = try Matrix(rows: 3, columns: 1, [0, Double.leastNonzeroMagnitude, 2 * .leastNonzeroMagnitude])
    let fits: [() throws -> Void] = [
      { _ = try MinMaxScaler().fitted(to: tiny) }, { _ = try MaxAbsScaler().fitted(to: tiny) },
      { _ = try RobustScaler().fitted(to: tiny) }, { _ = try StandardScaler().fitted(to: tiny) },
    ]
    for fit in fits {
      #expect {
        try fit()
      } throws: {
        "\($0)".contains("Multiply the column by a power of ten")
      }
    }
  }

  @Test(arguments: [1e-170, 1, 1e150])
  func aVarianceThresholdDoesNotSeeTheUnitOfValues(unit: Double) throws {
    #expect(try VarianceThreshold().fitted(to: x.map { $0 * unit }).kept == [0])
  }

  @Test(arguments: weightUnits)
  func selectKBestKeepsTheSameColumnsInAnyUnit(unit: Double) throws {
    let weights = Array(repeating: unit, count: 40)
    for score in SelectKBest.Score.allCases {
      let plain = try SelectKBest(k: 1, score: score).fitted(to: x.map { abs($0) }, targets: targets)
      let model = try SelectKBest(k: 1, score: score)
        .fitted(to: x.map { abs($0) }, targets: targets, sampleWeight: weights)
      #expect(model.kept == [0] && plain.kept == [0])
      if unit < 1 {
        #expect(relativeError([model.scores[0] ?? 0], [plain.scores[0] ?? 1]) < (unit < 1e-300 ? 1e-6 : 1e-11))
      }
    }
    #expect(try SelectKBest(k: 1).fitted(to: x, targets: targets, sampleWeight: weights).scores[1] == nil)
  }

  @Test func selectKBestTakesWeightsForFrequencies() throws {
    let twice = try SelectKBest(k: 1).fitted(to: x, targets: targets, sampleWeight: Array(repeating: 2, count: 40))
    let rows = (0..<40).flatMap { [$0, $0] }
    let repeated = try SelectKBest(k: 1).fitted(
      to: x[rows: rows], targets: ClassEncoding(rows.map { labels[$0] }).targets)
    #expect(relativeError([twice.scores[0] ?? 0], [repeated.scores[0] ?? 1]) < 1e-12)
    #expect(relativeError([twice.pValues[0] ?? 0], [repeated.pValues[0] ?? 1]) < 1e-9)
  }

  @Test func columnsTooSmallForTheirSquaresAreExplained() throws {
    let tiny = x.map { $0 * 1e-200 }
    let fits: [() throws -> Void] = [
      { _ = try SelectKBest().fitted(to: tiny, targets: targets) },
      { _ = try LinearDiscriminantAnalysis<Int>().fitted(to: tiny, labels) },
      { _ = try PCA().fitted(to: tiny) }, { _ = try PowerTransformer().fitted(to: tiny) },
    ]
    for fit in fits {
      #expect {
        try fit()
      } throws: {
        "\($0)".contains("power of ten")
      }
    }
  }

  /// Scaled to deviation 1, the rounding of a constant column would have as much to say as any other.
  @Test(arguments: weightUnits.dropFirst())
  func linearDiscriminantAnalysisLeavesRoundingOut(unit: Double) throws {
    let weights = Array(repeating: unit, count: 40)
    let model = try LinearDiscriminantAnalysis<Int>().fitted(to: x, labels, sampleWeight: weights)
    let alone = try LinearDiscriminantAnalysis<Int>().fitted(to: x.features.selectingColumns([0]), labels)
    #expect(model.coefficients[0, 1] == 0)
    #expect(relativeError([model.coefficients[0, 0]], [alone.coefficients[0, 0]]) < 1e-12)
  }

  @Test func gaussianNaiveBayesDoesNotTakeRoundingForAVariance() throws {
    #expect {
      try GaussianNB<Int>(varianceSmoothing: 0).fitted(to: x, labels)
    } throws: {
      "\($0)".contains("VarianceThreshold")
    }
    let smooth = try GaussianNB<Int>().fitted(to: x, labels)
    #expect(smooth.variances[0, 1] == smooth.variances[1, 1])
  }

  @Test func ridgeWithoutAPenaltyDoesNotDivideByRounding() throws {
    #expect {
      try RidgeClassifier<Int>(alpha: 0).fitted(to: x, labels)
    } throws: {
      "\($0)".contains("constant")
    }
  }

  @Test func adviceOnScalesDoesNotNameRounding() throws {
    let model = try LogisticRegression<Int>(solver: .lbfgs, tolerance: 1e-14, maxIterations: 1).fitted(to: x, labels)
    #expect(!model.report.advice.contains { $0.contains("badly scaled") })
  }

  // MARK: PCA

  @Test(arguments: [1e-120, 1, 1e100], [PCA.Solver.full, .covariance, .randomized])
  func whiteningDoesNotAmplifyRounding(unit: Double, solver: PCA.Solver) throws {
    let line = try Matrix((1...8).map { row in [1.0, 2, 3].map { $0 * Double(row) / 3 * unit } })
    let model = try PCA(components: .count(3), whiten: true, solver: solver).fitted(to: line)
    let new = try model.transform(line).matrix()
    #expect(abs(new[column: 0].reduce(0) { $0 + $1 * $1 } - 7) < 1e-10)
    #expect(new[column: 1].allSatisfy { $0 == 0 } && new[column: 2].allSatisfy { $0 == 0 })
    #expect(model.explainedVariance[1...].allSatisfy { $0 == 0 })
    let back = try model.inverseTransform(new).matrix()
    #expect(relativeError(back.elements, line.elements) < 1e-12)
  }

  @Test(arguments: weightUnits.dropFirst())
  func whiteningDoesNotSeeTheUnitOfWeights(unit: Double) throws {
    let line = try Matrix((1...8).map { row in [0.1 * Double(row), 0.3 * Double(row), 1] })
    let model = try PCA(components: .count(2), whiten: true)
      .fitted(to: line, sampleWeight: Array(repeating: unit, count: 8))
    #expect(model.explainedVariance[0] > 0 && model.explainedVariance[1] == 0)
  }

  /// A direction with little variance beside one with much, or far from 0, is still one.
  @Test func smallComponentsAreNoRounding() throws {
    let thin = try Matrix((0..<20).map { row in [1e6 + Double(row), 1e-4 * Double(row * row % 7)] })
    let model = try PCA(whiten: true).fitted(to: thin)
    #expect(model.explainedVariance[1] > 1e-9)
  }

  /// A row of weight 3 is one row here: the rank of the data is no larger for it.
  @Test func allComponentsAreAsManyAsRowsWithWeight() throws {
    let few = try Matrix([[1.0, 2, 0, 5], [4, 1, 3, 0], [7, 7, 7, 7]])
    let weighted = try PCA().fitted(to: few, sampleWeight: [3, 3, 0])
    let repeated = try PCA().fitted(to: few[rows: [0, 0, 0, 1, 1, 1]])
    #expect(weighted.components.rows == 2 && repeated.components.rows == 4)
    #expect(relativeError([weighted.explainedVariance[0]], [repeated.explainedVariance[0]]) < 1e-13)
    #expect(repeated.explainedVariance[1...].allSatisfy { $0 == 0 })
  }
}

extension RandomState {
  fileprivate func copyOfNormals(_ count: Int) -> [Double] {
    var copy = self
    return copy.standardNormal(count: count)
  }
}

/// Equal numbers have themselves for a mean, so that nothing is left of them, however large they are.
@Suite struct ConstantRemainderTests {
  @Test(arguments: [3.7, 3.3e14, 1e17, 1e20, 1e25, 1e300])
  func scalingLeavesNothing(of constant: Double) throws {
    let x = try Matrix((0..<300).map { [Double($0 % 7), constant] })
    let weights = (0..<300).map { $0 % 3 == 0 ? 0 : 1 / 300.0 }
    for weights in [nil, weights, weights.map { $0 * 1e14 }] {
      let scaled = try StandardScaler().fitted(to: x.features, targets: nil, weights: weights).transform(x).matrix()
      #expect(Set(scaled[column: 1]) == [0])
      let bent = try PowerTransformer().fitted(to: x.features, targets: nil, weights: weights).transform(x).matrix()
      #expect(Set(bent[column: 1]) == [0])
    }
  }

  /// Columns of zeros have no curvature but the penalty's; a tiny one must not turn the rounding of their slopes into
  /// steps.
  @Test(arguments: [1.0, 1e60])
  func aConstantColumnDoesNotStopAFit(c: Double) throws {
    let rows = (0..<60).map { ($0, sin(Double($0)) * 3) }
    let labels = rows.map { index, a in a + cos(Double(7 * index)) > 0 ? 1 : 0 }
    func objective(_ columns: (Double) -> [Double]) throws -> FitReport {
      let pipeline = Pipeline {
        StandardScaler()
        LogisticRegression(solver: .lbfgs, c: c, tolerance: 1e-6)
      }
      return try pipeline.fitted(to: Matrix(rows.map { columns($0.1) }), labels).classifier.report
    }
    let without = try objective { [$0] }
    for constant in [5.0, 3.7, 1e20] {
      let with = try objective { [$0, constant, constant] }
      #expect(with.stopped == .gradient)
      #expect(abs(with.objective - without.objective) < 1e-8)
    }
  }

  /// As in `StandardScaler`: the squares of such numbers are no Doubles.
  @Test func numbersTooLargeForTheirSquaresAreRefused() throws {
    let x = try Matrix((0..<20).map { [1e160 * exp(Double($0) / 10)] })
    for method in PowerTransformer.Method.allCases {
      #expect(
        EstimatorError.Code.unsupported
          ~= thrown {
            try PowerTransformer(method: method).fitted(to: x)
          })
    }
  }
}
