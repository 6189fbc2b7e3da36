import Matrices

/// A logistic regression on its way from rows to numbers and back: which objective, where to start, what the parameters
/// mean, what to say about the result.
struct LogisticProblem<Label: ClassLabel> {
  let rows: TrainingRows<Label>
  private(set) var settings: LogisticRegression<Label>
  let evaluator: LinearEvaluator
  var objective: LinearObjective { evaluator.objective }

  /// - Throws: ``EstimatorError/invalidSetting(name:value:rule:)`` for penalty factors or bounds that do not fit the
  ///   data, ``EstimatorError/tooLarge(what:bytes:limit:instead:)`` and ``EstimatorError/tooSlow(what:instead:)``.
  init(_ rows: TrainingRows<Label>, settings: LogisticRegression<Label>) throws {
    try FitMemory(rows, settings: settings).require()
    let objective = LinearObjective(
      features: rows.features, loss: Self.loss(rows, settings), hasIntercept: settings.fitIntercept,
      weightTotal: rows.weightTotal, penalty: try settings.weightPenalty(rows))
    try settings.solver.method.require(objective)
    self.init(rows, settings: settings, evaluator: LinearEvaluator(objective))
  }

  init(_ rows: TrainingRows<Label>, settings: LogisticRegression<Label>, evaluator: LinearEvaluator) {
    (self.rows, self.settings, self.evaluator) = (rows, settings, evaluator)
  }

  private static func loss(_ rows: TrainingRows<Label>, _ settings: LogisticRegression<Label>) -> any RowLoss {
    let targets = RowTargets(classes: rows.targets.indices, weights: rows.weights)
    return sides(rows, settings).map { LogisticLoss(targets, sides: $0) }
      ?? SoftmaxLoss(targets, classCount: rows.classes.count)
  }

  /// `nil` for softmax; one for two classes; K for one-vs-rest, balanced each for itself when asked.
  static func sides(_ rows: TrainingRows<Label>, _ settings: LogisticRegression<Label>) -> [BinaryTarget]? {
    if rows.classes.count == 2 { return [BinaryTarget(positiveClass: 1)] }
    guard settings.multiClass == .ovr else { return nil }
    return rows.weightPerClass.enumerated().map { k, weight in
      guard case .balanced = settings.classWeight.kind else { return BinaryTarget(positiveClass: Int32(k)) }
      return BinaryTarget(
        positiveClass: Int32(k), positiveWeight: rows.weightTotal / (2 * weight),
        negativeWeight: rows.weightTotal / (2 * (rows.weightTotal - weight)))
    }
  }

  /// Whether the solver starts from the preconditioner of the evaluator.
  var needsPreconditioner: Bool { !settings.isNonsmooth && asksForCurvature }

  /// Whether the solver asks for the curvature of the loss in the scores where it starts.
  var asksForCurvature: Bool { settings.solver.method.startsFromCurvature(of: objective) }

  /// Goes on with another C or penalty, on the same rows.
  mutating func use(_ settings: LogisticRegression<Label>) throws {
    self.settings = settings
    evaluator.use(try settings.weightPenalty(rows))
  }

  // MARK: Parameters

  private var features: Int { rows.features.columns }
  private var columnParameters: Int { features + (settings.fitIntercept ? 1 : 0) }
  /// Rows of W: 1 for two classes, K otherwise.
  private var scoreColumns: Int { rows.classes.count == 2 ? 1 : rows.classes.count }

  /// Where a cold fit starts: one list of parameters per problem.
  func initialParameters() -> [[Double]] {
    var all = [Double](repeating: 0, count: scoreColumns * columnParameters)
    if let scale = settings.solver.initial?.scale {
      var random = RandomState(settings.randomState)
      for j in 0..<features {
        for k in 0..<scoreColumns { all[k * columnParameters + j] = scale * random.random() }
      }
    }
    return perProblem(all)
  }

