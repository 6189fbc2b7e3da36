/// How a fit went: which test stopped it, and what to do when that was not convergence.
///
/// Objective, gradient, certificate, the test that stopped the fit and the last of the history are those of the
/// coefficients that the model has.
///
/// Two reports are equal when everything but `seconds` is.
public struct FitReport: Sendable, Codable {
  /// The test that ended the fit. With several problems (one-vs-rest), the one that left a problem unsolved, if any.
  public var stopped: StoppingTest
  /// The test that ended each problem: one entry for multinomial, K for one-vs-rest.
  public var stoppedPerProblem: [StoppingTest]
  /// The iterations of each problem. scikit-learn's `n_iter_`.
  public var iterations: [Int]
  /// Passes over the data.
  public var evaluations: Int
  /// The mean objective at the end, penalty included, in Double; with one-vs-rest the sum over its problems.
  public var objective: Double
  /// The objective of each problem.
  public var objectivePerProblem: [Double]
  /// ‖∇F‖∞ at the end, in Double; the largest of all problems. With an L1 norm or bounds that of the smallest
  /// subgradient, projected on the bounds.
  public var gradientNorm: Double
  /// Objective and gradient norm from the start (number 0) to the end, one entry per iteration. The last is that of the
  /// model: with its intercepts at their best, which `onIteration` did not know yet.
  public var history: [Iteration]
  /// What the fit took, in seconds of the clock on the wall.
  public var seconds: Double
  /// What ran: solver, arithmetic, kernel variant.
  public var method: String
  /// What to change, in words, when the fit did not converge. Empty when it did.
  public var advice: [String]
  /// What else is worth knowing: classes that had no weight, settings that had no effect, a warm start that began
  /// again, how far a fit that has converged may still be from the optimum.
  public var notes: [String]
  /// How far from the optimum the fit can be at most. `nil` where a weight has neither a penalty nor bounds on both
  /// sides, for a cancelled fit, above 300 classes, and where the scores of all rows would take more than 2 GB.
  public var certificate: Certificate? = nil

  /// Whether every problem met the gradient test.
  public var converged: Bool { stoppedPerProblem.allSatisfy { $0 == .gradient } }
}

extension FitReport {
  private enum CodingKeys: String, CodingKey {
    case stopped, stoppedPerProblem, iterations, evaluations, objective, objectivePerProblem, gradientNorm, history
    case seconds, method, advice, notes, certificate
  }

  /// The report of coefficients that come from elsewhere.
  static func given(notes: [String] = []) -> FitReport {
    FitReport(
      stopped: .given, stoppedPerProblem: [.given], iterations: [], evaluations: 0, objective: 0,
      objectivePerProblem: [], gradientNorm: 0, history: [], seconds: 0, method: "none", advice: [], notes: notes)
  }

  /// Writes as much as the encoder's ``ReportDetail`` asks for; everything where it has none.
  public func encode(to encoder: any Encoder) throws {
    let detail = CodingUserInfoKey.reportDetail.flatMap { encoder.userInfo[$0] as? ReportDetail } ?? .full
    let report = detail == .none ? .given() : self
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(report.stopped, forKey: .stopped)
    try container.encode(report.stoppedPerProblem, forKey: .stoppedPerProblem)
    try container.encode(report.iterations, forKey: .iterations)
    try container.encode(report.evaluations, forKey: .evaluations)
    try container.encode(report.objective, forKey: .objective)
    try container.encode(report.objectivePerProblem, forKey: .objectivePerProblem)
    try container.encode(report.gradientNorm, forKey: .gradientNorm)
    try container.encode(detail == .full ? report.history : [], forKey: .history)
    try container.encode(report.seconds, forKey: .seconds)
    try container.encode(report.method, forKey: .method)
    try container.encode(report.advice, forKey: .advice)
    try container.encode(report.notes, forKey: .notes)
    try container.encodeIfPresent(report.certificate, forKey: .certificate)
  }
}

extension FitReport: Hashable {
  public static func == (a: FitReport, b: FitReport) -> Bool {
    a.stoppedPerProblem == b.stoppedPerProblem && a.iterations == b.iterations && a.evaluations == b.evaluations
      && a.objectivePerProblem == b.objectivePerProblem && a.gradientNorm == b.gradientNorm && a.history == b.history
      && a.method == b.method && a.advice == b.advice && a.notes == b.notes && a.certificate == b.certificate
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(stoppedPerProblem)
    hasher.combine(iterations)
    hasher.combine(objectivePerProblem)
  }
}

extension FitReport: CustomStringConvertible, CustomDebugStringConvertible {
  /// A gap certified to be at most this share of the objective tells a reader something.
  private static var tellingGap: Double { 0.1 }

  /// A few lines for people, numbers with four digits: how the fit ended, what to change, what else to know, and how
  /// far the optimum may be where the certificate narrows that down to a tenth of the objective. What ran is in
  /// `method`.
  public var description: String {
    let proof = certificate.flatMap { $0.relativeGap <= Self.tellingGap ? $0.description : nil }
    return ([head(Readable.number)] + advice + notes + [proof].compactMap { $0 }).joined(separator: "\n")
  }

  /// Everything but the history, numbers with all their digits.
  public var debugDescription: String {
    let proof = certificate?.debugDescription
    return ([head { "\($0)" }] + advice + notes + [proof, "Method: \(method)."].compactMap { $0 })
      .joined(separator: "\n")
  }

  private func head(_ text: (Double) -> String) -> String {
    if stopped == .given { return stopped.sentence + "." }
    return "\(stopped.sentence) after \(Readable.count(iterations.max() ?? 0, "iteration")) and "
      + "\(Readable.count(evaluations, "pass", "passes")) over the data: objective \(text(objective)), "
      + "largest gradient component \(text(gradientNorm))."
  }
}

extension StoppingTest {
  /// The beginning of a sentence that says it.
  var sentence: String {
    switch kind {
    case .gradient: "Converged"
    case .iterationLimit: "Stopped by the iteration limit, not converged,"
    case .noDecreaseLeft: "Stopped because no representable decrease was left, above the tolerance,"
    case .precisionFloor: "Stopped where single precision ends, above the tolerance,"
    case .caller: "Stopped by the caller"
    case .cancelled: "Cancelled"
    case .endOfChunk: "Walked through one chunk of rows"
    case .given: "Not fitted here: the coefficients were given"
    }
  }
}
