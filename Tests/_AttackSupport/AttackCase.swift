import Estimators
import Matrices

/// One random fit that tries to make its report lie: data of random scales, collinear columns, n < p, weights of 0,
/// classes that are almost separable; random settings; fits that are cut short. The same for a seed on every machine.
package struct AttackCase: Sendable {
  package enum Kind: String, Sendable, CaseIterable { case l2, l1, elasticNet, bounds }

  package let seed: UInt32
  package let kind: Kind
  let x: Matrix<Double>
  let isFloat: Bool
  let y: [Int]
  let weights: [Double]?
  let classes: Int
  package let classifier: LogisticRegression<Int>
  /// Coefficients and intercepts that the fit starts from; `nil` for a cold one.
  let start: (coefficients: Matrix<Double>, intercepts: [Double])?

  package var tolerance: Double { classifier.tolerance }

  package init(seed: UInt32) {
    var dice = Dice(seed)
    self.seed = seed
    classes = dice.pick([2, 2, 3, 4])
    let data = AttackData(classes: classes, &dice)
    isFloat = dice.happens(0.2)
    x = isFloat ? data.x.map { Double(Float($0)) } : data.x
    (y, weights) = (data.y, data.weights)
    kind = dice.pick([.l2, .l2, .l1, .l1, .l1, .elasticNet, .bounds])
    let settings = Self.settings(kind, columns: data.x.columns, &dice)
    classifier = settings
    start = dice.happens(0.15) ? Self.start(settings, classes, data.x.columns, &dice) : nil
  }

  /// A fit of given data; with labels 0..<K, every one of them on a row with weight.
  package init(_ x: Matrix<Double>, _ y: [Int], weights: [Double]? = nil, _ classifier: LogisticRegression<Int>) {
    (self.x, self.y, self.weights, self.classifier) = (x, y, weights, classifier)
    (seed, isFloat, start) = (0, false, nil)
    classes = (y.max() ?? 0) + 1
    kind =
      switch (classifier.bounds, classifier.penalty.kind) {
      case (.some, _): .bounds
      case (nil, .l1): .l1
      case (nil, .elasticNet): .elasticNet
      case (nil, .none), (nil, .l2): .l2
      }
  }

  private static func settings(_ kind: Kind, columns: Int, _ dice: inout Dice) -> LogisticRegression<Int> {
    var clf = LogisticRegression(
      multiClass: dice.pick(MultiClass.allCases), c: dice.powerOfTen(-2.5, 3),
      tolerance: dice.pick(AttackTable.tolerances), maxIterations: 1000, fitIntercept: dice.happens(0.8),
      randomState: 7,
      precision: dice.pick([.automatic, .double, .single]))
    switch kind {
    case .l2: clf.penalty = .l2
    case .l1: clf.penalty = .l1
    case .elasticNet: clf.penalty = .elasticNet(l1Ratio: dice.pick([0.1, 0.5, 0.9]))
    case .bounds:
      clf.penalty = dice.pick([.none, .l2, .l1])
      let size = dice.powerOfTen(-1.5, 1)
      clf.bounds = clf.penalty == .none || dice.happens(0.5) ? .all(lower: -size, upper: 2 * size) : .nonNegative
    }
    if dice.happens(0.1) { clf.penaltyFactors = (0..<columns).map { _ in dice.uniform(0.2, 3) } }
    if dice.happens(0.15) { clf.classWeight = .balanced }
    clf.solver = dice.pick(solvers(kind))
    if dice.happens(0.15) {
      clf.maxIterations = dice.pick([1, 2, 3, 5, 10, 30])
    } else if clf.solver.takesEpochs {
      clf.maxIterations = 300
    }
    return clf
  }

  private static func solvers(_ kind: Kind) -> [Solver] {
    switch kind {
    case .l2:
      [
        .lbfgs, .auto, .newtonCholesky, .newtonCG, .coordinateDescent, .sag, .saga, .sgd, .gd,
        .gd(learningRate: .fixed(0.3)), .gd(learningRate: .backtracking),
      ]
    case .l1, .elasticNet, .bounds:
      [
        .lbfgs, .lbfgs, .auto, .coordinateDescent, .coordinateDescent, .saga, .sgd,
        .gd(learningRate: .backtracking),
      ]
    }
  }

  private static func start(
    _ clf: LogisticRegression<Int>, _ classes: Int, _ columns: Int, _ dice: inout Dice
  ) -> (coefficients: Matrix<Double>, intercepts: [Double]) {
    let rows = classes == 2 ? 1 : classes
    let size = dice.pick([0.1, 1, 30, 1000])
    let coefficients = (0..<rows * columns).map { _ in size * dice.normal() }
    let intercepts = (0..<rows).map { _ in clf.fitIntercept ? size * dice.normal() : 0 }
    return (Matrix(rows: rows, columns: columns, checked: coefficients), intercepts)
  }

  /// The features in their storage.
  var features: Features { isFloat ? x.map { Float($0) }.features : x.features }

  /// The model of the settings.
  package func fitted() throws -> LogisticRegression<Int>.Model {
    guard let start else { return try classifier.fitted(to: features, y, sampleWeight: weights) }
    var short = classifier
    short.maxIterations = 1
    let report = try short.fitted(to: features, y, sampleWeight: weights).report
    var warm = classifier
    warm.warmStart = true
    warm.model = LogisticRegression<Int>.Model(
      classes: Array(0..<classes), coefficients: start.coefficients, intercepts: start.intercepts,
      multiClass: classifier.multiClass, featureNames: nil, report: report)
    try warm.fit(features, y, sampleWeight: weights)
    return try warm.requireModel()
  }
}

extension Solver {
  fileprivate var takesEpochs: Bool {
    switch kind {
    case .sag, .saga, .sgd: true
    default: false
    }
  }
}

extension AttackCase: CustomStringConvertible {
  package var description: String {
    let clf = classifier
    return "seed \(seed): \(x.rows) × \(x.columns), \(classes) classes, \(clf.multiClass), \(clf.solver), "
      + "\(clf.penalty), C \(clf.c), tolerance \(clf.tolerance), \(clf.maxIterations) iterations, \(clf.precision)"
      + (clf.fitIntercept ? "" : ", no intercept") + (clf.bounds.map { ", bounds \($0)" } ?? "")
      + (start == nil ? "" : ", warm") + (isFloat ? ", Float" : "") + (weights == nil ? "" : ", weights")
      + (clf.penaltyFactors == nil ? "" : ", factors") + (clf.classWeight == .uniform ? "" : ", balanced")
  }
}
