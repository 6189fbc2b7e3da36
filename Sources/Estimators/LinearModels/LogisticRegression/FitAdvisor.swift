import Matrices

/// Turns the end of a fit into words: what to change when it did not converge, and what else to know.
struct FitAdvisor<Label: ClassLabel> {
  let rows: TrainingRows<Label>
  let settings: LogisticRegression<Label>

  /// Standard deviations further apart than this slow down every method but Newton's.
  private static var unlikeScales: Double { 30 }

  func advice(_ report: FitReport) -> [String] {
    switch report.stopped {
    case .gradient, .caller, .cancelled: return []
    case .iterationLimit:
      return scaleAdvice() + [
        "maxIterations = \(settings.maxIterations) ended the fit with a gradient of \(report.gradientNorm), "
          + "above the tolerance \(settings.tolerance). Raise maxIterations, or accept a looser tolerance."
      ]
    case .noDecreaseLeft:
      return scaleAdvice() + [
        "The objective can no longer fall by an amount that a Double resolves; the gradient is "
          + "\(report.gradientNorm), above the tolerance \(settings.tolerance). The model is as good as this solver "
          + "can make it: use a tolerance it can meet, or solver: .newtonCholesky."
      ]
    case .precisionFloor:
      return [
        "Single precision leaves a gradient of \(report.gradientNorm), above the tolerance \(settings.tolerance). "
          + "Use precision: .double."
      ]
    }
  }

  /// Names the columns of the smallest and the largest scale when they are far apart.
  private func scaleAdvice() -> [String] {
    if case .newtonCholesky = settings.solver { return [] }
    let deviations = columnDeviations().enumerated().filter { $0.element > 0 }
    guard let least = deviations.min(by: { $0.element < $1.element }),
      let most = deviations.max(by: { $0.element < $1.element }), most.element > Self.unlikeScales * least.element
    else { return [] }
    return [
      "The columns are badly scaled: column \(rows.features.columnName(most.offset)) has standard deviation "
        + "\(most.element), column \(rows.features.columnName(least.offset)) has \(least.element). "
        + "Put StandardScaler() before the classifier, or use solver: .newtonCholesky."
    ]
  }

  private func columnDeviations() -> [Double] {
    let moments = ColumnMoments(rows.features, sampleWeight: rows.weights)
    let scale = rows.features.affine?.scale
    return moments.variances.enumerated().map { $1.squareRoot() * (scale?[$0].magnitude ?? 1) }
  }

  func notes(_ minimum: BatchMinimum, _ objective: LinearObjective) -> [String] {
    var notes: [String] = []
    if !rows.classesWithoutWeight.isEmpty {
      notes.append(
        "No row of these classes has weight, so the model does not know them: "
          + rows.classesWithoutWeight.map { "\($0)" }.joined(separator: ", ") + ".")
    }
    if isUnpenalized, separatesEveryRow(minimum, objective) {
      notes.append(
        "The model separates every training row, so without a penalty no optimum exists: the weights would grow "
          + "for ever, and their size means nothing. Use penalty: .l2 with a finite c.")
    }
    return notes
  }

  private var isUnpenalized: Bool { settings.penalty == .none || settings.c == .infinity }

  /// Whether every row lies strictly on its own side: for softmax its class has the largest score, for one-vs-rest at
  /// least one problem has every row on its side of 0.
  private func separatesEveryRow(_ minimum: BatchMinimum, _ objective: LinearObjective) -> Bool {
    let (weights, bias) = objective.split(minimum.minima.flatMap(\.iterate.point))
    let columns = bias.count
    guard let matrix = try? Matrix(rows: columns, columns: rows.features.columns, weights) else { return false }
    let scores = linearScores(rows.features, weights: matrix, bias: bias)
    if objective.problemCount == 1, columns > 1 {
      return (0..<scores.rows).allSatisfy { row in
        let truth = Int(rows.targets.indices[row])
        return (0..<columns).allSatisfy { $0 == truth || scores[row, $0] < scores[row, truth] }
      }
    }
    return (0..<columns).contains { column in
      let positive = columns == 1 ? 1 : column
      return (0..<scores.rows).allSatisfy { row in
        (Int(rows.targets.indices[row]) == positive) == (scores[row, column] > 0) && scores[row, column] != 0
      }
    }
  }
}
