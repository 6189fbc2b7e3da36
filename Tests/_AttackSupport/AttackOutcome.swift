import Estimators
import Foundation
import Matrices

/// What an attack has found.
package struct AttackOutcome: Sendable {
  package enum Violation: String, Sendable, CaseIterable {
    /// The objective of the report is not that of the returned coefficients.
    case otherObjective = "objective of another point"
    case otherGradient = "gradient of another point"
    /// A certificate claims less than the true gap.
    case certificate = "certificate below the truth"
    /// The coefficients are further from the optimum's than certified.
    case coefficients = "coefficients beyond their bound"
    /// Converged, but the gradient is above the tolerance.
    case converged = "converged above the tolerance"
    case failed = "threw"
  }

  package let attack: AttackCase
  package private(set) var violations: [Violation: String] = [:]
  package private(set) var converged = false
  /// Certified over true gap; `nil` without a certificate and where the true gap is below 1e-13·F.
  package private(set) var looseness: Double?
  /// The largest violation of optimality where the truth was taken.
  package private(set) var truthNorm = 0.0

  private static let share = 1e-9
  private static let tellable = 1e-13

  package init(_ attack: AttackCase) {
    self.attack = attack
    do {
      check(try attack.fitted())
    } catch EstimatorError.Code.objectiveNotFinite {
      // A step that is too long; the report is an error that says so.
    } catch {
      violations[.failed] = "\(error)"
    }
  }

  private mutating func check(_ model: LogisticRegression<Int>.Model) {
    let report = model.report
    converged = report.converged
    let problems = attack.problems(of: model)
    let points = attack.points(of: model, problems)
    let values = zip(problems, points).map { $0.value($1) }
    checkObjective(report, values.map(\.value))
    checkGradient(report, problems, points)
    let optima = zip(problems, points).map { TrueOptimum($0, near: $1) }
    truthNorm = optima.map(\.norm).max() ?? 0
    guard let certificate = report.certificate else { return }
    checkCertificate(certificate, values, optima.map(\.value))
    if attack.kind != .bounds { checkCoefficients(certificate, problems, points, optima) }
  }

  private mutating func checkObjective(_ report: FitReport, _ values: [Double]) {
    let whole = values.reduce(0, +)
    let parts = zip(report.objectivePerProblem + [report.objective], values + [whole])
    for (said, value) in parts where !((said - value).magnitude <= Self.share * value) {
      violations[.otherObjective] = "\(said), true \(value)"
    }
  }

  private mutating func checkGradient(_ report: FitReport, _ problems: [TrueProblem], _ points: [[Double]]) {
    let norm = zip(problems, points).map { $0.norm($1) }.max() ?? 0
    let resolution = zip(problems, points).map { $0.resolution($1) }.max() ?? 0
    if !((report.gradientNorm - norm).magnitude <= Self.share * norm + resolution) {
      violations[.otherGradient] = "\(report.gradientNorm), true \(norm), resolution \(resolution)"
    }
    if report.converged, norm > attack.tolerance * (1 + Self.share) + resolution {
      violations[.converged] = "true \(norm), resolution \(resolution)"
    }
  }

  private mutating func checkCertificate(
    _ certificate: Certificate, _ values: [DoubleDouble], _ optima: [DoubleDouble]
  ) {
    let gaps = zip(values, optima).map { ($0 - $1).value }
    let (gap, value) = (gaps.reduce(0, +), values.map(\.value).reduce(0, +))
    let claims = zip(certificate.objectiveGapPerProblem + [certificate.objectiveGap], gaps + [gap])
    for ((claimed, gap), value) in zip(claims, values.map(\.value) + [value])
    where !(claimed >= gap - Self.tellable * value) {
      violations[.certificate] = "\(claimed), true \(gap), F \(value), a share of \((gap - claimed) / gap)"
    }
    if gap > Self.tellable * value { looseness = certificate.objectiveGap / gap }
  }

  private mutating func checkCoefficients(
    _ certificate: Certificate, _ problems: [TrueProblem], _ points: [[Double]], _ optima: [TrueOptimum]
  ) {
    for (k, error) in (certificate.coefficientErrorPerProblem ?? []).enumerated() {
      let l2 = problems[k].weightIndices.map { problems[k].l2[$0].value }.min() ?? 0
      let squares = problems[k].weightIndices.reduce(0) { sum, j in
        sum + (points[k][j] - optima[k].point[j]) * (points[k][j] - optima[k].point[j])
      }
      // What a gap of the tellable share of F allows, and the truth's own rest.
      let rest = 2 * Self.tellable * optima[k].value.value / l2
      if squares > error * error + rest {
        violations[.coefficients] = "\(squares.squareRoot()), claimed \(error)"
      }
    }
  }
}

extension TrueProblem {
  var weightIndices: [Int] {
    (0..<count).filter { !hasIntercept || $0 % width < width - 1 }
  }
}
