import Estimators
import Foundation

/// A fit that goes on until its certificate proves the gap, shows how far it is, may be cancelled on its way, and goes
/// on from the model of one that was.
struct LongFit: Sendable {
  let data: SyntheticRows
  /// The iteration after which its task is cancelled.
  let cancelledAfter: Int?

  private typealias Model = LogisticRegression<Int>.Model

  /// F − F* as a share of F.
  private static let wantedGap = 1e-4

  /// The model of a fit that was cancelled.
  private var kept: URL { data.folder.appending(path: "interrupted.json") }

  func run() async throws {
    let fit = Task.detached { try self.fit() }
    try await fit.value
  }

  private func fit() throws {
    let (x, y) = try data.open()
    var clf = LogisticRegression(c: 1, tolerance: 1e-5, warmStart: true)
    if FileManager.default.fileExists(atPath: kept.path) {
      clf.model = try JSONDecoder().decode(Model.self, from: Data(contentsOf: kept))
      say("goes on after \(try clf.iterations[0]) iterations")
    }
    do {
      try fit(&clf, x, y)
    } catch let stop as FitInterrupted<Model> {
      say("\(stop)")
      try JSONEncoder().encode(stop.model).write(to: kept)
    }
  }

  private func fit(_ clf: inout LogisticRegression<Int>, _ x: Features, _ y: [Int]) throws {
    let began = ContinuousClock().now
    var seconds: Int64 { (ContinuousClock().now - began).components.seconds }
    while true {
      try clf.fit(x, y) { iteration in
        say(
          "\(seconds) s: iteration \(iteration.number), \(iteration.evaluations) passes, objective "
            + "\(iteration.objective), gradient \(iteration.gradientNorm)")
        if iteration.number == cancelledAfter { withUnsafeCurrentTask { $0?.cancel() } }
        return .proceed
      }
      let report = try clf.report
      let gap = report.certificate?.relativeGap ?? 1
      say("\(seconds) s: certified relative gap \(gap) at tolerance \(clf.tolerance), \(report.evaluations) passes")
      if gap <= Self.wantedGap { return }
      // The bound falls with the square of the gradient.
      clf.tolerance *= min(0.5, 0.7 * (Self.wantedGap / gap).squareRoot())
    }
  }
}
