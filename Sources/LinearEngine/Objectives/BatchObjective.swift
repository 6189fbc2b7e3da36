// Guarded by `LineTests`.
import Matrices

/// A point of one problem at which its objective is wanted.
package struct EvaluationRequest {
  /// Which of the batch's problems.
  package let problem: Int
  /// Its parameters.
  package let point: [Double]

  package init(problem: Int, point: [Double]) {
    self.problem = problem
    self.point = point
  }
}

/// A line of one problem: all points `point + t·direction`.
package struct Line {
  package let problem: Int
  package let point: [Double]
  package let direction: [Double]

  package init(problem: Int, point: [Double], direction: [Double]) {
    (self.problem, self.point, self.direction) = (problem, point, direction)
  }

  /// point + step·direction, with parameters that rounding carries over a limit put back on it.
  package func point(at step: Double, within term: SeparableTerm?) -> [Double] {
    var moved = Vectors.sum(point, step, times: direction)
    term?.clip(&moved)
    return moved
  }
}

/// A place on the line of one problem.
package struct LineRequest {
  package let problem: Int
  package let step: Double

  package init(problem: Int, step: Double) {
    (self.problem, self.step) = (problem, step)
  }
}

/// φ(t) = F(point + t·direction), and φ′(t) without the parts that have no gradient.
package struct LineEvaluation {
  package let value: Double
  package let slope: Double
}

/// Problems that share each pass over the data: multinomial is one problem, one-vs-rest is one per class.
///
/// Minimisers know nothing more about a model than this. Searching along lines is cheap: the data are read once to open
/// the lines and once for each move to points on them, however many are tried in between; or, where
/// ``trialsArePasses``, once for each point that is tried, and moving there costs nothing more.
package protocol BatchObjective: AnyObject {
  /// How many problems there are.
  var problemCount: Int { get }
  /// How many parameters each of them has.
  var parameterCount: Int { get }
  /// Passes over the data so far, for values and gradients.
  var passes: Int { get }
  /// Value and gradient of the chosen problems, each at its own point, in one pass over the data.
  func evaluate(_ requests: [EvaluationRequest]) throws -> [Evaluation]
  /// Opens a line for each of the problems that still run. Half a pass. Closes all earlier lines.
  func open(_ lines: [Line]) throws
  /// Values and slopes on open lines. No pass.
  func evaluate(onLines requests: [LineRequest]) throws -> [LineEvaluation]
  /// Value and gradient at a point of each open line that is asked for; the others go back to where they were opened.
  /// May be called again, with steps from there. Half a pass each time.
  func move(alongLines requests: [LineRequest]) throws -> [Evaluation]
  /// Opens lines and moves along them in one pass.
  func move(opening lines: [Line], to requests: [LineRequest]) throws -> [Evaluation]
  /// Whether a value on a line costs a pass, as moving there does.
  var trialsArePasses: Bool { get }
  /// The part of a problem's objective that has no gradient; `nil` when it is smooth.
  func separableTerm(problem: Int) -> SeparableTerm?
  /// How far gradients may be off because products run in single precision for now; 0 when they will not change.
  var gradientNoise: Double { get }
  /// Whether values and gradients are those of double precision now.
  var isExact: Bool { get }
  /// Computes in double precision from now on.
  func makeExact()
  /// Value and gradient of all problems, from which lines are opened or curvature is asked for next. One pass.
  func evaluateToGoOn(from points: [[Double]]) throws -> [Evaluation]
  /// Value and gradient of problems where they stand, measured afresh; `nil` where what is known of them still holds.
  func remeasured(_ requests: [EvaluationRequest]) throws -> [Evaluation]?
  /// ∇²F of one problem, without the parts that have no gradient: `parameterCount` squared, lower triangle. Along
  /// directions in which F is constant whatever the data, a positive curvature may be added: the Newton step does not
  /// change.
  func hessian(_ request: EvaluationRequest) throws -> Matrix<Double>
  /// Makes ready for products with ∇²F at the points where the problems stand. Half a pass at most.
  func openCurvature(at requests: [EvaluationRequest]) throws
  /// ∇²F·d of some of the problems that curvature was opened for, each for its own d, in one pass over the data.
  func hessianProducts(_ requests: [EvaluationRequest]) throws -> [[Double]]
  /// A problem's gradient, or product, without what rounding has left along directions in which F is constant whatever
  /// the data.
  func withoutGauge(_ vector: [Double]) -> [Double]
  /// An upper bound of the largest eigenvalue of ∇²F of one problem, at any point.
  func curvatureBound(problem: Int) throws -> Double
}

extension BatchObjective {
  package var trialsArePasses: Bool { false }

  /// Whether a minimiser goes to the first step of a line without a search, and learns from it how long steps are to
  /// be.
  package var skipsFirstLineSearch: Bool { problemCount == 1 && !isExact }
}
