import Matrices

/// Turns the end of a fit into words: what to change when it did not converge, and what else to know.
struct FitAdvisor<Label: ClassLabel> {
  let rows: TrainingRows<Label>
  let settings: LogisticRegression<Label>
  /// Whether Newton's method has the memory that it needs.
  let hessianFits: Bool

  /// - Parameter hasStalled: Whether a problem found no step downhill although its gradient is far from 0.
  func advice(_ report: FitReport, hasStalled: Bool = false) throws -> [String] {
    try EndAdvisor(
      features: rows.features, weights: rows.weights, solver: settings.solver, tolerance: settings.tolerance,
      maxIterations: settings.maxIterations, isSmooth: !settings.isNonsmooth, hessianFits: hessianFits,
      estimator: "classifier"
    ).advice(report, hasStalled: hasStalled)
  }

  func notes(_ minimum: BatchMinimum, _ objective: LinearObjective) throws -> [String] {
    var notes: [String] = []
    if !rows.classesWithoutWeight.isEmpty {
      notes.append(
        "No row of these classes has weight, so the model does not know them: "
          + rows.classesWithoutWeight.map { "\($0)" }.joined(separator: ", ") + ".")
    }
    if settings.penaltyFactors != nil, isUnpenalized {
      notes.append("There is no penalty, so penaltyFactors had no effect. Use penalty: .l2 or .l1 with a finite c.")
    }
    if let what = try separation(minimum, objective) {
      let which = isUnpenalized ? "The model separates" : "The features without a penalty alone separate"
      notes.append(
        "\(which) \(what), so without a penalty no optimum exists: the weights would grow for ever, and "
          + "their size means nothing. Use penalty: .l2 with a finite c\(isUnpenalized ? "" : " and factors above 0").")
    }
    return notes
  }

  private var isUnpenalized: Bool { settings.penalty == .none || settings.c == .infinity }

  /// What a direction at the end of the fit proves to be separable: along it the loss falls for ever. `nil` proves
  /// nothing.
  private func separation(_ minimum: BatchMinimum, _ objective: LinearObjective) throws -> String? {
    guard zip(objective.penalty.l2, objective.penalty.l1).contains(where: { $0 == 0 && $1 == 0 }) else { return nil }
    let (found, bias) = objective.split(minimum.minima.flatMap(\.iterate.point))
    let columns = bias.count
    let weights = unhindered(found, objective.penalty)
    guard weights.contains(where: { $0 != 0 }), !objective.streams else { return nil }
    let scores = try linearScores(
      rows.features, weights: Matrix(rows: columns, columns: rows.features.columns, checked: weights), bias: bias)
    let truths = rows.targets.indices.map(Int.init)
    if objective.problemCount == 1, columns > 1, truths.indices.allSatisfy({ scores.isLargest(truths[$0], inRow: $0) })
    {
      return "every training row from the other classes"
    }
    let separated = (0..<columns).filter { column in
      let own = columns == 1 ? 1 : column
      let inside = truths.indices.filter { truths[$0] == own }.map { scores.centred($0, column) }.min()
      let outside = truths.indices.filter { truths[$0] != own }.map { scores.centred($0, column) }.max()
      return (inside ?? 0) > (outside ?? 0)
    }
    guard !separated.isEmpty else { return nil }
    if columns == 1 { return "every training row from the other class" }
    return "class " + separated.map { "\(rows.classes[$0])" }.joined(separator: ", ") + " from all others"
  }
}

extension FitAdvisor {
  /// The weights that neither a penalty nor a limit keeps from growing the way they point; 0 for the others.
  private func unhindered(_ weights: [Double], _ penalty: WeightPenalty) -> [Double] {
    let p = penalty.l2.count
    return weights.indices.map { index in
      let (w, j) = (weights[index], index % p)
      guard penalty.l2[j] == 0, penalty.l1[j] == 0 else { return 0 }
      guard penalty.hasLimits else { return w }
      return (w > 0 ? penalty.upper[index] : penalty.lower[index]).isFinite ? 0 : w
    }
  }
}

extension Matrix where Scalar == Double {
  /// Whether the element is larger than all others of its row.
  fileprivate func isLargest(_ column: Int, inRow row: Int) -> Bool {
    (0..<columns).allSatisfy { $0 == column || self[row, $0] < self[row, column] }
  }

  /// The element minus the mean of its row: linear in the features, as the element is. The element itself when alone.
  fileprivate func centred(_ row: Int, _ column: Int) -> Double {
    columns == 1 ? self[row, column] : self[row, column] - self[row: row].reduce(0, +) / Double(columns)
  }
}
