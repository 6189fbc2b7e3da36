import Estimators
import Foundation
import Testing
import _EstimatorTestSupport

@Suite struct LogisticRegressionTests {
  private let sample = LawSample.threeClasses

  // MARK: What the numbers mean

  @Test func coefficientsSumToZeroOverTheClasses() throws {
    let model = try LogisticRegression<String>(tolerance: 1e-8).fitted(to: sample.doubles, sample.labels)
    for j in 0..<4 { #expect(abs(model.coefficients[column: j].reduce(0, +)) < 1e-14) }
    #expect(abs(model.intercepts.reduce(0, +)) < 1e-14)
  }

  @Test func aReferenceClassGetsZeroCoefficientsAndTheSameProbabilities() throws {
    let model = try LogisticRegression<String>(tolerance: 1e-8).fitted(to: sample.doubles, sample.labels)
    let moved = try model.coefficients(relativeTo: "birch")
    #expect(moved.coefficients[row: 1].allSatisfy { $0 == 0 })
    #expect(moved.intercepts[1] == 0)
    for row in [0, 17, 40] {
      let scores = (0..<3).map { k in
        zip(moved.coefficients[row: k], sample.doubles[row: row]).map(*).reduce(0, +) + moved.intercepts[k]
      }
      let p = try Matrix(rows: 1, columns: 3, scores).softmax()
      let expected = try model.predictProbabilities(sample.doubles[rows: row..<row + 1])
      #expect(difference(p, expected) < 1e-14)
    }
  }

  @Test func twoClassesGiveOneRowWhicheverScheme() throws {
    let two = LawSample.twoClasses
    let models = try MultiClass.allCases.map {
      try LogisticRegression<String>(multiClass: $0, tolerance: 1e-10).fitted(to: two.doubles, two.labels)
    }
    for model in models {
      #expect(model.coefficients.rows == 1 && model.intercepts.count == 1)
      #expect(try model.decisionFunction(two.doubles).columns == 1)
      #expect(try model.predictProbabilities(two.doubles).columns == 2)
    }
    #expect(models[0].coefficients == models[1].coefficients)
  }

  @Test(arguments: MultiClass.allCases)
  func scalingAllWeightsEqualsScalingC(multiClass: MultiClass) throws {
    let weights = sample.weights.map { Double($0) + 1 }
    let a = try LogisticRegression<String>(multiClass: multiClass, c: 0.6, tolerance: 1e-11)
      .fitted(to: sample.doubles, sample.labels, sampleWeight: weights)
    let b = try LogisticRegression<String>(multiClass: multiClass, c: 0.2, tolerance: 1e-11)
      .fitted(to: sample.doubles, sample.labels, sampleWeight: weights.map { 3 * $0 })
    #expect(difference(a.coefficients, b.coefficients) < 1e-7)
  }

  @Test(arguments: MultiClass.allCases)
  func allSolversReachTheSameMinimum(multiClass: MultiClass) throws {
    let solvers: [Solver] = [.lbfgs, .newtonCholesky, .newtonCG, .gd, .auto]
    let x = try StandardScaler().fitted(to: sample.doubles).transform(sample.doubles)
    let models = try solvers.map {
      try LogisticRegression<String>(multiClass: multiClass, solver: $0, tolerance: 1e-9, maxIterations: 20_000)
        .fitted(to: x, sample.labels)
    }
    for model in models {
      #expect(model.report.converged)
      #expect(difference(model.coefficients, models[0].coefficients) < 1e-6)
    }
  }

  @Test func aWarmStartNeedsFewerIterationsAndEndsAtTheSamePlace() throws {
    var clf = LogisticRegression<String>(c: 0.5, tolerance: 1e-9, warmStart: true)
    let cold = try clf.fit(sample.doubles, sample.labels)
    clf.c = 0.55
    let warm = try clf.fit(sample.doubles, sample.labels)
    let fresh = try clf.unfitted.fitted(to: sample.doubles, sample.labels)
    #expect(warm.iterations[0] < fresh.iterations[0])
    #expect(difference(warm.coefficients, fresh.coefficients) < 1e-6)
    #expect(cold.coefficients != warm.coefficients)
  }

  @Test func aWarmStartFromOtherDataIsRefused() throws {
    var clf = LogisticRegression<String>(warmStart: true)
    try clf.fit(sample.doubles, sample.labels)
    let before = clf.model
    #expect {
      try clf.fit(sample.doubles, sample.labels.map { $0 == "ash" ? "oak" : $0 })
    } throws: {
      "\($0)".contains("Cannot start from the earlier model")
    }
    #expect(throws: (any Error).self) {
      try clf.fit(Matrix<Double>.zeros(rows: sample.rowCount, columns: 2), sample.labels)
    }
    #expect(clf.model == before, "a failed fit keeps the old model")
  }

  // MARK: Probabilities

  @Test func oneVsRestIsADistributionWhereEverySigmoidUnderflows() throws {
    let model = LogisticRegression<Int>.Model(
      classes: [0, 1, 2], coefficients: try Matrix([[-1000.0], [-1001], [-1010]]), intercepts: [0, 0, 0],
      multiClass: .ovr, featureNames: nil, report: try anyReport())
    let x = try Matrix(rows: 1, columns: 1, [1.0])
    let p = try model.predictProbabilities(x)
    #expect(abs(p.elements.reduce(0, +) - 1) < 1e-15)
    #expect(p[0, 0] > p[0, 1] && p[0, 1] > p[0, 2])
    #expect(try model.predict(x) == [0])
    #expect(try model.predictProbabilities(x, normalization: .none).elements.allSatisfy { $0 == 0 })
    #expect(try model.predictLogProbabilities(x).elements.allSatisfy(\.isFinite))
  }

  private func anyReport() throws -> FitReport {
    try LogisticRegression<String>().fitted(to: sample.doubles, sample.labels).report
  }

  // MARK: Reports

  @Test func theReportNamesTheTestThatFired() throws {
    let converged = try LogisticRegression<String>(tolerance: 1e-6).fitted(to: sample.doubles, sample.labels)
    #expect(converged.report.stopped == .gradient && converged.report.converged)
    #expect(converged.report.gradientNorm <= 1e-6 && converged.report.advice.isEmpty)
    #expect(converged.report.history.count == converged.iterations[0] + 1)
    let limited = try LogisticRegression<String>(tolerance: 1e-9, maxIterations: 3).fitted(
      to: sample.doubles, sample.labels)
    #expect(limited.report.stopped == .iterationLimit && limited.iterations == [3])
    #expect(limited.report.advice.joined().contains("Raise maxIterations"))
  }

  @Test func badlyScaledColumnsAreNamed() throws {
    let x = sample.doubles
    let scaled = try Matrix(rows: x.rows, columns: 4, x.elements.enumerated().map { $0 % 4 == 2 ? $1 * 1e4 : $1 })
    let named = try scaled.features.named(["a", "b", "income", "d"])
    let model = try LogisticRegression<String>(tolerance: 1e-9, maxIterations: 5).fitted(to: named, sample.labels)
    #expect(model.report.advice.joined().contains("\"income\""))
    #expect(model.report.advice.joined().contains("StandardScaler"))
  }

  @Test func aToleranceBeyondDoublePrecisionIsNotCalledConvergence() throws {
    for solver in [Solver.lbfgs, .newtonCholesky, .newtonCG] {
      let model = try LogisticRegression<String>(solver: solver, tolerance: 1e-300, maxIterations: 100_000)
        .fitted(to: sample.doubles, sample.labels)
      #expect(model.report.stopped == .noDecreaseLeft)
      #expect(model.report.gradientNorm < 1e-10)
      #expect(model.report.advice.joined().contains("no longer fall"))
    }
  }

  @Test func separableDataWithoutAPenaltyAreToldToHaveNoOptimum() throws {
    let x = try Matrix([[-2.0], [-1], [1], [2]])
    let model = try LogisticRegression<Bool>(penalty: .none).fitted(to: x, [false, false, true, true])
    #expect(model.report.notes.joined().contains("no optimum exists"))
    let penalized = try LogisticRegression<Bool>().fitted(to: x, [false, false, true, true])
    #expect(penalized.report.notes.isEmpty)
  }

  @Test func aClassWithoutWeightIsNamed() throws {
    let weights = sample.labels.map { $0 == "cedar" ? 0.0 : 1 }
    let model = try LogisticRegression<String>().fitted(to: sample.doubles, sample.labels, sampleWeight: weights)
    #expect(model.classes == ["ash", "birch"])
    #expect(model.report.notes.joined().contains("cedar"))
  }

  @Test func singlePrecisionDoesNotPretend() throws {
    let coarse = try LogisticRegression<String>(tolerance: 1e-4, precision: .single).fitted(
      to: sample.doubles, sample.labels)
    #expect(coarse.report.stopped == .gradient && coarse.report.gradientNorm <= 1e-4)
    let fine = try LogisticRegression<String>(tolerance: 1e-13, precision: .single).fitted(
      to: sample.doubles, sample.labels)
    #expect(!fine.report.converged && fine.report.gradientNorm > 1e-13)
    #expect(fine.report.gradientNorm < 1e-4)
  }

  // MARK: Settings and data that cannot be

  @Test(arguments: [
    ("c", LogisticRegression(c: 0)), ("c", LogisticRegression(c: -.infinity)), ("c", LogisticRegression(c: .nan)),
    ("tolerance", LogisticRegression(tolerance: 0)), ("tolerance", LogisticRegression(tolerance: .infinity)),
    ("maxIterations", LogisticRegression(maxIterations: 0)),
    ("learningRate", LogisticRegression(solver: .gd(learningRate: .fixed(0)))),
    ("learningRate", LogisticRegression(solver: .gd(learningRate: .fixed(.nan)))),
    ("initial", LogisticRegression(solver: .gd(initial: .uniform(scale: -1)))),
    ("classWeight[3]", LogisticRegression(classWeight: .weights([3: -1]))),
  ])
  func aSettingOutOfRangeIsNamed(name: String, clf: LogisticRegression<Int>) throws {
    let labels = sample.labels.map { $0 == "ash" ? 3 : 5 }
    #expect {
      try clf.fitted(to: sample.doubles, labels)
    } throws: { error in
      (error as? EstimatorError)?.setting == name
    }
  }

  @Test func aClassWeightForAnUnknownClassIsNamed() throws {
    let clf = LogisticRegression<String>(classWeight: .weights(["oak": 2]))
    #expect(throws: EstimatorError.unknownClass(label: "oak", known: ["ash", "birch", "cedar"])) {
      try clf.fitted(to: sample.doubles, sample.labels)
    }
  }

  @Test func aStepThatDivergesIsExplained() throws {
    let clf = LogisticRegression<String>(
      solver: .gd(learningRate: .fixed(1e300)), penalty: .l2, maxIterations: 50)
    #expect {
      try clf.fitted(to: sample.doubles, sample.labels)
    } throws: { error in
      guard (error as? EstimatorError)?.code == .objectiveNotFinite else { return false }
      return "\(error)".contains("smaller learning rate")
    }
  }

  @Test func aHessianTooLargeForMemoryIsRefusedWithAnAlternative() throws {
    let wide = try SparseMatrix(
      rows: 3, columns: 20_000, rowStarts: [0, 1, 2, 3], columnIndices: [0, 5, 19_999], values: [1, 2, 3])
    #expect {
      try LogisticRegression(solver: .newtonCholesky).fitted(to: wide, [0, 1, 1])
    } throws: {
      "\($0)".contains(".lbfgs")
    }
  }

  @Test func aModelFileThatContradictsItselfIsRefused() throws {
    let model = try LogisticRegression<String>().fitted(to: sample.doubles, sample.labels)
    let text = try JSON.text(of: model)
    for (part, replacement) in [
      ("\"formatVersion\":1", "\"formatVersion\":99"), ("[\"ash\",\"birch\",\"cedar\"]", "[\"ash\",\"birch\"]"),
      ("[\"ash\",\"birch\",\"cedar\"]", "[\"ash\",\"ash\",\"cedar\"]"), ("\"rows\":3", "\"rows\":4"),
    ] {
      #expect(text.contains(part))
      #expect(throws: (any Error).self, "\(replacement)") {
        try JSON.value(
          LogisticRegression<String>.Model.self, of: text.replacingOccurrences(of: part, with: replacement))
      }
    }
  }
}
