import EstimatorDatasets
import Estimators
import Matrices
import Testing
import _AttackSupport

/// Certificates and reports where little is left between what is claimed and what is true.
@Suite struct TightCertificateTests {
  private func check(_ attack: AttackCase) {
    let outcome = AttackOutcome(attack)
    #expect(outcome.violations.isEmpty, "\(outcome.violations). \(attack)")
  }

  /// A constant column moves the scores just as the intercept does: the slope of its weight is nothing but what the
  /// intercept has left of its own.
  @Test(arguments: [Solver.gd(learningRate: .backtracking), .gd, .lbfgs, .newtonCholesky, .coordinateDescent, .saga])
  func aConstantColumnDependsOnTheInterceptAlone(solver: Solver) {
    let y = [
      1, 1, 2, 1, 2, 0, 1, 1, 2, 2, 2, 0, 0, 2, 2, 2, 0, 2, 2, 1, 1, 1, 1, 0, 1, 1, 2, 0, 2, 1, 2, 0, 1, 0, 1, 1, 0,
      0, 0, 2, 2,
    ]
    for (value, c) in [(255.0, 0.029779695792779132), (255, 1), (3, 0.3), (40, 100)] {
      for tolerance in AttackTable.tolerances {
        check(
          AttackCase(
            Matrix(rows: y.count, columns: 1, repeating: value), y,
            LogisticRegression(multiClass: .ovr, solver: solver, c: c, tolerance: tolerance, maxIterations: 200)))
      }
    }
  }

  @Test(arguments: [Solver.saga, .sag, .lbfgs, .newtonCG])
  func weightsFromAMillionthToAThousand(solver: Solver) {
    let weights = [
      68.41764472890905, 1.0069173552871008e-06, 11.089979199403055, 772.3393526132292, 259.6335585033248,
      5.705391451528823, 0.11340324481777696, 0.028882893818028825, 11.424062315543269, 1.1254720339101323,
      0.0005001340780084284, 3.754499867892128, 2.016444152372178e-06, 0.039001141528372966, 0.004838363534221898,
      0.0002937891890221781, 25.720425581322896, 0.00010470394060122864, 3.602015570189429e-05, 4.651201160756844,
      0.018976878943562474, 62.22274310603453, 0.7867199655733711, 0.030391836094844492, 2.418777655489501,
      0.06509212648805066, 0.0001218938534736509, 2.2322269021748902e-05, 142.60408448037566, 0.04006577165546873,
      0.00830730446625648, 0.004434367568136602, 0.26427706388841843, 144.99944861756256, 24.39171868092191,
      452.97593476674473, 7.022194856843126e-05, 2.792411578192191e-06, 44.16227153256253, 6.873989611843256e-05,
      87.67305937770865, 0.23328014115514178, 7.48950073357025, 75.82727142360585, 0.019967664095310467,
      98.3581149264574, 0.0001890625393006701, 1.8532343267280673, 0.0003033272756078202, 0.002585071937032181,
      27.513274681836865, 0.0004372216183592172, 0.03882361593511274, 2.1726927588803746, 0.0019454574999360345,
      0.04653136531571805, 0.0022645529380083047, 3.1862915291969627e-06, 85.49077305015852,
    ]
    let y = weights.indices.map { $0 == 0 ? 1 : 0 }
    for tolerance in AttackTable.tolerances {
      check(
        AttackCase(
          Matrix(rows: y.count, columns: 1, repeating: 3), y, weights: weights,
          LogisticRegression(
            multiClass: .ovr, solver: solver, c: 2989.013065563027, tolerance: tolerance, maxIterations: 200)))
    }
  }

  /// In single precision the weights of a feature drift away from a sum of 0 over the classes. What is reported, and
  /// the gradient test, are those of the weights that are returned, which sum to 0.
  @Test(arguments: 0..<12 as Range<UInt32>)
  func aSinglePrecisionFitIsMeasuredAtTheWeightsItReturns(seed: UInt32) {
    var random = RandomState(seed)
    let (n, p) = (60, 6)
    let y = (0..<n).map { $0 % 3 }
    let noise = random.standardNormal(count: n * p)
    let x = Matrix(
      rows: n, columns: p, checked: noise.indices.map { noise[$0] + Double((y[$0 / p] + $0 % p) % 3) / 2 })
    for solver in [Solver.lbfgs, .auto, .newtonCG] {
      for tolerance in [1e-6, 1e-8] {
        check(AttackCase(x, y, LogisticRegression(solver: solver, c: 30, tolerance: tolerance, precision: .single)))
      }
    }
  }

  /// The gap of an L1 fit falls with the square of what is left of its gradient, and the certificate with it.
  @Test(arguments: [Solver.lbfgs, .coordinateDescent], [0.1, 1])
  func theCertificateOfAnL1FitFallsWithTheGap(solver: Solver, c: Double) throws {
    let cancer = try BreastCancer.load()
    let x = try StandardScaler().fitted(to: cancer.features).transform(cancer.features)
    func fit(_ tolerance: Double) throws -> FitReport {
      try LogisticRegression(solver: solver, penalty: .l1, c: c, tolerance: tolerance, precision: .double)
        .fitted(to: x, cancer.labels).report
    }
    let best = try fit(1e-12).objective
    for tolerance in [1e-3, 1e-4, 1e-5] {
      let report = try fit(tolerance)
      let gap = report.objective - best
      let certified = try #require(report.certificate).objectiveGap
      #expect(certified >= gap - 1e-13 * best)
      if gap > 1e-12 * best { #expect(certified <= 2 * gap, "tolerance \(tolerance): \(certified), true \(gap)") }
    }
  }

  /// Where Newton's steps over the weights that may move would cost much beside the fit, the certificate is the looser
  /// one: still above the gap.
  @Test func aLargeSoftmaxWithAnL1NormIsStillCertified() throws {
    let digits = try Digits.load()
    let clf = LogisticRegression(penalty: .l1, c: 1, tolerance: 1e-3)
    let report = try clf.fitted(to: digits.features, digits.labels).report
    var tight = clf
    tight.tolerance = 1e-6
    let better = try tight.fitted(to: digits.features, digits.labels).report
    let certificate = try #require(report.certificate)
    #expect(report.objective - better.objective <= certificate.objectiveGap && certificate.relativeGap < 0.5)
  }
}
