import Matrices

/// The lines along which a search goes, one per problem, with what their penalty needs.
struct OpenLines {
  /// A line, and Σ l2·w·w, Σ l2·w·d and Σ l2·d·d once a trial has asked for them.
  private struct OpenLine {
    let line: Line
    var squares: (ww: Double, wd: Double, dd: Double)?
  }

  /// What a trial has found.
  struct Trial {
    let step: Double
    let evaluation: Evaluation
  }

  private var lines: [Int: OpenLine] = [:]
  /// The last trials, where scores are not kept.
  var trials: [Int: Trial] = [:]

  init(_ lines: [Line] = []) {
    self.lines = Dictionary(uniqueKeysWithValues: lines.map { ($0.problem, OpenLine(line: $0)) })
  }

  func line(ofProblem problem: Int) -> Line? { lines[problem]?.line }

  func point(at request: LineRequest, _ objective: LinearObjective) -> [Double] {
    lines[request.problem]?.line.point(
      at: request.step, within: objective.separableTerm(problem: request.problem)) ?? []
  }

  /// The sums over w and d of a line's penalty.
  mutating func squares(ofLine problem: Int, _ objective: LinearObjective) -> (ww: Double, wd: Double, dd: Double) {
    guard let open = lines[problem] else { return (0, 0, 0) }
    if let known = open.squares { return known }
    let (w, d) = (open.line.point, open.line.direction)
    let squares = (ww: objective.squares(w, w), wd: objective.squares(w, d), dd: objective.squares(d, d))
    lines[problem]?.squares = squares
    return squares
  }
}