  /// Where a warm fit starts.
  ///
  /// - Parameter intercepts: Those of the model, or where its solver left them.
  /// - Throws: ``EstimatorError/incompatibleWarmStart(reason:)`` for other classes, features or names.
  func parameters(of model: LogisticRegression<Label>.Model, intercepts: [Double]) throws -> [[Double]] {
    func refuse(_ reason: String) -> EstimatorError { .incompatibleWarmStart(reason: reason) }
    guard model.classes == rows.classes else {
      throw refuse("it knows the classes \(model.classes), the data have \(rows.classes)")
    }
    guard model.coefficients.columns == features else {
      throw refuse("it knows \(model.coefficients.columns) features, the data have \(features)")
    }
    guard rows.features.names == nil || model.featureNames == nil || rows.features.names == model.featureNames else {
      throw refuse("its feature names differ from those of the data")
    }
    var all: [Double] = []
    for k in 0..<scoreColumns {
      all += model.coefficients[row: k]
      if settings.fitIntercept { all.append(intercepts[k]) }
    }
    return perProblem(all)
  }

  private func perProblem(_ all: [Double]) -> [[Double]] {
    let count = objective.parameterCount
    return (0..<objective.problemCount).map { problem in
      var own = Array(all[problem * count..<(problem + 1) * count])
      objective.separableTerm(problem: problem)?.clip(&own)
      return own
    }
  }

  // MARK: Result

  func model(_ minimum: BatchMinimum, report: FitReport) -> LogisticRegression<Label>.Model {
    let (weights, intercepts) = objective.split(minimum.minima.flatMap(\.iterate.point))
    // A shift would take zeros of the L1 norm away, or carry weights over their limits.
    let isSoftmax = objective.problemCount == 1 && scoreColumns > 1
    let means = isSoftmax && !settings.isNonsmooth ? columnMeans(weights) : []
    let meanIntercept = intercepts.reduce(0, +) / Double(scoreColumns)
    var model = LogisticRegression<Label>.Model(
      classes: rows.classes,
      coefficients: Matrix(rows: scoreColumns, columns: features) { elements in
        for k in 0..<scoreColumns {
          for j in 0..<features {
            let mean = means.isEmpty ? 0 : means[j]
            elements.initializeElement(at: k * features + j, to: weights[k * features + j] - mean)
          }
        }
      },
      intercepts: isSoftmax ? intercepts.map { $0 - meanIntercept } : intercepts,
      multiClass: settings.multiClass, featureNames: rows.features.names, report: report)
    if minimum.minima.contains(where: { $0.leftIntercepts != nil }) {
      model.solverIntercepts = minimum.minima.flatMap { $0.leftIntercepts ?? objective.split($0.iterate.point).bias }
    }
    return model
  }

  /// The means over the classes, which the gauge Σ_k W_k = 0 takes off: softmax does not see them.
  private func columnMeans(_ weights: [Double]) -> [Double] {
    var sums = [Double](repeating: 0, count: features)
    for k in 0..<scoreColumns {
      for j in 0..<features { sums[j] += weights[k * features + j] }
    }
    return sums.map { $0 / Double(scoreColumns) }
  }

  /// Makes the end of a minimisation that of a fit, so that all that is said of it is true of the coefficients that are
  /// returned: in the gauge of the model, where asked for with the intercepts at their best and a proof of how near the
  /// optimum that is, with the stopping tests and the last of the history as they are there.
  ///
  /// - Returns: `nil` where no proof exists.
  func conclude(_ minimum: inout BatchMinimum, certifying: Bool) throws -> Certificate? {
    for problem in minimum.minima.indices { objective.takeGaugeOff(&minimum.minima[problem].iterate) }
    let isCancelled = minimum.minima.contains { $0.stopped == .cancelled }
    let left = minimum.minima.map { objective.split($0.iterate.point).bias }
    let certificate =
      certifying && !isCancelled ? try Certifier(evaluator).certify(&minimum, tolerance: settings.tolerance) : nil
    for (problem, intercepts) in left.enumerated()
    where objective.split(minimum.minima[problem].iterate.point).bias != intercepts {
      minimum.minima[problem].leftIntercepts = intercepts
    }
    for problem in minimum.minima.indices { minimum.minima[problem].testEnd(tolerance: settings.tolerance) }
    minimum.noteEnd()
    return certificate
  }

  func report(_ minimum: BatchMinimum) throws -> FitReport {
    var report = FitReport(minimum, by: settings.solver.method, of: evaluator)
    let advisor = FitAdvisor(rows: rows, settings: settings, hessianFits: objective.hessianFits)
    let hasStalled = (try? !stalledProblems(minimum).isEmpty) ?? false
    report.advice = try advisor.advice(report, hasStalled: hasStalled)
    report.notes = try advisor.notes(minimum, objective)
    return report
  }
}
