import Estimators
import Foundation

/// Prints one line for each thing that is fitted: its name and what came of it, bit by bit. Nothing in it depends on
/// time.
struct BitReport {
  /// Only things whose name contains this are fitted.
  let wanted: String?

  func line(_ name: String, _ result: () throws -> String) {
    guard wanted.map(name.contains) ?? true else { return }
    let text: String
    do { text = try result() } catch { text = "refused: " + "\(error)".replacingOccurrences(of: "\n", with: " ") }
    print("\(name) | \(text)")
  }

  // MARK: Logistic regressions

  /// A fit, its report, and what its model says of rows.
  ///
  /// - Parameter asked: The rows that are predicted; those of the fit when `nil`.
  func logistic(
    _ name: String, _ classifier: LogisticRegression<Int>, _ data: FitData, asked: Features? = nil
  ) {
    line(name) {
      let model = try classifier.fitted(to: data.x, data.y, sampleWeight: data.weights)
      return try Self.told(model, asked ?? data.x)
    }
  }

  static func told(_ model: LogisticRegression<Int>.Model, _ x: Features) throws -> String {
    try [
      "w=\(hash(model.coefficients)) b=\(hash(model.intercepts))", told(model.report), answers(model, x),
      "by=\"\(model.report.method)\"",
    ].joined(separator: " ")
  }

  static func told(_ report: FitReport) -> String {
    let history = report.history.flatMap {
      [Double($0.number), $0.objective, $0.gradientNorm, Double($0.evaluations)]
    }
    let proof = report.certificate
    return [
      "F=\(bits(report.objective)) each=\(hash(report.objectivePerProblem)) g=\(bits(report.gradientNorm))",
      "iterations=\(brief(report.iterations)) passes=\(report.evaluations)",
      "stopped=\(Set(report.stoppedPerProblem.map(\.rawValue)).sorted().joined(separator: ",")) "
        + "converged=\(report.converged)",
      "gap=\(bits(proof?.objectiveGap)) gaps=\(hash(proof?.objectiveGapPerProblem ?? []))",
      "estimate=\(bits(proof?.objectiveGapEstimate)) error=\(bits(proof?.coefficientError))",
      "history=\(hash(history)) words=\(hash(report.advice + report.notes))",
    ].joined(separator: " ")
  }

  private static func brief(_ counts: [Int]) -> String { counts.map(String.init).joined(separator: ",") }

  // MARK: Other models

  /// Scores, probabilities, their logarithms, and labels.
  static func answers<Model: ClassifierModel>(_ model: Model, _ x: Features) throws -> String {
    try [
      "z=\(hash(model.decisionFunction(x)))", "p=\(hash(model.predictProbabilities(x)))",
      "lp=\(hash(model.predictLogProbabilities(x)))", "y=\(hash(model.predict(x).map { "\($0)" }))",
    ].joined(separator: " ")
  }

  /// A classifier with a model that can be coded.
  func classifier<C: Classifier>(_ name: String, _ classifier: C, _ data: FitData, _ y: [C.Label])
  where C.Model: Encodable {
    line(name) {
      let model = try classifier.fitted(to: data.x, y, sampleWeight: data.weights)
      return try "learned=\(Self.learned(model)) " + Self.answers(model, data.x)
    }
  }

  func transformer<T: Transformer>(_ name: String, _ transformer: T, _ data: FitData) where T.Model: Encodable {
    line(name) {
      let targets = ClassEncoding(data.y).targets
      let model = try transformer.fitted(to: data.x, targets: targets, sampleWeight: data.weights)
      return try "learned=\(Self.learned(model)) x=\(hash(model.transform(data.x).matrix()))"
    }
  }

  /// All that a model holds: numbers are coded so that they can be read back to the bit.
  static func learned(_ model: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let text = String(decoding: try encoder.encode(model), as: UTF8.self)
    var hash = BitHash()
    hash.add(text.replacing(/"seconds":[^,}]*/, with: ""))
    return hash.text
  }
}
