internal import Platform

/// What a certificate leaves open, in words: a fit that met its tolerance may still be far from the optimum, where the
/// penalty is weak and the loss is flat.
extension FitAdvisor {
  /// Shares of the weights' size and of the objective above which what is open matters.
  private static var muchOfTheWeights: Double { 0.1 }
  private static var muchOfTheObjective: Double { 0.01 }
  /// A tolerance below this is one that no Double meets.
  private static var leastTolerance: Double { 1e-14 }

  /// A sentence or two where a fit that has converged may be off by much; nothing elsewhere.
  ///
  /// - Parameter certificate: That of the fit of the report.
  func notes(
    on certificate: Certificate?, _ report: FitReport, _ minimum: BatchMinimum, _ objective: LinearObjective
  ) -> [String] {
    guard let certificate, report.converged else { return [] }
    let weights = objective.split(minimum.minima.flatMap(\.iterate.point)).weights
    let size = weights.reduce(0) { $0 + $1 * $1 }.squareRoot()
    let error = size > 0 ? certificate.coefficientError : nil
    let isFar = (error ?? 0) > Self.muchOfTheWeights * size
    guard isFar || certificate.relativeGap > Self.muchOfTheObjective else { return [] }
    let gap = "the objective by up to \(Self.short(100 * certificate.relativeGap)) % of it"
    guard let error else { return ["Converged, but \(gap) above the optimum. A tighter tolerance narrows that down."] }
    return [
      "Converged, but the coefficients may be off by up to \(Self.short(error)) (Euclidean norm; their own is "
        + "\(Self.short(size))), \(gap)." + settling(Self.muchOfTheWeights * size, objective, weights.count)
    ]
  }

  /// Which tolerance is sure to bring the coefficients that near: ‖W − W*‖ ≤ ‖∇_W F‖/λ, and the norm is at most √d
  /// times the largest component.
  private func settling(_ error: Double, _ objective: LinearObjective, _ weights: Int) -> String {
    let convexity = objective.penalty.l2.min() ?? 0
    let enough = error * convexity / Double(weights).squareRoot()
    guard enough >= Self.leastTolerance else { return "" }
    let power = Int(log10(enough).rounded(.down))
    let tolerance = pow(10, Double(power))
    guard tolerance < settings.tolerance else { return "" }
    let bound = tolerance * Double(weights).squareRoot() / convexity
    return " With tolerance: 1e\(power) that would be at most \(Self.short(bound))."
  }

  /// Two digits.
  private static func short(_ value: Double) -> String {
    guard (0.001..<1000).contains(value) else { return DecimalFormat.scientific(value, digits: 1) }
    return DecimalFormat.fixed(value, digits: max(0, 1 - Int(log10(value).rounded(.down))))
  }
}

extension LogisticProblem {
  /// Gives a report its certificate, and says in words what that leaves open.
  func certify(_ report: inout FitReport, _ certificate: Certificate?, _ minimum: BatchMinimum) {
    report.certificate = certificate
    let advisor = FitAdvisor(rows: rows, settings: settings, hessianFits: objective.hessianFits)
    report.notes += advisor.notes(on: certificate, report, minimum, objective)
  }
}
